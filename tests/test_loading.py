"""`load`: what is right comes in unchanged, and what is wrong is named, all of it at once."""

from __future__ import annotations

import copy
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import NOTHING, fields
from hypothesis import given, settings
from hypothesis import strategies as st
from importlib_resources import files

import brics_cities
from brics_cities import InvalidDataError, InvalidValueError, PartialDate, Problem, Text, forum, load
from brics_cities.files import MOST_BYTES
from brics_cities.models import TABLES, written

Tables = dict[str, list[dict[str, Any]]]
Path_ = tuple["str | int", ...]

SHIPPED = files("brics_cities") / "data"
BYTES = {file.name: file.read_bytes() for file in SHIPPED.iterdir() if file.name != "schema.json"}
ROWS: Tables = {table: json.loads(BYTES[f"{table}.json"]) for table in TABLES}

CITED = {"citations": [{"source": "herald"}]}
# A small data set of the same shape, with every sort of value in it.
INVENTED: Tables = {
    "associations": [
        {
            "id": "league",
            "name": {"en": "League of Invented Towns"},
            "founding": "fair",
            "purpose": {"en": "To meet."},
            "goals": [{"text": {"en": "To meet again"}, **CITED}],
            "topics": ["bridges"],
            "terms": [{"person": "ada", "role": "chair", "starts": "2001", "ends": "2003-02", **CITED}],
            **CITED,
        }
    ],
    "events": [
        {
            "id": "fair",
            "name": {"en": "Spring fair"},
            "kind": "founding-meeting",
            "status": "held",
            "starts": "2001-03-20",
            "ends": "2001-03-21",
            "printed_dates": [{"year": 1380, "month": 1, "day": 1, "printed": "اول فروردین"}],
            "place": "avalon",
            "agenda": [{"text": {"en": "Songs"}, **CITED}],
            "participants": [{"person": "ada", "attendance": "attended", **CITED}],
            **CITED,
        }
    ],
    "members": [
        {
            "id": id,
            "name": {"en": id.title()},
            "kind": "city-council",
            "place": "avalon",
            "country": "ZZ",
            "standing": [{"role": "host", "date": "2001-03", **CITED}],
            **CITED,
        }
        for id in ("avalon", "brigadoon")
    ],
    "people": [
        {
            "id": "ada",
            "name": {"en": "Ada of Avalon"},
            "office": {"en": "Mayor"},
            "member": "avalon",
            "country": "ZZ",
            **CITED,
        }
    ],
    "statements": [
        {
            "id": "ada-1",
            "speaker": "ada",
            "event": "fair",
            "kind": "speech",
            "text": {"en": "Ada said that bridges are good."},
            "topics": ["bridges"],
            "delivered_by": "ada",
            "citations": [
                {
                    "source": "herald",
                    "passage": {"paragraph": 1, "length": 16, "anchor": "0" * 8, "sha256": "0" * 64},
                }
            ],
        }
    ],
    "claims": [
        {"id": "guests", "about": "events/fair", "measure": "guests", "value": 9, "unit": "persons", **CITED},
        {"id": "day", "about": "events/fair", "measure": "start", "value": "2001-03-20", **CITED},
        {"id": "seat", "about": "members/avalon", "measure": "seat", "value": {"en": "A tent"}, **CITED},
        {"id": "guests-too", "about": "events/fair", "measure": "guests", "value": 10, "unit": "persons", **CITED},
    ],
    "disagreements": [
        {"id": "fair-guests", "about": "events/fair", "measure": "guests", "note": {"en": "Nine or ten."}}
    ],
    "agreements": [
        {
            "id": "pact",
            "kind": "twinning",
            "parties": ["avalon", "brigadoon"],
            "signed": "2001",
            "event": "fair",
            **CITED,
        }
    ],
    "topics": [
        {"id": "works", "name": {"en": "Works"}, **CITED},
        {"id": "bridges", "name": {"en": "Bridges"}, "broader": "works", **CITED},
        {"id": "ropes", "name": {"en": "Ropes"}, "broader": "bridges", **CITED},
    ],
    "places": [
        {"id": "avalon", "name": {"en": "Avalon"}, "country": "ZZ", "latitude": 0, "longitude": 0.5, **CITED},
    ],
    "countries": [{"id": "ZZ", "alpha_3": "ZZZ", "numeric": "999", "name": {"en": "Invented Isles"}, **CITED}],
    "sources": [
        {
            "id": "herald",
            "kind": "news",
            "publisher": {"en": "The Herald"},
            "url": "https://herald.example/",
            "language": "en",
        }
    ],
}
INVENTED = json.loads(json.dumps(INVENTED))  # no two rows share a part


