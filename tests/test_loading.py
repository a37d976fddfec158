"""`load`: right data is loaded unchanged, and all problems of wrong data are reported at once."""

from __future__ import annotations

import copy
import gc
import json
import os
import random
import re
import shutil
import stat
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from importlib_resources import files
from jsonschema import Draft202012Validator

from brics_cities import Forum, InvalidDataError, InvalidValueError, PartialDate, Problem, Text, forum, load
from brics_cities._loading import FILES, MAX_CHAIN, MAX_PROBLEMS, load_from
from brics_cities._storage import MAX_BYTES, MAX_ENTRIES, Memory
from brics_cities._tables import TABLES, shape, stored_fields
from brics_cities.corroboration import MAX_CLAIMS
from brics_cities.testing import fictional_forum

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]
Path_ = tuple["str | int", ...]

FICTIONAL = fictional_forum(
    every_field=True,
    members=2,
    people=2,
    statements=2,
    claims=3,
    disagreements=1,
    agreements=1,
    topics=3,
    sources=2,
)
# Read back from JSON, so that no two rows share a part.
ROWS: Tables = json.loads(json.dumps(FICTIONAL._rows()))
DESCRIPTOR = {"version": "fictional"}


def contents(tables: Tables = ROWS, descriptor: object = DESCRIPTOR) -> dict[str, bytes]:
    """Return the bytes of each file of a data set."""
    return {
        f"{name}.json": json.dumps(content).encode() for name, content in {"datapackage": descriptor, **tables}.items()
    }


BYTES = contents()


def loaded(tables: Tables = ROWS, descriptor: object = DESCRIPTOR) -> Forum:
    """Load a data set from its rows."""
    return load_from(Memory(contents(tables, descriptor)))


def write(directory: Path, files: Mapping[str, bytes] = BYTES) -> Path:
    """Write a data set to a directory, and replace what is there."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    for name, content in files.items():
        (directory / name).write_bytes(content)
    return directory


def pack(path: Path, files: Mapping[str, bytes] = BYTES, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """Pack a data set into a zip file."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def problems_of(what: str | Path | Tables, descriptor: object = DESCRIPTOR) -> list[Problem]:
    """Return what is wrong with a path or with rows; check that only InvalidDataError is raised, with all of it."""
    with pytest.raises(InvalidDataError) as caught:
        loaded(what, descriptor) if isinstance(what, Mapping) else load(what)
    problems = caught.value.problems
    assert len(set(problems)) == len(problems) > 0
    assert all(problem.file and problem.reason for problem in problems)
    assert str(caught.value).split("\n  ")[1:] == [str(problem) for problem in problems]
    return list(problems)


def places(problems: list[Problem]) -> list[tuple[str, str | None, str]]:
    """Return where each problem is: the file, the id, and the path inside the record, in alphabetical order."""
    return sorted((problem[:3] for problem in problems), key=str)


