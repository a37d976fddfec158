"""FollowTheMoney: its own package accepts every entity, and the entities agree with the records."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
from attrs import evolve

from brics_cities import Forum, Records, Text, forum
from brics_cities._tables import citations_in
from brics_cities.exports.ftm import to_ftm

Entities = dict[str, dict[str, Any]]


def read(data: Forum) -> Entities:
    """Return the entities of a data set by their ids, none of which occurs twice."""
    found = [json.loads(line) for line in to_ftm(data).splitlines()]
    entities = {entity["id"]: entity for entity in found}
    assert len(entities) == len(found)
    return entities


@pytest.fixture(scope="module")
def entities(any_forum: Forum) -> Entities:
    """The entities of each data set."""
    return read(any_forum)


def of(entities: Entities, data: Forum, table: str, record: Any) -> dict[str, list[str]]:
    """Return the properties of the entity of a record."""
    properties: dict[str, list[str]] = entities[f"{data.association.id}.{table}.{record.id}"]["properties"]
    return properties


def test_entities_are_plain(entities: Entities) -> None:
    """An entity has an id that the model accepts, a schema, and properties with lists of different strings."""
    for id, entity in entities.items():
        assert list(entity) == ["id", "schema", "properties"]
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", id)
        for values in entity["properties"].values():
            assert values
            assert len(set(values)) == len(values)
            assert all(isinstance(value, str) and value for value in values)


def test_every_record_is_an_entity(any_forum: Forum, entities: Entities) -> None:
    """Each body, person, event, place and source is one entity, and there are no others but links and offices."""
    schemata = Counter(entity["schema"] for entity in entities.values())
    tables = {
        "people": ("Person",),
        "events": ("Event",),
        "places": ("Address",),
        "sources": ("Article", "HyperText"),
        "members": ("PublicBody", "Organization"),
    }
    for table, allowed in tables.items():
        for record in getattr(any_forum, table):
            assert entities[f"{any_forum.association.id}.{table}.{record.id}"]["schema"] in allowed
        extra = 1 if table == "members" else 0  # the association
        assert sum(schemata.pop(schema, 0) for schema in allowed) == len(getattr(any_forum, table)) + extra
    assert schemata.pop("UnknownLink", 0) == sum(len(member.standing) for member in any_forum.members)
    assert schemata.pop("Package") == 1
    assert schemata.keys() <= {"Position", "Occupancy"}


def test_names_are_in_every_language(any_forum: Forum, entities: Entities) -> None:
    """A name is in English, or else in the original, and then in each of its languages; other spellings are aliases."""
    named = [("associations", any_forum.association)]
    named += [(table, one) for table in ("people", "members", "events", "places") for one in getattr(any_forum, table)]
    for table, record in named:
        properties = of(entities, any_forum, table, record)
        assert properties["name"][0] == record.name.en or record.name.original
        assert set(properties["name"]) == set(record.name.values())
        others = [text for text in (*getattr(record, "other_names", ()), getattr(record, "printed_as", None)) if text]
        assert set(properties.get("alias", ())) == {string for text in others for string in text.values()}


def test_sources_are_documents(any_forum: Forum, entities: Entities) -> None:
    """A source has its address, date, title and publisher, and its language by three letters."""
    for source in any_forum.sources:
        properties = of(entities, any_forum, "sources", source)
        assert properties["sourceUrl"] == [source.url]
        assert properties.get("publishedAt", [None]) == [source.published and str(source.published)]
        assert set(properties["title"]) == set((source.title or source.publisher).values())
        assert set(properties["publisher"]) == set(source.publisher.values())
        assert all(re.fullmatch("[a-z]{3}", language) for language in properties["language"])


def test_unknown_languages_are_omitted() -> None:
    """A language is the one that the model has for a tag, whatever its script and region; one that it lacks is omitted."""
    for tag, expected in {"fa": ["fas"], "pt-BR": ["por"], "az-Arab": ["aze"], "tt": None, "ckb": None}.items():
        (source,) = forum.sources[:1]
        changed = evolve(forum, sources=Records("sources", (evolve(source, language=tag),), {}))
        assert of(read(changed), changed, "sources", source).get("language") == expected


def test_proof_is_what_the_record_cites(any_forum: Forum, entities: Entities) -> None:
    """The proof of an entity are the sources of its record, each once."""
    prefix = any_forum.association.id
    cited = [("associations", any_forum.association, citations_in(any_forum.association))]
    cited += [("events", event, citations_in(event)) for event in any_forum.events]
    cited += [
        (table, one, iter(one.citations))
        for table in ("people", "members", "places")
        for one in getattr(any_forum, table)
    ]
    for table, record, citations in cited:
        sources = dict.fromkeys(f"{prefix}.sources.{citation.source.id}" for citation in citations)
        assert of(entities, any_forum, table, record)["proof"] == list(sources)
    for entity in entities.values():
        assert entity["properties"].get("proof") or entity["schema"] in ("Article", "HyperText", "Package")


def test_occupancies_are_terms_and_tenures(any_forum: Forum, entities: Entities) -> None:
    """Each term, each tenure and each office without one is an occupancy, with its dates, of a position in its body."""
    association, prefix = any_forum.association, any_forum.association.id

    def held(person: Any, title: Text | None, body: Any, dated: Any) -> tuple[Any, ...]:
        table = "associations" if body is association else "members"
        days = (str(day) if (day := getattr(dated, name, None)) else None for name in ("starts", "ends", "attested"))
        words = title and (title.en or title.original)
        return f"{prefix}.people.{person.id}", words, body and f"{prefix}.{table}.{body.id}", *days

    wanted = [held(term.person, None, association, term) for term in association.terms]
    for person in any_forum.people:
        office = person.office.en or person.office.original
        titles = [tenure.title.en or tenure.title.original for tenure in person.tenures]
        for title, tenure in zip(titles, person.tenures, strict=True):
            wanted.append(held(person, tenure.title, person.member if title == office else None, tenure))
        if office not in titles:
            wanted.append(held(person, person.office, person.member, None))
    found = []
    for entity in entities.values():
        if entity["schema"] == "Occupancy":
            properties = entity["properties"]
            position = entities[properties["post"][0]]["properties"]
            bodies = position.get("organization", [None])
            of_us = bodies == [f"{prefix}.associations.{association.id}"]
            days = [properties.get(name, [None])[0] for name in ("startDate", "endDate", "date")]
            found.append((properties["holder"][0], None if of_us else position["name"][0], bodies, days))
    assert len(found) == len(wanted)
    for holder, words, body, *dates in wanted:
        assert any(
            (holder, words, dates) == (one, title, days) and (body is None or body in bodies)
            for one, title, bodies, days in found
        ), (holder, words, body, dates)


def test_two_who_held_an_office_share_it() -> None:
    """An office that two people held one after the other is one position with two occupancies."""
    entities = read(forum)
    by_title = {
        entity["properties"]["name"][0]: id for id, entity in entities.items() if entity["schema"] == "Position"
    }
    title = "President of the Brazilian Association of Municipalities"
    holders = [
        entity["properties"]["holder"][0]
        for entity in entities.values()
        if entity["schema"] == "Occupancy" and entity["properties"]["post"] == [by_title[title]]
    ]
    assert sorted(holders) == ["brics-cities.people.ary-jose-vanazzi", "brics-cities.people.washington-quaqua"]


def test_ids_do_not_depend_on_the_order() -> None:
    """An entity keeps its id and its properties if the people and the terms are in another order."""
    terms = tuple(reversed(forum.association.terms))
    people = Records("people", tuple(reversed(forum.people)), {})
    turned = evolve(forum, association=evolve(forum.association, terms=terms), people=people)

    def sets(entities: Entities) -> dict[str, Any]:
        return {
            id: (one["schema"], {key: set(values) for key, values in one["properties"].items()})
            for id, one in entities.items()
        }

    assert sets(read(turned)) == sets(read(forum))


def test_who_attended_is_involved(any_forum: Forum, entities: Entities) -> None:
    """The people whom a source reports at an event are involved in it; the association organizes its own."""
    prefix = any_forum.association.id
    for event in any_forum.events:
        properties = of(entities, any_forum, "events", event)
        attended = {f"{prefix}.people.{one.person.id}" for one in event.participants if one.attendance == "attended"}
        assert set(properties.get("involved", ())) == attended
        assert properties.get("organizer", []) == [f"{prefix}.associations.{prefix}"] * event.own


def test_data_set_says_whose_it_is(any_forum: Forum) -> None:
    """The first entity has the version of the data, and its licence and creators only if they are known."""
    for data in (any_forum, evolve(any_forum, license="https://example.org/", creators=("Ada", "مهتاب"))):
        first = json.loads(to_ftm(data).partition("\n")[0])
        assert first["id"] == f"{data.association.id}.dataset"
        assert first["properties"]["notes"] == [f"Version {data.version}", *filter(None, [data.license])]
        assert first["properties"].get("author", []) == list(data.creators)


# With the package itself, which needs a compiler and ICU: the session `exchange` of nox has it.


@pytest.fixture(scope="module")
def ftm() -> Any:
    """The package followthemoney."""
    return pytest.importorskip("followthemoney", reason="needs the dependency group exchange")


def test_model_accepts_every_entity(any_forum: Forum, entities: Entities, ftm: Any) -> None:
    """Every schema and property is one of the model, what it requires is there, and each value is valid for its type."""
    user_assigned = {country.id.lower() for country in any_forum.countries if country.id.startswith("X")}
    for entity in entities.values():
        schema = ftm.model.get(entity["schema"])
        assert not schema.abstract
        assert entity["properties"].keys() <= schema.properties.keys()
        assert set(schema.required) <= entity["properties"].keys()
        known = {
            key: [one for one in values if one not in user_assigned] for key, values in entity["properties"].items()
        }
        schema.validate({"properties": known})
        assert ftm.model.get_proxy(entity).to_dict()["properties"].keys() == entity["properties"].keys()


def test_references_lead_to_what_the_model_expects(entities: Entities, ftm: Any) -> None:
    """Every reference is the id of an entity of the schema that its property is for."""
    for entity in entities.values():
        for property, value in ftm.model.get_proxy(entity).itervalues():
            if property.type.name == "entity":
                assert ftm.model.get(entities[value]["schema"]).is_a(property.range), (entity["id"], property.name)


def test_cleaning_changes_only_what_is_invisible(ftm: Any) -> None:
    """The model cleans no value away and changes none of the bundled data, apart from ZWNJ, which it drops."""
    for entity in read(forum).values():
        cleaned = ftm.model.get_proxy(entity, cleaned=False).to_dict()["properties"]
        written = {key: {one.replace("\u200c", "") for one in values} for key, values in entity["properties"].items()}
        assert {key: set(values) for key, values in cleaned.items()} == written


def test_languages_are_those_of_the_model(ftm: Any) -> None:
    """A tag of two letters is the language that the model takes it for."""
    from followthemoney.types import registry

    from brics_cities.exports.ftm import _LANGUAGES

    letters = "abcdefghijklmnopqrstuvwxyz"
    known = {one + two: registry.language.clean(one + two) for one in letters for two in letters}
    assert {tag: code for tag, code in known.items() if code} == _LANGUAGES
    assert set(_LANGUAGES.values()) <= set(registry.language.codes)
