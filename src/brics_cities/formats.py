"""The formats that a data set can be exported in: one table, and how their documents become bytes.

A format is a function that makes a document of a `Forum`, in a module of its own, and a row here.
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NamedTuple

from brics_cities.datapackage import canonical

if TYPE_CHECKING:
    from brics_cities.models import Forum

Document = str | dict[str, Any]


class Format(NamedTuple):
    """What a format is, and where the function stands that writes it."""

    what: str
    extension: str
    function: str

    def document(self, forum: Forum) -> Document:
        """Write a data set in this format; its module is imported only now."""
        document: Document = resolve_name(self.function)(forum)
        return document


FORMATS = {
    "geojson": Format("the places on a map (RFC 7946)", ".geojson", "brics_cities.geojson:document"),
    "graphml": Format("who spoke for whom about what, as a graph", ".graphml", "brics_cities.graphml:document"),
    "json": Format("every table, as brics_cities.schema() has it", ".json", "brics_cities.saving:rows_of"),
    "jsonld": Format("all of it as RDF (JSON-LD)", ".jsonld", "brics_cities.jsonld:document"),
    "popolo": Format("people, bodies, events, speeches (Popolo)", ".json", "brics_cities.popolo:document"),
}


def encoded(document: Document) -> bytes:
    r"""The bytes of a document as a file has them: a text in UTF-8, an object as canonical JSON.

    >>> encoded({"name": "قازان"}).decode()
    '{\n  "name": "قازان"\n}\n'
    """
    return document.encode() if isinstance(document, str) else canonical(document)
