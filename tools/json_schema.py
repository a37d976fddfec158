"""The JSON Schema of a data set from the record classes, so that editors complete and check its files."""

from __future__ import annotations

from typing import Any

from brics_cities._attrs import Rules, any_of, line, matches, slug, tag, url, whole
from brics_cities._tables import TABLES, Field, stored_fields
from brics_cities.dates import DATE
from brics_cities.models import PARTS
from tools.table_schema import descriptions

_METADATA = {
    "name": {"description": "The id of the association.", **slug.keywords},
    "title": {"description": "The name of the association.", **line.keywords},
    "version": {"description": "The version of the data.", **line.keywords},
    "licenses": {
        "description": "The licence of the data, if it has one.",
        "type": "array",
        "items": {"type": "object", "properties": {"path": url.keywords}, "required": ["path"]},
        "minItems": 1,
        "maxItems": 1,
    },
    "contributors": {
        "description": "Who made the data: those with the role creator, or without roles.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"title": line.keywords, "roles": {"type": "array", "items": {"type": "string"}}},
            "required": ["title"],
        },
    },
}
"""The metadata of a data set, in the terms of a Data Package."""


def json_schema() -> dict[str, Any]:
    """Write the JSON Schema (draft 2020-12) of a data set."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A data set of brics-cities",
        "type": "object",
        "properties": {**_METADATA, **{table: {"$ref": f"#/$defs/{table}"} for table in TABLES}},
        "required": ["version", *TABLES],
        "additionalProperties": False,
        "$defs": {
            **{table: _table(table) for table in TABLES},
            **{cls.__name__: _object(cls) for cls in (*TABLES.values(), *PARTS)},
            "Text": {
                "description": "The same text in one or more languages.",
                "type": "object",
                "properties": {"original": {**tag.keywords, "description": "The tag of the original language."}},
                "propertyNames": {"anyOf": [{"const": "original"}, tag.keywords]},
                "additionalProperties": line.keywords,
                "required": ["original"],
                "minProperties": 2,
            },
            "PartialDate": {
                "description": "An ISO 8601 date: a year, a month or a day.",
                **whole(DATE),
            },
        },
    }


def _table(table: str) -> dict[str, Any]:
    name = TABLES[table].__name__
    only = {"minItems": 1, "maxItems": 1} if table == "associations" else {}
    return {"description": f"The rows of {table}.json.", "type": "array", "items": {"$ref": f"#/$defs/{name}"}, **only}


def _object(cls: type[Any]) -> dict[str, Any]:
    summary, described = descriptions(cls)
    fields = stored_fields(cls)
    return {
        "description": summary,
        "type": "object",
        "properties": {field.name: {**_field(field), "description": described[field.name]} for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
        **getattr(cls, "__attrs_post_init__", Rules({})).keywords,
    }


def _field(field: Field) -> dict[str, Any]:
    """Describe the value of a field; null is allowed if it may be unknown."""
    if field.many:
        return {"type": "array", "items": _value(field), **field.validator.keywords}
    return {"anyOf": [_value(field), {"type": "null"}]} if field.optional else _value(field)


def _value(field: Field) -> dict[str, Any]:
    """Describe a known value of a field, or an item of it."""
    if isinstance(field.validator, any_of):
        return {
            "anyOf": [
                field.validator.validators[int].keywords,
                {"$ref": "#/$defs/PartialDate"},
                {"$ref": "#/$defs/Text"},
            ]
        }
    if field.kind in ("part", "text", "date"):
        return {"$ref": f"#/$defs/{field.types[0].__name__}"}
    if len(field.tables) == len(TABLES):
        return whole("|".join(f"{table}/({_ids(TABLES[table])})" for table in TABLES))
    if field.kind == "reference":
        comment = f"an id in {' or '.join(f'{table}.json' for table in field.tables)}"
        return {**whole("|".join(dict.fromkeys(map(_ids, field.types)))), "$comment": comment}
    return field.validator.keywords


def _ids(cls: type[Any]) -> str:
    """Return the pattern of the ids of a table."""
    id = next(field for field in stored_fields(cls) if field.name == "id")
    assert isinstance(id.validator, matches)
    return id.validator.pattern
