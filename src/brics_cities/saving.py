"""Write a data set, whole or not at all: `Forum.save` does it with this."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from brics_cities.building import DESCRIPTOR
from brics_cities.datapackage import canonical, describe
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidDataError, InvalidValueError, Problem
from brics_cities.loading import load
from brics_cities.models import TABLES, Forum, written
from brics_cities.text import Text
from brics_cities.values import Identified, Value

_TABLE_OF = {cls: table for table, cls in TABLES.items()}


def save(forum: Forum, path: str | os.PathLike[str]) -> None:
    """Write a data set to a new directory or to a zip file."""
    path, packed = _target(path)
    files = contents(forum)
    beside = path.with_name(f".{path.stem}-{token_hex(4)}{path.suffix}")  # on the same disk, so that it can be renamed
    try:
        (_pack if packed else _lay_out)(beside, files)
        load(beside)
        if path.is_dir():
            path.rmdir()
        beside.replace(path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink() if packed else shutil.rmtree(beside)


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
    records = {"associations": (forum.association,), **forum._tables()}
    held = {id(record) for table in records.values() for record in table}
    problems: list[Problem] = []

    def plain(value: Any, where: tuple[str, str, str]) -> Any:
        if isinstance(value, Identified):
            if id(value) not in held:
                problems.append(Problem(*where, f"refers to another {value.id} than that of its table"))
            return f"{_TABLE_OF[type(value)]}/{value.id}" if where[2] == "about" else value.id
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

    rows = {
        table: [fields_of(record, (f"{table}.json", record.id, "")) for record in some]
        for table, some in records.items()
    }
    if problems:
        raise InvalidDataError(tuple(problems))
    return rows


def _lay_out(directory: Path, files: Mapping[str, bytes]) -> None:
    directory.mkdir()
    for name, content in files.items():
        with (directory / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _pack(path: Path, files: Mapping[str, bytes]) -> None:
    """The same files make the same archive, byte for byte."""
    with path.open("xb") as file:
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in files.items():
                entry = zipfile.ZipInfo(name)  # dated 1980, the first year that there is
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
        file.flush()
        os.fsync(file.fileno())