def write(directory: Path, tables: Tables, descriptor: object = None) -> Path:
    """Write a data set to a directory, in the place of what is there."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    for name, content in {"datapackage": descriptor or {"version": "1"}, **tables}.items():
        (directory / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return directory


def problems_of(path: str | Path) -> list[Problem]:
    """What is wrong with a data set; nothing but InvalidDataError may come out, and it tells it all."""
    with pytest.raises(InvalidDataError) as caught:
        load(path)
    error = caught.value
    assert isinstance(error, ValueError)
    assert error.problems
    assert all(problem.file and problem.reason for problem in error.problems)
    assert all(part in str(error) for problem in error.problems for part in problem if part)
    return list(error.problems)


def paths(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The way to each value inside a value."""
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield (*path, step)
        yield from paths(inner, (*path, step))


def at(value: Any, path: Path_) -> Any:
    """What stands at a path inside a value."""
    for step in path:
        value = value[step]
    return value


def changed(value: Any, path: Path_, new: Any) -> Any:
    """A copy of a value with something else at a path."""
    value = copy.deepcopy(value)
    at(value, path[:-1])[path[-1]] = new
    return value


def printed(path: Path_) -> str:
    """A path as problems print it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def needed(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """What a row cannot do without."""
    names = [attribute.name for attribute in fields(TABLES[table]) if attribute.default is NOTHING]
    return {name: row[name] for name in names}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory for a data set."""
    return tmp_path / "data"


# What is right


@pytest.mark.parametrize("compression", [None, zipfile.ZIP_DEFLATED])
def test_round_trip(tmp_path: Path, compression: int | None) -> None:
    """The bundled tables, copied to a directory or packed in a zip file, load as the bundled data set."""
    directory = tmp_path / "data"
    directory.mkdir()
    for file, content in BYTES.items():
        (directory / file).write_bytes(content)
    path = directory
    if compression is not None:
        path = tmp_path / "data.zip"
        with zipfile.ZipFile(path, "w", compression) as archive:
            for file, content in BYTES.items():
                archive.writestr(file, content)
    assert load(path) == load(str(path)) == forum


def test_values_come_in_unchanged(place: Path) -> None:
    """Every value of the rows is in the records: texts, numbers, dates, and references as the records they mean."""
    own = load(write(place, INVENTED, {"version": "7"}))

    def same(value: Any, raw: Any) -> bool:
        if isinstance(raw, list):
            return len(value) == len(raw) and all(map(same, value, raw))
        if isinstance(value, Text):
            return dict(value) == raw
        if isinstance(raw, dict):
            return all(same(getattr(value, key), inner) for key, inner in raw.items())
        if isinstance(value, PartialDate):
            return str(value) == raw
        return getattr(value, "id", value) == (raw.rpartition("/")[2] if hasattr(value, "id") else raw)

    assert own.version == "7"
    assert same(own.association, INVENTED["associations"][0])
    for table in list(TABLES)[1:]:
        records, rows = getattr(own, table), INVENTED[table]
        assert [record.id for record in records] == [row["id"] for row in rows]
        assert all(map(same, records, rows))


def test_references_are_the_records_themselves(place: Path) -> None:
    """A record that is referred to from many places is built once."""
    own = load(write(place, INVENTED))
    assert own.statements[0].speaker is own.people["ada"]
    assert own.statements[0].event is own.event is own.events["fair"] is own.claims[0].about
    assert own.people["ada"].member is own.members["avalon"]
    assert own.topics["ropes"].broader is own.topics["bridges"] is own.association.topics[0]


def test_what_is_not_known_may_be_left_out(place: Path) -> None:
    """A key that is left out, where a field has a default, says what the default says."""
    tables = {table: [needed(table, row) for row in rows] for table, rows in INVENTED.items()}
    own = load(write(place, {**tables, "claims": INVENTED["claims"]}))  # the unit of a claim depends on its value
    for table in set(TABLES) - {"claims"}:
        for record in [own.association] if table == "associations" else getattr(own, table):
            optional = [attribute for attribute in written(type(record)) if attribute.default is not NOTHING]
            assert all(getattr(record, attribute.name) == attribute.default for attribute in optional)


def test_other_files_do_not_matter(place: Path) -> None:
    """A file that is not JSON may lie beside the tables, and so may their schema."""
    directory = write(place, {**INVENTED, "schema": []})
    (directory / "README.md").write_text("Invented.", encoding="utf-8")
    (directory / "maps").mkdir()
    assert load(directory) == load(write(place, INVENTED))


# Files


@pytest.mark.parametrize("name", ["nothing", "file"])
def test_neither_directory_nor_zip(tmp_path: Path, name: str) -> None:
    """A path where nothing is, or a file that is not a zip file, is one problem that shows the path."""
    (tmp_path / "file").write_text("[]", encoding="utf-8")
    (problem,) = problems_of(tmp_path / name)
    assert problem.file == str(tmp_path / name)
    assert problem.reason == "neither a directory nor a zip file"


