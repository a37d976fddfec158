"""Export a data set as one JSON object that holds every table."""

from __future__ import annotations

from typing import Any

from brics_cities._converter import unstructure_tables
from brics_cities._forum import Forum


def to_json(forum: Forum) -> dict[str, Any]:
    """Export every table of a data set by its name, as `brics_cities.schema` describes it.

    Args:
        forum: Any data set.

    Returns:
        A JSON object with a list of rows per table; references are ids.

    Raises:
        InvalidDataError: A record refers to one that its table does not contain.

    >>> from brics_cities import forum
    >>> to_json(forum)["topics"][0]["id"]
    'architecture'
    """
    return unstructure_tables({"associations": [forum.association], **forum._tables()})
