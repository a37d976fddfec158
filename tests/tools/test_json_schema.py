"""The JSON Schema of a data set: up to date, and as strict about the shape of rows as `load`."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importlib_resources import files
from jsonschema import Draft202012Validator

import brics_cities
from brics_cities import forum
from brics_cities._tables import TABLES, stored_fields
from brics_cities.exports import to_json
from brics_cities.models import PARTS
from tools.json_schema import json_schema

SCHEMA = brics_cities.schema()
ROWS = to_json(forum)
Schemas = dict[str, Draft202012Validator]


def test_schema_is_up_to_date() -> None:
    """The shipped schema is the one that is made from the classes, byte for byte."""
    assert json_schema() == SCHEMA
    assert (files("brics_cities") / "data" / "schema.json").read_text("ascii") == json.dumps(SCHEMA, indent=2) + "\n"


def test_schema_is_a_schema() -> None:
    """It is a valid JSON Schema of the draft that it names, and describes every class and every stored field."""
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMA)
    for cls in (*TABLES.values(), *PARTS):
        described = SCHEMA["$defs"][cls.__name__]
        assert list(described["properties"]) == [field.name for field in stored_fields(cls)]
        assert described["required"] == [field.name for field in stored_fields(cls) if field.required]
        assert all(field["description"].endswith(".") for field in (described, *described["properties"].values()))


def test_callers_have_schemas_of_their_own() -> None:
    """A caller who changes the schema does not change it for others."""
    brics_cities.schema().clear()
    assert brics_cities.schema() == SCHEMA


def test_bundled_data_fits(schemas: Schemas) -> None:
    """Each shipped table fits its own schema."""
    for table, validator in schemas.items():
        validator.validate(json.loads((files("brics_cities") / "data" / f"{table}.json").read_bytes()))


@pytest.mark.parametrize("table", TABLES)
def test_required_fields(schemas: Schemas, table: str) -> None:
    """A row fits without an optional field, and neither without a required one nor with an unknown one."""
    row = ROWS[table][0]
    for field in stored_fields(TABLES[table]):
        rest = {name: value for name, value in row.items() if name != field.name}
        if (table, field.name) == ("claims", "unit"):  # which an integer has to have
            rest |= {"value": "2024"}
        assert schemas[table].is_valid([rest]) == (not field.required), field.name
    assert not schemas[table].is_valid([{**row, "colour": "blue"}])


@given(data=st.data())
def test_no_field_takes_another_type(schemas: Schemas, data: st.DataObject) -> None:
    """A value of another type of JSON does not fit, at any depth of a row."""
    table = data.draw(st.sampled_from([table for table in TABLES if ROWS[table]]))
    row = copy.deepcopy(data.draw(st.sampled_from(ROWS[table])))
    inner: Any = row
    while True:
        key = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
        if not inner[key] or not isinstance(inner[key], (dict, list)) or data.draw(st.booleans()):
            break
        inner = inner[key]
    kept = inner[key]
    others = [other for other in (True, 1.5, [[]], {"?": 1}) if type(other) is not type(kept)]
    inner[key] = data.draw(st.sampled_from(others))
    fits = type(kept) in (int, float) and inner[key] == 1.5 and key in ("latitude", "longitude")
    assert schemas[table].is_valid([row]) == fits


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("people", {"id": "Not A Slug"}),
        ("people", {"name": {"original": "en", "English": "Ada"}}),
        ("people", {"name": {"original": "en", "en": ""}}),
        ("people", {"name": {}}),
        ("people", {"name": {"original": "en"}}),
        ("people", {"name": {"en": "Ada"}}),
        ("people", {"name": {"original": "Ada", "en": "Ada"}}),
        ("people", {"citations": []}),
        ("events", {"kind": "party"}),
        ("events", {"starts": "June"}),
        ("places", {"latitude": 90.5}),
        ("countries", {"numeric": "12"}),
        ("sources", {"url": "here"}),
        ("claims", {"about": "kazan-2024"}),
        ("agreements", {"parties": ["kazan", "kazan"]}),
    ],
)
def test_wrong_values(schemas: Schemas, table: str, change: dict[str, Any]) -> None:
    """A value that is wrong on its own does not fit."""
    assert not schemas[table].is_valid([{**ROWS[table][0], **change}])