@pytest.mark.parametrize("file", sorted(BYTES))
@pytest.mark.parametrize("packed", [False, True])
def test_missing_file(tmp_path: Path, place: Path, file: str, packed: bool) -> None:
    """A file that is missing is one problem, whatever refers to what it should hold."""
    (write(place, INVENTED) / file).unlink()
    path = place
    if packed:
        path = tmp_path / "data.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for one in place.iterdir():
                archive.write(one, one.name)
    (problem,) = problems_of(path)
    assert problem[:3] == (file, None, "")
    assert "missing" in problem.reason


def test_file_that_is_a_directory(place: Path) -> None:
    """A directory in the place of a file is one problem."""
    (write(place, INVENTED) / "topics.json").unlink()
    (place / "topics.json").mkdir()
    (problem,) = problems_of(place)
    assert problem == Problem("topics.json", None, "", "missing, or not a file that can be read")


def test_extra_table(place: Path) -> None:
    """A JSON file that is no table is one problem that names the tables."""
    (problem,) = problems_of(write(place, {**INVENTED, "towns": []}))
    assert problem[:3] == ("towns.json", None, "")
    assert all(table in problem.reason for table in TABLES)


def test_files_that_cannot_be_opened(place: Path) -> None:
    """Where the system opens no more files, each file is one problem, and that is all."""
    resource = pytest.importorskip("resource", reason="needs a system that limits the files of a process")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    write(place, INVENTED)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        found = problems_of(place)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert {problem[:3] for problem in found} == {(file, None, "") for file in BYTES}
    assert len(found) == len(BYTES)


