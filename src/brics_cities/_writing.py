"""Write a file or a directory so that a crash leaves what was there before, or the whole.

Everything is written to a hidden directory on the same disk first, flushed, and then renamed. That directory is
locked as long as its program runs, so that the next program can tell what a killed one left, and remove it.
Reading imports nothing of this.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from brics_cities._storage import PREFIX, UNFINISHED, is_document
from brics_cities.exceptions import InvalidValueError

_HIDDEN = re.compile(re.escape(PREFIX) + "[0-9a-f]{16}")
# As shutil and the programs behind these know them; a directory with such a name would surprise.
_ARCHIVES = (".7z", ".bz2", ".gz", ".lz", ".lz4", ".lzma", ".rar", ".tar", ".tbz2", ".tgz", ".txz", ".xz", ".zst")
_TARGET = "a new or empty directory, or a file with the extension .zip or .json"


def is_zip(path: str) -> bool:
    """Return whether a data set saved to a path is a zip file."""
    return path.lower().endswith(".zip")


def check_target(path: str, names: Sequence[str]) -> None:
    """Check that a data set can be saved to a path, and undo what a killed program has begun there.

    Args:
        path: The path.
        names: The names of the files, as `write_directory` has them.

    Raises:
        InvalidValueError: It is neither a new or empty directory nor a zip or JSON file.
    """
    try:
        target = Path(os.path.realpath(path))
        is_there = os.path.lexists(target)
    except ValueError:  # no system can have such a path
        raise InvalidValueError("path", _TARGET, path) from None
    if is_zip(path) or is_document(path):
        is_free = target.is_file() or not is_there
    elif target.is_dir():
        with _naming(path), _locked(target / UNFINISHED) as is_abandoned:
            if is_abandoned:
                _undo(target, names)
            is_free = _is_free(target)
    else:
        is_free = not is_there
    if not is_free or Path(path).name.lower().endswith(_ARCHIVES):
        raise InvalidValueError("path", _TARGET, path)


def write_file(path: str, content: bytes) -> None:
    """Write a file completely or not at all; it keeps its mode. Write to a pipe or a device as it is.

    Raises:
        OSError: The system cannot write there.
    """
    with _naming(path):
        there = None
        with suppress(FileNotFoundError):
            there = os.stat(path)  # noqa: PTH116
        if _is_special(path, there):
            with open(path, "ab") as file:  # noqa: PTH123
                file.write(content)
            return
        target = Path(os.path.realpath(path))
        with _hidden(target.parent) as hidden:
            new = hidden / "content"
            _write_through(new, content)
            if there is not None:
                if sys.platform != "win32":
                    with suppress(PermissionError):  # where it may not be given away
                        os.chown(new, there.st_uid, there.st_gid)
                new.chmod(stat.S_IMODE(there.st_mode))
            new.replace(target)
            _flush(target.parent)


def _is_special(path: str, there: os.stat_result | None) -> bool:
    """Return whether a path is of a pipe or a device, or of a file that is open already, as /dev/stdout."""
    folder = os.path.realpath(os.path.dirname(path))  # noqa: PTH120
    is_open = folder in ("/dev", "/dev/fd") or folder.startswith("/proc/")
    return there is not None and (is_open or not stat.S_ISREG(there.st_mode))


def write_directory(path: str, contents: Mapping[str, bytes]) -> None:
    """Write files to a new or empty directory.

    A new directory is renamed as a whole. In one that is there, the files are renamed one by one, the first of them
    last: while that is missing, the directory is incomplete.

    Raises:
        InvalidValueError: Another program has filled the directory.
        OSError: The system cannot write there.
    """
    with _naming(path):
        target = Path(os.path.realpath(path))
        is_there = target.is_dir()
        with _hidden(target if is_there else target.parent) as hidden:
            for name, content in contents.items():
                _write_through(hidden / name, content)
            _flush(hidden)
            if is_there:
                _fill(path, target, hidden, list(contents))
            else:
                hidden.rename(target)
                _flush(target.parent)


def _fill(path: str, target: Path, hidden: Path, names: Sequence[str]) -> None:
    """Rename files from a hidden directory to the one that it is in."""
    unfinished = hidden.rename(target / UNFINISHED)  # fails if another program is here
    first, *others = names
    try:
        if not _is_free(target):
            raise InvalidValueError("path", _TARGET, path)
        for name in others:
            (unfinished / name).rename(target / name)
        _flush(target)
        (unfinished / first).rename(target / first)
        _flush(target)
    except BaseException:
        _undo(target, names)
        raise
    with suppress(OSError):  # if another program is here by now
        unfinished.rmdir()


def _undo(target: Path, names: Sequence[str]) -> None:
    """Remove what has not become whole, so that the directory is as it was before."""
    unfinished = target / UNFINISHED
    first, *others = names
    if (unfinished / first).exists():
        for name in others:
            if not (unfinished / name).exists():
                (target / name).unlink(missing_ok=True)
        (unfinished / first).unlink()
    shutil.rmtree(unfinished)


def _is_free(target: Path) -> bool:
    """Return whether a directory has nothing but hidden files, and what a system puts in each of its disks."""
    return all(path.name.startswith(".") or path.name == "lost+found" for path in target.iterdir())


@contextmanager
def _hidden(parent: Path) -> Iterator[Path]:
    """Make a hidden directory, and remove it in the end with what is left in it."""
    for path in [*parent.glob(f"{PREFIX}*")]:
        if _HIDDEN.fullmatch(path.name):
            with _locked(path) as is_abandoned:
                if is_abandoned:
                    shutil.rmtree(path, ignore_errors=True)
    with ExitStack() as stack:
        while True:
            path = parent / f"{PREFIX}{token_hex(8)}"
            path.mkdir()
            stack.enter_context(_locked(path, wait=True))
            if path.exists():  # and was not taken for an abandoned one before it was locked
                break
        stack.callback(shutil.rmtree, path, ignore_errors=True)
        yield path


@contextmanager
def _locked(path: Path, *, wait: bool = False) -> Iterator[bool]:
    """Lock a directory, as long as this program runs, and give whether it is there and locked.

    Windows and some network disks have no such locks: there, what killed programs left stays.
    """
    with ExitStack() as stack:
        is_locked = False
        with suppress(OSError, ModuleNotFoundError):
            if sys.platform != "win32":
                import fcntl

                descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
                stack.callback(os.close, descriptor)
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
                is_locked = os.path.samestat(os.fstat(descriptor), path.stat())
        yield is_locked


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Name a path in the errors of the system, instead of hidden ones."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None


def _write_through(path: Path, content: bytes) -> None:
    """Write a new file to the disk itself."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(directory: Path) -> None:
    """Write the names in a directory to the disk itself, where the system can."""
    with suppress(OSError):  # what is written is whole; Windows opens no directories
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
