"""The renewal of the shipped data: canonical order, descriptor and schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from importlib_resources import files

from brics_cities._tables import TABLES
from tools.renew_data import DATA, LICENSE, renew

BYTES = {file.name: file.read_bytes() for file in (files("brics_cities") / "data").iterdir()}
VERSION = json.loads(BYTES["datapackage.json"])["version"]
ROWS: dict[str, list[dict[str, Any]]] = {table: json.loads(BYTES[f"{table}.json"]) for table in TABLES}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A directory with the shipped tables, but without descriptor and schema."""
    for table in TABLES:
        (tmp_path / f"{table}.json").write_bytes(BYTES[f"{table}.json"])
    return tmp_path


def change(directory: Path, table: str, changed: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Change the rows of a table."""
    (directory / f"{table}.json").write_text(json.dumps(changed(ROWS[table])), encoding="utf-8")


def renewed(directory: Path, version: str = VERSION) -> dict[str, bytes]:
    """Renew a directory, and return the bytes of its files."""
    renew(directory, version=version)
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def test_shipped_data_is_up_to_date(directory: Path) -> None:
    """The shipped files, descriptor and schema included, are those that the tools make."""
    assert renewed(directory) == BYTES
    assert json.loads(BYTES["datapackage.json"])["licenses"] == [{"path": LICENSE}]


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the source tree")
def test_renewal_is_of_the_shipped_data() -> None:
    """Without a directory the data of this repository is renewed."""
    assert {file.name for file in DATA.iterdir()} == BYTES.keys()


def test_renewal_puts_in_order(directory: Path) -> None:
    """The order of rows and keys, and empty values that are left out, make no difference."""

    def untidy(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{key: row[key] for key in reversed(row) if row[key] not in (None, [])} for row in reversed(rows)]

    for table in TABLES:
        change(directory, table, untidy)
    assert renewed(directory) == BYTES


def test_renewal_follows_the_data(directory: Path) -> None:
    """A changed row or version changes its own file and the descriptor, and unknown keys are kept."""
    change(directory, "places", lambda rows: [{**row, "colour": "blue"} for row in rows])
    now = renewed(directory, "next")
    assert {file for file in BYTES if now[file] != BYTES[file]} == {"places.json", "datapackage.json"}
    assert json.loads(now["places.json"]) == [{**row, "colour": "blue"} for row in ROWS["places"]]
    assert json.loads(now["datapackage.json"])["version"] == "next"
    assert hashlib.sha256(now["places.json"]).hexdigest().encode() in now["datapackage.json"]


def test_renewal_invents_nothing(directory: Path) -> None:
    """A row that lacks a required field still lacks it, for `load` to report."""
    change(directory, "topics", lambda rows: [{"id": "works", "colour": 1}])
    assert json.loads(renewed(directory)["topics.json"]) == [{"id": "works", "broader": None, "colour": 1}]
