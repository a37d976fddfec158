"""The converter: rows and records are each other's inverse, and errors say in words of JSON what is wrong where."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve
from cattrs import ClassValidationError, IterableValidationError
from hypothesis import given
from hypothesis import strategies as st

from brics_cities import InvalidDataError, InvalidValueError
from brics_cities._converter import (
    RowError,
    UnresolvedError,
    located,
    make_converter,
    problems,
    structure_row,
    unstructure_row,
    unstructure_tables,
)
from brics_cities._tables import TABLES, stored_fields
from brics_cities.testing import fictional_forum

FICTIONAL = fictional_forum(every_field=True, members=2, claims=3, disagreements=1, agreements=1, topics=2, sources=2)
RECORDS: dict[str, Any] = {"associations": [FICTIONAL.association], **FICTIONAL._tables()}
BY_ID = {table: {record.id: record for record in records} for table, records in RECORDS.items()}


@pytest.mark.parametrize("table", TABLES)
def test_round_trip(table: str) -> None:
    """A record is equal to the one that is made from its row, which is JSON with the stored fields in their order."""
    converter = make_converter(BY_ID)
    structure = structure_row(TABLES[table], converter)
    unstructure = unstructure_row(TABLES[table], converter)
    for record in RECORDS[table]:
        row = unstructure(record)
        assert json.loads(json.dumps(row)) == row
        assert list(row) == [field.name for field in stored_fields(TABLES[table])]
        again = structure(row, None)
        assert all(getattr(again, name) == getattr(record, name) for name in row)


def test_rows_are_not_changed() -> None:
    """Reading a row leaves it as it is."""
    row = unstructure_row(TABLES["events"], make_converter(BY_ID))(FICTIONAL.event)
    before = json.dumps(row)
    structure_row(TABLES["events"], make_converter(BY_ID))(row, None)
    assert json.dumps(row) == before


def test_references_to_other_records() -> None:
    """Each reference to a record that its table does not contain, even to one that is equal, is one problem."""
    other = evolve(FICTIONAL.topics[0])
    statements = [evolve(FICTIONAL.statements[0], topics=(FICTIONAL.topics[1], other))]
    topics = [FICTIONAL.topics[0], evolve(FICTIONAL.topics[1], broader=other)]
    with pytest.raises(InvalidDataError) as caught:
        unstructure_tables({**RECORDS, "topics": topics, "statements": statements})
    found = {problem[:3]: problem.reason for problem in caught.value.problems}
    assert found == {
        ("associations.json", "association", "topics[1]"): "refers to another topic-2 than the one in topics.json",
        ("statements.json", "statement-1", "topics[0]"): "refers to another topic-2 than the one in topics.json",
        ("statements.json", "statement-1", "topics[1]"): "refers to another topic-1 than the one in topics.json",
        ("topics.json", "topic-2", "broader"): "refers to another topic-1 than the one in topics.json",
    }


def test_paths() -> None:
    """The path to a problem consists of the fields and the positions that the notes of nested errors name."""
    wrong = InvalidValueError("value", "a string", 5)
    parts = IterableValidationError("", [located(ClassValidationError("", [located(wrong, "en")], dict), 3)], list)
    missing = located(RowError("missing"), "kind")
    unresolved = located(UnresolvedError(), "event")
    row = ClassValidationError("", [located(parts, "other_names"), missing, unresolved], dict)
    assert list(problems(row)) == [("other_names[3].en", "must be a string, not 5"), ("kind", "missing")]


@pytest.mark.parametrize(
    ("field", "place", "reason"),
    [
        ("value", "starts", "must be right, not 5"),
        ("starts", "starts", "must be right, not 5"),
        ("date", "starts", "must be right, not 5"),
        ("day", "starts", "day must be right, not 5"),
    ],
)
def test_part_of_a_value(field: str, place: str, reason: str) -> None:
    """A reason names the field of an error only if that is a part of the value at the path, as the day of a date."""
    assert list(problems(located(InvalidValueError(field, "right", 5), place))) == [(place, reason)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (5, "5"),
        (1.5, "1.5"),
        ("x", '"x"'),
        ('a "b"', '"a \\"b\\""'),
        ("قازان", '"قازان"'),
        ("می\u200cشود", '"می\u200cشود"'),
        ("a\nb", '"a\\nb"'),
        ("a\u202eb", '"a\\u202eb"'),
        ("\ud800", '"\\ud800"'),
        ([], "[]"),
        ({}, "{}"),
        (["x", None], '["x", null]'),
        ({"en": False}, '{"en": false}'),
        ([[]], "a list"),
        ({"en": {}}, "an object"),
        ("x" * 58, f'"{"x" * 58}"'),
        ("x" * 59, f'"{"x" * 39}...{"x" * 9}"'),
        (10**4000, f"1{'0' * 39}...{'0' * 10}"),
    ],
)
def test_values_are_shown_as_json(value: Any, shown: str) -> None:
    """A reason shows a value as JSON on one line, in the middle shortened, and of a nested one only what it is."""
    ((_, reason),) = problems(InvalidValueError("value", "right", value))
    assert reason == f"must be right, not {shown}"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_reasons_are_short(value: Any) -> None:
    """A reason can be printed on one line, whatever the value."""
    ((_, reason),) = problems(InvalidValueError("value", "right", value))
    assert len(reason.splitlines()) == 1
    assert len(reason) < 99
    assert reason.encode()
