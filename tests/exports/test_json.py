"""JSON: one object that the shipped schema describes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import brics_cities
from brics_cities import Forum, InvalidDataError, load
from brics_cities._loading import check_hashes
from brics_cities._tables import TABLES
from brics_cities.exports import encode, to_json
from brics_cities.records import Records
from brics_cities.testing import fictional_forum


def test_document_fits_the_schema(any_forum: Forum) -> None:
    """The document is valid against the JSON Schema of a data set."""
    Draft202012Validator(brics_cities.schema()).validate(to_json(any_forum))


def test_document_has_every_row(any_forum: Forum) -> None:
    """Each table has a row per record, in order."""
    document = to_json(any_forum)
    tables = {"associations": Records("associations", [any_forum.association], {}), **any_forum._tables()}
    assert {table: [row["id"] for row in document[table]] for table in TABLES} == {
        table: [record.id for record in records] for table, records in tables.items()
    }


def test_document_is_loaded_as_an_equal_data_set(any_forum: Forum, tmp_path: Path) -> None:
    """A file of the document is what `save` writes, and `load` makes the data set of it, with version and licence."""
    (tmp_path / "data.JSON").write_bytes(encode(to_json(any_forum)))
    assert load(tmp_path / "data.JSON") == any_forum
    any_forum.save(tmp_path / "data.json")
    assert (tmp_path / "data.json").read_bytes() == encode(to_json(any_forum))
    assert to_json(any_forum)["version"] == any_forum.version


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": None},
        {"version": " 1"},
        {"licenses": []},
        {"licenses": [{"name": "CC-BY-4.0"}]},
        {"contributors": [{"name": "Nobody"}]},
        {"topics": {}},
    ],
)
def test_schema_and_load_agree_on_metadata(wrong: dict[str, Any], tmp_path: Path) -> None:
    """What is wrong in a document outside of its records is wrong for the schema and for `load`."""
    document = to_json(fictional_forum()) | wrong
    assert not Draft202012Validator(brics_cities.schema()).is_valid(document)
    (tmp_path / "data.json").write_bytes(encode(document))
    with pytest.raises(InvalidDataError) as caught:
        load(tmp_path / "data.json")
    (name,) = wrong
    problem = caught.value.problems[0]
    assert (problem.file, problem.path) in ((f"{name}.json", ""), ("datapackage.json", name))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[]", "not a data set in one file"),
        (b'{"version": "1", "resources": []}', "not a data set in one file"),
        (b'{"topics": [], "letters": []}', "unknown key 'letters'; choose from name, title, version, "),
        (b'{"topics": [], "people2": {}}', "unknown key 'people2'"),
        (b"{", "not JSON: "),
        (b'{"topics": [], "topics": []}', "not JSON: duplicate key"),
        (b"\xff", "not UTF-8: "),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_file_that_is_no_document(content: bytes, reason: str, tmp_path: Path) -> None:
    """A JSON file that is no data set is one problem with the path of the file."""
    path = tmp_path / "data.json"
    path.write_bytes(content)
    with pytest.raises(InvalidDataError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert problem[:3] == (str(path), None, "")
    assert problem.reason.startswith(reason)


def test_table_that_is_missing(tmp_path: Path) -> None:
    """A document without a table is a problem, even if no record refers to it."""
    document = to_json(fictional_forum())
    del document["agreements"]
    (tmp_path / "data.json").write_bytes(encode(document))
    with pytest.raises(InvalidDataError, match=r"agreements\.json, missing"):
        load(tmp_path / "data.json")


def test_document_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that is too long is not read, and is not written either."""
    data = fictional_forum()
    data.save(tmp_path / "data.json")
    monkeypatch.setattr("brics_cities._storage.MAX_BYTES", 1000)
    for act in (lambda: load(tmp_path / "data.json"), lambda: data.save(tmp_path / "other.json")):
        with pytest.raises(InvalidDataError, match="longer than 1,000 bytes"):
            act()
    assert not (tmp_path / "other.json").exists()


def test_document_has_no_hashes(tmp_path: Path) -> None:
    """That a document has no hashes of its tables is a problem for the check of them."""
    fictional_forum().save(tmp_path / "data.json")
    with pytest.raises(InvalidDataError, match="one file with all tables has no hashes of them"):
        check_hashes(str(tmp_path / "data.json"))


def test_what_is_wrong_with_every_table_is_said_once(tmp_path: Path) -> None:
    """Where all tables of a document are wrong in the same way, that is one problem."""
    (tmp_path / "data.json").write_bytes(encode({"version": "1", **dict.fromkeys(TABLES, 1)}))
    with pytest.raises(InvalidDataError) as caught:
        load(tmp_path / "data.json")
    (problem,) = caught.value.problems
    assert problem.reason == "must be a list of records; the same is true of every table"
