"""Test that the reference documents everything that is public."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

pytest.importorskip("sphinx", reason="needs the dependency group docs")

import reference  # in this directory, where pytest looks first

import brics_cities
from brics_cities import exports, testing
from brics_cities._tables import TABLES
from brics_cities.records import CRITERIA
from brics_cities.testing import strategies

PAGE = (Path(__file__).parents[1] / "reference" / "api.md").read_text("utf-8")
CLASSES = [name for name in brics_cities.__all__ if inspect.isclass(getattr(brics_cities, name))]
MODULES = [brics_cities, exports, testing, strategies]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_public_name_is_documented(module: object) -> None:
    """Each public name has a page, or is explained in the list of all names."""
    own = [name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__]
    public = getattr(module, "__all__", [name for name in own if name[0] != "_" and not name.isupper()])
    assert public
    for name in {*public} - {"__version__"}:
        assert any(line.strip().endswith((name, f".{name}")) for line in PAGE.splitlines()), name


@pytest.mark.parametrize("name", CLASSES)
def test_a_summary_has_every_member(name: str) -> None:
    """The summary of a class names each field and each public method or property that it defines."""
    cls = getattr(brics_cities, name)
    listed = {member for _, member, _ in reference.summary(f"brics_cities.{name}")}
    defined = {member for member, value in vars(cls).items() if member[0] != "_" and not isinstance(value, type)}
    if not issubclass(cls, Exception):
        assert listed >= defined
    assert all(text for _, _, text in reference.summary(f"brics_cities.{name}"))


@pytest.mark.parametrize("table", CRITERIA)
def test_the_page_of_a_class_has_the_criteria(table: str) -> None:
    """The page of a class of records names each criterion of its table, and what its value is."""
    shown = dict(reference.criteria(f"brics_cities.{TABLES[table].__name__}"))
    assert shown.keys() == CRITERIA[table].keys()
    assert all(shown.values())
