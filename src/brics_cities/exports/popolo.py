"""Export a data set as Popolo, the civic-technology specification for people, bodies, memberships and meetings.

In Popolo a term has one language. Here it is English, or the original if there is no English, and
``other_names``, ``other_roles`` and so on repeat it in every language of the record, the original
first, as EveryPolitician writes names: ``{"name": "قازان", "lang": "fa", "note": "multilingual"}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from brics_cities import models
from brics_cities._descriptor import metadata
from brics_cities._forum import Forum, check_forum
from brics_cities._labels import TERMS
from brics_cities.exports._offices import body_of
from brics_cities.text import Text, english_or_original, fold


def to_popolo(forum: Forum) -> dict[str, Any]:
    """Export a data set as Popolo.

    The association, the members and the parties are organizations; offices of the association are
    posts; statements are speeches; countries and places are areas. Topics, agreements, claims,
    disagreements and passages have no place in Popolo and are omitted, and so are unknown values. ``meta`` says what
    the data set is, with its version and, if they are known, its licence and contributors, as a Data Package does.

    Args:
        forum: Any data set.

    Returns:
        A JSON object with ``meta`` and a list per class of Popolo.

    Raises:
        InvalidValueError: What is given is no `Forum`.

    >>> from brics_cities import forum
    >>> mayor, = [person for person in to_popolo(forum)["persons"] if person["id"] == "yaghoub-houshyar"]
    >>> mayor["name"], mayor["other_names"][0]["lang"], mayor["summary"]
    ('Yaghoub Houshyar', 'fa', 'Mayor of Tabriz')
    """
    check_forum(forum)
    association = forum.association
    return {
        "meta": metadata(forum),
        "persons": [_person(person) for person in forum.people],
        "organizations": [_association(association), *map(_member, forum.members), *_parties(forum.people)],
        "memberships": [
            *_terms(association),
            *(membership for person in forum.people for membership in _memberships(person)),
        ],
        "posts": _posts(association),
        "events": [_event(event, association) for event in forum.events],
        "speeches": [_speech(statement) for statement in forum.statements],
        "areas": [*map(_country, forum.countries), *map(_place, forum.places)],
    }


def _object(**terms: Any) -> dict[str, Any]:
    """Return a JSON object of the known values."""
    return {term: value for term, value in terms.items() if value not in (None, [])}


def _iso(date: object) -> str | None:
    """Return a date in ISO 8601, at the precision that its source gives."""
    return None if date is None else str(date)


def _entries(term: str, text: Text, note: str) -> list[dict[str, str]]:
    return [{term: string, "lang": tag, "note": note} for tag, string in text.items()]


def _translated(term: str, text: Text | None, others: str = "") -> dict[str, Any]:
    """Return a term in one language, and in each."""
    if text is None:
        return {}
    return {term: english_or_original(text), others or f"other_{term}s": _entries(term, text, "multilingual")}


def _named(record: models.Association | models.Member | models.Person, *further: dict[str, str]) -> dict[str, Any]:
    """Return a name in one language and in each, and its other spellings."""
    named = _translated("name", record.name)
    for text in record.other_names:
        named["other_names"] += _entries("name", text, "alternate")
    named["other_names"] += further
    return named


def _sources(*citations: models.Citation) -> list[dict[str, str]]:
    """Return each cited publication with its publisher, date and paragraph, if known."""
    links = []
    for citation in dict.fromkeys(citations):
        source, passage = citation.source, citation.passage
        note = [
            english_or_original(source.publisher),
            _iso(source.published),
            f"paragraph {passage.paragraph}" if passage else None,
        ]
        links.append({"url": source.url, "note": ", ".join(filter(None, note))})
    return links


def _person(person: models.Person) -> dict[str, Any]:
    printed = _entries("name", person.printed_as, "as printed") if person.printed_as else []
    return _object(
        id=person.id,
        **_named(person, *printed),
        **_translated("summary", person.office, "other_summaries"),
        area_id=person.country and person.country.id,
        offices=[
            _object(
                **_translated("role", tenure.title),
                start_date=_iso(tenure.starts),
                end_date=_iso(tenure.ends),
                sources=_sources(*tenure.citations),
            )
            for tenure in person.tenures
        ],
        sources=_sources(*person.citations),
    )


def _association(association: models.Association) -> dict[str, Any]:
    return _object(
        id=association.id,
        **_named(association),
        **_translated("description", association.purpose),
        classification="association",
        founding_date=_iso(association.founded),
        links=[{"url": association.url, "note": "site"}] if association.url else None,
        sources=_sources(*association.citations),
    )


def _member(member: models.Member) -> dict[str, Any]:
    """Return a body; a Popolo membership would say that it belongs to the association, which no source does."""
    acronym = [{"name": member.acronym, "note": "acronym"}] if member.acronym else []
    home = member.place or member.country
    return _object(
        id=member.id,
        **_named(member, *acronym),
        classification=member.kind,
        area_id=home and home.id,
        standing=[
            _object(role=standing.role, date=_iso(standing.date), sources=_sources(*standing.citations))
            for standing in member.standing
        ],
        sources=_sources(*member.citations),
    )


def _party_id(party: Text) -> str:
    return "party/" + "-".join(filter(None, map(fold, english_or_original(party).split())))


def _parties(people: Iterable[models.Person]) -> Iterator[dict[str, Any]]:
    """Yield a political party per English name, in every language in which one of its people has it."""
    parties: dict[str, list[tuple[models.Person, Text]]] = {}
    for person in people:
        if person.party:
            parties.setdefault(_party_id(person.party), []).append((person, person.party))
    for id, joined in parties.items():
        names = [entry for _, party in joined for entry in _entries("name", party, "multilingual")]
        yield _object(
            id=id,
            name=english_or_original(joined[0][1]),
            other_names=[name for number, name in enumerate(names) if name not in names[:number]],
            classification="party",
            sources=_sources(*(citation for person, _ in joined for citation in person.citations)),
        )


def _posts(association: models.Association) -> list[dict[str, Any]]:
    return [
        {
            "id": f"office/{role}",
            "label": english_or_original(TERMS[role]).capitalize(),
            "role": role,
            "organization_id": association.id,
        }
        for role in dict.fromkeys(term.role for term in association.terms)
    ]


def _terms(association: models.Association) -> Iterator[dict[str, Any]]:
    for term in association.terms:
        yield _object(
            person_id=term.person.id,
            organization_id=association.id,
            post_id=f"office/{term.role}",
            role=term.role,
            start_date=_iso(term.starts),
            end_date=_iso(term.ends),
            attested=_iso(term.attested),
            sources=_sources(*term.citations),
        )


def _memberships(person: models.Person) -> Iterator[dict[str, Any]]:
    """Yield the body that a person speaks for, dated by the tenure of that title, and the person's party."""
    if person.member:
        dated: list[models.Tenure | None] = [one for one in person.tenures if body_of(person, one)]
        for tenure in dated or [None]:
            yield _object(
                person_id=person.id,
                organization_id=person.member.id,
                **_translated("role", person.office),
                start_date=_iso(tenure and tenure.starts),
                end_date=_iso(tenure and tenure.ends),
                sources=_sources(*(tenure.citations if tenure else ()), *person.citations),
            )
    if person.party:
        yield _object(person_id=person.id, organization_id=_party_id(person.party), sources=_sources(*person.citations))


