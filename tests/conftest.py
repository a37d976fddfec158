"""Data sets that what holds of the bundled one must hold of too."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from attrs import NOTHING, fields
from importlib_resources import files

import brics_cities
from brics_cities import Forum
from brics_cities.models import TABLES

STRANGE = " <b>&amp; ]]> \"'\\ 𐎧"  # what a careless writer of XML or JSON trips over

Rows = list[dict[str, Any]]


def bare(table: str, rows: Rows) -> Rows:
    """The rows without whatever their records may leave out; claims need their units."""
    needed = [attribute.name for attribute in fields(TABLES[table]) if attribute.default is NOTHING]
    return rows if table == "claims" else [{name: row[name] for name in needed} for row in rows]


def strange(table: str, rows: Rows) -> Rows:
    """The rows with strange characters in every text, with repetitions, and with names that nearly agree."""
    for number, row in enumerate(rows):
        if table == "people":
            row["party"] = [{"en": "Example Party"}, {"fa": "حزب نمونه", "en": "Example party"}, {"fa": "–"}][
                number % 3
            ]
        if table == "statements":
            row["delivered_by"] = row["speaker"]
        if table == "events":
            again = [{**one, "citations": row["citations"]} for one in row["participants"]]
            row["participants"] += [one for one in again if one not in row["participants"]]
    marked: Rows = _marked(rows)
    return marked


def _marked(value: Any) -> Any:
    """The same with strange characters at the end of every text."""
    if isinstance(value, list):
        return [_marked(item) for item in value]
    if isinstance(value, dict) and {"en", "fa"} & set(value):
        return {tag: text + STRANGE for tag, text in value.items()}
    return {key: _marked(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.fixture(scope="session", params=[None, bare, strange], ids=["bundled", "bare", "strange"])
def any_forum(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Forum:
    """The bundled data, the same with all left out that may be, and the same made strange."""
    if request.param is None:
        return brics_cities.forum
    return request.getfixturevalue("bare_forum") if request.param is bare else _loaded(request.param, tmp_path_factory)


@pytest.fixture(scope="session")
def bare_forum(tmp_path_factory: pytest.TempPathFactory) -> Forum:
    """The bundled data without whatever its records may leave out."""
    return _loaded(bare, tmp_path_factory)


def _loaded(change: Callable[[str, Rows], Rows], tmp_path_factory: pytest.TempPathFactory) -> Forum:
    directory = tmp_path_factory.mktemp(change.__name__)
    for file in (files("brics_cities") / "data").iterdir():
        content = json.loads(file.read_text("utf-8"))
        table = file.name.removesuffix(".json")
        (directory / file.name).write_text(
            json.dumps(change(table, content) if table in TABLES else content), encoding="utf-8"
        )
    return brics_cities.load(directory)
