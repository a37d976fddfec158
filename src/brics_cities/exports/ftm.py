"""Export a data set as FollowTheMoney, the model in which investigative tools keep people, bodies and what connects them.

One entity per line, as Aleph, OpenAleph and the tools of OpenSanctions read them. A position is an office,
an occupancy says who held it and when; an address is a place on the map. The ``proof`` of an entity are the sources
that its record cites.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from brics_cities import models
from brics_cities._forum import Forum, check_forum
from brics_cities._labels import TERMS
from brics_cities._tables import TABLE_OF, citations_in
from brics_cities.exports._offices import body_of
from brics_cities.text import Text, english_or_original

_Entity = dict[str, Any]

# The languages of the model, which knows them by three letters (ISO 639-3): the two of a tag, and those three.
_LANGUAGES = {
    pair[:2]: pair[2:]
    for pair in """
    afafr amamh arara azaze bebel bgbul bnben bsbos cacat csces dadan dedeu elell eneng esspa etest fafas fifin frfra
    gagle heheb hihin hrhrv huhun hyhye idind inind isisl itita iwheb jajpn kakat kkkaz kmkhm knkan kokor kykir lbltz
    lolao ltlit lvlav mkmkd mnmon moron msmsa mtmlt mymya nenep nlnld nonor plpol pspus ptpor roron rurus sisin skslk
    slslv sqsqi srsrp svswe swswa tatam tetel tgtgk ththa tktuk tltgl trtur ukukr ururd uzuzb vivie zhzho
    """.split()
}


def to_ftm(forum: Forum) -> str:
    """Export a data set as FollowTheMoney entities, in lines of JSON.

    The ids are those of the records after the id of the association and the name of the table, such as
    ``brics-cities.people.ilsur-metshin``. The first entity is the data set itself, with its version, its creators and
    the address of its licence. Statements, claims, disagreements, agreements, topics, passages, and people who were only
    announced for an event have no place in the model and are omitted, and so are unknown values.

    Args:
        forum: Any data set.

    Returns:
        One JSON object per line.

    Raises:
        InvalidValueError: What is given is no `Forum`.

    >>> import json
    >>> from brics_cities import forum
    >>> entities = {entity["id"]: entity for entity in map(json.loads, to_ftm(forum).splitlines())}
    >>> mayor = entities["brics-cities.people.yaghoub-houshyar"]
    >>> mayor["schema"], mayor["properties"]["name"], mayor["properties"]["country"]
    ('Person', ['Yaghoub Houshyar', 'یعقوب هوشیار'], ['ir'])
    """
    check_forum(forum)
    return "".join(f"{json.dumps(entity, ensure_ascii=False)}\n" for entity in _numbered(_entities(forum)))


def _numbered(entities: Iterable[_Entity]) -> Iterator[_Entity]:
    """Give every entity an id of its own: who held an office twice has two occupancies of it."""
    seen: Counter[str] = Counter()
    for entity in entities:
        id = entity["id"]
        seen[id] += 1
        yield {**entity, "id": f"{id}.{seen[id]}"} if seen[id] > 1 else entity


def _entities(forum: Forum) -> Iterator[_Entity]:
    association, prefix = forum.association, forum.association.id
    yield _entity(
        f"{prefix}.dataset",
        "Package",
        title=_values(association.name),
        author=forum.creators,
        notes=(f"Version {forum.version}", forum.license),
    )
    for source in forum.sources:
        yield _source(source, prefix)
    for place in forum.places:
        yield _address(place, prefix)
    yield _association(association, prefix)
    for member in forum.members:
        yield _member(member, prefix)
        yield from _standing(member, association, prefix)
    for person in forum.people:
        yield _person(person, prefix)
    yield from _terms(association, prefix)
    yield from _offices(forum.people, prefix)
    for event in forum.events:
        yield _event(event, association, prefix)


def _entity(id: str, schema: str, **properties: Iterable[str | None]) -> _Entity:
    """Return an entity with the known values of its properties, each once."""
    known = {key: [*dict.fromkeys(filter(None, values))] for key, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {key: values for key, values in known.items() if values}}


def _id(record: Any, prefix: str) -> str:
    return f"{prefix}.{TABLE_OF[type(record)]}.{record.id}"


def _values(*texts: Text | None) -> list[str]:
    """Return texts in each language, English or else the original first."""
    return [string for text in texts if text for string in (english_or_original(text), *text.values())]


def _iso(*dates: object) -> list[str]:
    """Return the known dates in ISO 8601, at the precision that their source gives."""
    return [str(date) for date in dates if date]


def _codes(country: models.Country | None) -> list[str]:
    return [country.id.lower()] if country else []


def _proof(citations: Iterable[models.Citation], prefix: str) -> list[str]:
    return [_id(citation.source, prefix) for citation in citations]


def _source(source: models.Source, prefix: str) -> _Entity:
    return _entity(
        _id(source, prefix),
        "Article" if source.kind == "news" else "HyperText",
        title=_values(source.title or source.publisher),
        publisher=_values(source.publisher),
        publishedAt=_iso(source.published),
        sourceUrl=(source.url,),
        language=(_LANGUAGES.get(source.language.partition("-")[0]),),
        notes=_values(source.note),
    )


def _address(place: models.Place, prefix: str) -> _Entity:
    return _entity(
        _id(place, prefix),
        "Address",
        full=(str(place),),
        name=_values(place.name),
        alias=_values(*place.other_names),
        region=_values(place.region),
        country=_codes(place.country),
        latitude=(str(place.latitude),),
        longitude=(str(place.longitude),),
        proof=_proof(place.citations, prefix),
    )


def _association(association: models.Association, prefix: str) -> _Entity:
    return _entity(
        _id(association, prefix),
        "Organization",
        name=_values(association.name),
        alias=_values(*association.other_names),
        summary=_values(association.purpose),
        incorporationDate=_iso(association.founded),
        website=(association.url,),
        proof=_proof(citations_in(association), prefix),
    )


def _member(member: models.Member, prefix: str) -> _Entity:
    is_public = member.kind in ("city-government", "city-council")
    return _entity(
        _id(member, prefix),
        "PublicBody" if is_public else "Organization",
        name=_values(member.name),
        alias=_values(*member.other_names),
        abbreviation=(member.acronym,),
        classification=_values(TERMS[member.kind]),
        country=_codes(member.country),
        addressEntity=(_id(member.place, prefix),) if member.place else (),
        notes=_values(member.note),
        proof=_proof(member.citations, prefix),
    )


def _standing(member: models.Member, association: models.Association, prefix: str) -> Iterator[_Entity]:
    """Yield how a body takes part, each time; no source prints a list of members, so it is no membership."""
    for standing in member.standing:
        yield _entity(
            f"{prefix}.standing.{member.id}.{standing.role}",
            "UnknownLink",
            subject=(_id(member, prefix),),
            object=(_id(association, prefix),),
            role=_values(TERMS[standing.role]),
            date=_iso(standing.date),
            proof=_proof(standing.citations, prefix),
        )


def _person(person: models.Person, prefix: str) -> _Entity:
    return _entity(
        _id(person, prefix),
        "Person",
        name=_values(person.name),
        alias=_values(*person.other_names, person.printed_as),
        position=_values(person.office),
        political=_values(person.party),
        country=_codes(person.country),
        notes=_values(person.note),
        proof=_proof(person.citations, prefix),
    )


def _terms(association: models.Association, prefix: str) -> Iterator[_Entity]:
    """Yield the offices of the association, and who held them when."""
    body = _id(association, prefix)
    for role in dict.fromkeys(term.role for term in association.terms):
        yield _entity(
            f"{prefix}.offices.{role}",
            "Position",
            name=_in_association(TERMS[role], association.name),
            organization=(body,),
            proof=_proof(
                (cited for term in association.terms if term.role == role for cited in term.citations), prefix
            ),
        )
    for term in association.terms:
        yield _occupancy(term.person, term.role, term, term.citations, prefix)


def _in_association(role: Text, name: Text) -> list[str]:
    titles = [f"{role['en'].capitalize()}, {english_or_original(name)}"]
    return [*titles, f"{role['fa']}، {name['fa']}"] if name.fa else titles


def _offices(people: Iterable[models.Person], prefix: str) -> Iterator[_Entity]:
    """Yield the other offices of people, one for each title, and who held them when; undated if no tenure is about it."""
    offices: dict[str, list[tuple[models.Person, models.Tenure | None]]] = {}
    for person in people:
        for tenure in person.tenures:
            offices.setdefault(english_or_original(tenure.title), []).append((person, tenure))
        office = english_or_original(person.office)
        if office not in [english_or_original(one.title) for one in person.tenures]:
            offices.setdefault(office, []).append((person, None))
    for title, held in offices.items():
        office = sha256(title.encode()).hexdigest()[:16]
        bodies = [body for one in held if (body := body_of(*one))]
        yield _entity(
            f"{prefix}.offices.{office}",
            "Position",
            name=_values(*(dated.title if dated else person.office for person, dated in held)),
            organization=[_id(body, prefix) for body in bodies],
            country=[code for body in bodies for code in _codes(body.country)],
            proof=_proof((cited for one in held for cited in _cited(*one)), prefix),
        )
        for one in held:
            yield _occupancy(one[0], office, one[1], _cited(*one), prefix)


def _cited(person: models.Person, tenure: models.Tenure | None) -> tuple[models.Citation, ...]:
    return tenure.citations if tenure else person.citations


def _occupancy(
    person: models.Person,
    office: str,
    dated: models.Term | models.Tenure | None,
    citations: Iterable[models.Citation],
    prefix: str,
) -> _Entity:
    return _entity(
        f"{prefix}.occupancies.{person.id}.{office}",
        "Occupancy",
        holder=(_id(person, prefix),),
        post=(f"{prefix}.offices.{office}",),
        startDate=_iso(dated and dated.starts),
        endDate=_iso(dated and dated.ends),
        date=_iso(getattr(dated, "attested", None)),
        proof=_proof(citations, prefix),
    )


def _event(event: models.Event, association: models.Association, prefix: str) -> _Entity:
    place = event.place
    return _entity(
        _id(event, prefix),
        "Event",
        name=_values(event.name),
        startDate=_iso(event.starts),
        endDate=_iso(event.ends),
        summary=_values(event.outcome),
        description=_values(*(point.text for point in event.agenda)),
        notes=_values(event.note),
        keywords=_values(TERMS[event.kind], TERMS[event.status]),
        location=_values(event.venue),
        country=_codes(place.country) if place else (),
        addressEntity=(_id(place, prefix),) if place else (),
        organizer=(_id(association, prefix),) if event.own else (),
        involved=[_id(one.person, prefix) for one in event.participants if one.attendance == "attended"],
        proof=_proof(citations_in(event), prefix),
    )
