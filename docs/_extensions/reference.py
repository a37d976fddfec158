"""Give each public object a page of its own, under the name by which users import it, with a summary of its members.

Autosummary makes the pages, from the templates in ``_templates/autosummary`` and with the functions of this module.
"""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

import brics_cities
from brics_cities._tables import TABLE_OF, TABLES
from brics_cities.records import CRITERIA

SPECIAL = {"Records": ["__getitem__"]}  # special methods that are documented, too
HOMES: dict[str, str] = {}  # the module in which each class of the package is defined


def setup(app: Sphinx) -> dict[str, bool]:
    """Set the module of public classes and functions to the package, and resolve types that are not classes."""
    for name in brics_cities.__all__:
        value = getattr(brics_cities, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            HOMES[name] = value.__module__
            value.__module__ = "brics_cities"
    app.config.autosummary_context = {"lead": lead, "summary": summary, "criteria": criteria, "special": SPECIAL}
    app.connect("missing-reference", _resolve_alias)
    return {"parallel_read_safe": True}


def lead(name: str) -> str:
    """Return the first sentence about a class, and which table has its records."""
    cls = _imported(name)
    table = TABLE_OF.get(cls)
    where = f" The records of ``forum.{table}`` are of this class." if table and table != "associations" else ""
    return _first(inspect.getdoc(cls) or "") + where


def summary(name: str) -> list[tuple[str, str, str]]:
    """Return the members of a class: role, name, and the first sentence about each, in reStructuredText."""
    cls = _imported(name)
    return [*_attributes(cls), *_methods(cls)]


def criteria(name: str) -> list[tuple[str, str]]:
    """Return the criteria of `by` for the records of a class: each with what its value is, in reStructuredText."""
    table = TABLE_OF.get(_imported(name))
    return [(key, _value(known)) for key, (_, known) in CRITERIA.get(str(table), {}).items()]


def _imported(name: str) -> Any:
    module, _, class_name = name.rpartition(".")
    return getattr(import_module(module), class_name)


def _attributes(cls: type) -> Iterator[tuple[str, str, str]]:
    """Yield what the docstring of a class says of its attributes, or what the source says below each of them."""
    _, _, section = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    for name, text in re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", section.partition("\n\n")[0], re.MULTILINE):
        yield "attr", name, _first(text)
    below = ModuleAnalyzer.for_module(HOMES.get(cls.__name__, cls.__module__)).find_attr_docs()
    yield from (
        ("attr", name, _first(" ".join(text))) for (owner, name), text in below.items() if owner == cls.__name__
    )


def _methods(cls: type) -> Iterator[tuple[str, str, str]]:
    """Yield the public properties and methods that a class defines, and its documented special ones."""
    for name, value in vars(cls).items():
        if name[0] == "_" and name not in SPECIAL.get(cls.__name__, ()):
            continue
        if isinstance(value, property):
            yield "attr", name, _first(inspect.getdoc(value) or "")
        elif isinstance(value, (staticmethod, classmethod)) or inspect.isfunction(value):
            yield "meth", name, _first(inspect.getdoc(value) or "")


def _first(text: str) -> str:
    """Return the first sentence of a text, on one line."""
    return re.split(r"(?<=[^.]{3}\.)\s", " ".join(text.partition("\n\n")[0].split()))[0]


def _value(known: str | tuple[str, ...]) -> str:
    if known in TABLES:
        return f"a :class:`~brics_cities.{TABLES[str(known)].__name__}`, or its id"
    if known == "records":
        return "a record, or its id"
    if isinstance(known, str):
        return f"one of the {known} in the data"
    return ", ".join(f"``{one}``" for one in known) or "``True`` or ``False``"


def _resolve_alias(app: Sphinx, env: Any, node: Any, content: Any) -> Any:
    """Resolve a vocabulary or another alias in an annotation; Sphinx looks for classes only."""
    if node["refdomain"] != "py":
        return None
    name = node["reftarget"].rpartition(".")[2]
    found = (
        env.get_domain("py").resolve_xref(env, node["refdoc"], app.builder, "obj", target, node, content)
        for target in (f"brics_cities.{name}", f"brics_cities.vocabularies.{name}", f"brics_cities.exports.rows.{name}")
    )
    return next(filter(None, found), None)
