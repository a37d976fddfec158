"""Export the places of members and events as GeoJSON (RFC 7946), as points on a map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brics_cities._descriptor import metadata
from brics_cities._forum import Forum, check_forum
from brics_cities.models import Place
from brics_cities.text import Text, english_or_original


def to_geojson(forum: Forum) -> dict[str, Any]:
    """Export the places of a data set as GeoJSON.

    Every feature has the same properties, null where a value is not known; a name is in English (``name``, for
    tools that show one) and in each language of any place (``name_en``, ``name_fa``). ``members`` and ``events``
    are the ids of those at the place. The collection has the name, the title and the version of the data set and, if
    they are known, its licence and contributors, as foreign members in the terms of a Data Package.

    Args:
        forum: Any data set.

    Returns:
        A FeatureCollection with one Feature per place, which has the id of the place.

    Raises:
        InvalidValueError: What is given is no `Forum`.

    >>> from brics_cities import forum
    >>> collection = to_geojson(forum)
    >>> kazan, = [feature for feature in collection["features"] if feature["id"] == "kazan"]
    >>> kazan["geometry"]["coordinates"], kazan["properties"]["name_fa"], kazan["properties"]["members"]
    ([49.12214, 55.78874], 'قازان', ['kazan'])
    >>> collection["licenses"]
    [{'path': 'https://creativecommons.org/licenses/by/4.0/'}]
    """
    check_forum(forum)
    texts = [_texts(place) for place in forum.places]
    tags = {key: sorted({tag for each in texts for tag in each[key] or ()}) for key in (texts[0] if texts else ())}
    return {
        "type": "FeatureCollection",
        **metadata(forum),
        "features": [
            {
                "type": "Feature",
                "id": place.id,
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
                "properties": {
                    "country": place.country.id,
                    **{name: value for key, text in each.items() for name, value in _columns(key, text, tags[key])},
                    "geonames_id": place.geonames_id,
                    "members": [member.id for member in forum.members.by(place=place)],
                    "events": [event.id for event in forum.events.by(place=place)],
                },
            }
            for place, each in zip(forum.places, texts, strict=True)
        ],
    }


def _texts(place: Place) -> dict[str, Text | None]:
    return {"name": place.name, "country_name": place.country.name, "region": place.region}


def _columns(key: str, text: Text | None, tags: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield a text in one language, and in each of some; None where it is not known."""
    yield key, english_or_original(text) if text else None
    for tag in tags:
        yield f"{key}_{tag}", text.get(tag) if text else None
