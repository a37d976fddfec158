"""GeoJSON: valid under RFC 7946, with every place, in every language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection
from pydantic import ValidationError

from brics_cities import Forum, Text, forum
from brics_cities.exports.geojson import to_geojson


def properties(data: Forum) -> dict[str, dict[str, Any]]:
    """Return the properties of each feature by its id."""
    features = to_geojson(data)["features"]
    found = {feature["id"]: feature["properties"] for feature in features}
    assert len(found) == len(features)
    return found


def test_document_is_valid(any_forum: Forum) -> None:
    """An independent validator accepts the document and writes it again unchanged; no member is obsolete."""
    written = to_geojson(any_forum)
    collection = FeatureCollection.model_validate_json(json.dumps(written), strict=True)
    assert collection.model_dump(exclude_unset=True, mode="json") == json.loads(json.dumps(written))
    assert "crs" not in written


@pytest.mark.parametrize("broken", [{"type": "Point"}, {"type": "Point", "coordinates": ["49", "55"]}, "Kazan"])
def test_validator_refuses(broken: object) -> None:
    """The validator refuses a geometry that RFC 7946 does not allow."""
    written = to_geojson(forum)
    written["features"][0]["geometry"] = broken
    with pytest.raises(ValidationError):
        FeatureCollection.model_validate_json(json.dumps(written), strict=True)


def test_every_place_is_one_point(any_forum: Forum) -> None:
    """Each place is one point at its coordinates, longitude first."""
    points = {feature["id"]: feature["geometry"]["coordinates"] for feature in to_geojson(any_forum)["features"]}
    assert points == {place.id: [place.longitude, place.latitude] for place in any_forum.places}
    assert list(properties(any_forum)) == [place.id for place in any_forum.places]


def test_no_language_is_lost(any_forum: Forum) -> None:
    """Each name is in English, or else in the original, and in each of its languages; an unknown one is null."""
    for place in any_forum.places:
        written = properties(any_forum)[place.id]
        names: list[tuple[str, Text | None]] = [
            ("name", place.name),
            ("country_name", place.country.name),
            ("region", place.region),
        ]
        for key, text in names:
            there = {name: value for name, value in written.items() if name == key or name.startswith(f"{key}_")}
            translated = {f"{key}_{tag}": string for tag, string in (text or {}).items()}
            assert there == {key: text and (text.en or text.original), **translated}
        assert (written["country"], written["geonames_id"]) == (place.country.id, place.geonames_id)


def test_members_and_events_are_at_their_places(any_forum: Forum) -> None:
    """Each member and each event that has a place is listed there, once, and nowhere else."""
    written = properties(any_forum)
    for table, records in (("members", any_forum.members), ("events", any_forum.events)):
        found = [(id, where) for where, there in written.items() for id in there[table]]
        assert sorted(found) == sorted((record.id, record.place.id) for record in records if record.place)


def test_features_are_alike(any_forum: Forum) -> None:
    """All features have the same properties apart from languages, so that they make one table."""
    assert {
        tuple(key for key in one if key in ("country", "geonames_id", "members", "events", "name", "region"))
        for one in properties(any_forum).values()
    } == {("name", "country", "region", "geonames_id", "members", "events")}
