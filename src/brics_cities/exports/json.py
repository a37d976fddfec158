"""Export a data set as one JSON object that holds every table."""

from __future__ import annotations

from typing import Any

from brics_cities._forum import Forum, check_forum
from brics_cities._loading import document_of


def to_json(forum: Forum) -> dict[str, Any]:
    """Export every table of a data set by its name, with its version and licence, as `brics_cities.schema` describes it.

    A file of it with the extension ``.json`` can be loaded with `brics_cities.load`; `Forum.save` writes the same.

    Args:
        forum: Any data set.

    Returns:
        A JSON object with a list of rows per table, in which references are ids, and the metadata of the data set.

    Raises:
        InvalidValueError: What is given is no `Forum`.
        InvalidDataError: A record refers to one that its table does not contain.

    >>> from brics_cities import forum
    >>> to_json(forum)["topics"][0]["id"]
    'architecture'
    """
    check_forum(forum)
    return document_of(forum)
