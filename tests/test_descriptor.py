"""The descriptor and the tables that the package ships, and the descriptor of a saved data set."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st
from importlib_resources import files

from brics_cities import Forum, forum, load
from brics_cities._storage import canonical
from brics_cities._tables import TABLES, stored_fields

BYTES = {file.name: file.read_bytes() for file in (files("brics_cities") / "data").iterdir()}
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
DESCRIPTOR: dict[str, Any] = json.loads(BYTES["datapackage.json"])
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


@given(json_values)
def test_canonical_json_is_the_value(value: Any) -> None:
    """Canonical JSON is UTF-8, reads as the value, and ends with a newline."""
    written = canonical(value)
    assert json.loads(written.decode()) == value
    assert written.endswith(b"\n")
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_canonical_json_has_only_numbers(number: float) -> None:
    """A float that JSON cannot represent is refused."""
    with pytest.raises(ValueError, match="JSON"):
        canonical([number])


@pytest.mark.parametrize("file", sorted(BYTES))
def test_files_are_canonical(file: str) -> None:
    """A shipped file is canonical JSON with the letters as they are; the rows of a table are sorted by id."""
    content = json.loads(BYTES[file])
    if file not in ("datapackage.json", "schema.json"):
        content = sorted(content, key=lambda row: row["id"])
        assert file.removesuffix(".json") in TABLES
    is_ascii = file == "schema.json"  # whose patterns contain characters that are not shown
    assert BYTES[file].decode() == json.dumps(content, ensure_ascii=is_ascii, indent=2) + "\n"


def test_descriptor_has_every_table() -> None:
    """The descriptor has every table in order, each with its path, a description and its hash."""
    assert [resource["name"] for resource in DESCRIPTOR["resources"]] == list(TABLES)
    for resource in DESCRIPTOR["resources"]:
        assert resource["path"] == f"{resource['name']}.json"
        assert resource["description"].endswith(".")
        assert resource["hash"] == f"sha256:{hashlib.sha256(BYTES[resource['path']]).hexdigest()}"


def test_descriptor_is_of_the_data() -> None:
    """The descriptor has the name, the version, the licence and the creators of the data that is loaded."""
    assert (DESCRIPTOR["name"], DESCRIPTOR["title"]) == (forum.association.id, forum.association.name.en)
    assert (DESCRIPTOR["version"], DESCRIPTOR["licenses"]) == (forum.version, [{"path": forum.license}])
    assert DESCRIPTOR["contributors"] == [{"title": creator, "roles": ["creator"]} for creator in forum.creators]
    assert (forum.license, forum.creators) == (LICENSE, ("The brics-cities maintainers",))


def test_standard_tool_accepts_the_shipped_data(tmp_path: Path) -> None:
    """Frictionless accepts the shipped data package."""
    for file, content in BYTES.items():
        (tmp_path / file).write_bytes(content)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert (report.valid, len(report.tasks)) == (True, len(TABLES))


@pytest.mark.parametrize("table", TABLES)
def test_schema_has_the_fields_of_the_class(table: str) -> None:
    """The fields of a table are those of its class and of each row, in the same order, and each has a description."""
    names = [field["name"] for field in SCHEMAS[table]["fields"]]
    assert names == [field.name for field in stored_fields(TABLES[table])]
    assert all(list(row) == names for row in ROWS[table])
    assert all(field["description"] for field in SCHEMAS[table]["fields"])
    assert SCHEMAS[table]["primaryKey"] == ["id"]


@pytest.mark.parametrize("table", TABLES)
def test_rows_conform_to_the_schema(table: str) -> None:
    """Each value has the type of its field, is known if it is required, and is a term of its vocabulary."""
    for field in SCHEMAS[table]["fields"]:
        values = [row[field["name"]] for row in ROWS[table]]
        constraints = field["constraints"]
        known = [value for value in values if value is not None]
        assert all(isinstance(value, TYPES[field["type"]]) for value in known)
        assert not constraints["required"] or known == values
        assert not constraints.get("unique") or len(set(values)) == len(values)
        assert "enum" not in constraints or set(known) <= set(constraints["enum"])


@pytest.mark.parametrize("table", TABLES)
def test_foreign_keys_are_declared(table: str) -> None:
    """A field has a foreign key if and only if it refers to one record of one table, and its values are ids there."""
    keys = {key["fields"][0]: key["reference"] for key in SCHEMAS[table].get("foreignKeys", [])}
    for name, reference in keys.items():
        assert reference["fields"] == ["id"]
        ids = {row["id"] for row in ROWS[reference["resource"]]}
        assert {row[name] for row in ROWS[table] if row[name] is not None} <= ids
    classes = tuple(TABLES.values())
    records = [forum.association] if table == "associations" else getattr(forum, table)
    values = {(field.name, getattr(record, field.name)) for record in records for field in stored_fields(type(record))}
    assert {name for name, value in values if isinstance(value, classes)} - {"about"} <= keys.keys()


def saved_descriptor(data: Forum, directory: Path) -> dict[str, Any]:
    """Return the descriptor of a data set after it is saved."""
    data.save(directory)
    described: dict[str, Any] = json.loads((directory / "datapackage.json").read_bytes())
    return described


def test_saved_data_is_described_as_the_shipped(tmp_path: Path, world: Forum) -> None:
    """A saved data set has the shipped descriptor with its own name, title, version and hashes, and claims no licence."""
    described = saved_descriptor(world, tmp_path / "data")
    own = {"name": world.association.id, "title": world.association.name.en, "version": world.version}
    resources = [
        {
            **resource,
            "hash": f"sha256:{hashlib.sha256((tmp_path / 'data' / resource['path']).read_bytes()).hexdigest()}",
        }
        for resource in DESCRIPTOR["resources"]
    ]
    expected = {**DESCRIPTOR, **own, "resources": resources}
    del expected["licenses"], expected["contributors"]
    assert described == expected


def test_standard_tool_checks_saved_data(tmp_path: Path, world: Forum) -> None:
    """Frictionless accepts a saved data set, and refuses it if a foreign key is broken."""
    world.save(tmp_path / "data")
    descriptor, people = tmp_path / "data" / "datapackage.json", tmp_path / "data" / "people.json"
    assert Package(str(descriptor)).validate().valid
    people.write_text(people.read_text("utf-8").replace('"member": "member-1"', '"member": "nowhere"'), "utf-8")
    assert {kind for (kind,) in Package(str(descriptor)).validate().flatten(["type"])} == {"foreign-key"}


def test_licence_and_creators_are_described(tmp_path: Path, strange_forum: Forum) -> None:
    """A descriptor names the licence and the creators of the data; its title is the original if there is no English."""
    known = evolve(strange_forum, license="https://example.org/", creators=("Ada", "مهتاب"))
    described = saved_descriptor(known, tmp_path / "data")
    assert described["licenses"] == [{"path": "https://example.org/"}]
    assert described["contributors"] == [{"title": name, "roles": ["creator"]} for name in known.creators]
    assert load(tmp_path / "data") == known
    assert described["title"] == strange_forum.association.name.original


def test_description_needs_no_docstring(tmp_path: Path) -> None:
    """Python without docstrings saves the same bytes."""
    code = "import sys; from brics_cities.testing import fictional_forum; fictional_forum().save(sys.argv[1])"
    for option in ("-OO", "-I"):
        subprocess.run([sys.executable, option, "-c", code, tmp_path / f"data{option}.zip"], check=True)
    assert (tmp_path / "data-OO.zip").read_bytes() == (tmp_path / "data-I.zip").read_bytes()
