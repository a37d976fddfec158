"""The bytes of a data set: read from a directory, a zip file or the package, within bounds.

What only zip files need is imported there: the bundled data is loaded without it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

from importlib_resources import files

from brics_cities.exceptions import InvalidValueError

if TYPE_CHECKING:
    import zipfile

MAX_BYTES = 2**27
"""The most bytes that a file of a data set, unpacked, or a zip file may have: 128 MiB."""
PREFIX = ".brics-cities-"
"""The beginning of the names of hidden directories with what is being saved."""
UNFINISHED = f"{PREFIX}unfinished"
"""The name of such a directory, as long as its files are renamed to the directory that it is in."""
_MISSING = "missing, or not a file that can be read"


class UnreadableError(Exception):
    """The reason why a data set or one of its files cannot be read."""


class Storage(Protocol):
    """Where the files of a data set are."""

    def names(self) -> list[str]:
        """Return the names of the files, in order."""
        ...

    def read(self, name: str) -> bytes:
        """Return the content of a file.

        Raises:
            UnreadableError: There is no such file, it is too long, or it is outside.
        """
        ...


class Directory:
    """The files of a directory; links that lead out of it are not followed."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.path.realpath(path)

    def names(self) -> list[str]:
        with suppress(OSError):  # what cannot be listed may still be read
            return sorted(os.listdir(self.path))  # noqa: PTH208
        return []

    def read(self, name: str) -> bytes:
        path = os.path.realpath(os.path.join(self.path, name))  # noqa: PTH118
        with _reasons(OSError):
            if os.path.dirname(path) != self.path:  # noqa: PTH120
                raise UnreadableError("leads out of the directory")
            status = os.stat(path)  # noqa: PTH116
            if not stat.S_ISREG(status.st_mode):  # reading a pipe, for one, would wait
                raise UnreadableError(_MISSING)
            _check_size(status.st_size)
            with open(path, "rb") as file:  # noqa: PTH123
                return file.read()


class Archive:
    """The files of a zip file; nothing is unpacked to disk."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def names(self) -> list[str]:
        return sorted(self.archive.namelist())

    def read(self, name: str) -> bytes:
        with _reasons(*_zip_errors()):
            if self.archive.namelist().count(name) > 1:
                raise UnreadableError("occurs twice in the zip file")
            _check_size(self.archive.getinfo(name).file_size)
            return self.archive.read(name)


class Package:
    """The files that the package ships, wherever it is installed."""

    def __init__(self) -> None:
        self.folder = files("brics_cities") / "data"

    def names(self) -> list[str]:
        return sorted(file.name for file in self.folder.iterdir()) if self.folder.is_dir() else []

    def read(self, name: str) -> bytes:
        with _reasons(*_zip_errors()):
            content: bytes = (self.folder / name).read_bytes()
            return content


class Memory:
    """Files in memory."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = contents

    def names(self) -> list[str]:
        return sorted(self.contents)

    def read(self, name: str) -> bytes:
        content = self.contents[name]
        _check_size(len(content))
        return content


def path_of(path: object) -> str:
    """Return a path as a string.

    Raises:
        InvalidValueError: It is no path.
    """
    with suppress(TypeError):  # an object whose __fspath__ returns no path
        if isinstance(path, (str, os.PathLike)) and isinstance(text := os.fspath(path), str) and text:
            return text
    raise InvalidValueError("path", "a path", path)


@contextmanager
def opened(path: str) -> Iterator[Storage]:
    """Open a directory or a zip file.

    Raises:
        UnreadableError: It is neither, or it is too long.
    """
    # Unlike Path.is_dir and is_file, these are False for a path that no system can have.
    if os.path.isdir(path):  # noqa: PTH112
        yield Directory(path)
        return
    archive = None
    with suppress(OSError):  # if the system opens no more files, not even those of a module
        archive = _archive(path)
    if archive is None:
        raise UnreadableError("neither a directory nor a zip file")
    with archive:
        yield Archive(archive)


def _archive(path: str) -> zipfile.ZipFile | None:
    import zipfile

    if os.path.isfile(path) and zipfile.is_zipfile(path):  # noqa: PTH113
        _check_size(os.path.getsize(path))  # noqa: PTH202
        with suppress(*_zip_errors()):
            return zipfile.ZipFile(path)
    return None


def canonical(content: Any) -> bytes:
    """Write JSON as the data files have it: readable in a diff, UTF-8, with a final newline."""
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Pack files as a zip file; the same files make the same bytes."""
    import zipfile
    from io import BytesIO

    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, body in contents.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, the first year there is
            archive.writestr(entry, body, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise UnreadableError(f"longer than {MAX_BYTES:,} bytes")


@contextmanager
def _reasons(*errors: type[Exception]) -> Iterator[None]:
    """Raise UnreadableError for the errors that keep a file from being read."""
    try:
        yield
    except errors as error:
        raise UnreadableError(_MISSING) from error
    except RuntimeError as error:  # a password is wanted
        raise UnreadableError(f"cannot be read: {error}") from error


def _zip_errors() -> tuple[type[Exception], ...]:
    """Return what a member of a zip file can raise while it is read."""
    import zipfile
    import zlib

    return OSError, KeyError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error