def test_system_that_opens_no_more_files(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system opens not even the module that would tell what is wrong, that is the one problem."""

    def fail(name: str, *_: object) -> object:
        raise OSError(24, "Too many open files", name)

    write(place, {**INVENTED, "topics": []})
    monkeypatch.delitem(sys.modules, "brics_cities.checking", raising=False)
    monkeypatch.setattr(brics_cities, "checking", None, raising=False)
    monkeypatch.setattr(sys, "meta_path", [type("Finder", (), {"find_spec": staticmethod(fail)})])
    assert problems_of(place) == [Problem(str(place), None, "", "cannot be read: Too many open files")]


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not JSON"),
    "words": ("آوالون".encode(), "not JSON"),
    "truncated": (b'[{"id": "avalon", "name": {"en": "Av', "not JSON"),
    "followed": (b"[] []", "not JSON"),
    "UTF-16": ("[]".encode("utf-16"), "not UTF-8"),
    "UTF-16 without mark": ('["آوالون"]'.encode("utf-16-le"), "not UTF-8|not JSON"),
    "Latin-1": ('["Málaga"]'.encode("latin-1"), "not UTF-8"),
    "surrogate": (b'["\xed\xa0\x80"]', "not UTF-8"),
    "byte order mark": ("\ufeff[]".encode(), "not JSON"),
    "key twice": (b'[{"id": "avalon", "id": "brigadoon"}]', "twice"),
    "NaN": (b"[NaN]", "NaN"),
    "Infinity": (b"[Infinity]", "Infinity"),
    "-Infinity": (b"[-Infinity]", "-Infinity"),
    "deep list": (b"[" * 100_000, "too deeply"),
    "deep object": (b'{"id":' * 100_000, "too deeply"),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("file", ["datapackage.json", "sources.json"])
def test_unreadable_file(place: Path, file: str, content: tuple[bytes, str]) -> None:
    """A file that is not strict JSON in UTF-8 is one problem that says why, though every record refers to it."""
    (write(place, INVENTED) / file).write_bytes(content[0])
    (problem,) = problems_of(place)
    assert problem[:3] == (file, None, "")
    assert any(reason in problem.reason for reason in content[1].split("|"))


@pytest.mark.parametrize("content", [None, 5, "x", {}, True])
def test_table_that_is_no_list(place: Path, content: Any) -> None:
    """A table that holds another thing than a list is one problem, whatever refers to what it should hold."""
    for tables in ({"sources"}, set(TABLES)):
        found = problems_of(write(place, {**INVENTED, **dict.fromkeys(tables, content)}))
        expected = [Problem(f"{table}.json", None, "", "must be a list of records") for table in tables]
        assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    "descriptor", [{"name": "x"}, {"version": None}, {"version": ""}, {"version": 5}, {"version": []}, [1], 5, "1"]
)
def test_descriptor_without_version(place: Path, descriptor: Any) -> None:
    """A descriptor without a version in words is one problem, at its version."""
    (problem,) = problems_of(write(place, INVENTED, descriptor))
    assert problem[:3] == ("datapackage.json", None, "version")


# Rows


@pytest.mark.parametrize("table", TABLES)
def test_rows_without_id(place: Path, table: str) -> None:
    """Each row that is no object, or has no text for an id, is one problem, at its position."""
    bad = [None, 5, "x", [], {}, {"id": None}, {"id": 5}, {"id": ["x"]}]
    found = problems_of(write(place, {**INVENTED, table: INVENTED[table] + bad}))
    positions = [f"[{len(INVENTED[table]) + number}]" for number in range(len(bad))]
    assert [problem[:3] for problem in found] == [(f"{table}.json", None, position) for position in positions]


def test_ids_twice(place: Path) -> None:
    """Each id that two rows of a table have is one problem, at the id."""
    found = problems_of(write(place, {table: [*rows, {"id": rows[0]["id"]}] for table, rows in INVENTED.items()}))
    assert [problem[:3] for problem in found] == [(f"{table}.json", INVENTED[table][0]["id"], "id") for table in TABLES]
    assert all("twice" in problem.reason for problem in found)


@pytest.mark.parametrize("count", [0, 2])
def test_one_association(place: Path, count: int) -> None:
    """A data set without an association, or with two, is one problem."""
    rows = [{**INVENTED["associations"][0], "id": f"league-{number}"} for number in range(count)]
    (problem,) = problems_of(write(place, {**INVENTED, "associations": rows}))
    assert problem == Problem("associations.json", None, "", "a data set has exactly one association")


@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_blame_falls_on_the_faulty(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Of any faulty records each is named once, and none of those that refer to them."""
    ids = [(table, row["id"]) for table, rows in INVENTED.items() for row in rows]
    faulty = data.draw(st.sets(st.sampled_from(ids), min_size=1))
    tables = {
        table: [{**row, "colour": "blue"} if (table, row["id"]) in faulty else row for row in rows]
        for table, rows in INVENTED.items()
    }
    found = problems_of(write(tmp_path_factory.mktemp("own") / "data", tables))
    assert sorted((problem.file, problem.id, problem.path) for problem in found) == sorted(
        (f"{table}.json", id, "colour") for table, id in faulty
    )
    for problem in found:
        names = [attribute.name for attribute in written(TABLES[problem.file.removesuffix(".json")])]
        assert problem.reason.partition("keys are ")[2].split(", ") == names


def test_missing_keys(place: Path) -> None:
    """Each key that is missing is one problem, in every row of every table at once."""
    found = problems_of(write(place, {table: [{"id": row["id"]} for row in rows] for table, rows in INVENTED.items()}))
    assert sorted(found) == sorted(
        Problem(f"{table}.json", row["id"], name, "missing")
        for table, rows in INVENTED.items()
        for row in rows
        for name in needed(table, row)
        if name != "id"
    )


def test_null_is_no_value(place: Path) -> None:
    """Each null is one problem, unless it says that something is not known; no null becomes a text or a list."""
    tables = {
        table: [
            {**dict.fromkeys(attribute.name for attribute in written(TABLES[table])), "id": row["id"]} for row in rows
        ]
        for table, rows in INVENTED.items()
    }
    found = problems_of(write(place, tables))
    assert sorted(problem[:3] for problem in found) == sorted(
        (f"{table}.json", row["id"], attribute.name)
        for table, rows in INVENTED.items()
        for row in rows
        for attribute in written(TABLES[table])
        if attribute.name != "id" and attribute.default is not None
    )


# References

REFERENCES = {
    "source": "sources",
    "founding": "events",
    "event": "events",
    "person": "people",
    "speaker": "people",
    "delivered_by": "people",
    "participants": "people",
    "place": "places",
    "country": "countries",
    "member": "members",
    "parties": "members",
    "topics": "topics",
    "broader": "topics",
}


def referring(table: str, rows: list[dict[str, Any]]) -> Iterator[tuple[Path_, str, str]]:
    """The way to each reference in the rows of a table, and the table and id it means."""
    for path in paths(rows):
        value, name = at(rows, path), [step for step in path if isinstance(step, str)][-1:]
        if name == ["about"]:
            yield path, *value.split("/")
        elif isinstance(value, str) and name and name[0] in REFERENCES and len(path) > 1:
            yield path, REFERENCES[name[0]], value


@pytest.mark.parametrize("other", ["nobody", "herald", "ada", ""])
def test_dangling_references(place: Path, other: str) -> None:
    """Each reference to an id that its table does not have, though another may, is one problem that names the table."""
    tables, expected = INVENTED, {}
    for table, rows in INVENTED.items():
        for path, target, _ in referring(table, rows):
            if other not in {row["id"] for row in INVENTED[target]}:
                new = f"{target}/{other}" if path[-1] == "about" else other
                tables = {**tables, table: changed(tables[table], path, new)}
                expected[f"{table}.json", rows[int(path[0])]["id"], printed(path[1:])] = f"{target}.json"
    found = {problem[:3]: problem.reason for problem in problems_of(write(place, tables))}
    assert found.keys() == expected.keys()
    assert all(expected[problem] in reason and repr(other) in reason for problem, reason in found.items())


@pytest.mark.parametrize("about", ["fair", "towns/fair", "/", "events", ""])
def test_reference_without_table(place: Path, about: str) -> None:
    """What a claim is about is a table and an id."""
    (problem,) = problems_of(write(place, {**INVENTED, "claims": changed(INVENTED["claims"], (0, "about"), about)}))
    assert problem[:3] == ("claims.json", "guests", "about")


@pytest.mark.parametrize("length", [1, 2, 3])
def test_cycle(place: Path, length: int) -> None:
    """Records that lead back to themselves, at once or through others, are one problem."""
    topics, ring = INVENTED["topics"], [row["id"] for row in INVENTED["topics"][:length]]
    turned = [{**row, "broader": ring[(number + 1) % length]} for number, row in enumerate(topics[:length])]
    (problem,) = problems_of(write(place, {**INVENTED, "topics": turned + topics[length:]}))
    assert (problem.file, problem.path) == ("topics.json", "broader")
    assert problem.id in ring
    assert "does not lead back here" in problem.reason


def test_claim_about_itself(place: Path) -> None:
    """A claim about itself is one problem."""
    claims = changed(INVENTED["claims"], (1, "about"), "claims/day")
    (problem,) = problems_of(write(place, {**INVENTED, "claims": claims}))
    assert problem[:3] == ("claims.json", "day", "about")


def test_note_without_a_disagreement(place: Path) -> None:
    """A note on a disagreement that no claims have is a problem."""
    rows = changed(INVENTED["disagreements"], (0, "measure"), "start")
    (problem,) = problems_of(write(place, {**INVENTED, "disagreements": rows}))
    assert problem == ("disagreements.json", "fair-guests", "measure", "no two claims about it differ")


def test_long_chain(place: Path) -> None:
    """A chain of references longer than can be followed is a problem in its table, not a crash."""
    chain = [{**INVENTED["topics"][0], "id": f"t-{number}", "broader": f"t-{number + 1}"} for number in range(999)]
    topics = [*INVENTED["topics"], *chain, {**INVENTED["topics"][0], "id": "t-999"}]
    found = problems_of(write(place, {**INVENTED, "topics": topics}))
    assert {problem.file for problem in found} == {"topics.json"}
    assert all("a chain of at most 32 references" in problem.reason for problem in found)


# Values


@pytest.mark.parametrize(
    ("table", "path", "value", "expected"),
    [
        ("events", (0, "ends"), "2001-03-19", "not before 2001-03-20"),
        ("events", (0, "starts"), "2001-02-30", "a day of its month"),
        ("events", (0, "starts"), "20.03.2001", "like '2024'"),
        ("events", (0, "kind"), "wedding", "one of proposal"),
        ("events", (0, "printed_dates", 0, "day"), 32, "from 1 to 31"),
        ("members", (0, "standing", 0, "date"), "2001-13", "from 1 to 12"),
        ("agreements", (0, "signed"), "2001-02-30", "a day of its month"),
        ("claims", (1, "value"), "2001-02-30", "a day of its month"),
        ("associations", (0, "terms", 0, "ends"), "2000", "not before 2001"),
        ("claims", (1, "unit"), "days", "given with a number"),
        ("claims", (0, "unit"), None, "given with a number"),
        ("claims", (0, "value"), 9.5, "of the type int or PartialDate or Text"),
        ("claims", (0, "value"), True, "of the type int or PartialDate or Text"),
        ("agreements", (0, "parties"), ["avalon"], "a tuple of 2 or more"),
        ("agreements", (0, "parties"), ["avalon", "avalon"], "each once"),
        ("statements", (0, "citations"), [], "a tuple of 1 or more"),
        ("statements", (0, "citations", 0, "passage", "sha256"), "F" * 64, "64 lower-case"),
        ("places", (0, "latitude"), 90.5, "from -90 to 90"),
        ("places", (0, "latitude"), "55", "a number"),
        ("places", (0, "latitude"), False, "a number"),
        ("countries", (0, "numeric"), 999, "a text"),
        ("topics", (2, "id"), "Ropes", "a lower-case slug"),
        ("topics", (2, "name"), "Ropes", "a mapping of language tags"),
        ("topics", (2, "name"), {"en": " Ropes"}, "no space around it"),
        ("topics", (2, "citations"), "herald", "a list"),
        ("topics", (2, "citations", 0), "herald", "an object"),
    ],
)
def test_value_that_its_field_cannot_hold(place: Path, table: str, path: Path_, value: Any, expected: str) -> None:
    """A wrong value is one problem, at its place, that tells what would be right, and of which part if not of all."""
    rows = changed(INVENTED[table], path, value)
    (problem,) = problems_of(write(place, {**INVENTED, table: rows}))
    assert (problem.file, problem.id) == (f"{table}.json", rows[int(path[0])]["id"])
    assert printed(path[1:]).startswith(problem.path)
    part, must_be, right = problem.reason.partition("must be ")
    assert part in ("", "date ", "day ", "month ", "en ", "ends ", "text ", "unit ")
    assert expected in must_be + right


def where(tables: Tables) -> list[tuple[str, int, Path_]]:
    """Every value inside a row: its table, its row, the way to it; without the ids, which others refer to."""
    return [
        (table, number, path)
        for table, rows in tables.items()
        for number, row in enumerate(rows)
        for path in paths(row)
        if path != ("id",)
    ]


deep: Any = "x"
for _ in range(200):
    deep = [deep]
# No field can hold any of these.
junk = st.sampled_from(
    [True, False, "", "\n", " x", "x\u200e", "e\u0301", "\ud800", {}, {"": ""}, {"en": 5}, {"en": ""}, {"EN": "x"}]
) | st.sampled_from([deep, [[]], [5], [None], [{}], ["nobody"]])
any_json = junk | st.recursive(
    st.none() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(["2001", "en", 10**30]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "en", "source"]), inner),
    max_leaves=4,
)


