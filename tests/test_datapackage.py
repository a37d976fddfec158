"""The descriptor and the tables: canonical, sealed, and as the descriptor says."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import fields
from hypothesis import given, settings
from hypothesis import strategies as st
from importlib_resources import files

from brics_cities import forum
from brics_cities.datapackage import canonical, seal
from brics_cities.models import DERIVED, TABLES

SHIPPED = files("brics_cities") / "data"
BYTES = {file.name: file.read_bytes() for file in SHIPPED.iterdir() if file.name != "schema.json"}
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
DESCRIPTOR = json.loads(BYTES["datapackage.json"])
ROWS: dict[str, list[dict[str, Any]]] = {table: json.loads(BYTES[f"{table}.json"]) for table in TABLES}
SCHEMAS = {resource["name"]: resource["schema"] for resource in DESCRIPTOR["resources"]}
TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "any": (str, int, dict),
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=9,
)


@settings(deadline=None)
@given(json_values)
def test_canonical_json_is_the_value(value: Any) -> None:
    """Canonical JSON reads as the value it was made of, in UTF-8, and ends with a newline."""
    written = canonical(value)
    assert json.loads(written.decode("utf-8")) == value
    assert written.endswith(b"\n")
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_canonical_json_has_only_numbers(number: float) -> None:
    """What JSON cannot hold is not written."""
    with pytest.raises(ValueError, match="JSON"):
        canonical([number])


@pytest.mark.parametrize("file", sorted(BYTES))
def test_files_are_canonical(file: str) -> None:
    """A file is JSON with readable letters, two spaces, sorted rows and a final newline, and nothing else lies there."""
    content = json.loads(BYTES[file])
    if file != "datapackage.json":
        content = sorted(content, key=lambda row: row["id"])
        assert file.removesuffix(".json") in TABLES
    assert BYTES[file].decode("utf-8") == json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write(directory: Path) -> Path:
    """Write the bundled files to a directory of one's own."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    for file, content in BYTES.items():
        (directory / file).write_bytes(content)
    return directory


def contents(directory: Path) -> dict[str, bytes]:
    """The bytes of each file in a directory."""
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def test_sealing_sealed_data_changes_nothing(tmp_path: Path) -> None:
    """The bundled data is sealed: to seal it once more changes no byte."""
    seal(write(tmp_path / "data"), version=DESCRIPTOR["version"], license=LICENSE)
    assert contents(tmp_path / "data") == BYTES


def test_sealing_puts_in_order(tmp_path: Path) -> None:
    """However rows and keys stand, and with empty ones left out, sealing writes the same bytes."""
    directory = write(tmp_path / "data")
    for table, rows in ROWS.items():
        untidy = [{key: row[key] for key in reversed(row) if row[key] not in (None, [])} for row in reversed(rows)]
        (directory / f"{table}.json").write_text(json.dumps(untidy), encoding="utf-8")
    (directory / "datapackage.json").unlink()
    seal(directory, version=DESCRIPTOR["version"], license=LICENSE)
    assert contents(directory) == BYTES


def test_sealing_follows_the_data(tmp_path: Path) -> None:
    """A changed row or version changes its own file and the descriptor, and keeps keys that no class has."""
    directory = write(tmp_path / "data")
    rows = [{**row, "colour": "blue"} for row in ROWS["places"]]
    (directory / "places.json").write_text(json.dumps(rows), encoding="utf-8")
    seal(directory, version="next", license=LICENSE)
    now = contents(directory)
    assert {file for file in BYTES if now[file] != BYTES[file]} == {"places.json", "datapackage.json"}
    assert json.loads(now["places.json"]) == rows
    assert json.loads(now["datapackage.json"])["version"] == "next"
    assert hashlib.sha256(now["places.json"]).hexdigest().encode() in now["datapackage.json"]


