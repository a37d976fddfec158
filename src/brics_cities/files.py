"""What a data set of a user is read from, within bounds: a directory or a zip file."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from brics_cities.building import DESCRIPTOR
from brics_cities.models import TABLES

SCHEMA = "schema.json"
FILES = (DESCRIPTOR, *(f"{table}.json" for table in TABLES))
"""The files that make a data set."""
MOST_BYTES = 2**27
"""How long a file of a data set, unpacked, and a zip file may be: 128 MiB."""
_MISSING = "missing, or not a file that can be read"


class UnreadableError(Exception):
    """Why a file of a data set cannot be read."""


class Files(Protocol):
    """The files of a data set."""

    def names(self) -> list[str]:
        """What there is, in order."""
        ...

    def read(self, name: str) -> bytes:
        """The content of a file.

        Raises:
            UnreadableError: There is no such file, or it is too long, or leads elsewhere.
        """
        ...


class Directory:
    """The files of a directory; links that lead out of it are not followed."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.path.realpath(path)

    def names(self) -> list[str]:  # noqa: D102
        try:
            return sorted(os.listdir(self.path))  # noqa: PTH208
        except OSError:
            return []

    def read(self, name: str) -> bytes:  # noqa: D102
        path = os.path.realpath(os.path.join(self.path, name))  # noqa: PTH118
        with _reasons():
            if os.path.dirname(path) != self.path:  # noqa: PTH120
                raise UnreadableError("leads out of the directory")
            status = os.stat(path)  # noqa: PTH116
            if not stat.S_ISREG(status.st_mode):  # a pipe, for one, would be waited for
                raise UnreadableError(_MISSING)
            _check_size(status.st_size)
            with open(path, "rb") as file:  # noqa: PTH123
                return file.read()


class Archive:
    """The files of a zip file; nothing is unpacked to disk."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def names(self) -> list[str]:  # noqa: D102
        return sorted(self.archive.namelist())

    def read(self, name: str) -> bytes:  # noqa: D102
        with _reasons():
            if self.archive.namelist().count(name) > 1:
                raise UnreadableError("stands twice in the zip file")
            _check_size(self.archive.getinfo(name).file_size)
            return self.archive.read(name)


class Resources:
    """The files that the package carries."""

    def names(self) -> list[str]:  # noqa: D102
        return []  # whatever is there belongs there

    def read(self, name: str) -> bytes:  # noqa: D102
        from importlib_resources import files

        with _reasons():
            return (files("brics_cities") / "data" / name).read_bytes()


def unknown_tables(files: Files) -> list[str]:
    """The JSON files that belong to no table, whose content would be left out without a word."""
    return [
        name for name in files.names() if name.endswith(".json") and name not in (*FILES, SCHEMA) and "/" not in name
    ]


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise UnreadableError(f"longer than {MOST_BYTES:,} bytes")


@contextmanager
def _reasons() -> Iterator[None]:
    """Whatever keeps a file from being read is an `UnreadableError`."""
    try:
        yield
    except (OSError, KeyError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise UnreadableError(_MISSING) from error
    except RuntimeError as error:  # a password is wanted
        raise UnreadableError(f"cannot be read: {error}") from error
