"""The bytes of a data set: read from a directory, a zip file or the package, within bounds.

What only zip files need is imported there: the bundled data is loaded without it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, Protocol

from importlib_resources import files

from brics_cities.exceptions import InvalidValueError

if TYPE_CHECKING:
    import zipfile

MAX_BYTES = 2**27
"""The most bytes that a file of a data set, unpacked, or a zip file may have: 128 MiB."""
MAX_ENTRIES = 10_000
"""The most files that a zip file may contain."""
DESCRIPTOR = "datapackage.json"
"""The name of the file that describes a data set."""
PREFIX = ".brics-cities-"
"""The beginning of the names of hidden directories with what is being saved."""
UNFINISHED = f"{PREFIX}unfinished"
"""The name of such a directory, as long as its files are renamed to the directory that it is in."""
_NEITHER = "neither a directory nor a zip or JSON file"
_MISSING = "missing, or not a file that can be read"


class UnreadableError(Exception):
    """The reason why a data set or one of its files cannot be read."""


class Storage(Protocol):
    """Where the files of a data set are."""

    def names(self) -> list[str]:
        """Return the names of the files, in order."""
        ...

    def read(self, name: str) -> Any:
        """Return the content of a file: its bytes, or the JSON in it where that is at hand.

        Raises:
            UnreadableError: There is no such file, it is too long, or it is outside.
        """
        ...

    def elsewhere(self) -> list[str]:
        """Return the folders in it that other data sets are in, in order."""
        ...


class Directory:
    """The files of a directory; links that lead out of it are not followed."""

    def __init__(self, path: str) -> None:
        self.path = os.path.realpath(path)

    def names(self) -> list[str]:
        with suppress(OSError):  # what cannot be listed may still be read
            return sorted(os.listdir(self.path))  # noqa: PTH208
        return []

    def read(self, name: str) -> bytes:
        path = os.path.realpath(os.path.join(self.path, name))  # noqa: PTH118
        if not path.startswith(os.path.join(self.path, "")):  # noqa: PTH118
            raise UnreadableError("a link that leads out of the directory; replace it by the file, as cp -L does")
        return read_file(path)

    def elsewhere(self) -> list[str]:
        folders = [name for name in self.names() if not name.startswith(".")]
        return [name for name in folders if os.path.isfile(os.path.join(self.path, name, DESCRIPTOR))]  # noqa: PTH113, PTH118


class Archive:
    """The files of a zip file, at its top or in the only folder with a data set; nothing is unpacked to disk."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.entries: dict[str, list[zipfile.ZipInfo]] = {}
        for entry in archive.infolist():
            self.entries.setdefault(entry.filename, []).append(entry)
        found = self.elsewhere()
        self.folder = f"{found[0]}/" if len(found) == 1 and DESCRIPTOR not in self.entries else ""

    def names(self) -> list[str]:
        inside = (name.removeprefix(self.folder) for name in self.entries if name.startswith(self.folder))
        return sorted(name for name in inside if name and "/" not in name)

    def read(self, name: str) -> bytes:
        entries = self.entries.get(self.folder + name, [])
        if not entries:
            raise UnreadableError(_MISSING)
        if len(entries) > 1:
            raise UnreadableError("occurs twice in the zip file")
        if entries[0].flag_bits & 1:
            raise UnreadableError("encrypted, which is not supported")
        if entries[0].compress_type not in (0, 8):  # zipfile unpacks other methods without a bound
            raise UnreadableError("compressed by another method than deflate; pack it again")
        check_size(entries[0].file_size)
        with _reasons(*_zip_errors()), self.archive.open(entries[0]) as file:
            return _bounded(file)

    def elsewhere(self) -> list[str]:
        folders = [name.removesuffix(f"/{DESCRIPTOR}") for name in self.entries if name.endswith(f"/{DESCRIPTOR}")]
        return sorted(folder for folder in folders if not folder.startswith((".", "__MACOSX")))


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

    def elsewhere(self) -> list[str]:
        return []


class Memory:
    """Files in memory: their bytes, or the JSON in them where that is at hand; they are not changed."""

    def __init__(self, contents: Mapping[str, Any]) -> None:
        self.contents = contents

    def names(self) -> list[str]:
        return sorted(self.contents)

    def read(self, name: str) -> Any:
        if name not in self.contents:
            raise UnreadableError(_MISSING)
        content = self.contents[name]
        if isinstance(content, bytes):
            check_size(len(content))
        return content

    def elsewhere(self) -> list[str]:
        return []


def is_document(path: str) -> bool:
    """Return whether a path is that of one JSON file with a whole data set."""
    return path.lower().endswith(".json") and not os.path.isdir(path)  # noqa: PTH112


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
    if not os.path.isfile(path):  # noqa: PTH113
        raise UnreadableError(_NEITHER)
    import zipfile
    from io import BytesIO

    content = read_file(os.path.realpath(path))
    if not zipfile.is_zipfile(BytesIO(content)):
        raise UnreadableError(_NEITHER)
    if content.count(b"PK\1\2") > MAX_ENTRIES:  # each entry has one
        raise UnreadableError(f"a zip file with more than {MAX_ENTRIES:,} files")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _zip_errors() as error:
        raise UnreadableError("a damaged zip file") from error
    with archive:
        yield Archive(archive)


def read_file(path: str) -> bytes:
    """Return the content of a file, opened once, without waiting for a pipe or following a link, and checked then.

    Raises:
        UnreadableError: There is no such file, or it is too long.
    """
    flags = (getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
    with _reasons(OSError), open(os.open(path, sum(flags, os.O_RDONLY)), "rb") as file:  # noqa: PTH123
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(_MISSING)
        check_size(status.st_size)
        return _bounded(file)


def _bounded(file: IO[bytes]) -> bytes:
    """Return the content of a file, and stop reading where it is too long."""
    content = bytearray()
    while chunk := file.read(2**20):
        content += chunk
        check_size(len(content))
    return bytes(content)


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


def check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise UnreadableError(f"longer than {MAX_BYTES:,} bytes")


@contextmanager
def _reasons(*errors: type[Exception]) -> Iterator[None]:
    """Raise UnreadableError for the errors that keep a file from being read."""
    try:
        yield
    except errors as error:
        raise UnreadableError(_MISSING) from error


def _zip_errors() -> tuple[type[Exception], ...]:
    """Return what zipfile raises for files that are no zip files, or damaged ones."""
    import struct
    import zipfile
    import zlib

    # ValueError also for a name that is no UTF-8; RuntimeError also for a version that is not supported.
    known = (OSError, LookupError, EOFError, ValueError, OverflowError, RuntimeError, struct.error)
    return *known, zipfile.BadZipFile, zlib.error
