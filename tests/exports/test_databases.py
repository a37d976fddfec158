"""The database as other programs read it: the session `databases` of nox has them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from brics_cities import forum
from brics_cities.exports import to_sqlite

datasette = pytest.importorskip("datasette.app", reason="needs the packages of the session databases")
duckdb = pytest.importorskip("duckdb", reason="needs the packages of the session databases")
scanner = pytest.importorskip("duckdb_extension_sqlite_scanner", reason="needs the packages of the session databases")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the bundled data."""
    path = tmp_path_factory.mktemp("database") / "brics.sqlite"
    path.write_bytes(to_sqlite(forum))
    return path


@pytest.fixture(scope="module")
def names(file: Path) -> list[str]:
    """The names of its tables and views, but those of the index."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'texts_search%'"
    with closing(sqlite3.connect(file)) as database:
        return [name for (name,) in database.execute(query)]


@pytest.fixture(scope="module")
def duck(file: Path) -> Iterator[Any]:
    """The file in DuckDB."""
    (extension,) = (Path(scanner.__file__).parent / "extensions").glob("*/*.duckdb_extension")
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{extension}'")
        connection.execute(f"ATTACH '{file}' AS brics (TYPE sqlite, READ_ONLY)")
        yield connection


def test_duckdb_reads_the_same(file: Path, names: list[str], duck: Any) -> None:
    """DuckDB reads the same rows of every table and view."""
    with closing(sqlite3.connect(file)) as database:
        for name in names:
            rows = database.execute(f"SELECT * FROM {name}").fetchall()
            read = duck.execute(f"SELECT * FROM brics.{name}").fetchall()
            assert sorted(map(repr, read)) == sorted(map(repr, rows)), name


def get(file: Path, *paths: str) -> list[Any]:
    """Return the responses of Datasette for the file."""

    async def ask() -> list[Any]:
        server = datasette.Datasette([str(file)])
        await server.invoke_startup()
        return [await server.client.get(path) for path in paths]

    return asyncio.run(ask())


def test_datasette_shows_everything(file: Path, names: list[str]) -> None:
    """Datasette shows a page for every table and view."""
    assert {page.status_code for page in get(file, "/brics", *(f"/brics/{name}" for name in names))} == {200}


def test_datasette_follows_references(file: Path) -> None:
    """Datasette links the person of a participant, finds texts by a word, and counts the rows of a facet."""
    participants, texts, members = get(
        file,
        "/brics/events_participants",
        "/brics/texts.json?_search=tourism&_shape=array",
        "/brics/members.json?_facet=country",
    )
    assert '<a href="/brics/people/ilsur-metshin">' in participants.text
    assert texts.json()
    assert all("tourism" in row["text"].lower() for row in texts.json())
    facets = members.json()["facet_results"]
    results = facets.get("results", facets)["country"]["results"]
    assert {one["value"]: one["count"] for one in results}["RU"] == len(forum.members.by(country="RU"))
