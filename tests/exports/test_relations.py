"""Every relation as a table: whole, keyed, described, and the same in Python, CSV and SQLite."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import sqlite3
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import frictionless
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from brics_cities import Forum, InvalidValueError, Text, fold, forum
from brics_cities._loading import load_from
from brics_cities._storage import Memory, canonical
from brics_cities._tables import TABLES, Field, citations_in, shape, stored_fields
from brics_cities.exports import Table, to_csv, to_json, to_sqlite, to_tables
from brics_cities.exports._relations import ITEMS
from brics_cities.exports.rows import columns, flatten

Rows = list[dict[str, Any]]
TYPES = {"string": str, "integer": int, "number": float, "boolean": bool, "date": str}
PARSED = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": str,
}


@pytest.fixture
def database(any_forum: Forum) -> Iterator[sqlite3.Connection]:
    """The database of a data set."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.deserialize(to_sqlite(any_forum))
        yield connection


def read(connection: sqlite3.Connection, table: str) -> Rows:
    """Return the rows of a table or a view."""
    return [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')]


# In Python.


class Tables:
    """Makes the rows of the data files from tables again, to see that nothing is lost."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self.tables = tables
        self.texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for row in tables["texts"].rows:
            text = self.texts[row["record"], row["path"]]  # type: ignore[index]
            text[row["language"]] = row["text"]  # type: ignore[index,assignment]
            if row["original"]:
                text["original"] = row["language"]  # type: ignore[assignment]

    def record(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        """Return a record as its file has it."""
        self.table, self.row, self.name = table, row, f"{table}/{row['id']}"
        return self.fields(TABLES[table], row, "", "")

    def fields(self, cls: type[Any], row: dict[str, Any], prefix: str, place: str) -> dict[str, Any]:
        """Return the fields that are known of a record or a part."""
        found = {field.name: self.field(field, row, prefix, place) for field in stored_fields(cls)}
        return {name: value for name, value in found.items() if value is not None}

    def field(self, field: Field, row: dict[str, Any], prefix: str, place: str) -> Any:
        """Return the value of a field; None if it is not known or has no items."""
        name, path, (first, *_) = prefix + field.name, place + field.name, field.types
        if field.many:
            return [self.item(field, item, f"{path}/{item['position']}") for item in self.items(field, path)] or None
        if field.kind == "part":
            return self.fields(first, row, f"{name}_", path) or None
        if (self.name, path) in self.texts:
            return self.texts[self.name, path]
        if field.kind == "value":
            return row[name] if row[f"{name}_number"] is None else row[f"{name}_number"]
        return None if field.kind == "text" else row[name]

    def items(self, field: Field, path: str) -> Rows:
        """Return the rows of the items of a field of the record."""
        if field.name == "citations":
            rows = self.tables["citations"].rows
            found = [row for row in rows if (row["record"], row["path"]) == (self.name, path)]
        elif f"{self.table}_{path}" in self.tables:
            rows = self.tables[f"{self.table}_{path}"].rows
            found = [row for row in rows if row[TABLES[self.table].__name__.lower()] == self.row["id"]]
        else:  # they are only texts
            places = [name for record, name in self.texts if record == self.name and name.startswith(f"{path}/")]
            found = [{"position": int(name.split("/")[1])} for name in places]
        assert [row["position"] for row in found] == [*range(len(found))]
        return found

    def item(self, field: Field, row: dict[str, Any], path: str) -> Any:
        """Return an item of a field."""
        if field.kind == "part":
            return self.fields(field.types[0], row, "", f"{path}/")
        return self.texts[self.name, path] if field.kind == "text" else row[ITEMS[field.name]].rpartition("/")[2]


def assert_whole(data: Forum) -> None:
    """Assert that the data set can be loaded from what its tables hold."""
    tables = to_tables(data)
    made = Tables(tables)
    files = {f"{table}.json": canonical([made.record(table, row) for row in tables[table].rows]) for table in TABLES}
    descriptor = {key: value for key, value in to_json(data).items() if key not in TABLES}
    assert load_from(Memory({"datapackage.json": canonical(descriptor), **files})) == data


def test_nothing_is_lost(any_forum: Forum, world: Forum) -> None:
    """The data files can be made again from the tables, and loaded as an equal data set."""
    assert_whole(any_forum)
    assert_whole(world)


@settings(max_examples=5)
@given(st.from_type(Forum))
def test_nothing_is_lost_of_any_forum(data: Forum) -> None:
    """The same holds for any data set."""
    assert_whole(data)


def test_keys_are_keys(any_forum: Forum) -> None:
    """The key of a table differs in every row and is never None; a reference is the key of a row of its table."""
    tables = to_tables(any_forum)
    for name, table in tables.items():
        keys = [tuple(row[column] for column in table.key) for row in table.rows]
        assert len(set(keys)) == len(keys), name
        assert not any(None in key for key in keys)
        for column in table.columns:
            if column.references:
                (key,) = tables[column.references].key
                known = {row[key] for row in tables[column.references].rows}
                assert {row[column.name] for row in table.rows} - {None} <= known, (name, column.name)


def test_columns_describe_the_tables(any_forum: Forum) -> None:
    """Every cell has the type of its column or is None, every date is whole, and every column has a meaning."""
    for name, table in to_tables(any_forum).items():
        for column in table.columns:
            assert column.meaning[0].isupper(), (name, column)
            assert column.meaning.endswith(".")
            assert "\n" not in column.meaning
            cells = {row[column.name] for row in table.rows} - {None}
            assert {type(cell) for cell in cells} <= {TYPES[column.type]}, (name, column)
            assert column.type != "date" or all(datetime.date.fromisoformat(str(cell)) for cell in cells)
        for row in table.rows:
            assert [*row] == [column.name for column in table.columns]


def test_empty_tables_have_columns(bare_forum: Forum) -> None:
    """Each data set has the same tables with the same columns and keys, whatever is in it."""
    bare, full = to_tables(bare_forum), to_tables(forum)
    assert [(name, table.columns, table.key) for name, table in bare.items()] == [
        (name, table.columns, table.key) for name, table in full.items()
    ]
    assert any(not table.rows for table in bare.values())


def test_flat_columns_are_there(any_forum: Forum) -> None:
    """The table of a class has the columns of its flat rows, but those of texts and of several items, with the same cells."""
    tables = to_tables(any_forum)
    for name, records in any_forum._tables().items():
        shared = {column.name for column in records.columns()} & {column.name for column in tables[name].columns}
        others = {field.name for field in shape(TABLES[name]) if field.many or field.kind in ("part", "text")}
        assert {re.sub("_(en|fa|ru|original)$", "", column.name) for column in records.columns()} - shared <= others
        for flat, row in zip(records.rows(), tables[name].rows, strict=True):
            assert {column: flat[column] for column in shared} == {column: row[column] for column in shared}


def test_positions_are_those_of_disagreements(any_forum: Forum) -> None:
    """Each position of a disagreement has its value and its claims, in order."""
    tables = to_tables(any_forum)
    for one in any_forum.disagreements:
        values = [row["value"] for row in tables["disagreements_positions"].rows if row["disagreement"] == one.id]
        assert values == [position.value for position in one.positions]
        claims = [
            (row["position"], row["claim"])
            for row in tables["disagreements_positions_claims"].rows
            if row["disagreement"] == one.id
        ]
        expected = [(number, claim.id) for number, position in enumerate(one.positions) for claim in position.claims]
        assert claims == expected


def test_citations_are_those_of_the_files(any_forum: Forum) -> None:
    """There is a row for each citation of a record and of its parts, and none for what is derived."""
    cited = [citation for record in any_forum._all() for citation in citations_in(record)]
    rows = to_tables(any_forum)["citations"].rows
    assert sorted(str(row["source"]) for row in rows) == sorted(citation.source.id for citation in cited)


# As CSV.


def test_csv_holds_the_tables(any_forum: Forum) -> None:
    """Each file is read back as the rows of its table, for whoever knows the types of its columns."""
    with zipfile.ZipFile(io.BytesIO(to_csv(any_forum))) as archive:
        tables = to_tables(any_forum)
        assert archive.namelist() == ["datapackage.json", *(f"{name}.csv" for name in tables)]
        for name, table in tables.items():
            back = csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode(), newline=""))
            types = {column.name: PARSED[column.type] for column in table.columns}
            read = [{key: None if cell == "" else types[key](cell) for key, cell in row.items()} for row in back]
            assert read == table.rows


def test_csv_is_a_valid_package(any_forum: Forum, tmp_path: Any) -> None:
    """An independent reader finds the descriptor, its hashes, every cell, every key and every reference valid."""
    path = tmp_path / "data.zip"
    path.write_bytes(to_csv(any_forum))
    report = frictionless.Package(str(path)).validate()
    assert report.flatten(["rowNumber", "title", "message"]) == []
    assert report.stats["tasks"] == len(to_tables(any_forum))


def test_csv_has_the_metadata(any_forum: Forum) -> None:
    """The descriptor names the data set with its version, its licence and its creators, as far as they are known."""
    with zipfile.ZipFile(io.BytesIO(to_csv(any_forum))) as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
    assert descriptor["version"] == any_forum.version
    assert [one["path"] for one in descriptor.get("licenses", [])] == [any_forum.license] * bool(any_forum.license)
    assert [one["title"] for one in descriptor.get("contributors", [])] == [*any_forum.creators]
    meanings = {one["name"]: one["schema"]["fields"] for one in descriptor["resources"]}
    for name, table in to_tables(any_forum).items():
        assert [one["description"] for one in meanings[name]] == [column.meaning for column in table.columns]


def test_metadata_is_checked() -> None:
    """A data set whose licence could not be read again is refused, as `to_json` does."""
    for export in (to_csv, to_json):
        with pytest.raises(InvalidValueError, match="licenses"):
            export(evolve(forum.replace(), license="here"))


# As a database.


def test_database_holds_the_tables(any_forum: Forum, database: sqlite3.Connection) -> None:
    """Each table has the same rows and columns."""
    for name, table in to_tables(any_forum).items():
        assert read(database, name) == table.rows


def test_database_is_consistent(database: sqlite3.Connection) -> None:
    """SQLite finds no fault in the file and the references, and enforces the keys."""
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
    database.execute("PRAGMA foreign_keys = ON")
    (topic,) = database.execute("SELECT id FROM topics").fetchone()
    for refused in ("new", topic):
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("INSERT INTO topics (id, broader) VALUES (?, 'nowhere')", [refused])


def test_every_reference_is_declared(any_forum: Forum, database: sqlite3.Connection) -> None:
    """The foreign keys and primary keys of the database are those of the tables."""
    for name, table in to_tables(any_forum).items():
        declared = {row["from"]: row["table"] for row in database.execute(f'PRAGMA foreign_key_list("{name}")')}
        assert declared == {column.name: column.references for column in table.columns if column.references}
        keys = {row["name"]: row["pk"] for row in database.execute(f'PRAGMA table_info("{name}")') if row["pk"]}
        assert tuple(sorted(keys, key=keys.__getitem__)) == table.key


def test_definitions_explain_columns(any_forum: Forum, database: sqlite3.Connection) -> None:
    """The definition of a table, as a database browser shows it, has the meaning of every column."""
    for name, table in to_tables(any_forum).items():
        (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
        lines = sql.splitlines()[1:]
        for line, column in zip(lines, table.columns, strict=False):
            assert line.startswith(f'  "{column.name}" ')
            assert line.endswith(f", -- {column.meaning}")


def test_views_are_the_flat_rows(any_forum: Forum, database: sqlite3.Connection) -> None:
    """There is a view per table of records with what `Records.rows` returns for it."""
    for name, records in any_forum._tables().items():
        assert read(database, f"{name}_flat") == records.rows()
    cls = TABLES["associations"]
    assert read(database, "associations_flat") == flatten([any_forum.association], cls, None)
    names = [row["name"] for row in database.execute("PRAGMA table_info('associations_flat')")]
    assert names == [column.name for column in columns(cls, None)]


@settings(max_examples=5)
@given(st.from_type(Forum))
def test_views_are_the_flat_rows_of_any_forum(data: Forum) -> None:
    """The same holds for any data set."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.row_factory = sqlite3.Row
        database.deserialize(to_sqlite(data))
        for name, records in data._tables().items():
            assert read(database, f"{name}_flat") == records.rows()


def test_search_finds_every_word(any_forum: Forum, database: sqlite3.Connection) -> None:
    """A folded word finds the texts that have it, a beginning of one those with such a word, and none finds another."""
    query = "SELECT text FROM texts WHERE rowid IN (SELECT rowid FROM texts_search WHERE texts_search MATCH ?)"
    texts = [str(row["text"]) for row in to_tables(any_forum)["texts"].rows]
    words = [[fold(word) for word in text.split()] for text in texts]
    searched = sorted(filter(str.isalnum, {word for folded in words for word in folded}))[::20]
    assert searched
    for word in searched:
        found = [row["text"] for row in database.execute(query, [f'"{word}"'])]
        assert found == [text for text, folded in zip(texts, words, strict=True) if word in folded]
        begun = [row["text"] for row in database.execute(query, [f'"{word[:3]}"*'])]
        assert set(begun) == {
            text for text, folded in zip(texts, words, strict=True) if any(one.startswith(word[:3]) for one in folded)
        }


def test_metadata_is_a_table(any_forum: Forum, database: sqlite3.Connection) -> None:
    """The version, the licence and the creators stand in the table of metadata, as far as they are known."""
    metadata = {row["name"]: row["value"] for row in read(database, "metadata")}
    assert metadata["version"] == any_forum.version
    assert metadata["title"] in any_forum.association.name.values()
    assert ("licenses" in metadata) == (any_forum.license is not None)
    assert ("contributors" in metadata) == bool(any_forum.creators)
    if any_forum.license:
        assert json.loads(metadata["licenses"]) == [{"path": any_forum.license}]
    if any_forum.creators:
        assert [one["title"] for one in json.loads(metadata["contributors"])] == [*any_forum.creators]


def test_other_exports_need_no_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python without sqlite3 makes the same tables and CSV; the database is an ImportError that names the module."""
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert to_csv(forum)
    with pytest.raises(ImportError, match="sqlite3"):
        to_sqlite(forum)


def test_texts_in_any_language() -> None:
    """A language that no flat row has is in the texts, and the original is marked."""
    name = Text({"zh-Hans": "青岛", "pt-BR": "Qingdao"}, "zh-Hans")
    changed = forum.replace(evolve(forum.topics[0], name=name))
    found = [row for row in to_tables(changed)["texts"].rows if row["record"] == f"topics/{forum.topics[0].id}"]
    assert [(row["path"], row["language"], row["text"], row["original"]) for row in found] == [
        ("name", "zh-Hans", "青岛", True),
        ("name", "pt-BR", "Qingdao", False),
    ]
