"""`Records.rows`: flat, complete, and with the same columns for all records of a table."""

from __future__ import annotations

import csv
import datetime
import io
import pickle
from typing import Any

import pytest
from attrs import fields

from brics_cities import Forum, InvalidValueError, PartialDate, SolarHijriDate, Text, UnknownLanguageError, forum
from brics_cities._tables import TABLES, shape

RECORDS = forum._tables()
LANGUAGES = [None, "fa", "en", "pt-BR"]
TYPES = {"string": str, "integer": int, "number": float, "boolean": bool, "date": str}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", RECORDS)
def test_rows_have_one_shape(table: str, lang: str | None) -> None:
    """There is a row per record, all with the same columns; a slice has the rows of its records, and all columns."""
    records = RECORDS[table]
    rows = records.rows(lang)
    assert [row["id"] for row in rows] == [record.id for record in records]
    assert records[3:5].rows(lang) == rows[3:5]
    assert records[:0].rows(lang) == []
    columns = records.columns(lang)
    assert {tuple(row) for row in rows} == {tuple(column.name for column in columns)}
    assert records[:0].columns(lang) == columns


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_describe_the_cells(any_forum: Forum, lang: str | None) -> None:
    """Every cell has the type of its column or is None, a date is whole, and a reference is the id of a record.

    Each column has a meaning in sentences.
    """
    tables = any_forum._tables()
    for records in tables.values():
        rows = records.rows(lang if any_forum is forum else lang and "fa")
        for column in records.columns(lang if any_forum is forum else lang and "fa"):
            assert column.meaning[0].isupper()
            assert column.meaning.endswith(".")
            cells = {row[column.name] for row in rows} - {None}
            assert {type(cell) for cell in cells} <= {TYPES[column.type]}
            if column.type == "date":
                assert all(datetime.date.fromisoformat(cell).isoformat() == cell for cell in cells)
            if column.references:
                assert all(cell in tables[column.references] for cell in cells)


@pytest.mark.parametrize("table", RECORDS)
def test_none_of_several_is_no_unknown(table: str) -> None:
    """Only a field with several items has an empty string, if there are none, and it is never unknown."""
    for record, row in zip(RECORDS[table], RECORDS[table].rows(), strict=True):
        for name, cell in row.items():
            several = isinstance(getattr(record, name, None), tuple)
            assert (cell is not None) if several else (cell != "")
            assert not several or (cell == "") == (getattr(record, name) == ())


@pytest.mark.parametrize("table", RECORDS)
def test_every_field_is_there(table: str) -> None:
    """Each field makes columns that begin with its name; in one language it makes one, a date three, a value four."""
    days = ["", "_earliest", "_latest"]
    for lang in LANGUAGES:
        columns = [column.name for column in RECORDS[table].columns(lang)]
        for field in shape(TABLES[table]):
            made = [column for column in columns if f"{column}_".startswith(f"{field.name}_")]
            ends = {"date": days, "value": ["", "_number", *days[1:]]}.get(field.kind, [""])
            if field.kind == "text" and not field.many and lang is None:
                ends = ["_en", "_fa", "_ru", "_original"]
            assert made == [f"{field.name}{end}" for end in ends]


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
            elif isinstance(value, PartialDate):
                assert PartialDate.parse(row[field.name]) == value
                days = [value.earliest.isoformat(), value.latest.isoformat()]
                assert [row[f"{field.name}_earliest"], row[f"{field.name}_latest"]] == days
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


@pytest.mark.parametrize("lang", ["", "english", "en_US", "-", "fa-", 5, b"en"])
def test_language_is_a_tag(lang: Any) -> None:
    """A language must be a well-formed tag."""
    for asked in (forum.topics.rows, forum.topics.columns):
        with pytest.raises(InvalidValueError) as caught:
            asked(lang)
        assert (caught.value.field, caught.value.value) == ("lang", lang)


@pytest.mark.parametrize(
    ("lang", "same"), [("fa-IR", "fa"), ("FA", "fa"), ("fa-Arab-AF-x-a", "fa"), ("zh-hans-CN", "zh-Hans")]
)
def test_language_is_looked_up(lang: str, same: str) -> None:
    """A language is looked up as RFC 4647 says, for all tables, full and empty, and in copies."""
    for records in RECORDS.values():
        for some in (records, records[:0], pickle.loads(pickle.dumps(records[:1]))):
            assert (some.rows(lang), some.columns(lang)) == (some.rows(same), some.columns(same))


@pytest.mark.parametrize("lang", ["de", "zh", "x-fa"])
def test_unknown_language(lang: str, bare_forum: Forum) -> None:
    """A language that the data set has no text in is an error, which lists those that it has; so in copies."""
    for records in (*RECORDS.values(), pickle.loads(pickle.dumps(forum.topics[:0])), bare_forum.topics):
        for asked in (records.rows, records.columns):
            with pytest.raises(UnknownLanguageError) as caught:
                asked(lang)
            assert caught.value.tag == lang
            assert {"en", "fa"} <= {*caught.value.languages}
            assert list(caught.value.languages) == sorted(caught.value.languages)
