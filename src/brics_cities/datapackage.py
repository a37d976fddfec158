"""The descriptor of a data set: a Frictionless Data Package 2.0, drawn from the record classes."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from attrs import NOTHING, Attribute, resolve_types

from brics_cities.dates import PartialDate
from brics_cities.files import DESCRIPTOR
from brics_cities.models import TABLES, Record, written

_TABLE_OF = {cls: table for table, cls in TABLES.items()}
_TYPES = {bool: "boolean", str: "string", int: "integer", float: "number"}
_ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


def canonical(content: Any) -> bytes:
    """Write JSON the one way that data files are written: readable in a diff, UTF-8, final newline."""
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def seal(directory: Path, version: str) -> None:
    """Rewrite the tables of a directory in canonical form, and the descriptor that fits them.

    Rows are sorted by id and have every field of their class, in its order; nothing is checked.

    Args:
        directory: Where the JSON tables are.
        version: The version of the data.
    """
    tables = {}
    for table in TABLES:
        rows = json.loads((directory / f"{table}.json").read_text(encoding="utf-8"))
        tables[table] = canonical([_complete(row, TABLES[table]) for row in sorted(rows, key=lambda row: row["id"])])
    for table, content in tables.items():
        (directory / f"{table}.json").write_bytes(content)
    (directory / DESCRIPTOR).write_bytes(canonical(describe(version, tables)))


def _complete(row: dict[str, Any], cls: type[Any]) -> dict[str, Any]:
    defaults = {attribute.name: attribute.default for attribute in written(cls) if attribute.default is not NOTHING}
    whole = {**defaults, **row}
    order = [attribute.name for attribute in written(cls) if attribute.name in whole]
    return {**{name: whole[name] for name in order}, **whole}


def describe(version: str, tables: Mapping[str, bytes]) -> dict[str, Any]:
    """Describe a data set: each table with its Table Schema, foreign keys, size in bytes and hash.

    Args:
        version: The version of the data.
        tables: The bytes of each table.

    Returns:
        A Data Package 2.0 descriptor.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "brics-cities",
        "title": "The BRICS+ Association of Cities and Municipalities",
        "version": version,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "resources": [
            {
                "name": table,
                "type": "table",
                "path": f"{table}.json",
                "description": (inspect.getdoc(TABLES[table]) or "").partition("\n")[0],
                "format": "json",
                "mediatype": "application/json",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "schema": table_schema(table),
            }
            for table, content in tables.items()
        ],
    }


def table_schema(table: str) -> dict[str, Any]:
    """Describe a table: its fields, its primary key and its foreign keys, as Table Schema has them."""
    cls = TABLES[table]
    resolve_types(cls)
    described = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(inspect.getdoc(cls) or "")}
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(attribute, described[attribute.name]) for attribute in written(cls)],
        "primaryKey": ["id"],
    }
    keys = [
        {"fields": [attribute.name], "reference": {"resource": _TABLE_OF[type_], "fields": ["id"]}}
        for attribute in written(cls)
        if (type_ := _known_type(attribute)) in _TABLE_OF
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def _known_type(attribute: Attribute[Any]) -> Any:
    """The type of a field where its value is known: ``Place`` for ``Place | None``."""
    options = [type_ for type_ in get_args(attribute.type) if type_ is not type(None)]
    is_optional = isinstance(attribute.type, UnionType) and len(options) == 1
    return options[0] if is_optional else attribute.type


def _field(attribute: Attribute[Any], description: str) -> dict[str, Any]:
    type_ = _known_type(attribute)
    constraints: dict[str, Any] = {"required": attribute.default is NOTHING}
    if attribute.name == "id":
        constraints["unique"] = True
    if get_origin(type_) == Literal:
        constraints["enum"] = list(get_args(type_))
    return {"name": attribute.name, "type": _field_type(type_), "description": description, "constraints": constraints}


def _field_type(type_: Any) -> str:
    if get_origin(type_) == Literal or type_ in _TABLE_OF or type_ in (PartialDate, Record):
        return "string"
    if get_origin(type_) == tuple:
        return "array"
    if isinstance(type_, UnionType):
        return "any"
    return _TYPES.get(type_, "object")
