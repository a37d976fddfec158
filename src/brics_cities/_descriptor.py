"""What describes a data set: the descriptor of its data package, and the JSON Schema of its tables.

Both are shipped with the data; ``tools/`` writes them from the classes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from brics_cities._attrs import check_line, check_url
from brics_cities._storage import DESCRIPTOR, Package
from brics_cities.exceptions import InvalidValueError
from brics_cities.text import english_or_original

if TYPE_CHECKING:
    from brics_cities._forum import Forum

SCHEMA = "schema.json"
PROFILES = "https://datapackage.org/profiles/2.0"
"""The address of what the standard says of descriptors and of tables."""


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
    """Return what a descriptor says of a data set as a whole: its version, its licence or None, and its creators.

    Raises:
        InvalidValueError: It has no version, a licence without an address, or a contributor without a title.
    """
    if not isinstance(descriptor, dict):
        raise InvalidValueError("version", "the version of the data, in an object", descriptor)
    return {
        "version": check_line("version", descriptor.get("version")),
        "license": _license(descriptor.get("licenses")),
        "creators": _creators(descriptor.get("contributors")),
    }


def _license(licenses: Any) -> str | None:
    if licenses is None:
        return None
    try:
        (license,) = licenses
        return check_url("licenses", license["path"])
    except (TypeError, ValueError, KeyError) as error:
        expected = "a list of one object with the address of a licence as its path"
        raise InvalidValueError("licenses", expected, licenses) from error


def _creators(contributors: Any) -> tuple[str, ...]:
    """Return the titles of the contributors whose roles contain "creator", or are not given."""
    if contributors is None:
        return ()
    try:
        titles = [one["title"] for one in contributors if "creator" in (one.get("roles") or ["creator"])]
        return tuple(dict.fromkeys(check_line("contributors", title) for title in titles))
    except (TypeError, AttributeError, KeyError) as error:
        expected = "a list of objects, each with a title and, if known, a list of roles"
        raise InvalidValueError("contributors", expected, contributors) from error


METADATA = ("name", "title", "version", "licenses", "contributors")
"""What `metadata` can have."""


def metadata(forum: Forum) -> dict[str, Any]:
    """Return what is known of a data set as a whole, in the terms of a Data Package.

    Args:
        forum: Any data set.

    Returns:
        Its name, title and version; the licence and the contributors, if they are known.
    """
    known: dict[str, Any] = {
        "name": forum.association.id,
        "title": english_or_original(forum.association.name),
        "version": forum.version,
    }
    if forum.license is not None:
        known["licenses"] = [{"path": forum.license}]
    if forum.creators:
        known["contributors"] = [{"title": creator, "roles": ["creator"]} for creator in forum.creators]
    return known


def describe(forum: Forum, tables: Mapping[str, bytes]) -> dict[str, Any]:
    """Describe a data set as the shipped one is described, with its own metadata and hashes.

    Args:
        forum: The data set.
        tables: The bytes of each of its tables.

    Returns:
        A Data Package 2.0 descriptor.

    Raises:
        InvalidValueError: The version, the licence or a creator is none.
    """
    shipped = json.loads(Package().read(DESCRIPTOR))
    resources = [{**resource, "hash": digest(tables[resource["name"]])} for resource in shipped["resources"]]
    return package(forum, resources)


def package(forum: Forum, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Describe a data set with other resources.

    Raises:
        InvalidValueError: The version, the licence or a creator is none.
    """
    known = metadata(forum)
    identify(known)
    return {"$schema": f"{PROFILES}/datapackage.json", **known, "resources": resources}


def digest(content: bytes) -> str:
    """Return the hash of a file as a descriptor has it."""
    from hashlib import sha256

    return f"sha256:{sha256(content).hexdigest()}"
