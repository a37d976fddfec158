"""The table of formats: nothing that exports is missing from it, and its documents become files that others read."""

from __future__ import annotations

import json
import pkgutil
from importlib import import_module
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

import brics_cities
from brics_cities import Forum, exports, forum
from brics_cities.exports import FORMATS, encode


def test_every_exporter_has_a_row() -> None:
    """Each module with a function named after it is a format, each format is another function, and the table is in order."""
    modules = [module.name for module in pkgutil.iter_modules(exports.__path__)]
    exporters = [getattr(import_module(f"{exports.__name__}.{name}"), f"to_{name}", None) for name in modules]
    assert [format.export for format in FORMATS.values()] == [exporter for exporter in exporters if exporter]
    assert list(FORMATS) == sorted(FORMATS)
    assert {format.export.__name__ for format in FORMATS.values()} <= set(exports.__all__)


@pytest.mark.parametrize("name", FORMATS)
def test_bytes_are_the_document(any_forum: Forum, name: str) -> None:
    """The bytes hold the document, whole, in UTF-8 with every letter as it is, and end with a line."""
    document = FORMATS[name].export(any_forum)
    text = encode(document).decode()
    assert (text if isinstance(document, str) else json.loads(text)) == document
    assert text.endswith("\n")
    assert "قازان" in text


def test_one_object_fits_the_schema(any_forum: Forum) -> None:
    """The format `json` is what `brics_cities.schema()` describes."""
    Draft202012Validator(brics_cities.schema()).validate(json.loads(encode(FORMATS["json"].export(any_forum))))


def test_extensions_are_true() -> None:
    """Where an extension ends in json the bytes are JSON, and elsewhere XML."""
    for format in FORMATS.values():
        content = encode(format.export(forum))
        assert format.extension.startswith(".")
        assert json.loads(content) if "json" in format.extension else ET.fromstring(content).tag.endswith("graphml")
