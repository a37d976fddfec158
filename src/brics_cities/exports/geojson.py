"""Export the places of members and events as GeoJSON (RFC 7946), as points on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from brics_cities.text import english_or_original, in_each

if TYPE_CHECKING:
    from brics_cities._forum import Forum
    from brics_cities.models import Place
    from brics_cities.text import Text


def to_geojson(forum: Forum) -> dict[str, Any]:
    """Export the places of a data set as GeoJSON.

    Every feature has the same properties, null where a value is not known; a name is in English (``name``, for
    tools that show one) and in each language (``name_en``, ``name_fa``). ``members`` and ``events`` are the
    ids of those at the place.

    Args:
        forum: Any data set.

    Returns:
        A FeatureCollection with one Feature per place, which has the id of the place.

    >>> from brics_cities import forum
    >>> kazan, = [feature for feature in to_geojson(forum)["features"] if feature["id"] == "kazan"]
    >>> kazan["geometry"]["coordinates"], kazan["properties"]["name_fa"], kazan["properties"]["members"]
    ([49.12214, 55.78874], 'قازان', ['kazan'])
    """
    return {"type": "FeatureCollection", "features": [_feature(place, forum) for place in forum.places]}


def _feature(place: Place, forum: Forum) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            **_translated("name", place.name),
            "country": place.country.id,
            **_translated("country_name", place.country.name),
            **_translated("region", place.region),
            "geonames_id": place.geonames_id,
            "members": [member.id for member in forum.members.by(place=place)],
            "events": [event.id for event in forum.events.by(place=place)],
        },
    }


def _translated(key: str, text: Text | None) -> dict[str, str | None]:
    """Return a text in one language, and in each."""
    if text is None:
        return {key: None}
    return {key: english_or_original(text), **in_each(key, text)}
