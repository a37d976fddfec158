"""Export every relation of a data set as CSV, in a zip file that is a Data Package."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from brics_cities._descriptor import PROFILES, digest, package
from brics_cities._forum import Forum, check_forum
from brics_cities._storage import DESCRIPTOR, canonical, packed
from brics_cities.exports._relations import Relation, Row, relations


def to_csv(forum: Forum) -> bytes:
    """Export the tables of `to_tables` as one CSV file each, with a descriptor, as a zip file.

    The descriptor, ``datapackage.json``, has the metadata of the data set and describes the columns and the keys of
    each file in Table Schema. The files are in UTF-8; a cell with no value is empty.

    Args:
        forum: Any data set.

    Returns:
        The bytes of a zip file, a Data Package 2.0.

    Raises:
        InvalidValueError: What is given is no `Forum`, or its licence is no address.

    >>> from io import BytesIO
    >>> from zipfile import ZipFile
    >>> from brics_cities import forum
    >>> with ZipFile(BytesIO(to_csv(forum))) as archive:
    ...     print(archive.read("statements_topics.csv").decode().splitlines()[1])
    houshyar-1,0,trade
    """
    check_forum(forum)
    files = {name: _written(relation.names, relation.rows(forum)) for name, relation in relations().items()}
    descriptor = package(forum, [_resource(name, content) for name, content in files.items()])
    return packed({DESCRIPTOR: canonical(descriptor), **{f"{name}.csv": content for name, content in files.items()}})


def _written(names: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Write a table as RFC 4180 has it."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([_LOGICAL[cell] if isinstance(cell, bool) else cell for cell in row] for row in rows)
    return file.getvalue().encode()


_LOGICAL = {True: "true", False: "false"}  # as Table Schema has them


def _resource(name: str, content: bytes) -> dict[str, Any]:
    """Describe a file."""
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": digest(content),
        "schema": _schema(relations()[name]),
    }


def _schema(relation: Relation) -> dict[str, Any]:
    """Describe a relation in Table Schema."""
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [{"name": one.name, "type": one.type, "description": one.meaning} for one in relation.columns],
        "primaryKey": [*relation.key],
        "foreignKeys": [
            {
                "fields": [one.name],
                "reference": {"resource": one.references, "fields": [*relations()[one.references].key]},
            }
            for one in relation.columns
            if one.references
        ],
    }
