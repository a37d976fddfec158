"""The JSON Schema of a data set, drawn from the record classes, so that editors complete and check its files."""

from __future__ import annotations

import json
from typing import Any

from attrs import NOTHING, Attribute

from brics_cities import validators as must
from brics_cities.datapackage import TABLE_OF_NAME, descriptions
from brics_cities.files import SCHEMA, Resources
from brics_cities.models import PARTS, TABLES, item_type, written

_PART_NAMES = {cls.__name__ for cls in PARTS}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a data set: one object that holds every table by its name.

    A single table, as it stands in its file, is described by ``#/$defs/`` and its name. The schema
    knows the shape of each record; that references lead somewhere, only `load` can tell.

    >>> schema()["$defs"]["statements"]["items"]
    {'$ref': '#/$defs/Statement'}
    """
    shipped: dict[str, Any] = json.loads(Resources().read(SCHEMA))
    return shipped


def draw() -> dict[str, Any]:
    """Draw the schema from the classes; the package carries the outcome."""
    classes = [*TABLES.values(), *PARTS]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A data set of brics-cities",
        "type": "object",
        "properties": {table: {"$ref": f"#/$defs/{table}"} for table in TABLES},
        "required": list(TABLES),
        "additionalProperties": False,
        "$defs": {
            **{table: _table(table) for table in TABLES},
            **{cls.__name__: _object(cls) for cls in classes},
            "Text": {
                "description": "The same text in one or more languages, the original first.",
                "type": "object",
                "propertyNames": must.keywords(must.be_tag),
                "additionalProperties": must.keywords(must.be_line),
                "minProperties": 1,
            },
            "PartialDate": {
                "description": "An ISO 8601 date: a year, a month or a day.",
                "type": "string",
                "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            },
        },
    }


def _table(table: str) -> dict[str, Any]:
    name = TABLES[table].__name__
    only = {"minItems": 1, "maxItems": 1} if table == "associations" else {}
    return {"description": f"What {table}.json holds.", "type": "array", "items": {"$ref": f"#/$defs/{name}"}, **only}


def _object(cls: type[Any]) -> dict[str, Any]:
    summary, described = descriptions(cls)
    return {
        "description": summary,
        "type": "object",
        "properties": {one.name: {**_field(cls, one), "description": described[one.name]} for one in written(cls)},
        "required": [one.name for one in written(cls) if one.default is NOTHING],
        "additionalProperties": False,
    }


def _field(cls: type[Any], attribute: Attribute[Any]) -> dict[str, Any]:
    """What a field holds; null as well where it may be unknown."""
    type_ = cls.__annotations__[attribute.name]
    assert attribute.validator is not None
    wanted = must.keywords(attribute.validator)
    item = item_type(type_)
    if item is not None:
        return {"type": "array", "items": _value(item, {}), **wanted}
    value = _value(type_.removesuffix(" | None"), wanted)
    return {"anyOf": [value, {"type": "null"}]} if type_.endswith(" | None") else value


def _value(type_: str, wanted: dict[str, Any]) -> dict[str, Any]:
    if type_ == "int | PartialDate | Text":
        return {"anyOf": [{"type": "integer"}, _value("PartialDate", {}), _value("Text", {})]}
    if type_ == "Record":
        return {"type": "string", "pattern": f"^({'|'.join(TABLES)})/."}
    if type_ in _PART_NAMES or type_ in ("Text", "PartialDate"):
        return {"$ref": f"#/$defs/{type_}"}
    tables = [f"{TABLE_OF_NAME[name]}.json" for name in type_.split(" | ") if name in TABLE_OF_NAME]
    return {"type": "string", "$comment": f"an id in {' or '.join(tables)}"} if tables else wanted
