"""What describes a data set: the descriptor of its data package, and the JSON Schema of its tables.

Both are shipped with the data; ``tools/`` writes them from the classes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from brics_cities._attrs import check_line, check_url
from brics_cities._storage import Package
from brics_cities.exceptions import InvalidValueError

DESCRIPTOR = "datapackage.json"
SCHEMA = "schema.json"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a data set: one object with every table by its name.

    A single table, as its file has it, is described by ``#/$defs/`` and its name. The schema describes the shape of
    each record. Only `load` can check whether references lead to a record, whether a text has its original language,
    whether dates are in order, whether items differ, and whether strings are in Unicode normal form C.

    >>> schema()["$defs"]["statements"]["items"]
    {'$ref': '#/$defs/Statement'}
    """
    shipped: dict[str, Any] = json.loads(Package().read(SCHEMA))
    return shipped


def identify(descriptor: Any) -> dict[str, Any]:
    """Return the version of a data set, and the address of its licence or None, from its descriptor.

    Raises:
        InvalidValueError: It has no version, or a licence without an address.
    """
    if not isinstance(descriptor, dict):
        raise InvalidValueError("version", "the version of the data, in an object", descriptor)
    version = check_line("version", descriptor.get("version"))
    licenses = descriptor.get("licenses")
    if licenses is None:
        return {"version": version, "license": None}
    try:
        (license,) = licenses
        return {"version": version, "license": check_url("licenses", license["path"])}
    except (TypeError, ValueError, KeyError) as error:
        expected = "a list of one object with the address of a licence as its path"
        raise InvalidValueError("licenses", expected, licenses) from error


def describe(tables: Mapping[str, bytes], *, version: str, license: str | None) -> dict[str, Any]:
    """Describe a data set as the shipped one is described, with its own name, version, licence and hashes.

    Args:
        tables: The bytes of each table.
        version: The version of the data.
        license: The address of its licence, or None.

    Returns:
        A Data Package 2.0 descriptor.
    """
    from hashlib import sha256

    shipped = json.loads(Package().read(DESCRIPTOR))
    (association,) = json.loads(tables["associations"])
    name = association["name"]
    described: dict[str, Any] = {
        **shipped,
        "name": association["id"],
        "title": name.get("en") or name[name["original"]],
        "version": version,
        "licenses": [{"path": license}],
        "resources": [
            {**resource, "hash": f"sha256:{sha256(tables[resource['name']]).hexdigest()}"}
            for resource in shipped["resources"]
        ],
    }
    if license is None:
        del described["licenses"]
    return described
