"""The invented world, bare and strange: laws for the bundled data hold for it, too."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import brics_cities
from brics_cities import Forum
from brics_cities._tables import TABLES, shape
from brics_cities.testing import fictional_forum

STRANGE = " <b>&amp; ]]> \"'\\ 𐎧"  # what XML and JSON have to escape
COUNTS = {
    "events": 2,
    "members": 3,
    "people": 4,
    "statements": 5,
    "claims": 3,
    "disagreements": 2,
    "agreements": 2,
    "topics": 2,
    "places": 2,
    "countries": 2,
    "sources": 3,
}

Rows = dict[str, list[dict[str, Any]]]
Load = Callable[[Rows], Forum]


@pytest.fixture(scope="session")
def load_rows(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """A function that loads a data set from the rows of its tables."""

    def load(rows: Rows) -> Forum:
        directory = tmp_path_factory.mktemp("rows")
        for name, content in {"datapackage": {"version": "7"}, **rows}.items():
            (directory / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
        return brics_cities.load(directory)

    return load


@pytest.fixture
def links(tmp_path: Path) -> None:
    """Skip a test that makes symbolic links where the system or the user cannot."""
    try:
        (tmp_path / "link").symlink_to("nowhere")
    except (NotImplementedError, OSError):
        pytest.skip("needs a system and a user that can make symbolic links")
    (tmp_path / "link").unlink()


@pytest.fixture(scope="session")
def schemas() -> dict[str, Draft202012Validator]:
    """A validator of the JSON Schema of each table."""
    schema = brics_cities.schema()
    return {table: Draft202012Validator({**schema["$defs"][table], "$defs": schema["$defs"]}) for table in TABLES}


@pytest.fixture(scope="session")
def world(load_rows: Load) -> Forum:
    """The invented world, with every field filled."""
    return load_rows(rows_of(fictional_forum(every_field=True, **COUNTS)))


@pytest.fixture(scope="session")
def bare_forum(load_rows: Load) -> Forum:
    """The invented world without anything that a record may lack; only integers keep their units."""
    rows = rows_of(fictional_forum(every_field=True, **COUNTS))
    needed = {table: {field.name for field in shape(cls) if field.required} for table, cls in TABLES.items()}
    needed["claims"].add("unit")
    return load_rows(
        {
            table: [{name: value for name, value in row.items() if name in needed[table]} for row in table_rows]
            for table, table_rows in rows.items()
        }
    )


@pytest.fixture(scope="session")
def strange_forum(load_rows: Load) -> Forum:
    """The invented world with strange characters, without English, with repetitions and with names that nearly agree."""
    rows = rows_of(fictional_forum(every_field=True, languages=("fa", "ru"), **COUNTS))
    parties = [{"en": "Example Party"}, {"fa": "حزب نمونه", "en": "Example party"}, {"fa": "–"}]
    parties = [{"original": next(iter(party)), **party} for party in parties]
    for number, person in enumerate(rows["people"]):
        person["party"] = parties[number % len(parties)]
    for event in rows["events"]:
        for source, attendance in (("source-3", "attended"), ("source-3", "announced"), ("source-2", "announced")):
            again = {**event["participants"][0], "attendance": attendance, "citations": [{"source": source}]}
            event["participants"].append(again)
    return load_rows(marked(rows))


@pytest.fixture(scope="session", params=["bundled", "bare", "strange"])
def any_forum(request: pytest.FixtureRequest) -> Forum:
    """The bundled data, and the invented world, bare and strange."""
    if request.param == "bundled":
        return brics_cities.forum
    forum: Forum = request.getfixturevalue(f"{request.param}_forum")
    return forum


def rows_of(forum: Forum) -> Rows:
    """Return the rows of all tables of a data set."""
    return forum._rows()


def marked(value: Any) -> Any:
    """Return JSON with strange characters at the end of every text."""
    if isinstance(value, list):
        return [marked(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "original" in value:
        return {tag: string if tag == "original" else string + STRANGE for tag, string in value.items()}
    plain = ("acronym", "printed")
    return {key: item + STRANGE if key in plain and item else marked(item) for key, item in value.items()}
