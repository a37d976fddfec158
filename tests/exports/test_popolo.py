"""Popolo: valid, complete, in every language, and accepted by an independent reader."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from jsonschema import Draft3Validator, ValidationError
from popolo_data.importer import Popolo
from referencing import Registry, Resource

from brics_cities import Citation, Forum, Text, forum
from brics_cities._descriptor import metadata
from brics_cities.exports.popolo import to_popolo

SCHEMAS = {file.stem: json.loads(file.read_text("utf-8")) for file in (Path(__file__).parent / "popolo").glob("*.json")}
REGISTRY = Registry().with_resources((schema["id"], Resource.from_contents(schema)) for schema in SCHEMAS.values())
CLASSES = {
    "persons": "person",
    "organizations": "organization",
    "memberships": "membership",
    "posts": "post",
    "events": "event",
    "speeches": "speech",
    "areas": "area",
}
FURTHER = {  # terms of ours, where Popolo has none; and other_ with a translated term
    "person": {"area_id", "offices"},
    "organization": {"description", "standing"},
    "membership": {"attested"},
    "post": set(),
    "event": {"area_id", "announced"},
    "speech": {"delivered_by_id"},
    "area": {"identifiers", "region"},
}


def validator(name: str) -> Draft3Validator:
    """Return a validator for a schema of Popolo that fetches nothing."""
    return Draft3Validator(SCHEMAS[name], registry=REGISTRY)


def lists(data: Forum) -> dict[str, list[dict[str, Any]]]:
    """Return the list of each class in a document."""
    return {class_: objects for class_, objects in to_popolo(data).items() if class_ != "meta"}


def by_id(objects: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return objects by their ids, none of which occurs twice."""
    objects = list(objects)
    found = {one["id"]: one for one in objects}
    assert len(found) == len(objects)
    return found


def languages(one: dict[str, Any], term: str, others: str, note: str = "multilingual") -> list[tuple[str, str]]:
    """Return a term of an object in every language."""
    return [(other["lang"], other[term]) for other in one[others] if other["note"] == note]


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(item)


def test_document_is_valid(any_forum: Forum) -> None:
    """Every object is valid against the JSON Schema of its class."""
    written = lists(any_forum)
    assert list(written) == list(CLASSES)
    for class_, objects in written.items():
        for one in objects:
            validator(CLASSES[class_]).validate(one)


def test_document_says_whose_it_is(any_forum: Forum) -> None:
    """The document has the metadata of the data set, with the licence and the creators only if they are known."""
    assert to_popolo(any_forum)["meta"] == metadata(any_forum)
    known = evolve(any_forum, license="https://example.org/", creators=("Ada",))
    assert to_popolo(known)["meta"]["licenses"] == [{"path": "https://example.org/"}]
    assert to_popolo(known)["meta"]["contributors"] == [{"title": "Ada", "roles": ["creator"]}]
    assert not {"licenses", "contributors"} & to_popolo(evolve(known, license=None, creators=()))["meta"].keys()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("event", {"start_date": "21 June 2024"}),
        ("person", {"other_names": [{"lang": "fa"}]}),
        ("speech", {"sources": [{"note": "no address"}]}),
    ],
)
def test_schemas_refuse(name: str, wrong: dict[str, Any]) -> None:
    """The schemas refuse what Popolo refuses, also in parts that another schema describes."""
    with pytest.raises(ValidationError):
        validator(name).validate(wrong)


def test_terms_are_those_of_popolo(any_forum: Forum) -> None:
    """A term is one of Popolo, or one of the few known ones that Popolo lacks."""
    for class_, objects in lists(any_forum).items():
        known = set(SCHEMAS[CLASSES[class_]]["properties"]) | FURTHER[CLASSES[class_]]
        for one in objects:
            further = {term for term in one if term not in known}
            translated = {
                term for term in further if term.startswith("other_") and {"lang", "note"} < set(one[term][0])
            }
            assert further == translated


def test_only_known_values_are_written(any_forum: Forum) -> None:
    """No value is null or empty."""
    written = lists(any_forum)
    assert all(
        value not in (None, "", [], {}) for one in objects_in(written) if one is not written for value in one.values()
    )