def _event(event: models.Event, association: models.Association) -> dict[str, Any]:
    return _object(
        id=event.id,
        **_translated("name", event.name),
        **_translated("description", event.outcome),
        classification=event.kind,
        status=event.status,
        start_date=_iso(event.starts),
        end_date=_iso(event.ends),
        **_translated("location", event.venue or (event.place.name if event.place else None)),
        area_id=event.place and event.place.id,
        organization_id=association.id if event.own else None,
        attendees=_people(one for one in event.participants if one.attendance == "attended"),
        announced=_people(one for one in event.participants if one.attendance == "announced"),
        sources=_sources(*event.citations),
    )


def _people(participants: Iterable[models.Participant]) -> list[dict[str, str]]:
    people = {one.person.id: one.person for one in participants}
    return [{"id": id, "name": english_or_original(person.name)} for id, person in people.items()]


def _speech(statement: models.Statement) -> dict[str, Any]:
    return _object(
        id=statement.id,
        creator_id=statement.speaker.id,
        delivered_by_id=statement.delivered_by and statement.delivered_by.id,
        event_id=statement.event.id,
        type=statement.kind,
        **_translated("text", statement.text),
        sources=_sources(*statement.citations),
    )


def _country(country: models.Country) -> dict[str, Any]:
    return _object(
        id=country.id,
        **_translated("name", country.name),
        classification="country",
        identifiers=[
            {"scheme": "ISO 3166-1 alpha-2", "identifier": country.id},
            {"scheme": "ISO 3166-1 alpha-3", "identifier": country.alpha_3},
            {"scheme": "ISO 3166-1 numeric", "identifier": country.numeric},
        ],
        sources=_sources(*country.citations),
    )


def _place(place: models.Place) -> dict[str, Any]:
    geonames = [{"scheme": "GeoNames", "identifier": str(place.geonames_id)}] if place.geonames_id else []
    return _object(
        id=place.id,
        **_translated("name", place.name),
        classification="place",
        **_translated("region", place.region),
        identifiers=geonames,
        parent_id=place.country.id,
        geometry={"type": "Point", "coordinates": [place.longitude, place.latitude]},
        sources=_sources(*place.citations),
    )
