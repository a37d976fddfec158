"""Document each public object under the name by which users import it, wherever it is defined."""

import inspect
from typing import Any

from sphinx.application import Sphinx

import brics_cities


def setup(app: Sphinx) -> dict[str, bool]:
    """Set the module of public classes and functions to the package, and resolve types that are not classes."""
    for name in brics_cities.__all__:
        value = getattr(brics_cities, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            value.__module__ = "brics_cities"
    app.connect("missing-reference", _resolve_alias)
    return {"parallel_read_safe": True}


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