def test_every_record_is_one_object(any_forum: Forum) -> None:
    """Each person, body, event, statement, country and place is one object with its own id."""
    written = {class_: by_id(objects) for class_, objects in lists(any_forum).items() if class_ != "memberships"}
    bodies = {id for id, one in written["organizations"].items() if one["classification"] != "party"}
    assert set(written["persons"]) == {person.id for person in any_forum.people}
    assert bodies == {any_forum.association.id, *(member.id for member in any_forum.members)}
    assert set(written["events"]) == {event.id for event in any_forum.events}
    assert set(written["speeches"]) == {statement.id for statement in any_forum.statements}
    assert set(written["areas"]) == {one.id for one in (*any_forum.countries, *any_forum.places)}
    assert {post["role"] for post in written["posts"].values()} == {term.role for term in any_forum.association.terms}


def test_references_resolve(any_forum: Forum) -> None:
    """Every reference is the id of an object in the document."""
    written = lists(any_forum)
    ids = {class_: {one.get("id") for one in objects} for class_, objects in written.items()}
    targets = {
        "person_id": "persons",
        "creator_id": "persons",
        "delivered_by_id": "persons",
        "organization_id": "organizations",
        "post_id": "posts",
        "event_id": "events",
        "area_id": "areas",
        "parent_id": "areas",
    }
    for one in objects_in(written):
        for term in (term for term in one if term.endswith("_id")):
            assert one[term] in ids[targets[term]]
        for attendee in (*one.get("attendees", ()), *one.get("announced", ())):
            assert attendee["id"] in ids["persons"]


def test_no_language_is_lost(any_forum: Forum) -> None:
    """A term is in English, or else in the original, and in every language of the record, in its order."""
    written = {class_: by_id(objects) for class_, objects in lists(any_forum).items() if class_ != "memberships"}
    texts: list[tuple[dict[str, Any], str, str, Text | None]] = []
    for person in any_forum.people:
        one = written["persons"][person.id]
        texts.append((one, "name", "other_names", person.name))
        texts.append((one, "summary", "other_summaries", person.office))
        for office, tenure in zip(one.get("offices", ()), person.tenures, strict=True):
            texts.append((office, "role", "other_roles", tenure.title))
    for body in (any_forum.association, *any_forum.members):
        texts.append((written["organizations"][body.id], "name", "other_names", body.name))
    purpose = any_forum.association.purpose
    texts.append((written["organizations"][any_forum.association.id], "description", "other_descriptions", purpose))
    for event in any_forum.events:
        one = written["events"][event.id]
        texts.append((one, "name", "other_names", event.name))
        texts.append((one, "description", "other_descriptions", event.outcome))
        texts.append((one, "location", "other_locations", event.venue or (event.place and event.place.name)))
    for statement in any_forum.statements:
        texts.append((written["speeches"][statement.id], "text", "other_texts", statement.text))
    for country in any_forum.countries:
        texts.append((written["areas"][country.id], "name", "other_names", country.name))
    for place in any_forum.places:
        texts.append((written["areas"][place.id], "name", "other_names", place.name))
        texts.append((written["areas"][place.id], "region", "other_regions", place.region))
    for one, term, others, text in texts:
        if text is None:
            assert {term, others}.isdisjoint(one)
        else:
            assert one[term] == (text.en or text.original)
            assert languages(one, term, others) == list(text.items())


def test_no_spelling_is_lost(any_forum: Forum) -> None:
    """Other spellings of a name are beside it, with their languages; acronyms have no language."""
    written = lists(any_forum)
    named = {**by_id(written["persons"]), **by_id(written["organizations"])}
    for record in (any_forum.association, *any_forum.members, *any_forum.people):
        alternates = [pair for text in record.other_names for pair in text.items()]
        assert languages(named[record.id], "name", "other_names", "alternate") == alternates
    for person in any_forum.people:
        printed = list(person.printed_as.items()) if person.printed_as else []
        assert languages(named[person.id], "name", "other_names", "as printed") == printed
    for member in any_forum.members:
        acronyms = [name["name"] for name in named[member.id]["other_names"] if name["note"] == "acronym"]
        assert acronyms == ([member.acronym] if member.acronym else [])


