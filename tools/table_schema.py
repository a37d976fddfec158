"""The descriptor of the shipped data set, a Frictionless Data Package 2.0, from the record classes."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping
from typing import Any

from brics_cities._descriptor import PROFILES, digest
from brics_cities._tables import TABLES, Field, stored_fields

_ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)
_TYPES = {"value": "any", "text": "object", "part": "object", "date": "string", "reference": "string"}


def descriptor(tables: Mapping[str, bytes], *, version: str, license: str, creator: str) -> dict[str, Any]:
    """Describe a data set: each table with its Table Schema, foreign keys and hash.

    Args:
        tables: The bytes of each table.
        version: The version of the data.
        license: The address of its licence.
        creator: Who made it.

    Returns:
        A Data Package 2.0 descriptor.
    """
    (association,) = json.loads(tables["associations"])
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": association["id"],
        "title": association["name"]["en"],
        "version": version,
        "licenses": [{"path": license}],
        "contributors": [{"title": creator, "roles": ["creator"]}],
        "resources": [
            {
                "name": table,
                "type": "table",
                "path": f"{table}.json",
                "description": descriptions(TABLES[table])[0],
                "format": "json",
                "mediatype": "application/json",
                "encoding": "utf-8",
                "hash": digest(content),
                "schema": table_schema(table),
            }
            for table, content in tables.items()
        ],
    }


def table_schema(table: str) -> dict[str, Any]:
    """Describe a table: its fields, its primary key and its foreign keys, as Table Schema has them."""
    fields = stored_fields(TABLES[table])
    described = descriptions(TABLES[table])[1]
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(field, described[field.name]) for field in fields],
        "primaryKey": ["id"],
    }
    keys = [
        {"fields": [field.name], "reference": {"resource": field.tables[0], "fields": ["id"]}}
        for field in fields
        if len(field.tables) == 1 and not field.many
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def descriptions(cls: type[Any]) -> tuple[str, dict[str, str]]:
    """Return what the docstring of a class says about it, in a line, and about each of its fields."""
    documentation = inspect.getdoc(cls) or ""
    described = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(documentation)}
    return documentation.partition("\n")[0], described


def _field(field: Field, description: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": field.required}
    if field.name == "id":
        constraints["unique"] = True
    if terms := field.validator.keywords.get("enum"):
        constraints["enum"] = terms
    type_ = "array" if field.many else _TYPES.get(field.kind, field.kind)
    return {"name": field.name, "type": type_, "description": description, "constraints": constraints}
