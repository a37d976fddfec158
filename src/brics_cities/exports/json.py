"""Export a data set as one JSON object that holds every table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from brics_cities.saving import rows_of

if TYPE_CHECKING:
    from brics_cities.models import Forum


def to_json(forum: Forum) -> dict[str, Any]:
    """Export every table of a data set by its name, as `brics_cities.schema` describes it.

    Args:
        forum: Any data set.

    Returns:
        A JSON object with a list of rows per table; references are ids.

    Raises:
        InvalidDataError: A record refers to one that its table does not hold.

    >>> from brics_cities import forum
    >>> to_json(forum)["topics"][0]["id"]
    'architecture'
    """
    return rows_of(forum)
