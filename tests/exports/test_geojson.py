"""GeoJSON: valid under RFC 7946, with every place, in every language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve
from geojson_pydantic import FeatureCollection
from pydantic import ValidationError

from brics_cities import Forum, Records, Text, forum
from brics_cities._descriptor import metadata
from brics_cities.exports.geojson import to_geojson


def properties(data: Forum) -> dict[str, dict[str, Any]]:
    """Return the properties of each feature by its id."""
    features = to_geojson(data)["features"]
    found = {feature["id"]: feature["properties"] for feature in features}
    assert len(found) == len(features)
    return found


def test_document_is_valid(any_forum: Forum) -> None:
    """An independent validator accepts the document and writes its own members again unchanged; none is obsolete."""
    written = to_geojson(any_forum)
    collection = FeatureCollection.model_validate_json(json.dumps(written), strict=True)
    own = {key: value for key, value in written.items() if key not in metadata(any_forum)}
    assert collection.model_dump(exclude_unset=True, mode="json") == json.loads(json.dumps(own))
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
            known = {
                name: value
                for name, value in written.items()
                if (name == key or name.startswith(f"{key}_")) and value is not None
            }
            translated = {f"{key}_{tag}": string for tag, string in (text or {}).items()}
            assert known == ({key: text.en or text.original, **translated} if text else {})
        assert (written["country"], written["geonames_id"]) == (place.country.id, place.geonames_id)


def test_members_and_events_are_at_their_places(any_forum: Forum) -> None:
    """Each member and each event that has a place is listed there, once, and nowhere else."""
    written = properties(any_forum)
    for table, records in (("members", any_forum.members), ("events", any_forum.events)):
        found = [(id, where) for where, there in written.items() for id in there[table]]
        assert sorted(found) == sorted((record.id, record.place.id) for record in records if record.place)


def test_features_are_alike(any_forum: Forum) -> None:
    """All features have the same properties in one order, so that they make one table, with no column of nulls for a language."""
    rows = list(properties(any_forum).values())
    (columns,) = {tuple(row) for row in rows}
    assert set(columns) >= {"name", "country", "country_name", "region", "geonames_id", "members", "events"}
    for column in columns:
        assert "_" not in column or column == "geonames_id" or any(row[column] for row in rows)


def test_a_language_of_one_place_is_a_property_of_all(any_forum: Forum) -> None:
    """A language that only one place has a name in is null in the others, and no property if none has."""
    first, *others = any_forum.places
    named = evolve(first, name=Text({**first.name, "xh": "eKazan"}), region=Text({"xh": "iTatarstan"}))
    changed = evolve(any_forum, places=Records("places", (named, *others), {}))
    written = properties(changed)
    assert [(row["name_xh"], row["region_xh"]) for row in written.values()] == [
        ("eKazan", "iTatarstan"),
        *([(None, None)] * len(others)),
    ]
    assert not [name for row in properties(any_forum).values() for name in row if name.endswith("_xh")]


def test_no_place_is_no_feature() -> None:
    """A data set without places is a collection without features."""
    assert to_geojson(evolve(forum, places=Records("places", (), {})))["features"] == []


def test_collection_says_whose_it_is(any_forum: Forum) -> None:
    """The collection has the metadata of the data set as foreign members, none of which GeoJSON defines, and no invented one."""
    written = to_geojson(any_forum)
    foreign = {key: value for key, value in written.items() if key not in ("type", "features")}
    assert foreign == metadata(any_forum)
    assert not foreign.keys() & {"coordinates", "geometries", "geometry", "properties", "bbox", "crs"}
    known = evolve(any_forum, license="https://example.org/", creators=("Ada",))
    assert to_geojson(known)["licenses"] == [{"path": "https://example.org/"}]
    assert not {"licenses", "contributors"} & to_geojson(evolve(known, license=None, creators=())).keys()
