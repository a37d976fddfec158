"""`Records.rows`: flat, complete, and with the same columns for all records of a table."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from attrs import fields

from brics_cities import InvalidValueError, PartialDate, SolarHijriDate, Text, forum
from brics_cities._tables import TABLES

RECORDS = forum._tables()
LANGUAGES = [None, "fa", "en", "pt-BR"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", RECORDS)
def test_rows_have_one_shape(table: str, lang: str | None) -> None:
    """There is a row per record, all with the same columns, each of one type; a slice has the rows of its records."""
    records = RECORDS[table]
    rows = records.rows(lang)
    assert [row["id"] for row in rows] == [record.id for record in records]
    assert len({tuple(row) for row in rows}) == 1
    for column in rows[0]:
        assert len({type(row[column]) for row in rows} - {type(None)}) <= 1, column
    assert {type(value) for row in rows for value in row.values()} <= {str, int, float, bool, type(None)}
    assert records[3:5].rows(lang) == rows[3:5]
    assert records[:0].rows(lang) == []


@pytest.mark.parametrize("table", RECORDS)
def test_every_field_is_there(table: str) -> None:
    """Each field makes columns that begin with its name; in one language it makes one, and a value makes two."""
    for lang in LANGUAGES:
        columns = list(RECORDS[table].rows(lang)[0])
        for field in fields(TABLES[table]):
            made = [column for column in columns if f"{column}_".startswith(f"{field.name}_")]
            assert made, field.name
            assert lang is None or made == [field.name] or field.name == "value"


@pytest.mark.parametrize("table", RECORDS)
def test_cells_hold_what_fields_hold(table: str) -> None:
    """Texts are in their languages, dates in ISO 8601, and references are ids, separated by spaces."""
    for record, row, persian in zip(RECORDS[table], RECORDS[table].rows(), RECORDS[table].rows("fa"), strict=True):
        for field in fields(type(record)):
            value: Any = getattr(record, field.name)
            if isinstance(value, Text) and field.name != "value":
                assert [row[f"{field.name}_{tag}"] for tag in ("en", "fa", "ru")] == [value.en, value.fa, value.ru]
                assert row[f"{field.name}_original"] == value.original
                assert persian[field.name] == value.fa
            elif isinstance(value, PartialDate) and field.name != "value":
                assert PartialDate.parse(row[field.name]) == value
            elif field.name == "citations":
                assert row["citations"].split() == list(dict.fromkeys(one.source.id for one in value))
            elif isinstance(value, tuple) and value and hasattr(value[0], "id"):
                assert row[field.name] == persian[field.name] == " ".join(one.id for one in value)
            elif hasattr(value, "id") and field.name != "about":
                assert row[field.name] == persian[field.name] == value.id
            elif value is None:
                assert {row[column] for column in row if column == field.name} <= {None}


def test_special_fields() -> None:
    """Printed dates, parts, references to any table and values have the documented form."""
    event = forum.events.rows()[[one.id for one in forum.events].index("kazan-2024")]
    dates = [
        SolarHijriDate(year=int(y), month=int(m), day=int(d)) for y, m, d in map(iso, event["printed_dates"].split())
    ]
    assert [str(one) for one in dates] == [str(one) for one in forum.event.printed_dates]
    assert event["participants"].split() == list(dict.fromkeys(one.person.id for one in forum.event.participants))
    assert event["agenda"].split(" | ") == [point.text.en for point in forum.event.agenda]
    for row, claim in zip(forum.claims.rows(), forum.claims, strict=True):
        table, _, id = row["about"].partition("/")
        assert id == claim.about.id
        assert claim.about in RECORDS.get(table, [forum.association])
        assert row["value_number"] == (claim.value if isinstance(claim.value, int) else None)
        assert row["value"] == (claim.value.en if isinstance(claim.value, Text) else str(claim.value))
    named = forum.members.by(role="host").rows("fa")[0]
    assert "host" in named["standing"].split()


def iso(text: str) -> list[str]:
    """Return the parts of a date."""
    return text.split("-")


def test_csv_is_read_back() -> None:
    """Rows that are written as CSV are read back unchanged, Persian included."""
    rows = forum.statements.rows()
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    file.seek(0)
    back = list(csv.DictReader(file))
    assert back == [{column: "" if value is None else str(value) for column, value in row.items()} for row in rows]


@pytest.mark.parametrize("lang", ["", "EN", "english", "en_US", 5, b"en"])
def test_language_is_a_tag(lang: Any) -> None:
    """A language must be a well-formed tag; one that no text has gives empty cells."""
    with pytest.raises(InvalidValueError) as caught:
        forum.topics.rows(lang)
    assert (caught.value.field, caught.value.value) == ("lang", lang)
    assert {row["name"] for row in forum.topics.rows("de")} == {None}
