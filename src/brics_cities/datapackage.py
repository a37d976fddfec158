"""The descriptor of a data set: a Frictionless Data Package 2.0, drawn from the record classes."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import NOTHING, Attribute

from brics_cities.building import DESCRIPTOR
from brics_cities.models import TABLES, item_type, written
from brics_cities.validators import keywords

TABLE_OF_NAME = {cls.__name__: table for table, cls in TABLES.items()}
_TYPES = {"bool": "boolean", "str": "string", "int": "integer", "float": "number"}
_ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


def canonical(content: Any) -> bytes:
    """Write JSON the one way that data files are written: readable in a diff, UTF-8, final newline."""
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def seal(directory: Path, *, version: str, license: str | None) -> None:
    """Rewrite the tables of a directory in canonical form, and the descriptor that fits them.

    Rows are sorted by id and have every field of their class, in its order; nothing is checked.

    Args:
        directory: Where the JSON tables are.
        version: The version of the data.
        license: The address of their licence.
    """
    tables = {}
    for table in TABLES:
        rows = json.loads((directory / f"{table}.json").read_text(encoding="utf-8"))
        tables[table] = canonical([_complete(row, TABLES[table]) for row in sorted(rows, key=lambda row: row["id"])])
    for table, content in tables.items():
        (directory / f"{table}.json").write_bytes(content)
    (directory / DESCRIPTOR).write_bytes(canonical(describe(tables, version=version, license=license)))


def _complete(row: dict[str, Any], cls: type[Any]) -> dict[str, Any]:
    defaults = {attribute.name: attribute.default for attribute in written(cls) if attribute.default is not NOTHING}
    whole = {**defaults, **row}
    order = [attribute.name for attribute in written(cls) if attribute.name in whole]
    return {**{name: whole[name] for name in order}, **whole}


def describe(tables: Mapping[str, bytes], *, version: str, license: str | None) -> dict[str, Any]:
    """Describe a data set: each table with its Table Schema, foreign keys and hash.

    Args:
        tables: The bytes of each table.
        version: The version of the data.
        license: The address of their licence.

    Returns:
        A Data Package 2.0 descriptor.
    """
    (association,) = json.loads(tables["associations"])
    name = association["name"]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": association["id"],
        "title": name.get("en") or next(iter(name.values())),
        "version": version,
        **({"licenses": [{"path": license}]} if license else {}),
        "resources": [
            {
                "name": table,
                "type": "table",
                "path": f"{table}.json",
                "description": descriptions(TABLES[table])[0],
                "format": "json",
                "mediatype": "application/json",
                "encoding": "utf-8",
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "schema": table_schema(table),
            }
            for table, content in tables.items()
        ],
    }


def table_schema(table: str) -> dict[str, Any]:
    """Describe a table: its fields, its primary key and its foreign keys, as Table Schema has them."""
    cls = TABLES[table]
    described = descriptions(cls)[1]
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(cls, attribute, described[attribute.name]) for attribute in written(cls)],
        "primaryKey": ["id"],
    }
    keys = [
        {"fields": [attribute.name], "reference": {"resource": TABLE_OF_NAME[type_], "fields": ["id"]}}
        for attribute in written(cls)
        if (type_ := _known_type(cls, attribute)) in TABLE_OF_NAME
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def descriptions(cls: type[Any]) -> tuple[str, dict[str, str]]:
    """What the docstring of a class says of it, in a line, and of each of its fields."""
    documentation = inspect.getdoc(cls) or ""
    described = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(documentation)}
    return documentation.partition("\n")[0], described


def _known_type(cls: type[Any], attribute: Attribute[Any]) -> str:
    """The type of a field where its value is known: ``Place`` for ``Place | None``."""
    annotation: str = cls.__annotations__[attribute.name]
    return annotation.removesuffix(" | None")


def _field(cls: type[Any], attribute: Attribute[Any], description: str) -> dict[str, Any]:
    assert attribute.validator is not None
    constraints: dict[str, Any] = {"required": attribute.default is NOTHING}
    if attribute.name == "id":
        constraints["unique"] = True
    terms = keywords(attribute.validator).get("enum")
    if terms:
        constraints["enum"] = terms
    type_ = "string" if terms else _field_type(_known_type(cls, attribute))
    return {"name": attribute.name, "type": type_, "description": description, "constraints": constraints}


def _field_type(type_: str) -> str:
    if type_ in TABLE_OF_NAME or type_ in ("PartialDate", "Record"):
        return "string"
    if item_type(type_):
        return "array"
    if type_ == "int | PartialDate | Text":
        return "any"
    return _TYPES.get(type_, "object")
