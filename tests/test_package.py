"""The package as a whole: its names, its version, its documentation."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar, get_origin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from importlib_resources import files
from importlib_resources.abc import Traversable

import brics_cities
from brics_cities import forum
from tools.renew_data import cited

ROOT = Path(__file__).parent.parent


def sources(folder: Traversable, package: str) -> Iterator[tuple[str, Traversable]]:
    """Yield the name and the file of each module of a package, wherever it is installed."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from sources(entry, f"{package}.{entry.name}")
        elif entry.name.endswith(".py"):
            yield f"{package}.{entry.name.removesuffix('.py')}".removesuffix(".__init__"), entry


MODULES = dict(sources(files("brics_cities"), "brics_cities"))
TREES = {module: ast.parse(path.read_text("utf-8")) for module, path in MODULES.items()}
DOCUMENTED = [module for module in MODULES if not any(part.startswith("_") for part in module.split("."))]
HOLDERS = [import_module(name) for name in ("brics_cities", "brics_cities.exports", "brics_cities.testing")]
# The only functions that import a module that depends on their own.
UPWARD = {
    ("brics_cities._attrs.repr_html", "brics_cities._notebook"),
    ("brics_cities._forum.Forum.replace", "brics_cities._editing"),
    ("brics_cities._forum.Forum.save", "brics_cities._loading"),
    ("brics_cities.records.Records.columns", "brics_cities.exports.rows"),
    ("brics_cities.records.Records.rows", "brics_cities.exports.rows"),
}


def test_public_names_are_in_order() -> None:
    """`__all__` is sorted, has no duplicates, and is listed by dir."""
    assert brics_cities.__all__ == sorted(brics_cities.__all__)
    for holder in HOLDERS:
        assert len(set(holder.__all__)) == len(holder.__all__)
        assert set(holder.__all__) <= set(dir(holder))


def test_public_names_are_those_that_type_checkers_see() -> None:
    """The package imports for type checkers, and for programs that freeze it, exactly what it imports on first use."""
    tree = ast.parse(inspect.getsource(brics_cities))
    (checked,) = (node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in checked.body if isinstance(node, ast.ImportFrom) and node.module != "typing"]
    assert {name.name: node.module for node in imports for name in node.names} == {
        name: f"brics_cities.{module}" for name, module in brics_cities._MODULES.items()
    }
    assert sorted([*brics_cities._MODULES, "__version__"]) == brics_cities.__all__


@pytest.mark.parametrize("name", brics_cities.__all__)
def test_public_names_exist(name: str) -> None:
    """Every public name can be imported, is listed by dir, and is the same object each time."""
    value = getattr(brics_cities, name)
    assert value is not None
    assert name in dir(brics_cities)
    assert getattr(brics_cities, name) == value


def test_star_import() -> None:
    """A star import binds exactly the public names."""
    code = "from brics_cities import *; print(*sorted(set(globals()) - given))"
    printed = subprocess.check_output([sys.executable, "-c", f"given = {{'given', *globals()}}; {code}"], text=True)
    assert printed.split() == brics_cities.__all__


@given(st.text())
def test_unknown_name(name: str) -> None:
    """An unknown name is an AttributeError that shows it."""
    assume(name not in {*vars(brics_cities), *dir(brics_cities), *dir(type(brics_cities))})  # modules, too
    with pytest.raises(AttributeError) as caught:
        getattr(brics_cities, name)
    assert repr(name) in str(caught.value)


def test_modules_and_objects_share_no_name() -> None:
    """No module has the name of a public object, which would hide one behind the other."""
    assert "brics_cities.records" in MODULES
    assert not {module.rpartition(".")[2] for module in MODULES} & set(brics_cities.__all__)


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


def defined_names(module: str) -> Iterator[tuple[str, bool]]:
    """Yield each public name that a module defines, and whether it has a docstring."""
    body = TREES[module].body
    for node, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names, is_documented = [node.name], ast.get_docstring(node) is not None
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            is_documented = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        else:
            continue
        yield from ((name, is_documented) for name in names if not name.startswith("_"))


@pytest.mark.parametrize("module", DOCUMENTED)
def test_documented_modules(module: str) -> None:
    """A module without underscore has a docstring, its classes are in an `__all__`, and its other names are documented."""
    assert ast.get_docstring(TREES[module])
    public = {name for holder in HOLDERS for name in holder.__all__}
    for name, is_documented in defined_names(module):
        value = getattr(import_module(module), name)
        if isinstance(value, type):
            assert name in public, f"{module}.{name} is a public class, but in no __all__"
        elif not isinstance(value, TypeVar) and get_origin(value) is not Literal and name != "TYPE_CHECKING":
            assert is_documented or name in public, f"{module}.{name} is public, but has no docstring"


