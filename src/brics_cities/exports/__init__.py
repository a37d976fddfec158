"""Export a data set in a format of its field: one function and one module per format, one table of all.

>>> from brics_cities import forum
>>> from brics_cities.exports import to_geojson
>>> to_geojson(forum)["type"]
'FeatureCollection'
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from brics_cities._forum import Forum
from brics_cities._storage import canonical
from brics_cities._tables import Column
from brics_cities.exceptions import InvalidValueError
from brics_cities.exports._relations import Table, to_tables
from brics_cities.exports.cite import CITATION_FORMATS, CitationFormat, to_bibtex, to_csl
from brics_cities.exports.csv import to_csv
from brics_cities.exports.ftm import to_ftm
from brics_cities.exports.geojson import to_geojson
from brics_cities.exports.graphml import to_graphml
from brics_cities.exports.json import to_json
from brics_cities.exports.jsonld import describe_dataset, describe_record, to_jsonld
from brics_cities.exports.popolo import to_popolo
from brics_cities.exports.sqlite import to_sqlite

__all__ = [
    "CITATION_FORMATS",
    "FORMATS",
    "CitationFormat",
    "Column",
    "Document",
    "Format",
    "Table",
    "describe_dataset",
    "describe_record",
    "encode",
    "to_bibtex",
    "to_csl",
    "to_csv",
    "to_ftm",
    "to_geojson",
    "to_graphml",
    "to_json",
    "to_jsonld",
    "to_popolo",
    "to_sqlite",
    "to_tables",
]

Document = str | dict[str, Any] | list[dict[str, Any]] | bytes
"""The result of an export or a citation, which is text, JSON or the bytes of a file."""


class Format(NamedTuple):
    """A format that a data set can be exported in."""

    description: str
    """What it holds, in a few words."""
    extension: str
    """How the names of its files end."""
    export: Callable[[Forum], Document]
    """The function that exports a data set."""


FORMATS = {
    "csv": Format("every relation as a table (CSV in a Data Package)", ".zip", to_csv),
    "ftm": Format("people, bodies, offices, events, sources (FollowTheMoney)", ".jsonl", to_ftm),
    "geojson": Format("the places on a map (RFC 7946)", ".geojson", to_geojson),
    "graphml": Format("who spoke for whom about what, as a graph", ".graphml", to_graphml),
    "json": Format("every table, as brics_cities.schema() has it", ".json", to_json),
    "jsonld": Format("all of it as RDF (JSON-LD)", ".jsonld", to_jsonld),
    "popolo": Format("people, bodies, events, speeches (Popolo)", ".json", to_popolo),
    "sqlite": Format("every relation as a table of a database (SQLite)", ".sqlite", to_sqlite),
}
"""The formats by name."""


def encode(document: Document) -> bytes:
    r"""Encode a document as the bytes of a file: text as UTF-8, JSON in canonical form, bytes as they are.

    Args:
        document: What an export or a citation returned.

    Raises:
        InvalidValueError: It is no such document, or has a number or a character that no file can hold.

    >>> encode({"name": "قازان"}).decode()
    '{\n  "name": "قازان"\n}\n'
    """
    if isinstance(document, bytes):
        return document
    try:
        return document.encode() if isinstance(document, str) else canonical(document)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidValueError("document", "text, JSON or bytes, such as an export returns", document) from error
