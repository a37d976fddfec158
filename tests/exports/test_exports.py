"""What every export promises, and the table of formats."""

from __future__ import annotations

import copy
import csv
import io
import json
import pkgutil
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from brics_cities import Forum, InvalidValueError, exports, forum
from brics_cities._tables import TABLES, reference
from brics_cities.exports import CITATION_FORMATS, FORMATS, encode

# The records whose ids a format promises to contain.
PROMISED: dict[str, Callable[[Forum], Any]] = {
    "csv": lambda data: all_records(data),
    "ftm": lambda data: (
        data.association,
        *chain(data.people, data.members, data.events, data.places, data.sources),
    ),
    "geojson": lambda data: (
        *data.places,
        *(record for record in (*data.members, *data.events) if record.place),
    ),
    "graphml": lambda data: (*data.people, *data.members, *data.statements, *data.topics, *data.events),
    "json": lambda data: all_records(data),
    "jsonld": lambda data: all_records(data),
    "popolo": lambda data: (
        data.association,
        *chain(data.people, data.members, data.events, data.statements, data.countries, data.places),
    ),
    "sqlite": lambda data: all_records(data),
}

every_format = pytest.mark.parametrize("name", FORMATS)
every_text = pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("csv", "sqlite")])


def all_records(data: Forum) -> list[Any]:
    """Return every record of every table."""
    tables = {"associations": [data.association], **data._tables()}
    return [record for table in TABLES for record in tables[table]]


def test_table_has_every_exporter() -> None:
    """The table has a row per module with a function named after it, in order; `__all__` names these and those of citations."""
    modules = [module.name for module in pkgutil.iter_modules(exports.__path__)]
    exporters = {name: getattr(import_module(f"{exports.__name__}.{name}"), f"to_{name}", None) for name in modules}
    assert [(name, format.export) for name, format in FORMATS.items()] == [
        (name, exporter) for name, exporter in sorted(exporters.items()) if exporter
    ]
    named = {f"to_{name}" for name in (*FORMATS, *CITATION_FORMATS, "tables")}
    assert named == {name for name in exports.__all__ if name.startswith("to_")}
    assert PROMISED.keys() == FORMATS.keys()


@every_text
def test_bytes_are_the_document(any_forum: Forum, name: str) -> None:
    """The bytes are the document in UTF-8, with a final newline and every letter as it is."""
    document = FORMATS[name].export(any_forum)
    text = encode(document).decode()
    assert (text if isinstance(document, str) else json.loads(text)) == document
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert re.search("[\u0600-\u06ff]", text)
    assert not re.search(r"\\u[0-9a-f]{4}|&#", text)


@every_format
def test_extension_is_true(any_forum: Forum, name: str) -> None:
    """A file is what its extension says: a zip file, a database, JSON, JSON in lines, or XML with such a root element."""
    format = FORMATS[name]
    content = encode(format.export(any_forum))
    assert format.description
    assert re.fullmatch(r"\.[a-z]+", format.extension)
    if format.extension == ".zip":
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    elif format.extension == ".sqlite":
        assert content.startswith(b"SQLite format 3\0")
    elif format.extension == ".jsonl":
        assert all(isinstance(json.loads(line), dict) for line in content.splitlines())
    elif "json" in format.extension:
        assert isinstance(json.loads(content), dict)
    else:
        assert ET.fromstring(content).tag.endswith(f"}}{format.extension[1:]}")


@every_format
def test_export_changes_nothing(any_forum: Forum, name: str) -> None:
    """An export leaves the data set as it is; the next one, or that of an equal data set, gives the same bytes."""
    twin = copy.deepcopy(evolve(any_forum))
    content = encode(FORMATS[name].export(any_forum))
    assert any_forum == twin
    assert encode(FORMATS[name].export(any_forum)) == encode(FORMATS[name].export(twin)) == content


@every_format
def test_document_belongs_to_the_caller(world: Forum, name: str) -> None:
    """Two documents share no list or object, so that a caller who changes one changes no other."""

    def containers(value: Any) -> Iterator[int]:
        if isinstance(value, (dict, list)):
            yield id(value)
            for item in value.values() if isinstance(value, dict) else value:
                yield from containers(item)

    one, other = FORMATS[name].export(world), FORMATS[name].export(world)
    shared = set(containers(one)) & set(containers(other))
    assert not shared, f"{len(shared)} shared lists or objects"


def ids_in(name: str, content: bytes) -> set[str]:
    """Return the ids in a format, without what stands before them, and other whole strings."""
    if name == "csv":
        archive = zipfile.ZipFile(io.BytesIO(content))
        files = [archive.read(file).decode() for file in archive.namelist() if file.endswith(".csv")]
        cells = {cell for file in files for row in csv.reader(file.splitlines()) for cell in row}
    elif name == "sqlite":
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            tables = database.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'").fetchall()
            cells = {
                str(cell) for (table,) in tables for row in database.execute(f"SELECT * FROM {table}") for cell in row
            }
    else:
        return set(re.findall(r'"(?:[\w.-]+[:/.])?([\w-]+)"', content.decode()))
    return {cell.rpartition("/")[2] for cell in cells}


@every_format
def test_promised_ids_occur(any_forum: Forum, name: str) -> None:
    """The id of every record that a format promises to contain occurs in the document."""
    ids = ids_in(name, encode(FORMATS[name].export(any_forum)))
    promised = PROMISED[name](any_forum)
    assert promised
    assert [reference(record) for record in promised if record.id not in ids] == []


ANYTHING = [5, None, "forum", forum.people, forum.people[0], [forum]]


@pytest.mark.parametrize("bad", ANYTHING, ids=lambda bad: type(bad).__name__)
@pytest.mark.parametrize("name", [name for name in exports.__all__ if name.startswith(("to_", "describe_"))])
def test_only_data_sets_are_exported(name: str, bad: object) -> None:
    """What is not a data set is an error that says what would be."""
    with pytest.raises(InvalidValueError, match=r"^forum must be a Forum, such as load returns, not "):
        getattr(exports, name)(*([bad, forum.people[0]] if name == "describe_record" else [bad]))


@pytest.mark.parametrize("bad", [5, "people/x", forum.people, forum, [5], (None,)], ids=lambda bad: type(bad).__name__)
def test_only_records_are_described_and_cited(bad: Any) -> None:
    """What is not a record is an error of this package."""
    with pytest.raises(InvalidValueError, match=r"^record must be a record"):
        exports.describe_record(forum, bad)
    if bad is not forum.people:
        for cite in (exports.to_csl, exports.to_bibtex):
            with pytest.raises(InvalidValueError, match=r"^record must be a record"):
                cite(forum, bad)


@pytest.mark.parametrize("bad", [5, ["https://example.org/"], {5: "text/csv"}, {"https://example.org/": None}])
def test_downloads_are_addresses(bad: Any) -> None:
    """Downloads are a mapping of strings."""
    with pytest.raises(InvalidValueError, match=r"^downloads must be a mapping from addresses to media types"):
        exports.describe_dataset(forum, bad)


@pytest.mark.parametrize("bad", [{"x": float("nan")}, {"x": object()}, {"x": "\ud800"}, "\ud800", [{5: {1, 2}}]])
def test_only_documents_are_encoded(bad: Any) -> None:
    """What no file in UTF-8 can hold is an error of this package."""
    with pytest.raises(InvalidValueError, match=r"^document must be text, JSON or bytes"):
        encode(bad)