def test_descriptor_has_every_table() -> None:
    """The descriptor names every table, in order, with a path, a sentence and the version that is loaded."""
    assert [resource["name"] for resource in DESCRIPTOR["resources"]] == list(TABLES)
    assert {resource["path"] for resource in DESCRIPTOR["resources"]} == set(BYTES) - {"datapackage.json"}
    assert all(resource["description"].endswith(".") for resource in DESCRIPTOR["resources"])
    assert DESCRIPTOR["version"] == forum.version
    assert DESCRIPTOR["licenses"] == [{"path": LICENSE}]


@pytest.mark.parametrize("resource", DESCRIPTOR["resources"], ids=lambda resource: resource["name"])
def test_descriptor_fits_the_bytes(resource: dict[str, Any]) -> None:
    """The SHA-256 in the descriptor is that of the table."""
    content = BYTES[resource["path"]]
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_frictionless_finds_no_fault(tmp_path: Path) -> None:
    """The tool of the Data Package standard takes the folder for a valid one, and sees a key that leads nowhere."""
    directory = write(tmp_path / "data")
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    for changed in (False, True):
        if changed:
            text = (directory / "people.json").read_text("utf-8").replace('"member": "kazan"', '"member": "nowhere"')
            (directory / "people.json").write_text(text, encoding="utf-8")
        run = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
        report = json.loads(run.stdout)
        assert report["valid"] == (not changed), run.stdout
        assert len(report["tasks"]) == len(TABLES)
        errors = [error["type"] for task in report["tasks"] for error in task["errors"]]
        assert ("foreign-key" in errors) == changed


@pytest.mark.parametrize("table", TABLES)
def test_schema_follows_the_class(table: str) -> None:
    """The fields of a table are those of its class and of each row, in the same order, and each is described."""
    names = [field["name"] for field in SCHEMAS[table]["fields"]]
    assert names == [attribute.name for attribute in fields(TABLES[table]) if attribute.metadata != DERIVED]
    assert all(list(row) == names for row in ROWS[table])
    assert all(field["description"] for field in SCHEMAS[table]["fields"])
    assert SCHEMAS[table]["primaryKey"] == ["id"]


@pytest.mark.parametrize("table", TABLES)
def test_rows_keep_to_the_schema(table: str) -> None:
    """Each value has the type of its field, is there where it is required, and is one of its closed list."""
    for field in SCHEMAS[table]["fields"]:
        values = [row[field["name"]] for row in ROWS[table]]
        constraints = field["constraints"]
        known = [value for value in values if value is not None]
        assert all(isinstance(value, TYPES[field["type"]]) for value in known)
        assert not constraints["required"] or known == values
        assert not constraints.get("unique") or len(set(values)) == len(values)
        assert "enum" not in constraints or set(known) <= set(constraints["enum"])


@pytest.mark.parametrize("table", TABLES)
def test_foreign_keys_hold(table: str) -> None:
    """A foreign key is declared wherever a field is a record, and what it holds is an id of the other table."""
    keys = SCHEMAS[table].get("foreignKeys", [])
    for key in keys:
        (name,), other = key["fields"], key["reference"]["resource"]
        assert key["reference"]["fields"] == ["id"]
        ids = {row["id"] for row in ROWS[other]}
        assert {row[name] for row in ROWS[table] if row[name] is not None} <= ids
    records = [forum.association] if table == "associations" else getattr(forum, table)
    referring = {
        attribute.name
        for record in records
        for attribute in fields(type(record))
        if isinstance(getattr(record, attribute.name), tuple(TABLES.values())) and attribute.name != "about"
    }
    assert referring <= {name for key in keys for name in key["fields"]}


def test_sealing_leaves_out_nothing_and_invents_nothing(tmp_path: Path) -> None:
    """A row that lacks what it needs is sealed as it is, for `load` to name what is missing."""
    directory = write(tmp_path / "data")
    (directory / "topics.json").write_text('[{"id": "works", "colour": 1}]', encoding="utf-8")
    seal(directory, version="next", license=LICENSE)
    assert json.loads((directory / "topics.json").read_bytes()) == [{"id": "works", "broader": None, "colour": 1}]
