"""JSON: one object that the shipped schema describes."""

from __future__ import annotations

from jsonschema import Draft202012Validator

import brics_cities
from brics_cities import Forum
from brics_cities.exports import to_json
from brics_cities.records import Records


def test_document_fits_the_schema(any_forum: Forum) -> None:
    """The document is valid against the JSON Schema of a data set."""
    Draft202012Validator(brics_cities.schema()).validate(to_json(any_forum))


def test_document_has_every_row(any_forum: Forum) -> None:
    """Each table has a row per record, in order."""
    document = to_json(any_forum)
    tables = {"associations": Records("associations", [any_forum.association], {}), **any_forum._tables()}
    assert {table: [row["id"] for row in rows] for table, rows in document.items()} == {
        table: [record.id for record in records] for table, records in tables.items()
    }
