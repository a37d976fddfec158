"""`load`: a data set from a directory or a zip file."""

from __future__ import annotations

import os
import zipfile
import zlib
from contextlib import suppress

from brics_cities.building import build
from brics_cities.exceptions import InvalidDataError, InvalidValueError, Problem
from brics_cities.files import MOST_BYTES, Archive, Directory, Files, unknown_tables
from brics_cities.models import Forum


def load(path: str | os.PathLike[str]) -> Forum:
    """Load a data set of the same shape as the bundled one.

    Args:
        path: A directory or a zip file that holds ``datapackage.json`` and one JSON file a table,
            each of at most 128 MiB.

    Returns:
        The whole data set, immutable.

    Raises:
        InvalidDataError: Something is missing or wrong; it lists every problem.
        InvalidValueError: The path is not a path.

    >>> load("no/such/place")
    Traceback (most recent call last):
    brics_cities.exceptions.InvalidDataError: 1 problem in the data:
      no/such/place, neither a directory nor a zip file
    """
    if not isinstance(path, (str, os.PathLike)):
        raise InvalidValueError("path", "a path", path)
    # Unlike Path.is_dir and is_file, these are False for a path that no system can have.
    if os.path.isdir(path):  # noqa: PTH112
        return _load(Directory(path), str(path))
    reason = "neither a directory nor a zip file"
    with suppress(OSError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        if os.path.isfile(path) and zipfile.is_zipfile(path):  # noqa: PTH113
            if os.path.getsize(path) <= MOST_BYTES:  # noqa: PTH202
                with zipfile.ZipFile(path) as archive:
                    return _load(Archive(archive), str(path))
            reason = f"longer than {MOST_BYTES:,} bytes"
    raise InvalidDataError((Problem(str(path), None, "", reason),))


def _load(files: Files, path: str) -> Forum:
    """Go the quick way; where it leads nowhere, the slow one, which tells what is wrong."""
    with suppress(Exception):
        if not unknown_tables(files):
            return build(files.read, checked=True)
    try:
        from brics_cities.checking import check
    except OSError as error:  # the system opens no more files, this module neither
        raise InvalidDataError((Problem(path, None, "", f"cannot be read: {error.strerror}"),)) from error
    return check(files)
