"""The JSON Schema of a data set: as strict about shapes as `load`, and never out of date."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from attrs import NOTHING
from hypothesis import given, settings
from hypothesis import strategies as st
from importlib_resources import files
from jsonschema import Draft202012Validator

import brics_cities
from brics_cities import forum
from brics_cities.datapackage import canonical
from brics_cities.json_schema import draw
from brics_cities.models import PARTS, TABLES, written
from brics_cities.saving import rows_of

SCHEMA = brics_cities.schema()
ROWS = rows_of(forum)
VALIDATORS = {table: Draft202012Validator({**SCHEMA["$defs"][table], "$defs": SCHEMA["$defs"]}) for table in TABLES}


def test_schema_is_that_of_the_classes() -> None:
    """The schema that the package carries is the one that the classes make, byte for byte."""
    assert draw() == SCHEMA
    assert (files("brics_cities") / "data" / "schema.json").read_bytes() == canonical(draw())


def test_schema_is_one() -> None:
    """It is a JSON Schema of the draft that it names, and describes every class and every field."""
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMA)
    for cls in (*TABLES.values(), *PARTS):
        described = SCHEMA["$defs"][cls.__name__]
        assert list(described["properties"]) == [attribute.name for attribute in written(cls)]
        assert described["required"] == [one.name for one in written(cls) if one.default is NOTHING]
        assert all(field["description"].endswith(".") for field in (described, *described["properties"].values()))


def test_callers_get_their_own() -> None:
    """What one caller does to the schema no other sees."""
    brics_cities.schema().clear()
    assert brics_cities.schema() == SCHEMA


def test_bundled_data_fits() -> None:
    """The bundled data fits the schema: as one object, table by table, and as its files have it."""
    Draft202012Validator(SCHEMA).validate(ROWS)
    for table, validator in VALIDATORS.items():
        validator.validate(ROWS[table])
        validator.validate(json.loads((files("brics_cities") / "data" / f"{table}.json").read_bytes()))


@pytest.mark.parametrize("table", TABLES)
def test_fields_that_are_needed(table: str) -> None:
    """A row without a field that it needs, or with one that is unknown, does not fit; without any other it does."""
    row = ROWS[table][0]
    for attribute in written(TABLES[table]):
        rest = {name: value for name, value in row.items() if name != attribute.name}
        assert VALIDATORS[table].is_valid([rest]) == (attribute.default is not NOTHING), attribute.name
    assert not VALIDATORS[table].is_valid([{**row, "colour": "blue"}])


@settings(max_examples=200)
@given(data=st.data())
def test_no_field_takes_another_type(data: st.DataObject) -> None:
    """A value of a type that JSON has and a field has not does not fit, wherever in a row it stands."""
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
    assert VALIDATORS[table].is_valid([row]) == fits


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("people", {"id": "Not A Slug"}),
        ("people", {"name": {"English": "Ada"}}),
        ("people", {"name": {"en": ""}}),
        ("people", {"name": {}}),
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
def test_wrong_values(table: str, change: dict[str, Any]) -> None:
    """A value that an editor can know to be wrong does not fit."""
    assert not VALIDATORS[table].is_valid([{**ROWS[table][0], **change}])