def paths(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path to each value inside a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        yield (*path, step)
        yield from paths(inner, (*path, step))


def at(value: Any, path: Path_) -> Any:
    """Return the value at a path inside a value."""
    for step in path:
        value = value[step]
    return value


def changed(value: Any, path: Path_, new: Any) -> Any:
    """Return a copy of a value with something else at a path."""
    value = copy.deepcopy(value)
    at(value, path[:-1])[path[-1]] = new
    return value


def printed(path: Path_) -> str:
    """Return a path as problems print it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def needed(table: str, row: Row) -> Row:
    """Return the part of a row that it cannot lack."""
    return {field.name: row[field.name] for field in shape(TABLES[table]) if field.required}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a path for a directory with a data set."""
    return tmp_path / "data"


# Right data


def test_bundled_tables(tmp_path: Path) -> None:
    """The bundled tables, copied to a directory or packed in a zip file, load as the bundled data set."""
    bundled = {file.name: file.read_bytes() for file in (files("brics_cities") / "data").iterdir()}
    assert load(write(tmp_path / "data", bundled)) == forum
    assert load(str(pack(tmp_path / "data.zip", bundled))) == forum


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_files(tmp_path: Path, compression: int) -> None:
    """A zip file loads whether it is compressed or not, and whatever its name is."""
    assert load(pack(tmp_path / "data", compression=compression)) == FICTIONAL


def test_values_are_unchanged() -> None:
    """Every value of the rows is in the records: texts, numbers, dates, and references as the records they mean."""
    own = loaded(ROWS, {"version": "7"})

    def same(value: Any, raw: Any) -> bool:
        if isinstance(raw, list):
            return len(value) == len(raw) and all(map(same, value, raw))
        if isinstance(value, Text):
            return {"original": value.original_language, **value} == raw
        if isinstance(raw, dict):
            return all(same(getattr(value, key), inner) for key, inner in raw.items())
        if isinstance(value, PartialDate):
            return str(value) == raw
        return getattr(value, "id", value) == (raw.rpartition("/")[2] if hasattr(value, "id") else raw)

    assert own.version == "7"
    assert same(own.association, ROWS["associations"][0])
    for table in list(TABLES)[1:]:
        records = getattr(own, table)
        assert [record.id for record in records] == [row["id"] for row in ROWS[table]]
        assert all(map(same, records, ROWS[table]))


@pytest.mark.parametrize("reverse", [False, True])
def test_order_of_keys_means_nothing(tmp_path: Path, *, reverse: bool) -> None:
    """Tools that put the keys of objects in another order change nothing, not even which language is the original."""

    def reordered(value: Any) -> Any:
        if isinstance(value, list):
            return [reordered(item) for item in value]
        if isinstance(value, dict):
            return {key: reordered(value[key]) for key in sorted(value, reverse=reverse)}
        return value

    forum.save(tmp_path)
    for file in tmp_path.iterdir():
        file.write_text(json.dumps(reordered(json.loads(file.read_bytes())), ensure_ascii=False), "utf-8")
    assert load(tmp_path) == forum


def test_references_are_the_records_themselves() -> None:
    """A record that is referred to from many places is built once."""
    own = loaded()
    assert own.statements[0].speaker is own.people["person-1"] is own.association.terms[0].person
    assert own.statements[0].event is own.event is own.events["event-1"] is own.agreements[0].event
    assert own.people["person-1"].member is own.members["member-1"] is own.agreements[0].parties[1]
    assert own.claims[0].about is own.disagreements[0].about is own.agreements[0].parties[0] is own.association
    assert own.topics["topic-2"].broader is own.topics["topic-1"] is own.association.topics[0]
    assert own.sources["source-2"].derived_from[0] is own.sources["source-1"] is own.event.citations[0].source


def test_optional_keys_may_be_missing() -> None:
    """A key that is missing means the default of its field; null and an empty list mean the same where allowed."""
    bare = {table: [needed(table, row) for row in rows] for table, rows in ROWS.items()}
    own = loaded({**bare, "claims": ROWS["claims"]})  # the unit of a claim depends on its value
    for table in set(TABLES) - {"claims"}:
        for record in [own.association] if table == "associations" else getattr(own, table):
            optional = [field for field in stored_fields(type(record)) if not field.required]
            assert all(getattr(record, field.name) == field.default for field in optional)

    def without_empty(value: Any) -> Any:
        if isinstance(value, list):
            return [without_empty(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {key: without_empty(inner) for key, inner in value.items() if inner not in (None, [])}

    assert loaded(without_empty(ROWS)) == loaded() == FICTIONAL


def test_other_files_do_not_matter(place: Path) -> None:
    """Files other than JSON, directories and the schema may be beside the tables."""
    write(place, {**BYTES, "schema.json": b"[]", "README.md": b"Imaginary."})
    (place / "maps").mkdir()
    assert load(place) == FICTIONAL


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_collector(enabled: bool) -> None:
    """Loading leaves the garbage collector as it was, enabled or disabled, after a failure too."""
    (gc.enable if enabled else gc.disable)()
    try:
        loaded()
        assert gc.isenabled() == enabled
        assert problems_of({**ROWS, "topics": []})
        assert gc.isenabled() == enabled
        with pytest.raises(TypeError):  # one that is not ours
            load_from(Memory(None))  # type: ignore[arg-type]
        assert gc.isenabled() == enabled
    finally:
        gc.enable()


# Files


@pytest.mark.parametrize("name", ["nothing", "file"])
def test_neither_directory_nor_zip(tmp_path: Path, name: str) -> None:
    """A path that does not exist, or of a file that is no zip file, is one problem that shows the path."""
    (tmp_path / "file").write_text("[]", encoding="utf-8")
    assert problems_of(tmp_path / name) == [
        Problem(str(tmp_path / name), None, "", "neither a directory nor a zip or JSON file")
    ]


@pytest.mark.parametrize("path", ["\0", "a\0b", "x" * 5000])
def test_impossible_path(path: str) -> None:
    """A path that no file can have is one problem, like one that does not exist."""
    (problem,) = problems_of(path)
    assert problem.file == path


@pytest.mark.parametrize("path", [None, 5, b"data", ["data"]])
def test_not_a_path(path: Any) -> None:
    """An argument that is neither a string nor a path is refused by name."""
    with pytest.raises(InvalidValueError) as caught:
        load(path)
    assert (caught.value.field, caught.value.value) == ("path", path)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("is_packed", [False, True])
def test_missing_file(place: Path, file: str, is_packed: bool) -> None:
    """A missing file is one problem, whatever refers to its records."""
    present = {name: content for name, content in BYTES.items() if name != file}
    path = pack(place, present) if is_packed else write(place, present)
    assert problems_of(path) == [Problem(file, None, "", "missing, or not a file that can be read")]


def test_file_that_is_a_directory(place: Path) -> None:
    """A directory in place of a file is one problem."""
    (write(place) / "topics.json").unlink()
    (place / "topics.json").mkdir()
    assert problems_of(place) == [Problem("topics.json", None, "", "missing, or not a file that can be read")]


def test_extra_table() -> None:
    """A JSON file that belongs to no table is one problem that lists the tables."""
    assert problems_of({**ROWS, "towns": []}) == [
        Problem("towns.json", None, "", f"no such table; tables are {', '.join(TABLES)}")
    ]


def test_files_that_cannot_be_opened(place: Path) -> None:
    """When the process cannot open any more files, that is one problem."""
    resource = pytest.importorskip("resource", reason="needs a system that limits the open files of a process")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    write(place)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        found = problems_of(place)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert [problem[:3] for problem in found] == [(FILES[0], None, "")]


# Strange files: they are taken where it is plain what they mean, and otherwise one problem says what to do.


@pytest.mark.parametrize("name", [*FILES])
def test_utf_8_signature(place: Path, name: str) -> None:
    """A file may begin with the signature that Windows writes."""
    assert load(write(place, {**BYTES, name: b"\xef\xbb\xbf" + BYTES[name]})) == FICTIONAL


STRAY = {
    "._people.json": b"\0\5\x16\7",
    ".#people.json": b"[",
    ".people.json.swp": b"",
    "#people.json#": b"[",
    "people.json~": b"[",
    "people (1).json.download": b"[",
    "package.json": b'{"name": "a-package"}',
    "tsconfig.json": b"// a comment\n{}",
    "notes.json": b"",
    "desktop.ini": b"",
    ".vscode/settings.json": b"{}",
}


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize("is_packed", [False, True])
def test_stray_files(place: Path, *, is_packed: bool) -> None:
    """Hidden files, and what other programs leave beside the tables, are no tables."""
    if is_packed:
        pack(place, {**STRAY, **BYTES})
    else:
        write(place)
        for name, content in STRAY.items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_bytes(content)
        (place / "link.json").symlink_to("/nowhere")
        (place / "directory.json").mkdir()
    assert load(place) == FICTIONAL


@pytest.mark.parametrize("folder", ["data", "a/b/my data", "انجمن"])
def test_folder_in_a_zip_file(place: Path, folder: str) -> None:
    """The files may be in one folder, as ``zip -r`` and the Finder make it, with what the Finder adds."""
    inside = {f"{folder}/": b"", **{f"{folder}/{name}": content for name, content in {**STRAY, **BYTES}.items()}}
    finder = {f"__MACOSX/{folder}/._{name}": b"\0\5\x16\7" for name in BYTES}
    own = {f".git/{FILES[0]}": b"", f"__MACOSX/{FILES[0]}": b"", "README.md": b"Imaginary."}
    assert load(pack(place, {**finder, **inside, **own})) == FICTIONAL
    assert problems_of(pack(place, {**inside, f"{folder}/towns.json": b"[]"}))[0].file == "towns.json"


def test_several_folders_in_a_zip_file(place: Path) -> None:
    """Of several data sets in a zip file none is chosen, and the one problem names their folders."""
    both = {f"{folder}/{name}": content for folder in ("new", "old") for name, content in BYTES.items()}
    (problem,) = problems_of(pack(place, both))
    assert problem.file == FILES[0]
    assert problem.reason.endswith("; did you mean the folder 'new' or 'old'?")
    assert load(pack(place, {**both, **BYTES})) == FICTIONAL


def test_directory_above(tmp_path: Path) -> None:
    """The directory above a data set is one problem that names the directory; a file in it is another."""
    write(tmp_path / "data")
    (tmp_path / "package.json").write_bytes(b"[1]")
    (problem,) = problems_of(tmp_path)
    assert problem.file == FILES[0]
    assert problem.reason.endswith("; did you mean the folder 'data'?")
    (problem,) = problems_of(tmp_path / "data" / FILES[0])
    assert problem.reason == "not a data set in one file; if it is a file of a directory, give the directory"


@pytest.mark.usefixtures("links")
def test_links_of_a_config_map(place: Path) -> None:
    """Files may be links to a hidden folder in the directory, as Kubernetes mounts them."""
    place.mkdir()
    write(place / "..2026_11_26", {**BYTES, "towns.json": b"{}"})
    (place / "..data").symlink_to("..2026_11_26")
    for name in BYTES:
        (place / name).symlink_to(Path("..data", name))
    assert load(place) == FICTIONAL


@pytest.mark.usefixtures("links")
def test_links_to_a_cache(place: Path) -> None:
    """If every file is a link to a cache outside, one problem says what to do."""
    write(place.parent / "cache")
    place.mkdir()
    for name in BYTES:
        (place / name).symlink_to(place.parent / "cache" / name)
    (problem,) = problems_of(place)
    assert problem.file == FILES[0]
    assert "leads out of the directory; replace it by the file" in problem.reason


@pytest.mark.usefixtures("links")
def test_files_that_change(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that becomes a pipe, a link or longer after a look at it is not waited for, followed or read to its end."""
    real, table = os.open, place / "topics.json"

    def swapped(change: Callable[[], object]) -> list[Problem]:
        write(place)

        def open_(path: Any, *arguments: Any, **named: Any) -> int:
            if os.fspath(path) == os.fspath(table):
                table.unlink()
                change()
            return real(path, *arguments, **named)

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", open_)
            return problems_of(place)

    missing = [Problem("topics.json", None, "", "missing, or not a file that can be read")]
    assert swapped(lambda: os.mkfifo(table)) == missing
    assert swapped(lambda: table.symlink_to("/etc/passwd")) == missing
    assert swapped(lambda: table.symlink_to("/dev/zero")) == missing
    assert swapped(table.mkdir) == missing
    write(place)
    monkeypatch.setattr("brics_cities._storage.MAX_BYTES", 10_000)
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((stat.S_IFREG, *[0] * 9)))
    table.write_bytes(b" " * 10_001)
    assert problems_of(place) == [Problem("topics.json", None, "", "longer than 10,000 bytes")]


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not JSON"),
    "words": ("ناکجاآباد".encode(), "not JSON"),
    "truncated": (b'[{"id": "source-1", "publisher": {"en": "No', "not JSON"),
    "followed": (b"[] []", "not JSON"),
    "UTF-16": ("[]".encode("utf-16"), "not UTF-8"),
    "UTF-16 without mark": ('["ناکجاآباد"]'.encode("utf-16-le"), "not UTF-8|not JSON"),
    "Latin-1": ('["Málaga"]'.encode("latin-1"), "not UTF-8"),
    "surrogate": (b'["\xed\xa0\x80"]', "not UTF-8"),
    "two signatures": ("\ufeff\ufeff[]".encode(), "not JSON"),
    "duplicate key": (b'[{"id": "source-1", "id": "source-2"}]', "duplicate key"),
    "duplicate right key": (BYTES["sources.json"].replace(b"{", b'{"kind": "news", ', 1), "duplicate key"),
    "NaN": (b"[NaN]", "NaN"),
    "Infinity": (b"[Infinity]", "Infinity"),
    "-Infinity": (b"[-Infinity]", "-Infinity"),
    "deep list": (b"[" * 100_000, "nested too deeply"),
    "deep object": (b'{"id":' * 100_000, "nested too deeply"),
}


@pytest.mark.parametrize(("content", "reasons"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("file", ["datapackage.json", "sources.json"])
def test_unreadable_file(place: Path, file: str, content: bytes, reasons: str) -> None:
    """A file that is not strict JSON in UTF-8 is one problem with the reason, though every record refers to it."""
    (problem,) = problems_of(write(place, {**BYTES, file: content}))
    assert problem[:3] == (file, None, "")
    assert any(reason in problem.reason for reason in reasons.split("|"))


@pytest.mark.parametrize("content", [None, 5, "x", "", {}, True])
def test_table_that_is_no_list(content: Any) -> None:
    """A table that is not a list is one problem, whatever refers to its records, and so are all tables alike."""
    reason = "must be a list of records"
    assert problems_of({**ROWS, "sources": content}) == [Problem("sources.json", None, "", reason)]
    assert problems_of({**ROWS, **dict.fromkeys(TABLES, content)}) == [
        Problem("associations.json", None, "", f"{reason}; the same is true of every table")
    ]
    mixed = {f"{table}.json": b"[1" if number % 2 else b"1" for number, table in enumerate(TABLES)}
    with pytest.raises(InvalidDataError) as caught:
        load_from(Memory({**BYTES, **mixed}))
    assert len(caught.value.problems) == len(TABLES)


@pytest.mark.parametrize("id", ["members/member-1", "Person 1", "", "person-1\n"])
def test_reference_to_a_table_that_cannot_be_read(id: str) -> None:
    """What cannot be an id is a problem even if the table that it should be in cannot be read; an id is none."""
    files = contents({**ROWS, "statements": changed(ROWS["statements"], (0, "speaker"), id)})
    for bad, places in ((files, [("people.json", ""), ("statements.json", "speaker")]), (BYTES, [("people.json", "")])):
        with pytest.raises(InvalidDataError) as caught:
            load_from(Memory({**bad, "people.json": b"[NaN]"}))
        assert [(problem.file, problem.path) for problem in caught.value.problems] == places


@pytest.mark.parametrize(
    "descriptor",
    [{"name": "x"}, {"version": None}, {"version": ""}, {"version": 5}, {"version": []}, [1], 5, "1", None],
)
def test_descriptor_without_version(descriptor: Any) -> None:
    """A descriptor whose version is not a string is one problem, at the version."""
    (problem,) = problems_of(ROWS, descriptor)
    assert problem[:3] == ("datapackage.json", None, "version")


@pytest.mark.parametrize(
    "licenses", [5, "CC0", [], [None], [{}], [{"path": "here"}], [{"path": 5}], [{}, {}], {"path": 1}]
)
def test_license_without_address(licenses: Any) -> None:
    """A licence without an address is one problem, at the licences."""
    (problem,) = problems_of(ROWS, {"version": "1", "licenses": licenses})
    assert problem[:3] == ("datapackage.json", None, "licenses")


def test_license() -> None:
    """A data set has the licence of its descriptor, or none if that is missing or null."""
    path = "https://example.org/licence"
    assert loaded(ROWS, {"version": "1", "licenses": [{"path": path}]}).license == path
    assert loaded(ROWS, {"version": "1", "licenses": None}).license is None
    assert loaded(ROWS, {"version": "1"}).license is None


@pytest.mark.parametrize(
    "contributors",
    [
        5,
        "Ada",
        [None],
        ["Ada"],
        [{}],
        [{"title": None}],
        [{"title": " "}],
        [{"title": "Ada", "roles": 5}],
        {"title": 1},
    ],
)
def test_contributor_without_title(contributors: Any) -> None:
    """A contributor without a title is one problem, at the contributors."""
    (problem,) = problems_of(ROWS, {"version": "1", "contributors": contributors})
    assert problem[:3] == ("datapackage.json", None, "contributors")


def test_creators() -> None:
    """A data set has as creators, once each, the contributors with that role or with none, and nobody if unknown."""
    ada, eve = {"title": "Ada"}, {"title": "Eve", "roles": ["translator"]}
    mahtab = {"title": "مهتاب", "roles": ["publisher", "creator"], "path": "https://example.org/"}
    contributors = [ada, eve, mahtab, {**ada, "roles": None}]
    assert loaded(ROWS, {"version": "1", "contributors": contributors}).creators == ("Ada", "مهتاب")
    for nobody in (None, [], [eve]):
        assert loaded(ROWS, {"version": "1", "contributors": nobody}).creators == ()


# Rows


@pytest.mark.parametrize("table", TABLES)
def test_rows_without_id(table: str) -> None:
    """Each row that is no object, or whose id is no string, is one problem, at its position."""
    bad: list[Any] = [None, 5, "x", [], {}, {"id": None}, {"id": 5}, {"id": ["x"]}]
    assert problems_of({**ROWS, table: ROWS[table] + bad}) == [
        Problem(f"{table}.json", None, f"[{len(ROWS[table]) + number}]", "must be an object with an id")
        for number in range(len(bad))
    ]


def test_duplicate_ids() -> None:
    """Each duplicate id in a table is one problem, at the id."""
    assert problems_of({table: [*rows, rows[0]] for table, rows in ROWS.items()}) == [
        Problem(f"{table}.json", ROWS[table][0]["id"], "id", "duplicate id") for table in TABLES
    ]


def test_faults_of_duplicates() -> None:
    """What else is wrong with a row whose id is a duplicate is reported too."""
    found = problems_of({table: [*rows, {**rows[0], "colour": "blue"}] for table, rows in ROWS.items()})
    assert [(problem.file, problem.path) for problem in found] == [
        (f"{table}.json", path) for table in TABLES for path in ("id", "colour")
    ]


@pytest.mark.parametrize("count", [0, 2])
def test_one_association(count: int) -> None:
    """A data set without an association, or with two, is one problem."""
    row = ROWS["associations"][0]
    tables = {**ROWS, "associations": [row, {**row, "id": "another"}][:count]}
    if count == 0:  # nothing may refer to it
        tables |= {"claims": [], "disagreements": [], "agreements": []}
    assert problems_of(tables) == [Problem("associations.json", None, "", "a data set has exactly one association")]


@settings(max_examples=50)
@given(data=st.data())
def test_only_faulty_records_are_reported(data: st.DataObject) -> None:
    """Each faulty record is reported once, and none of those that refer to it."""
    ids = [(table, row["id"]) for table, rows in ROWS.items() for row in rows]
    faulty = data.draw(st.sets(st.sampled_from(ids), min_size=1))
    found = problems_of(
        {
            table: [{**row, "colour": "blue"} if (table, row["id"]) in faulty else row for row in rows]
            for table, rows in ROWS.items()
        }
    )
    keys = {table: ", ".join(field.name for field in stored_fields(cls)) for table, cls in TABLES.items()}
    assert sorted(found, key=str) == sorted(
        (Problem(f"{table}.json", id, "colour", f"unknown key; choose from {keys[table]}") for table, id in faulty),
        key=str,
    )


def test_missing_keys() -> None:
    """Each missing key is one problem, in every row of every table at once."""
    found = problems_of({table: [{"id": row["id"]} for row in rows] for table, rows in ROWS.items()})
    assert sorted(found) == sorted(
        Problem(f"{table}.json", row["id"], name, "missing")
        for table, rows in ROWS.items()
        for row in rows
        for name in needed(table, row)
        if name != "id"
    )


def test_null() -> None:
    """Each null is one problem, unless it means that a value is not known; none becomes a string or a list."""
    tables = {table: [{**dict.fromkeys(row), "id": row["id"]} for row in rows] for table, rows in ROWS.items()}
    assert places(problems_of(tables)) == sorted(
        (f"{table}.json", row["id"], field.name)
        for table, rows in ROWS.items()
        for row in rows
        for field in stored_fields(TABLES[table])
        if field.name != "id" and not field.optional
    )


def test_derived_keys() -> None:
    """A key that is computed by comparing records is refused like any other unknown key, and not offered."""
    claims = [{**ROWS["claims"][0], "corroboration": "confirmed"}, *ROWS["claims"][1:]]
    (problem,) = problems_of({**ROWS, "claims": claims})
    assert problem[:3] == ("claims.json", "claim-1", "corroboration")
    assert "corroboration" not in problem.reason


# References

REFERENCES = {
    "source": "sources",
    "derived_from": "sources",
    "founding": "events",
    "event": "events",
    "person": "people",
    "speaker": "people",
    "delivered_by": "people",
    "signatories": "people",
    "place": "places",
    "country": "countries",
    "member": "members",
    "parties": "members",
    "topics": "topics",
    "broader": "topics",
}


def references(rows: list[Row]) -> Iterator[tuple[Path_, str]]:
    """Yield the path to each reference in the rows of a table, if it is the first of its list, and its table."""
    for path in paths(rows):
        value, name = at(rows, path), [step for step in path if isinstance(step, str)][-1:]
        if not isinstance(value, str) or (isinstance(path[-1], int) and path[-1] > 0):
            continue
        if name == ["about"]:
            yield path, value.partition("/")[0]
        elif name and name[0] in REFERENCES:
            yield path, REFERENCES[name[0]]


@pytest.mark.parametrize("other", ["nobody", "source-1", "person-1", "", 5, None])
def test_dangling_references(other: Any) -> None:
    """Each id that its table does not contain, though another may, is one problem that names the table."""
    tables, expected = dict(ROWS), {}
    for table, rows in ROWS.items():
        for path, target in references(rows):
            is_about = path[-1] == "about"
            optional = other is None and isinstance(path[-1], str) and not is_about
            if optional or (is_about and not isinstance(other, str)) or other in {row["id"] for row in ROWS[target]}:
                continue
            tables[table] = changed(tables[table], path, f"{target}/{other}" if is_about else other)
            expected[f"{table}.json", rows[int(path[0])]["id"], printed(path[1:])] = target
    found = {problem[:3]: problem.reason for problem in problems_of(tables)}
    assert found.keys() == expected.keys()
    for problem, target in expected.items():
        assert found[problem].startswith("must be the id of a record in ")
        assert f"{target}.json" in found[problem]
        assert found[problem].endswith(f", not {json.dumps(other)}")


@pytest.mark.parametrize(
    "about",
    [
        "event-1",
        "towns/event-1",
        "/",
        "events",
        "",
        None,
        5,
        ["events", "event-1"],
    ],
)
def test_reference_without_table(about: Any) -> None:
    """The record that a claim is about is named by its table and its id."""
    (problem,) = problems_of({**ROWS, "claims": changed(ROWS["claims"], (0, "about"), about)})
    assert problem[:3] == ("claims.json", "claim-1", "about")
    assert problem.reason.startswith("must be a table and an id")


@pytest.mark.parametrize("length", [1, 2, 3])
def test_circular_reference(length: int) -> None:
    """Records that refer to themselves, directly or through others, are one problem."""
    ring = [row["id"] for row in ROWS["topics"][:length]]
    turned = [{**row, "broader": ring[number - 1]} for number, row in enumerate(ROWS["topics"][:length])]
    (problem,) = problems_of({**ROWS, "topics": turned + ROWS["topics"][length:]})
    assert problem == Problem("topics.json", problem.id, "broader", "circular reference")
    assert problem.id in ring


def test_circular_reference_through_another_table() -> None:
    """Records of different tables that refer to each other are one problem."""
    claims = changed(ROWS["claims"], (0, "about"), "disagreements/disagreement-1")
    disagreements = changed(ROWS["disagreements"], (0, "about"), "claims/claim-1")
    (problem,) = problems_of({**ROWS, "claims": claims, "disagreements": disagreements})
    assert problem.path == "about"
    assert problem.reason == "circular reference"


@pytest.mark.parametrize("order", ["as they are", "reversed", "shuffled"])
@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("sources", "derived_from", lambda earlier: [earlier] if earlier else []),
        ("topics", "broader", lambda earlier: earlier),
        ("claims", "about", lambda earlier: f"claims/{earlier}" if earlier else "events/event-1"),
    ],
    ids=["sources", "topics", "claims"],
)
def test_longest_chain(table: str, key: str, value: Callable[[str | None], Any], order: str) -> None:
    """A chain of 32 references, of a claim to the event at its end too, is loaded in any order of rows, no longer one."""
    assert MAX_CHAIN == 32
    longest = MAX_CHAIN if table != "claims" else MAX_CHAIN - 1

    def chain(length: int) -> list[Row]:
        rows = [{**ROWS[table][0], "id": f"t-{n}", key: value(f"t-{n - 1}" if n else None)} for n in range(length + 1)]
        if order == "shuffled":
            random.Random(length).shuffle(rows)
        return rows[:: -1 if order == "reversed" else 1]

    tables = {**ROWS, table: ROWS[table] + chain(longest)}
    assert loaded(tables) == loaded(tables) != FICTIONAL
    for length in (longest + 1, longest + 2, 200):
        found = problems_of({**ROWS, table: ROWS[table] + chain(length)})
        assert {(problem.file, problem.path.removesuffix("[0]"), problem.reason) for problem in found} == {
            (f"{table}.json", key, f"a chain of more than {MAX_CHAIN} references")
        }


# Values


@pytest.mark.parametrize(
    ("table", "path", "value", "start"),
    [
        ("events", (0, "ends"), "1000", "must be on or after 1001"),
        ("associations", (0, "terms", 0, "ends"), "1000", "must be on or after 1001"),
        ("events", (0, "starts"), "2001-02-30", "day must be"),
        ("members", (0, "standing", 0, "date"), "2001-13", "month must be"),
        ("claims", (1, "value"), "0000", "year must be"),
        ("events", (0, "starts"), "20.03.2001", "must be an ISO 8601 date"),
        ("events", (0, "printed_dates", 0, "day"), 32, "must be an integer from 1 to 31"),
        ("claims", (1, "unit"), "days", "must be given"),
        ("claims", (0, "unit"), None, "must be given"),
        ("claims", (2, "bound"), "over", "must be 'exactly'"),
        (
            "claims",
            (0, "value"),
            9.5,
            "must be an integer from -9007199254740991 to 9007199254740991, an ISO 8601 date",
        ),
        ("claims", (0, "value"), 10**30, "must be an integer from -9007199254740991 to 9007199254740991, not 1000"),
        (
            "claims",
            (0, "value"),
            None,
            "must be an integer from -9007199254740991 to 9007199254740991, an ISO 8601 date",
        ),
        (
            "claims",
            (0, "value"),
            True,
            "must be an integer from -9007199254740991 to 9007199254740991, an ISO 8601 date",
        ),
        ("agreements", (0, "parties"), ["member-1"], "must be at least 2 different"),
        ("agreements", (0, "parties"), ["member-1", "member-1"], "must be different"),
        ("statements", (0, "citations"), [], "must be at least 1 different"),
        ("statements", (0, "citations", 0, "passage", "sha256"), "F" * 64, "must be 64"),
        ("places", (0, "latitude"), "55", "must be a number"),
        ("places", (0, "latitude"), False, "must be a number"),
        ("topics", (2, "name"), "Daydreams", "must be an object"),
        ("topics", (2, "name", "en"), " Daydreams", "must be a non-empty string"),
        ("topics", (2, "citations"), "source-1", "must be a list"),
        ("topics", (2, "citations", 0), "source-1", "must be an object"),
        ("claims", (0, "measure"), "Unicorns", "must be a lower-case slug"),
    ],
)
def test_wrong_value(table: str, path: Path_, value: Any, start: str) -> None:
    """A wrong value is one problem, at its place; the reason names the part of a date that is wrong."""
    rows = changed(ROWS[table], path, value)
    (problem,) = problems_of({**ROWS, table: rows})
    assert problem[:3] == (f"{table}.json", rows[int(path[0])]["id"], printed(path[1:]))
    assert problem.reason.startswith(start)


def inner_paths() -> list[tuple[str, int, Path_]]:
    """Return the table, the position of the row and the path of every value but the ids, which others refer to."""
    return [
        (table, number, path)
        for table, rows in ROWS.items()
        for number, row in enumerate(rows)
        for path in paths(row)
        if path != ("id",)
    ]


deep: Any = "x"
for _ in range(200):
    deep = [deep]
# No field can contain any of these, apart from the one that is true or false.
junk = st.sampled_from(
    [True, False, "", "\n", " x", "x\u200e", "e\u0301", "\ud800", {}, {"": ""}, {"en": 5}, {"en": ""}, {"EN": "x"}]
) | st.sampled_from([deep, [[]], [5], [None], [{}], ["nobody"]])
any_json = junk | st.recursive(
    st.none() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(["2001", "en", 10**30, 10**400]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "en", "source"]), inner),
    max_leaves=4,
)


@given(place=st.sampled_from(inner_paths()), value=junk)
def test_junk_anywhere(place: tuple[str, int, Path_], value: Any) -> None:
    """Junk in place of any value of a record is a problem of that record alone, at that place."""
    table, number, path = place
    if path == ("own",):
        value = "true"
    found = problems_of({**ROWS, table: changed(ROWS[table], (number, *path), value)})
    assert {problem[:2] for problem in found} == {(f"{table}.json", ROWS[table][number]["id"])}
    assert all(
        problem.path and (problem.path.startswith(printed(path)) or printed(path).startswith(problem.path))
        for problem in found
    )


@given(data=st.data())
def test_any_value_anywhere(data: st.DataObject) -> None:
    """Whatever values the rows contain, the data set is loaded or its problems are reported."""
    tables = dict(ROWS)
    for table, number, path in data.draw(st.lists(st.sampled_from(inner_paths()), min_size=1, max_size=12)):
        try:
            tables[table] = changed(tables[table], (number, *path), data.draw(any_json))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has removed that place
    problems: tuple[Problem, ...] = ()
    try:
        loaded(tables)
    except InvalidDataError as error:
        problems = error.problems
    assert {problem.file for problem in problems} <= set(BYTES)


VALUES: list[Any] = [
    *(None, True, False, 0, 1.5, -1, 10**30, 10**400, "", "x", " x", "x\u200e", "2001-13", "events/nobody", "\ud800"),
    *([], [None], ["x"], ["x", "x"], [[]], [{}], [True], [{"x": 1}], ["association", None]),
    *({}, {"x": 1}, {"en": None}, {"en": True}, {"en": []}, {"en": {}}, {"EN": "x"}, {"source": None}, {"": "x"}),
]
PYTHON = r"\b(None|NoneType|True|False|tuple|dict|str|int|float|bool|PartialDate|object at)\b|[<>]"


@pytest.mark.parametrize("value", VALUES, ids=lambda value: json.dumps(value)[:20])
def test_messages_are_for_people_who_write_json(value: Any) -> None:
    """A reason speaks of JSON and shows values as JSON, never as Python does, for any value of any field."""
    of_fields = {
        table: [{**dict.fromkeys(row, value), "id": row["id"]} for row in rows] for table, rows in ROWS.items()
    }
    of_parts = copy.deepcopy(dict(ROWS))
    for table, rows in ROWS.items():
        for path in paths(rows):
            if len(path) > 2 and not isinstance(at(rows, path), (dict, list)):
                at(of_parts[table], path[:-1])[path[-1]] = value
    reasons = set()
    for tables in (of_fields, of_parts):
        reasons |= {problem.reason for problem in problems_of(tables, {"version": value, "licenses": value})}
    for reason in reasons - {"missing", "circular reference"}:
        if reason.startswith("unknown key; choose from "):
            continue
        wrong = re.fullmatch("((day|month|year) )?must be (.+), not (.+)", reason)
        assert wrong, reason
        assert not re.search(PYTHON, reason), reason
        if wrong[4] not in ("a list", "an object") and "..." not in wrong[4]:
            json.loads(wrong[4])
    assert len(reasons) > 5


# Load and the schema


SHAPES: list[Any] = [
    *(None, True, False, 0, 1, 1.0, 1.5, -1, 2**53, 10**30, 1e300, [], [None], ["x"], [[]], {}, {"": ""}, {"en": "x"}),
    *(
        "",
        "x",
        "X",
        " x",
        "x ",
        "x\n",
        "x\t",
        "\n",
        "x\u00a0",
        "\u3000x",
        "\u200b",
        "\u200c\u200d",
        "x\u200e",
        "x\u2028",
        "\x7f",
    ),
    *("2024", "0000", "2024-00", "2024-13", "2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2024-02-30"),
    *(
        "2024-04-31",
        "2024-12-31",
        "2024-12-32",
        "2024-06-21 ",
        "2024-06-21\n",
        "24-06-21",
        "2024-6",
        "2024-06-2",
        "٢٠٢٤",
    ),
    *("fa", "fa-IR", "FA", "fa_IR", "x-a", "fa\n", "https://a.example", "https://a.example/<", "ftp://a.example"),
    *(
        "held",
        "exactly",
        "over",
        "persons",
        "events/event-1",
        "countries/XA",
        "events/",
        "events/E",
        "nothing/x",
        "XA",
        "XAA",
        "901",
    ),
    *(
        "f" * 8,
        "f" * 64,
        "F" * 64,
        {"original": "en", "en": "x"},
        {"original": "en", "en": "x", "fa": " "},
        {"original": "en"},
    ),
]
# What a value cannot have wrong by itself: references, equal items and dates in their order; and what no
# pattern of JSON Schema can express.
BEYOND = re.compile(
    r'id of a record in countries\.json, not "[A-Z]{2}"|id of a record in (?!countries).+, not "[a-z0-9.]+(-[a-z0-9]+)*"'
    "|circular|duplicate id|each only once|on or after|one of its languages|conflicting claims|normal form C|29 in Esfand"
)


@given(place=st.sampled_from(inner_paths()), value=st.sampled_from(SHAPES))
@example(place=("claims", 0, ("value",)), value="2024")
@example(place=("claims", 0, ("value",)), value=1.0)
@example(place=("claims", 1, ("value",)), value=7)
@example(place=("claims", 0, ("unit",)), value=None)
@example(place=("claims", 0, ("bound",)), value="over")
@example(
    (
        "sources",
        0,
        (
            "printed_date",
            "month",
        ),
    ),
    12,
)
@example(place=("events", 0, ("starts",)), value="2023-02-29")
@example(
    (
        "statements",
        0,
        (
            "citations",
            0,
            "passage",
            "length",
        ),
    ),
    551487.0,
)
def test_load_and_schema_agree(
    schemas: dict[str, Draft202012Validator], place: tuple[str, int, Path_], value: Any
) -> None:
    """Whatever `load` refuses for its shape, the schema refuses, and the reverse."""
    table, number, path = place
    rows = changed(ROWS[table], (number, *path), value)
    problems: tuple[Problem, ...] = ()
    try:
        loaded({**ROWS, table: rows})
    except InvalidDataError as error:
        problems = error.problems
    has_right_shape = all(BEYOND.search(problem.reason) for problem in problems)
    assert schemas[table].is_valid(rows) == has_right_shape, problems


# All problems at once

FAULTS: dict[str, tuple[Callable[[Any], object], set[tuple[str, str | None, str]]]] = {
    "dangling about": (
        lambda tables: tables["claims"][0].update(about="events/nobody"),
        {("claims.json", "claim-1", "about")},
    ),
    "bound": (
        lambda tables: tables["claims"][0].update(bound="nearly"),
        {("claims.json", "claim-1", "bound")},
    ),
    "unit": (
        lambda tables: tables["claims"][1].update(unit="unicorns"),
        {("claims.json", "claim-2", "unit")},
    ),
    "about a faulty record": (
        lambda tables: (tables["claims"][2].update(about="members/member-2"), tables["members"][1].update(colour=1)),
        {("members.json", "member-2", "colour")},
    ),
    "value": (
        lambda tables: tables["claims"][2].update(value=[]),
        {("claims.json", "claim-3", "value")},
    ),
    "founding event": (
        lambda tables: tables["events"][0].update(kind="wedding"),
        {("events.json", "event-1", "kind")},
    ),
    "order of dates": (
        lambda tables: tables["events"][0].update(ends="0999"),
        {("events.json", "event-1", "ends")},
    ),
    "order of dates in a part": (
        lambda tables: tables["people"][1]["tenures"][0].update(starts="1009"),
        {("people.json", "person-2", "tenures[0].ends")},
    ),
    "both languages": (
        lambda tables: tables["topics"][1].update(name={"original": "en", "en": " Daydreams", "fa": ""}),
        {("topics.json", "topic-2", "name.en"), ("topics.json", "topic-2", "name.fa")},
    ),
    "an original in no language of the text": (
        lambda tables: tables["people"][0]["name"].update(original="tlh"),
        {("people.json", "person-1", "name.original")},
    ),
    "circular reference": (
        lambda tables: tables["topics"][2].update(broader="topic-3"),
        {("topics.json", "topic-3", "broader")},
    ),
    "duplicate and dangling items": (
        lambda tables: tables["statements"][0].update(topics=["topic-1", "nothing", "topic-1"]),
        {("statements.json", "statement-1", "topics"), ("statements.json", "statement-1", "topics[1]")},
    ),
    "too few and dangling items": (
        lambda tables: tables["agreements"][0].update(parties=["nobody"]),
        {("agreements.json", "agreement-1", "parties"), ("agreements.json", "agreement-1", "parties[0]")},
    ),
    "no citations": (
        lambda tables: tables["statements"][1].update(citations=[]),
        {("statements.json", "statement-2", "citations")},
    ),
    "missing and unknown keys": (
        lambda tables: tables["statements"][1].update(words=tables["statements"][1].pop("text")),
        {("statements.json", "statement-2", "text"), ("statements.json", "statement-2", "words")},
    ),
    "two associations": (
        lambda tables: tables["associations"].append({**tables["associations"][0], "id": "another"}),
        {("associations.json", None, "")},
    ),
    "note without conflict": (
        lambda tables: tables["disagreements"].append({"id": "note", "about": "countries/XA", "measure": "size"}),
        {("disagreements.json", "note", "measure")},
    ),
    "too many claims": (
        lambda tables: tables["claims"].extend(
            {**ROWS["claims"][0], "id": f"many-{n}", "about": "countries/XA", "measure": "many"}
            for n in range(MAX_CLAIMS + 1)
        ),
        {("claims.json", f"many-{MAX_CLAIMS}", "measure")},
    ),
    "row without id": (
        lambda tables: tables["places"].append({}),
        {("places.json", None, "[1]")},
    ),
    "duplicate id": (
        lambda tables: tables["countries"].append(tables["countries"][0]),
        {("countries.json", "XA", "id")},
    ),
    "extra table": (
        lambda tables: tables.update(towns=[]),
        {("towns.json", None, "")},
    ),
}


@example(list(FAULTS))
@given(st.lists(st.sampled_from(sorted(FAULTS)), min_size=1, max_size=4, unique=True))
def test_all_faults_are_reported_at_once(names: list[str]) -> None:
    """Of several faults in different places each is reported, and nothing that only follows from them."""
    tables, expected = copy.deepcopy(dict(ROWS)), set()
    for name in names:
        damage, found = FAULTS[name]
        damage(tables)
        expected |= found
    assert set(places(problems_of(tables))) == expected


@pytest.mark.parametrize("about", ["events/nobody", "nowhere", "members/member-1", "topics/topic-1"])
def test_wrong_unit_and_bound(about: str) -> None:
    """A unit or a bound that does not fit the value is reported even if the record that the claim is about is wrong."""
    row = {**ROWS["claims"][0], "about": about}
    claims = [
        {**row, "id": "wrong-bound", "value": "2001", "bound": "over", "unit": None},
        {**row, "id": "missing-unit", "value": 5, "unit": None},
        {**row, "id": "wrong-unit", "value": {"original": "en", "en": "x"}, "unit": "Two Words"},
    ]
    members = changed(ROWS["members"], (0, "colour"), "blue")
    expected = {(claim["id"], claim["id"].partition("-")[2]) for claim in claims} | {("member-1", "colour")}
    if about in ("events/nobody", "nowhere"):
        expected |= {(claim["id"], "about") for claim in claims}
    found = problems_of({**ROWS, "claims": ROWS["claims"] + claims, "members": members})
    assert {(problem.id, problem.path) for problem in found} == expected


@pytest.mark.parametrize(
    "change",
    [{"value": None}, {"about": ""}, {"measure": 5}, {"id": 5}, {"id": "disagreement-1-1"}],
)
def test_note_on_faulty_claims(change: Row) -> None:
    """A note is no problem as long as a claim that may conflict has problems of its own."""
    (problem,) = problems_of({**ROWS, "claims": [*ROWS["claims"][:-1], {**ROWS["claims"][-1], **change}]})
    assert problem.file == "claims.json"


@pytest.mark.parametrize("turn", [list, lambda rows: rows[::-1]], ids=["as they are", "reversed"])
def test_order_of_problems(turn: Callable[[list[Any]], list[Any]]) -> None:
    """Problems are in the order of the files and of the rows in them, after those of what is no record."""
    found = problems_of({table: [*turn([{**row, "colour": 1} for row in rows]), None] for table, rows in ROWS.items()})
    assert [problem[:2] for problem in found] == [
        (f"{table}.json", id) for table in TABLES for id in [None, *turn([row["id"] for row in ROWS[table]])]
    ]


def test_note_without_conflict() -> None:
    """A note on claims that do not conflict is one problem."""
    disagreements = changed(ROWS["disagreements"], (0, "measure"), "undisputed-1")
    assert problems_of({**ROWS, "disagreements": disagreements}) == [
        Problem("disagreements.json", "disagreement-1", "measure", "no conflicting claims for this record and measure")
    ]


def test_many_claims_about_one_subject() -> None:
    """At most 100 claims about one measure of one record are loaded, since comparing them takes quadratic time."""
    claims = [{**ROWS["claims"][0], "id": f"t-{number}", "value": number} for number in range(MAX_CLAIMS + 1)]
    tables = {**ROWS, "disagreements": []}
    assert problems_of({**tables, "claims": claims}) == [
        Problem(
            "claims.json",
            "t-100",
            "measure",
            "more than 100 claims about associations/association and undisputed-1",
        )
    ]
    assert len(loaded({**tables, "claims": claims[:MAX_CLAIMS]}).claims) == MAX_CLAIMS == 100


def test_generated_ids_are_unique() -> None:
    """A disagreement without a note gets an id of its own, even if its first choice is taken."""
    taken = {**ROWS["disagreements"][0], "id": "association-association-seat"}
    seats = [
        {**ROWS["claims"][2], "id": f"seat-{name}", "measure": "seat", "value": {"original": "en", "en": name}}
        for name in "ab"
    ]
    own = loaded({**ROWS, "claims": ROWS["claims"] + seats, "disagreements": [taken]})
    assert [one.id for one in own.disagreements] == [taken["id"], f"{taken['id']}-2"]


# Hostile data


@pytest.mark.parametrize(
    "number", ["9" * 5000, "-" + "9" * 5000, "1" + "0" * 400, "9" * 99, "1e400", "-1e300", "9007199254740992"]
)
@pytest.mark.parametrize(
    "path", [("value",), ("citations", 0, "passage", "length"), ("latitude",), ("region",), ("name",)]
)
def test_numbers_that_no_field_accepts(place: Path, path: Path_, number: str) -> None:
    """A number that is too large for every field is one problem at its place, in linear time."""
    table = {"value": "claims", "citations": "statements"}.get(str(path[0]), "places")
    rows = json.dumps(changed(ROWS[table], (0, *path), 987654321)).replace("987654321", number)
    (problem,) = problems_of(write(place, {**BYTES, f"{table}.json": rows.encode()}))
    assert problem.file == f"{table}.json"
    assert "must be " in problem.reason


@pytest.mark.parametrize(("written", "meant"), [("7.0", 7), ("7e0", 7), ("70e-1", 7), ("-0.0", 0), ("1E2", 100)])
def test_whole_numbers_may_have_a_fraction_of_zero(place: Path, written: str, meant: int) -> None:
    """JSON has one type of number: an integer may be written with a fraction of zero, as pandas does."""
    claims = json.dumps(changed(ROWS["claims"], (0, "value"), 987654321)).replace("987654321", written)
    value = load(write(place, {**BYTES, "claims.json": claims.encode()})).claims[0].value
    assert (type(value), value) == (int, meant)


def test_many_ways_to_the_same_source() -> None:
    """Sources that share the texts of all earlier ones are compared without following every path between them."""
    own = {"publisher": {"original": "en", "en": "Another"}, "origin": None}
    sources = [
        {**ROWS["sources"][0], **own, "id": f"t-{n}", "derived_from": [f"t-{earlier}" for earlier in range(n)]}
        for n in range(MAX_CHAIN + 1)
    ]
    cited = {"citations": [{"source": f"t-{MAX_CHAIN}"}, {"source": "source-1"}]}
    claims = [{**ROWS["claims"][0], **cited}, *ROWS["claims"][1:]]
    own = loaded({**ROWS, "sources": ROWS["sources"] + sources, "claims": claims})
    assert own.claims[0].corroboration == "confirmed"


def layers(levels: int, width: int) -> Tables:
    """Return rows with sources in layers, each derived from all of the layer before, and claims that cite the last."""
    sources = [
        {
            **ROWS["sources"][0],
            "id": f"t-{level}-{number}",
            "publisher": {"original": "en", "en": f"Publisher {level} {number}"},
            "origin": None,
            "derived_from": [f"t-{level - 1}-{other}" for other in range(width)] if level else [],
        }
        for level in range(levels)
        for number in range(width)
    ]
    last = [source["id"] for source in sources[-width:]]
    claims = [
        {**ROWS["claims"][0], "id": f"t-{number}", "measure": f"t-{number // 50}", "citations": [{"source": id}]}
        for number, id in enumerate(last)
    ]
    return {**ROWS, "sources": ROWS["sources"] + sources, "claims": ROWS["claims"] + claims}


@pytest.mark.parametrize(("levels", "width"), [(MAX_CHAIN, 2), (4, 20)])
def test_layers_of_sources(levels: int, width: int) -> None:
    """Sources that derive from all of the layer before, however many ways there are, are all of one origin."""
    own = loaded(layers(levels, width))
    assert {claim.corroboration for claim in own.claims if claim.id.startswith("t-")} == {"uncorroborated"}
    apart = [{**one, "derived_from": one["derived_from"][:1]} for one in layers(levels, width)["sources"]]
    assert loaded({**layers(levels, width), "sources": apart}) != own


def seconds(rows: Mapping[str, bytes]) -> float:
    """Return the time of the processor that it takes to load a data set or refuse it; the least of three."""
    found = []
    for _ in range(3):
        start = time.process_time()
        with suppress(InvalidDataError):
            load_from(Memory(rows))
        found.append(time.process_time() - start)
    return min(found)


HOSTILE: dict[str, tuple[Callable[[int], Mapping[str, bytes]], int]] = {
    "layers of sources": (lambda size: contents(layers(4, int(size**0.5))), 2_000),
    "numbers for rows": (lambda size: {**BYTES, "topics.json": b"[" + b"1," * size + b"1]"}, 20_000),
    "rows with an id": (
        lambda size: {**BYTES, "topics.json": json.dumps([{"id": f"t-{number}"} for number in range(size)]).encode()},
        1_000,
    ),
    "items of a list": (
        lambda size: contents({**ROWS, "statements": changed(ROWS["statements"], (0, "topics"), [1] * size)}),
        5_000,
    ),
    "tags of a text": (
        lambda size: contents(
            {**ROWS, "topics": changed(ROWS["topics"], (0, "name"), {f"k{n}": "x" for n in range(size)})}
        ),
        3_000,
    ),
    "keys of a row": (
        lambda size: contents({**ROWS, "topics": [{**ROWS["topics"][0], **{f"k{n}": 1 for n in range(size)}}]}),
        5_000,
    ),
    "claims": (
        lambda size: contents(
            {
                **ROWS,
                "claims": [
                    {**ROWS["claims"][0], "id": f"t{n}", "measure": f"m{n // 50}", "value": n} for n in range(size)
                ],
            }
        ),
        300,
    ),
    "a long number": (lambda size: {**BYTES, "claims.json": b"[" + b"9" * size + b"]"}, 100_000),
    "a long string": (
        lambda size: contents({**ROWS, "topics": changed(ROWS["topics"], (0, "name", "en"), "a-" * size)}),
        100_000,
    ),
    "a long id": (lambda size: contents({**ROWS, "topics": [{**ROWS["topics"][0], "id": "a-" * size}]}), 100_000),
    "a long address": (
        lambda size: contents({**ROWS, "sources": changed(ROWS["sources"], (0, "url"), "https://a" + ".a" * size)}),
        100_000,
    ),
    "spaces": (lambda size: {**BYTES, "claims.json": b" " * size}, 1_000_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name: str) -> None:
    """Ten times the data takes about ten times as long to load, or to refuse."""
    make, size = HOSTILE[name]
    few = seconds(make(size)) + 0.01
    assert seconds(make(10 * size)) < 25 * few


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_memory_is_bounded(name: str) -> None:
    """Loading takes at most three times the memory that parsing the same JSON takes, and some for the problems."""
    make, size = HOSTILE[name]
    rows = make(10 * size)

    def peak(action: Callable[[], object]) -> int:
        gc.collect()
        tracemalloc.start()
        with suppress(InvalidDataError, ValueError):
            action()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    parsing = peak(lambda: [json.loads(content) for content in rows.values()])
    assert peak(lambda: load_from(Memory(rows))) < 3 * parsing + 2**22


@pytest.mark.parametrize("count", [MAX_PROBLEMS, MAX_PROBLEMS + 1, 3 * MAX_PROBLEMS])
@pytest.mark.parametrize("where", ["rows", "items"])
def test_many_problems(where: str, count: int) -> None:
    """At most a thousand problems are listed, and the others counted, those of one record as those of many."""
    if where == "rows":
        tables = {**ROWS, "statements": ROWS["statements"] + [1] * count}
    else:
        tables = {**ROWS, "statements": changed(ROWS["statements"], (0, "topics"), [1] * count)}
    with pytest.raises(InvalidDataError) as caught:
        loaded(tables)
    assert len(caught.value.problems) == MAX_PROBLEMS == 1000
    assert len(caught.value.problems) + caught.value.more == count
    assert str(caught.value).startswith(f"{count} problems")
    assert str(caught.value).endswith(f"and {count - MAX_PROBLEMS} more") or count == MAX_PROBLEMS


@pytest.mark.usefixtures("links")
def test_links_inside(place: Path) -> None:
    """A table may be a link to another file of the directory, at its top or deeper."""
    (write(place) / "maps").mkdir()
    for target in ("themes", "maps/themes"):
        (place / "topics.json").replace(place / target)
        (place / "topics.json").symlink_to(target)
        assert load(place) == FICTIONAL
        (place / target).replace(place / "topics.json")


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize("target", ["../secret", "../data-too/topics", "/etc/passwd", "/dev/zero", "."])
def test_links_that_lead_out(place: Path, target: str) -> None:
    """A table that is a link out of the directory is one problem, and nothing is read through it."""
    write(place)
    (place.parent / "data-too").mkdir()
    for path in (place.parent / "secret", place.parent / "data-too" / "topics"):
        path.write_bytes(BYTES["topics.json"])
    (place / "topics.json").unlink()
    (place / "topics.json").symlink_to(target)
    reason = "a link that leads out of the directory; replace it by the file, as cp -L does"
    assert problems_of(place) == [Problem("topics.json", None, "", reason)]


@pytest.mark.usefixtures("links")
def test_link_to_itself(place: Path) -> None:
    """A table that is a link to itself is one problem."""
    (write(place) / "topics.json").unlink()
    (place / "topics.json").symlink_to("topics.json")
    (problem,) = problems_of(place)
    assert problem[:3] == ("topics.json", None, "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_pipe(place: Path) -> None:
    """A table that is a pipe is one problem; the program does not wait for its content."""
    (write(place) / "topics.json").unlink()
    os.mkfifo(place / "topics.json")
    assert problems_of(place) == [Problem("topics.json", None, "", "missing, or not a file that can be read")]


def test_long_file(place: Path) -> None:
    """A file of more than 128 MiB is one problem, and is not read."""
    assert MAX_BYTES == 128 * 1024 * 1024
    with (write(place) / "topics.json").open("r+b") as file:
        file.truncate(MAX_BYTES + 1)
    assert problems_of(place) == [Problem("topics.json", None, "", f"longer than {MAX_BYTES:,} bytes")]


def test_longest_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may have as many bytes as allowed, and not one more."""
    sizes = {name: len(content) for name, content in BYTES.items()}
    longest = max(sizes, key=sizes.__getitem__)
    monkeypatch.setattr("brics_cities._storage.MAX_BYTES", sizes[longest])
    assert load(write(place)) == FICTIONAL
    monkeypatch.setattr("brics_cities._storage.MAX_BYTES", sizes[longest] - 1)
    assert problems_of(place) == [Problem(longest, None, "", f"longer than {sizes[longest] - 1:,} bytes")]


def test_zip_bomb(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip file with a file that is too long when unpacked is one problem, and the file is not unpacked."""
    pack(place, {**BYTES, "topics.json": b" " * 100_001})
    monkeypatch.setattr("brics_cities._storage.MAX_BYTES", 100_000)
    assert place.stat().st_size < 100_000
    assert problems_of(place) == [Problem("topics.json", None, "", "longer than 100,000 bytes")]


def test_zip_bomb_with_a_wrong_length(place: Path) -> None:
    """A zip file that states a smaller length for a file than it has is one problem of that file."""
    content = pack(place, {**BYTES, "topics.json": b"[" + b" " * 2**20 + b"]"}).read_bytes()
    length = (2**20 + 2).to_bytes(4, "little")
    assert content.count(length) == 2
    place.write_bytes(content.replace(length, (100).to_bytes(4, "little")))
    assert problems_of(place) == [Problem("topics.json", None, "", "missing, or not a file that can be read")]


def test_long_zip(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip file that is itself too long is one problem."""
    size = pack(place, compression=zipfile.ZIP_STORED).stat().st_size
    monkeypatch.setattr("brics_cities._storage.MAX_BYTES", size - 1)
    assert problems_of(place) == [Problem(str(place), None, "", f"longer than {size - 1:,} bytes")]


def test_duplicate_file_in_a_zip(place: Path) -> None:
    """A zip file that contains a table twice is one problem; neither of the two is chosen."""
    pack(place)
    with zipfile.ZipFile(place, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("topics.json", b"[]")
    assert problems_of(place) == [Problem("topics.json", None, "", "occurs twice in the zip file")]


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions(place: Path, compression: int) -> None:
    """A zip file that is packed by a method that could unpack without a bound is one problem, and not unpacked."""
    pack(place, {**BYTES, "topics.json": b" " * 2**27}, compression)
    reason = "compressed by another method than deflate; pack it again; the same is true of every table"
    assert problems_of(place) == [Problem(FILES[0], None, "", reason)]


def test_name_that_is_no_text(place: Path) -> None:
    """A zip file with a name that is not UTF-8, though it says so, is one problem."""
    content = pack(place, {**BYTES, "é": b""}).read_bytes()
    place.write_bytes(content.replace("é".encode(), b"\xff\xff"))
    assert problems_of(place) == [Problem(str(place), None, "", "a damaged zip file")]


def test_many_files_in_a_zip(place: Path) -> None:
    """A zip file of more than 10,000 files is one problem, before they are looked at."""
    place.write_bytes(pack(place).read_bytes().replace(b"PK\1\2", b"PK\1\2" * (MAX_ENTRIES + 1), 1))
    assert MAX_ENTRIES == 10_000
    assert problems_of(place) == [Problem(str(place), None, "", "a zip file with more than 10,000 files")]


def test_zip_slip(tmp_path: Path) -> None:
    """Files that are not at the top of a zip file are ignored, and nothing is ever unpacked to disk."""
    pack(tmp_path / "data.zip", {**BYTES, "../topics.json": b"[]", "/towns.json": b"[]", "maps/towns.json": b"[]"})
    before = {*tmp_path.rglob("*"), *tmp_path.parent.iterdir()}
    assert load(tmp_path / "data.zip") == FICTIONAL
    assert {*tmp_path.rglob("*"), *tmp_path.parent.iterdir()} == before


def test_encrypted_zip(place: Path) -> None:
    """A zip file with a password is one problem."""
    content = bytearray(pack(place).read_bytes())
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # set the bit that means "encrypted"
        position = content.find(signature)
        while position >= 0:
            content[position + flags] |= 1
            position = content.find(signature, position + 1)
    place.write_bytes(content)
    reason = "encrypted, which is not supported; the same is true of every table"
    assert problems_of(place) == [Problem(FILES[0], None, "", reason)]


def test_end_of_a_zip(place: Path) -> None:
    """A file that consists of nothing but the end record of a zip file is a damaged one."""
    place.write_bytes(b"PK\5\6" + bytes(4) + b"\1\0\1\0" + b"\xff\0\0\0" * 2 + bytes(2))
    assert problems_of(place) == [Problem(str(place), None, "", "a damaged zip file")]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@settings(max_examples=50)
@given(data=st.data())
def test_damaged_zip(tmp_path_factory: pytest.TempPathFactory, compression: int, data: st.DataObject) -> None:
    """A zip file with changed or missing bytes is loaded, or its problems are reported."""
    path = pack(tmp_path_factory.mktemp("zip") / "data.zip", compression=compression)
    content = bytearray(path.read_bytes())
    position = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[position : position + data.draw(st.integers(1, 9))] = data.draw(st.binary(max_size=9))
    else:
        del content[:position]
    path.write_bytes(content)
    with suppress(InvalidDataError):
        load(path)
