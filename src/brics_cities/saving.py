"""Write a data set, whole or not at all: `Forum.save` does it with this."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

from brics_cities.building import DESCRIPTOR
from brics_cities.datapackage import canonical, describe
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidDataError, InvalidValueError, Problem
from brics_cities.loading import load
from brics_cities.models import TABLE_OF, TABLES, Forum, reference, written
from brics_cities.text import Text
from brics_cities.values import Identified, Value


def save(forum: Forum, path: str | os.PathLike[str]) -> None:
    """Write a data set to a new directory or to a zip file."""
    path, packed = _target(path)
    files = contents(forum)
    with in_place_of(path) as beside:
        if packed:
            write_through(beside, _packed(files))
        else:
            beside.mkdir()
            for name, content in files.items():
                write_through(beside / name, content)
        load(beside)
        if path.is_dir():
            path.rmdir()


@contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """Give a path for something new, which then takes the place of what is there; or leave all as it was."""
    beside = path.with_name(f".{token_hex(8)}")  # on the same disk, so that it can be renamed
    try:
        yield beside
        beside.replace(path)
    finally:
        if beside.is_dir():
            shutil.rmtree(beside)
        else:
            beside.unlink(missing_ok=True)


def write_through(path: Path, content: bytes) -> None:
    """Write a new file, down to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _target(path: object) -> tuple[Path, bool]:
    """Where to write, and whether to pack."""
    expected = "a new or empty directory, or a file whose name ends in .zip"
    if not isinstance(path, (str, os.PathLike)) or "\0" in os.fspath(path):
        raise InvalidValueError("path", expected, path)
    target = Path(os.path.realpath(path))
    packed = target.suffix == ".zip"
    is_free = not target.is_dir() if packed else not target.exists() or (target.is_dir() and not any(target.iterdir()))
    if not is_free:
        raise InvalidValueError("path", expected, path)
    return target, packed


def contents(forum: Forum) -> dict[str, bytes]:
    """The files of a data set and what they hold.

    Raises:
        InvalidDataError: A record refers to one that its table does not hold.
    """
    tables = {table: canonical(rows) for table, rows in rows_of(forum).items()}
    descriptor = describe(tables, version=forum.version, license=forum.license)
    return {DESCRIPTOR: canonical(descriptor), **{f"{table}.json": content for table, content in tables.items()}}


def rows_of(forum: Forum) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table, as they stand in its file.

    Raises:
        InvalidDataError: A record refers to one that its table does not hold.
    """
    held = {id(record) for record in forum._all()}
    problems: list[Problem] = []

    def plain(value: Any, where: tuple[str, str, str]) -> Any:
        if isinstance(value, Identified):
            if id(value) not in held:
                problems.append(Problem(*where, f"refers to another {value.id} than that of its table"))
            return reference(value) if where[2] == "about" else value.id
        if isinstance(value, tuple):
            file, of, path = where
            return [plain(item, (file, of, f"{path}[{index}]")) for index, item in enumerate(value)]
        if isinstance(value, Text):
            return dict(value)
        if isinstance(value, PartialDate):
            return str(value)
        return fields_of(value, where) if isinstance(value, Value) else value

    def fields_of(value: Any, where: tuple[str, str, str]) -> dict[str, Any]:
        file, of, path = where
        names = [attribute.name for attribute in written(type(value))]
        return {name: plain(getattr(value, name), (file, of, f"{path}.{name}".lstrip("."))) for name in names}

    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for record in forum._all():
        table = TABLE_OF[type(record)]
        rows[table].append(fields_of(record, (f"{table}.json", record.id, "")))
    if problems:
        raise InvalidDataError(tuple(problems))
    return rows


def _packed(files: Mapping[str, bytes]) -> bytes:
    """A zip file; the same files make the same, byte for byte."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, the first year that there is
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
