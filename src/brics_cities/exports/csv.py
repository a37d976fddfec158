"""Export every relation of a data set as CSV, in a zip file that is a Data Package."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from hashlib import sha256
from io import StringIO
from typing import Any

from brics_cities._descriptor import metadata
from brics_cities._forum import Forum, check_forum
from brics_cities._storage import DESCRIPTOR, Package, canonical, packed
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
        InvalidValueError: What is given is no `Forum`, or its version, licence or a creator is none.

    >>> from io import BytesIO
    >>> from zipfile import ZipFile
    >>> from brics_cities import forum
    >>> with ZipFile(BytesIO(to_csv(forum))) as archive:
    ...     print(archive.read("statements_topics.csv").decode().splitlines()[1])
    houshyar-1,0,trade
    """
    check_forum(forum)
    files = {f"{name}.csv": _written(relation.names, relation.rows(forum)) for name, relation in relations().items()}
    return packed({DESCRIPTOR: canonical(_described(forum, files)), **files})


def _written(names: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Write a table as RFC 4180 has it."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([_LOGICAL.get(cell, cell) if isinstance(cell, bool) else cell for cell in row] for row in rows)
    return file.getvalue().encode()


_LOGICAL = {True: "true", False: "false"}  # as Table Schema has them


def _described(forum: Forum, files: dict[str, bytes]) -> dict[str, Any]:
    shipped = json.loads(Package().read(DESCRIPTOR))
    resources = [
        {
            "name": name,
            "type": "table",
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(files[f"{name}.csv"]),
            "hash": f"sha256:{sha256(files[f'{name}.csv']).hexdigest()}",
            "schema": table_schema(relation, shipped["resources"][0]["schema"]["$schema"]),
        }
        for name, relation in relations().items()
    ]
    return {"$schema": shipped["$schema"], **metadata(forum), "resources": resources}


def table_schema(relation: Relation, profile: str) -> dict[str, Any]:
    """Describe a relation in Table Schema."""
    columns = relation.columns
    return {
        "$schema": profile,
        "fields": [{"name": one.name, "type": one.type, "description": one.meaning} for one in columns],
        "primaryKey": [*relation.key],
        "foreignKeys": [
            {
                "fields": [one.name],
                "reference": {"resource": one.references, "fields": [*relations()[one.references].key]},
            }
            for one in columns
            if one.references
        ],
    }