def test_dates_keep_their_precision(any_forum: Forum) -> None:
    """Events, offices, terms, standing and the founding have the dates of the records."""

    def days(one: Any, *names: str) -> list[str | None]:
        return [str(day) if (day := getattr(one, name)) else None for name in names]

    def written_days(one: dict[str, Any], *terms: str) -> list[str | None]:
        return [one.get(term) for term in terms]

    written = lists(any_forum)
    span, written_span = ("starts", "ends"), ("start_date", "end_date")
    for event, one in zip(any_forum.events, written["events"], strict=True):
        assert written_days(one, *written_span) == days(event, *span)
    for person, one in zip(any_forum.people, written["persons"], strict=True):
        offices = [written_days(office, *written_span) for office in one.get("offices", ())]
        assert offices == [days(tenure, *span) for tenure in person.tenures]
    organizations = by_id(written["organizations"])
    for member in any_forum.members:
        standing = [(one["role"], one.get("date")) for one in organizations[member.id].get("standing", ())]
        assert standing == [(one.role, *days(one, "date")) for one in member.standing]
    association = any_forum.association
    assert written_days(organizations[association.id], "founding_date") == days(association, "founded")
    terms = [one for one in written["memberships"] if one["organization_id"] == association.id]
    assert [
        (one["person_id"], one["post_id"], one["role"], *written_days(one, *written_span, "attested")) for one in terms
    ] == [
        (term.person.id, f"office/{term.role}", term.role, *days(term, *span, "attested")) for term in association.terms
    ]


def test_people_belong_to_bodies_and_parties(any_forum: Forum) -> None:
    """A person with a body or a party has a membership in it, and nobody else has one."""
    written = lists(any_forum)
    organizations = by_id(written["organizations"])
    found: dict[str, set[tuple[str, str]]] = {"party": set(), "body": set()}
    for one in written["memberships"]:
        organization = organizations[one["organization_id"]]
        if organization["classification"] == "party":
            found["party"].add((one["person_id"], organization["id"]))
        elif organization["id"] != any_forum.association.id:
            found["body"].add((one["person_id"], organization["id"]))
            person = any_forum.people[one["person_id"]]
            assert languages(one, "role", "other_roles") == list(person.office.items())
    assert found["body"] == {(person.id, person.member.id) for person in any_forum.people if person.member}
    assert {person for person, _ in found["party"]} == {person.id for person in any_forum.people if person.party}
    for person, party in found["party"]:
        names = any_forum.people[person].party
        assert names is not None
        assert set(names.items()) <= set(languages(organizations[party], "name", "other_names"))
    assert {party for _, party in found["party"]} == {
        id for id, one in organizations.items() if one["classification"] == "party"
    }


def test_parties_have_different_names(any_forum: Forum) -> None:
    """Two parties have different names, and no name is repeated in one language."""
    parties = [one for one in to_popolo(any_forum)["organizations"] if one["classification"] == "party"]
    assert len({one["name"].casefold() for one in parties}) == len(parties)
    assert all(len(set(pairs)) == len(pairs) for pairs in (languages(one, "name", "other_names") for one in parties))


def test_memberships_have_the_dates_of_the_office(any_forum: Forum) -> None:
    """A membership has the dates of the tenure with the title of the office, if there is one."""
    written = to_popolo(any_forum)["memberships"]
    for person in any_forum.people:
        if person.member:
            dated = [
                (str(tenure.starts) if tenure.starts else None, str(tenure.ends) if tenure.ends else None)
                for tenure in person.tenures
                if (tenure.title.en or tenure.title.original) == (person.office.en or person.office.original)
            ]
            spans = [
                (one.get("start_date"), one.get("end_date"))
                for one in written
                if (one["person_id"], one["organization_id"]) == (person.id, person.member.id)
            ]
            assert spans == (dated or [(None, None)])


def test_attendees_attended(any_forum: Forum) -> None:
    """Attendees are the people whom a source reports, each once; people who are only announced are separate."""
    for event, one in zip(any_forum.events, to_popolo(any_forum)["events"], strict=True):
        for term, attendance in (("attendees", "attended"), ("announced", "announced")):
            people = [person["id"] for person in one.get(term, ())]
            assert sorted(people) == sorted({p.person.id for p in event.participants if p.attendance == attendance})
        assert ("organization_id" in one) == event.own


def test_terms_have_the_values_of_the_records(any_forum: Forum) -> None:
    """Kinds, places, countries, speakers and events are those of the record, and unknown ones are omitted."""
    written = lists(any_forum)
    organizations = by_id(written["organizations"])
    wanted: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for person, one in zip(any_forum.people, written["persons"], strict=True):
        wanted.append((one, {"area_id": person.country}))
    for member in any_forum.members:
        home = member.place or member.country
        wanted.append((organizations[member.id], {"classification": member.kind, "area_id": home}))
    for event, one in zip(any_forum.events, written["events"], strict=True):
        wanted.append((one, {"classification": event.kind, "status": event.status, "area_id": event.place}))
    for statement, one in zip(any_forum.statements, written["speeches"], strict=True):
        said = {"type": statement.kind, "creator_id": statement.speaker, "event_id": statement.event}
        wanted.append((one, {**said, "delivered_by_id": statement.delivered_by}))
    for country, one in zip(any_forum.countries, written["areas"], strict=False):
        codes = [one["identifier"] for one in one["identifiers"]]
        assert codes == [country.id, country.alpha_3, country.numeric]
    for one, terms in wanted:
        assert {term: one.get(term) for term in terms} == {
            term: getattr(value, "id", value) for term, value in terms.items()
        }


