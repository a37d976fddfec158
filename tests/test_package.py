"""The package as a whole: its names, its version, its documentation."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import brics_cities

ROOT = Path(__file__).parent.parent
MODULES = [module.name for module in pkgutil.iter_modules(brics_cities.__path__)]


def test_public_names_are_in_order() -> None:
    """`__all__` is sorted and names nothing twice."""
    assert brics_cities.__all__ == sorted(set(brics_cities.__all__))


def test_public_names_are_those_that_type_checkers_see() -> None:
    """`__all__` names what the package imports or declares for type checkers, all of it and nothing else."""
    tree = ast.parse(inspect.getsource(brics_cities))
    (checked,) = (node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in checked.body if isinstance(node, ast.ImportFrom) and node.module != "typing"]
    imported = [name.name for node in imports for name in node.names]
    declared = [ast.unparse(node.target) for node in checked.body if isinstance(node, ast.AnnAssign)]
    assert sorted(imported + declared) == brics_cities.__all__


def test_public_names_are_complete() -> None:
    """Every class of the package is public, but those that nobody should have to know."""
    modules = [import_module(f"brics_cities.{name}") for name in MODULES if name != "__main__"]
    classes = {
        name
        for module in modules
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }
    read_from = {"Archive", "Directory", "Files", "Resources", "UnreadableError", "Unusual"}
    assert classes - read_from - {"Format", "ForumFactory", "Handle", "Identified", "Value"} <= set(
        brics_cities.__all__
    )


@pytest.mark.parametrize("name", brics_cities.__all__)
def test_public_names_exist(name: str) -> None:
    """Every public name can be imported, is listed by dir, and is the same object each time."""
    value = getattr(brics_cities, name)
    assert value is not None
    assert name in dir(brics_cities)
    assert getattr(brics_cities, name) == value


def test_star_import() -> None:
    """A star import brings the public names and no others."""
    code = "from brics_cities import *; print(*sorted(set(globals()) - given))"
    printed = subprocess.check_output([sys.executable, "-c", f"given = {{'given', *globals()}}; {code}"], text=True)
    assert printed.split() == brics_cities.__all__


@settings(deadline=None)
@given(st.text())
def test_unknown_name(name: str) -> None:
    """A name that the package lacks is an AttributeError that shows it."""
    assume(name not in {*dir(brics_cities), *dir(type(brics_cities))})
    with pytest.raises(AttributeError) as caught:
        getattr(brics_cities, name)
    assert repr(name) in str(caught.value)


def test_modules_and_objects_share_no_name() -> None:
    """No module is named like a public object, which would hide one behind the other."""
    assert "records" in MODULES
    assert not set(MODULES) & set(brics_cities.__all__)


@pytest.mark.parametrize("name", sorted(set(brics_cities.__all__) - {"__version__", "forum"}))
def test_public_objects_are_documented(name: str) -> None:
    """Every public class, function, method and property has a docstring of its own."""
    value = getattr(brics_cities, name)
    assert value.__doc__
    if inspect.isclass(value):
        members = {key: member for key, member in vars(value).items() if not key.startswith("_")}
        methods = {
            key: member
            for key, member in members.items()
            if inspect.isfunction(member) or isinstance(member, (property, classmethod, staticmethod))
        }
        assert [key for key, method in methods.items() if not method.__doc__] == []


def test_version_is_everywhere_the_same() -> None:
    """The version is that of the project file, of the citation file and of the newest dated heading of the changes."""
    for file, pattern in {
        "pyproject.toml": r'^version = "(.+)"$',
        "CITATION.cff": r'^version: "?([^"\n]+)"?$',
        "CHANGELOG.md": r"^## \[(.+)\] - \d{4}-\d{2}-\d{2}$",
    }.items():
        found = re.search(pattern, (ROOT / file).read_text("utf-8"), re.MULTILINE)
        assert found, file
        assert found[1] == brics_cities.__version__, file