@settings(deadline=None, max_examples=25)
@given(place=st.sampled_from(where(INVENTED)), value=junk)
def test_wrong_value_anywhere(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[str, int, Path_], value: Any
) -> None:
    """Junk in the place of any value of a record is a problem of that record alone, at that place."""
    table, number, path = place
    tables = {**INVENTED, table: changed(INVENTED[table], (number, *path), value)}
    found = problems_of(write(tmp_path_factory.mktemp("own") / "data", tables))
    assert {(problem.file, problem.id) for problem in found} == {(f"{table}.json", INVENTED[table][number]["id"])}
    assert all(
        problem.path and (problem.path.startswith(printed(path)) or printed(path).startswith(problem.path))
        for problem in found
    )


@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_any_value_anywhere(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever stands in the place of values of the bundled rows, the data set is valid or its problems are named."""
    tables = ROWS
    for table, number, path in data.draw(st.lists(st.sampled_from(where(ROWS)), min_size=1, max_size=12)):
        try:
            tables = {**tables, table: changed(tables[table], (number, *path), data.draw(any_json))}
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took that place away
    directory = write(tmp_path_factory.mktemp("any") / "data", tables, json.loads(BYTES["datapackage.json"]))
    try:
        valid = load(directory)
    except InvalidDataError:
        assert all(problem.file in BYTES for problem in problems_of(directory))
    else:
        assert valid.version == forum.version


# What other programs leave behind


def test_descriptor_that_is_null(place: Path) -> None:
    """A descriptor that is null is one problem, at its version."""
    write(place, INVENTED)
    (place / "datapackage.json").write_text("null", encoding="utf-8")
    (problem,) = problems_of(place)
    assert problem[:3] == ("datapackage.json", None, "version")


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_damaged_zip(tmp_path_factory: pytest.TempPathFactory, compression: int, data: st.DataObject) -> None:
    """A zip file with changed or missing bytes is still valid, or its problems are named."""
    folder = tmp_path_factory.mktemp("zip")
    source = write(folder / "data", INVENTED)
    with zipfile.ZipFile(folder / "data.zip", "w", compression) as archive:
        for file in sorted(source.iterdir()):
            archive.write(file, file.name)
    content = bytearray((folder / "data.zip").read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[at : at + data.draw(st.integers(1, 9))] = data.draw(st.binary(max_size=9))
    else:
        del content[:at]
    (folder / "data.zip").write_bytes(content)
    try:
        load(folder / "data.zip")
    except InvalidDataError:
        assert problems_of(folder / "data.zip")


def test_encrypted_zip(tmp_path: Path) -> None:
    """A zip file that asks for a password is a problem of each file in it."""
    content = bytearray()
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        for name, body in BYTES.items():
            archive.writestr(name, body)
    content = bytearray((tmp_path / "data.zip").read_bytes())
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # set the bit that says "encrypted"
        at = content.find(signature)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(signature, at + 1)
    (tmp_path / "data.zip").write_bytes(content)
    found = problems_of(tmp_path / "data.zip")
    assert {problem.file for problem in found} == set(BYTES)
    assert all("cannot be read" in problem.reason for problem in found)


def test_zip_that_only_ends_like_one(tmp_path: Path) -> None:
    """A file with the end record of a zip and nothing before it is no zip file."""
    (tmp_path / "data.zip").write_bytes(b"PK\5\6" + bytes(4) + b"\1\0\1\0" + b"\xff\0\0\0" * 2 + bytes(2))
    (problem,) = problems_of(tmp_path / "data.zip")
    assert "zip" in problem.reason


# What is hostile


def test_links_inside(place: Path) -> None:
    """A table may be a link to another file of the directory."""
    write(place, INVENTED)
    (place / "topics.json").rename(place / "themes")
    (place / "topics.json").symlink_to("themes")
    assert load(place).topics["works"]


@pytest.mark.parametrize("target", ["../secret", "/etc/passwd", "/dev/zero", "maps/topics"])
def test_links_that_lead_out(place: Path, target: str) -> None:
    """A table that is a link out of the directory, or deeper, is one problem, and nothing is read through it."""
    content = (write(place, INVENTED) / "topics.json").read_bytes()
    (place / "maps").mkdir()
    for path in (place.parent / "secret", place / "maps" / "topics"):
        path.write_bytes(content)
    (place / "topics.json").unlink()
    (place / "topics.json").symlink_to(target)
    (problem,) = problems_of(place)
    assert problem == Problem("topics.json", None, "", "leads out of the directory")


def test_link_in_a_circle(place: Path) -> None:
    """A table that is a link to itself is one problem."""
    (write(place, INVENTED) / "topics.json").unlink()
    (place / "topics.json").symlink_to("topics.json")
    (problem,) = problems_of(place)
    assert problem[:3] == ("topics.json", None, "")


def test_pipe(place: Path) -> None:
    """A table that is a pipe is one problem; nobody waits for it to be filled."""
    (write(place, INVENTED) / "topics.json").unlink()
    os.mkfifo(place / "topics.json")
    (problem,) = problems_of(place)
    assert problem == Problem("topics.json", None, "", "missing, or not a file that can be read")


def test_long_file(place: Path) -> None:
    """A file of more than 128 MiB is one problem that says so, and is not read."""
    assert MOST_BYTES == 128 * 1024 * 1024
    with (write(place, INVENTED) / "topics.json").open("r+b") as file:
        file.truncate(MOST_BYTES + 1)
    (problem,) = problems_of(place)
    assert problem == Problem("topics.json", None, "", f"longer than {MOST_BYTES:,} bytes")


def test_longest_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be just as long as the longest one allowed, and not a byte longer."""
    longest = max(file.stat().st_size for file in write(place, INVENTED).iterdir())
    monkeypatch.setattr("brics_cities.files.MOST_BYTES", longest)
    assert load(place).version == "1"
    monkeypatch.setattr("brics_cities.files.MOST_BYTES", longest - 1)
    (problem,) = problems_of(place)
    assert problem.reason == f"longer than {longest - 1:,} bytes"


def test_bomb(tmp_path: Path) -> None:
    """A small zip file with a long one in it is one problem that says so, and is not unpacked."""
    with zipfile.ZipFile(tmp_path / "data.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in BYTES.items():
            archive.writestr(name, b" " * (MOST_BYTES + 1) if name == "topics.json" else content)
    (problem,) = problems_of(tmp_path / "data.zip")
    assert problem == Problem("topics.json", None, "", f"longer than {MOST_BYTES:,} bytes")


def test_bomb_that_lies(tmp_path: Path) -> None:
    """A zip file that says less of its content's length than is true is one problem of that file."""
    with zipfile.ZipFile(tmp_path / "data.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in BYTES.items():
            archive.writestr(name, b"[" + b" " * 2**20 + b"]" if name == "topics.json" else content)
    packed = bytearray((tmp_path / "data.zip").read_bytes())
    length = (2**20 + 2).to_bytes(4, "little")
    assert packed.count(length) == 2
    (tmp_path / "data.zip").write_bytes(packed.replace(length, (100).to_bytes(4, "little")))
    (problem,) = problems_of(tmp_path / "data.zip")
    assert problem == Problem("topics.json", None, "", "missing, or not a file that can be read")


def test_long_zip(tmp_path: Path) -> None:
    """A zip file of more than 128 MiB is one problem that says so."""
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.writestr("padding", bytes(MOST_BYTES))
    (problem,) = problems_of(tmp_path / "data.zip")
    assert problem == Problem(str(tmp_path / "data.zip"), None, "", f"longer than {MOST_BYTES:,} bytes")


def test_zip_with_a_file_twice(tmp_path: Path) -> None:
    """A zip file in which a table stands twice is one problem; neither is taken for the other."""
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        for name, content in BYTES.items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("topics.json", b"[]")
    (problem,) = problems_of(tmp_path / "data.zip")
    assert problem == Problem("topics.json", None, "", "stands twice in the zip file")


def test_zip_slip(tmp_path: Path) -> None:
    """What lies elsewhere than at the top of a zip file is left alone, and nothing is ever unpacked to disk."""
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        for name, content in BYTES.items():
            archive.writestr(name, content)
        archive.writestr("../topics.json", b"[]")
        archive.writestr("/towns.json", b"[]")
    before = set(tmp_path.rglob("*")) | set(tmp_path.parent.iterdir())
    assert load(tmp_path / "data.zip") == forum
    assert set(tmp_path.rglob("*")) | set(tmp_path.parent.iterdir()) == before


@pytest.mark.parametrize(
    "licenses", [5, "CC0", [], [None], [{}], [{"path": "here"}], [{"path": 5}], [{}, {}], {"path": 1}]
)
def test_license_that_is_none(place: Path, licenses: Any) -> None:
    """A descriptor whose licence has no address is one problem; without a licence, or with null, it may be."""
    (problem,) = problems_of(write(place, INVENTED, {"version": "1", "licenses": licenses}))
    assert problem[:3] == ("datapackage.json", None, "licenses")
    assert load(write(place, INVENTED, {"version": "1", "licenses": None})).license is None
    path = "https://licence.example/"
    assert load(write(place, INVENTED, {"version": "1", "licenses": [{"path": path}]})).license == path


def test_many_claims_about_one_thing(place: Path) -> None:
    """More than a hundred claims on one measure of one record are one problem: weighing them takes time squared."""
    claims = [{**INVENTED["claims"][0], "id": f"guests-{number}", "value": number} for number in range(101)]
    (problem,) = problems_of(write(place, {**INVENTED, "claims": claims}))
    assert problem[:3] == ("claims.json", "guests-100", "measure")
    assert "at most 100" in problem.reason
    assert len(load(write(place, {**INVENTED, "claims": claims[:100]})).claims) == 100


def test_ids_that_are_made_do_not_clash(place: Path) -> None:
    """A disagreement that nobody has noted gets an id of its own, even where its first choice is taken."""
    taken = {**INVENTED["disagreements"][0], "id": "member-avalon-seat"}
    seats = [{**INVENTED["claims"][2], "id": f"seat-{name}", "value": {"en": name}} for name in ("tower", "tent")]
    loaded = load(write(place, {**INVENTED, "claims": INVENTED["claims"] + seats, "disagreements": [taken]}))
    assert [one.id for one in loaded.disagreements] == ["member-avalon-seat", "member-avalon-seat-2"]


@pytest.mark.parametrize("path", ["\0", "a\0b", "x" * 5000])
def test_impossible_path(path: str) -> None:
    """A path that the system cannot have is one problem, as one where nothing is."""
    (problem,) = problems_of(path)
    assert problem.file == path


@pytest.mark.parametrize("path", [None, 5, b"data", ["data"]])
def test_what_is_no_path(path: object) -> None:
    """What is neither a text nor a path is refused by name."""
    with pytest.raises(InvalidValueError) as caught:
        load(path)
    assert (caught.value.field, caught.value.value) == ("path", path)


@pytest.mark.parametrize("turn", [list, lambda rows: rows[::-1]], ids=["as they are", "turned"])
def test_problems_stand_in_order(place: Path, turn: Any) -> None:
    """Problems stand in the order of the files, and in a file in that of the rows, after what is no record."""
    tables = {table: [*turn([{**row, "colour": 1} for row in rows]), None] for table, rows in INVENTED.items()}
    found = problems_of(write(place, tables))
    assert [problem[:2] for problem in found] == [
        (f"{table}.json", id) for table in TABLES for id in [None, *turn([row["id"] for row in INVENTED[table]])]
    ]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("beyond", [0, 1, 169])
@pytest.mark.parametrize(
    ("table", "key", "link", "first", "most"),
    [
        ("sources", "derived_from", lambda it: [it], [], 32),
        ("topics", "broader", lambda it: it, None, 31),  # and the last of them to its source
        ("claims", "about", lambda it: f"claims/{it}", "topics/works", 30),  # and on to the topic, and to its source
    ],
    ids=["sources", "topics", "claims"],
)
def test_length_of_chains(
    place: Path, table: str, key: str, link: Any, first: Any, most: int, beyond: int, turned: bool
) -> None:
    """A chain of 32 references, the last to a source, is followed and a longer one is not, in any order of rows."""
    row, length = INVENTED[table][0], most + beyond
    chain = [{**row, "id": f"t-{n}", key: link(f"t-{n - 1}") if n else first} for n in range(length + 1)]
    write(place, {**INVENTED, table: [*INVENTED[table], *(reversed(chain) if turned else chain)]})
    if not beyond:
        assert hash(getattr(load(place), table)[f"t-{length}"])
    else:
        reason = "reference must be the end of a chain of at most 32 references"
        assert all(problem.reason.startswith(reason) for problem in problems_of(place))


@pytest.mark.parametrize("file", ["datapackage.json", "sources.json"])
def test_right_file_with_a_key_twice(place: Path, file: str) -> None:
    """A key that stands twice is one problem, even in a file that is right with either."""
    content = (write(place, INVENTED) / file).read_bytes()
    (place / file).write_bytes(
        content.replace(b'"version": "1"', b'"version": "1", "version": "1"').replace(
            b'"id": "herald"', b'"id": "herald", "id": "herald"'
        )
    )
    (problem,) = problems_of(place)
    assert problem[:3] == (file, None, "")
    assert "twice" in problem.reason


def test_right_data_is_loaded_without_cattrs(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Right data goes the quick way alone; what finds the problems of wrong data is not even imported."""
    write(place, INVENTED)
    monkeypatch.setitem(sys.modules, "brics_cities.checking", None)
    assert load(place).version == "1"


def test_derived_keys_are_neither_taken_nor_offered(place: Path) -> None:
    """What is found by comparing records stands in no file, and the error that says so does not offer it."""
    claims = [{**INVENTED["claims"][0], "corroboration": "confirmed"}, *INVENTED["claims"][1:]]
    (problem,) = problems_of(write(place, {**INVENTED, "claims": claims}))
    assert problem[:3] == ("claims.json", "guests", "corroboration")
    assert "corroboration" not in problem.reason
