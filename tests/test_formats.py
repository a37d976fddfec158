"""The table of formats: nothing that exports is missing from it, and its documents become files that others read."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from importlib import import_module
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

import brics_cities
from brics_cities import Forum, forum
from brics_cities.formats import FORMATS, encoded


def test_every_exporter_has_a_row() -> None:
    """Each module with a function `document` is a format, each format is another function, and the table is in order."""
    modules = [f"brics_cities.{module.name}" for module in pkgutil.iter_modules(brics_cities.__path__)]
    exporters = {name for name in modules if callable(getattr(import_module(name), "document", None))}
    functions = [format.function for format in FORMATS.values()]
    assert {f"{name}:document" for name in exporters} == set(functions) - {"brics_cities.saving:rows_of"}
    assert len(exporters) == len(functions) - 1 == len(set(functions)) - 1
    assert list(FORMATS) == sorted(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_bytes_are_the_document(any_forum: Forum, name: str) -> None:
    """The bytes hold the document, whole, in UTF-8 with every letter as it is, and end with a line."""
    document = FORMATS[name].document(any_forum)
    text = encoded(document).decode()
    assert (text if isinstance(document, str) else json.loads(text)) == document
    assert text.endswith("\n")
    assert "قازان" in text


def test_one_object_fits_the_schema(any_forum: Forum) -> None:
    """The format `json` is what `brics_cities.schema()` describes."""
    Draft202012Validator(brics_cities.schema()).validate(json.loads(encoded(FORMATS["json"].document(any_forum))))


def test_extensions_are_true() -> None:
    """Where an extension ends in json the bytes are JSON, and elsewhere XML."""
    for format in FORMATS.values():
        content = encoded(format.document(forum))
        assert format.extension.startswith(".")
        assert json.loads(content) if "json" in format.extension else ET.fromstring(content).tag.endswith("graphml")


def test_exporters_wait() -> None:
    """The table imports no exporter until its document is wanted."""
    code = "import sys; from brics_cities.formats import FORMATS; print(*sys.modules)"
    imported = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert not {format.function.partition(":")[0] for format in FORMATS.values()} & set(imported)