def test_sources_are_kept(any_forum: Forum) -> None:
    """Each object names every publication that its record cites, and the paragraph if one is known."""
    written = lists(any_forum)
    organizations = by_id(written["organizations"])
    cited: list[tuple[dict[str, Any], set[Citation]]] = [
        (one, set(record.citations))
        for records, objects in (
            (any_forum.people, written["persons"]),
            (any_forum.association.terms, written["memberships"]),
            (any_forum.events, written["events"]),
            (any_forum.statements, written["speeches"]),
            ((*any_forum.countries, *any_forum.places), written["areas"]),
            ((any_forum.association, *any_forum.members), written["organizations"]),
        )
        for record, one in zip(records, objects, strict=False)
    ]
    for person, one in zip(any_forum.people, written["persons"], strict=True):
        offices = zip(one.get("offices", ()), person.tenures, strict=True)
        cited += [(office, set(tenure.citations)) for office, tenure in offices]
    for member in any_forum.members:
        standing = organizations[member.id].get("standing", ())
        cited += [(one, set(part.citations)) for one, part in zip(standing, member.standing, strict=True)]
    parties: dict[str, set[Citation]] = {}
    for one in written["memberships"][len(any_forum.association.terms) :]:
        person = any_forum.people[one["person_id"]]
        tenures = [held for held in person.tenures if held.title.en == one.get("role") and "start_date" in one]
        cited.append((one, {*person.citations, *(citation for held in tenures for citation in held.citations)}))
        if organizations[one["organization_id"]]["classification"] == "party":
            parties.setdefault(one["organization_id"], set()).update(person.citations)
    cited += [(organizations[id], citations) for id, citations in parties.items()]
    for one, citations in cited:
        assert {link["url"] for link in one["sources"]} == {citation.source.url for citation in citations}
        assert len({tuple(link.items()) for link in one["sources"]}) == len(one["sources"])
        paragraphs = {citation.passage.paragraph for citation in citations if citation.passage}
        notes = [link["note"].rpartition(" paragraph ") for link in one["sources"]]
        assert {int(number) for _, found, number in notes if found} == paragraphs


def test_areas_are_on_the_map(any_forum: Forum) -> None:
    """A place is in its country, is a GeoJSON point with longitude first, and has its number in GeoNames."""
    areas = by_id(to_popolo(any_forum)["areas"])
    for place in any_forum.places:
        one = areas[place.id]
        assert one["parent_id"] == place.country.id
        assert one["geometry"] == {"type": "Point", "coordinates": [place.longitude, place.latitude]}
        numbers = [one["identifier"] for one in one.get("identifiers", ())]
        assert numbers == ([str(place.geonames_id)] if place.geonames_id else [])


def test_another_reader_reads_it(any_forum: Forum) -> None:
    """An independent reader of Popolo finds the same people, bodies, offices, areas and dates."""
    popolo = Popolo(json.loads(json.dumps(to_popolo(any_forum))))
    assert [person.id for person in popolo.persons] == [person.id for person in any_forum.people]
    for membership in popolo.memberships:
        assert membership.person.name == popolo.persons.get(id=membership.person_id).name
        assert membership.organization.name
        assert membership.post_id is None or membership.post.organization == membership.organization
    for event, read in zip(any_forum.events, popolo.events, strict=True):
        assert event.starts is None or read.start_date.earliest_date == event.starts.earliest
        assert event.ends is None or read.end_date.latest_date == event.ends.latest
    assert {area.id for area in popolo.areas} >= {place.id for place in any_forum.places}


def test_another_reader_knows_who_held_an_office() -> None:
    """For an office and a day, the reader names the person whom the data names."""
    popolo = Popolo(to_popolo(forum))
    chair = popolo.memberships.filter(post_id="office/chair")
    in_2024, in_2026 = ([one.person.name for one in chair if one.current_at(date(year, 7, 1))] for year in (2024, 2026))
    assert (in_2024, in_2026) == (["Ilsur Metshin"], ["Washington Quaquá"])