def test_public_names_come_from_the_package() -> None:
    """Each public class is defined in a module of the package, under the same name."""
    for holder in HOLDERS:
        for name in holder.__all__:
            value = getattr(holder, name)
            if isinstance(value, type) and name != "forum":
                assert name in dict(defined_names(value.__module__)), f"{holder.__name__}.{name}"


class Import(NamedTuple):
    """An import of one module of the package by another."""

    importer: str
    imported: str
    function: str
    """The function that imports; empty at module level."""


def imports_of(module: str) -> Iterator[Import]:
    """Yield what a module imports of this package, apart from what only type checkers see."""

    def walk(node: ast.AST, scope: str, function: str) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                continue
            if isinstance(child, (ast.Import, ast.ImportFrom)):
                for name in modules_in(child):
                    if name not in (module, *packages_of(module)):
                        yield Import(module, name, function)
            is_function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
            inner = f"{scope}.{child.name}" if is_function or isinstance(child, ast.ClassDef) else scope
            yield from walk(child, inner, function or (inner if is_function else ""))

    return walk(TREES[module], module, "")


def modules_in(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return the modules of this package that are imported, with the packages that they are in."""
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = [name if (name := f"{node.module}.{one}") in MODULES else str(node.module) for one in names]
    return [name for one in names for name in (one, *packages_of(one)) if name in MODULES]


def packages_of(module: str) -> list[str]:
    """Return the packages that a module is in, the innermost first."""
    parts = module.split(".")
    return [".".join(parts[:number]) for number in range(len(parts) - 1, 0, -1)]


IMPORTS = [one for module in MODULES for one in imports_of(module)]


def chain(module: str, wanted: str) -> list[str]:
    """Return the shortest chain of module-level imports from a module to another; empty if there is none."""
    chains = [[module]]
    reached: set[str] = set()
    for known in chains:
        for one in IMPORTS:
            if one.importer == known[-1] and not one.function and one.imported not in reached:
                reached.add(one.imported)
                chains.append([*known, one.imported])
                if one.imported == wanted:
                    return chains[-1]
    return []


def test_imports_have_no_circle() -> None:
    """No module depends on itself through imports at module level."""
    circles = [" -> ".join(circle) for module in MODULES if (circle := chain(module, module))]
    assert not circles, f"circular imports: {circles[0]}"


def test_imports_lead_downhill() -> None:
    """A function imports a module that depends on its own only in five methods."""
    upward = {
        (one.function, one.imported): " -> ".join(back)
        for one in IMPORTS
        if one.function and (back := chain(one.imported, one.importer))
    }
    allowed = {(function, name) for function, module in UPWARD for name in (module, *packages_of(module))}
    for (function, imported), back in upward.items():
        assert (function, imported) in allowed, f"{function} imports {imported} upward: {back}"
    assert {(one.function, one.imported) for one in IMPORTS if one.function} >= UPWARD
    assert {function for function, _ in UPWARD} == {function for function, _ in upward}


def test_version_is_the_same_everywhere() -> None:
    """The version is that of the project file and of the newest dated heading of the changelog."""
    for file, pattern in {
        "pyproject.toml": r'^version = "(.+)"$',
        "CHANGELOG.md": r"^## \[(.+)\] - \d{4}-\d{2}-\d{2}$",
    }.items():
        found = re.search(pattern, (ROOT / file).read_text("utf-8"), re.MULTILINE)
        assert found, file
        assert found[1] == brics_cities.__version__, file


def test_citation_file_is_about_the_data() -> None:
    """The citation file has the version of the data, its date and its one licence, and no list where tools want one."""
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert citation == cited(citation, version=forum.version)
    for line in (f"version: {forum.version}", "type: dataset", "license: CC-BY-4.0"):
        assert line in citation.splitlines()
    assert forum.license == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="needs the source tree")
def test_every_example_is_a_test() -> None:
    """Every module whose docstrings have examples is collected with them, in the folders of the package too."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "src"]
    collected = subprocess.check_output(command, cwd=ROOT, encoding="utf-8")
    with_examples = [
        file for file in (ROOT / "src").rglob("*.py") if re.search(r"^ *>>> ", file.read_text("utf-8"), re.MULTILINE)
    ]
    assert {line.partition("::")[0] for line in collected.splitlines() if "::" in line} == {
        file.relative_to(ROOT).as_posix() for file in with_examples
    }
