# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
"""What a user writes, as type checkers see it.

Each `type: ignore` marks a mistake; a checker that does not reject it complains of the mark itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from brics_cities import (
    Agreement,
    Association,
    Change,
    Claim,
    Country,
    Diff,
    Event,
    Forum,
    Member,
    PartialDate,
    Passage,
    Person,
    Place,
    Problem,
    Record,
    Records,
    Source,
    Statement,
    Text,
    Topic,
    Verification,
    __version__,
    diff,
    direction,
    fold,
    forum,
    from_dict,
    load,
    schema,
    to_dict,
)
from brics_cities.exports import FORMATS, Column, Document, Table, encode, to_csv, to_geojson, to_sqlite, to_tables

if TYPE_CHECKING:
    from typing import assert_type


def data() -> None:
    """The handle and what `load` returns are of one type."""
    assert_type(forum, Forum)
    assert_type(load("data.zip"), Forum)
    assert_type(load(Path("data")), Forum)
    assert_type(forum.version, str)
    assert_type(__version__, str)
    assert_type(forum.association, Association)
    assert_type(forum.event, Event)
    assert_type(forum.agreements, Records[Agreement])
    assert_type(forum.sources, Records[Source])
    assert_type(forum.verify("words"), tuple[Verification, ...])
    assert_type(forum.people.rows("fa"), list[dict[str, str | int | float | bool | None]])
    assert_type([column.name for column in forum.people.columns("fa")], list[str])
    assert_type(schema(), dict[str, Any])
    forum.save("data.zip")
    forum.save(5)  # type: ignore[arg-type]


def records() -> None:
    """Each way to reach a record knows its class."""
    person = forum.people["ada"]
    assert_type(person, Person)
    assert_type(forum.people.get("ada"), Person | None)
    assert_type(forum.people[0], Person)
    assert_type(forum.people[1:], Records[Person])
    assert_type(iter(forum.people), Iterator[Person])
    assert_type(reversed(forum.people), Iterator[Person])
    assert_type([place.latitude for place in forum.places], list[float])
    assert_type(len(forum.countries), int)
    assert_type(person in forum.people, bool)
    print(ids(forum.people), ids(forum.topics), offices(forum.people))


def ids(some: Records[Record]) -> list[str]:
    """Any records are records of any class."""
    return [record.id for record in some]


def offices(people: Sequence[Person]) -> list[Text]:
    """Records are a sequence of their class."""
    return [person.office for person in people]


def fields() -> None:
    """A field that may be unknown must be asked first; texts, dates and terms are what they are."""
    statement = forum.statements["ada-1"]
    assert_type(statement.speaker.member, Member | None)
    assert_type(statement.text, Text)
    assert_type(statement.text.fa, str | None)
    assert_type(statement.text["fa"], str)
    assert_type(statement.text.get("pt"), str | None)
    assert_type(statement.text.best("fa-IR", "en"), str)
    assert_type(statement.text.original, str)
    assert_type(statement.kind, Literal["speech", "message"])
    assert_type(statement.topics, tuple[Topic, ...])
    assert_type(statement.citations[0].passage, Passage | None)
    assert_type(forum.event.starts, PartialDate | None)
    assert_type(forum.claims[0].value, int | PartialDate | Text)
    if statement.speaker.member and statement.speaker.member.country:
        assert_type(statement.speaker.member.country, Country)
    assert_type(direction("fa"), Literal["ltr", "rtl"])
    assert_type(fold("words"), str)
    assert_type(Passage.of("a voice of its own", paragraph=1).find("words"), str)
    assert_type(Problem("people.json", "ada", "name", "missing").id, str | None)


def verbs() -> None:
    """`by` and `find` give records of the same class, so they chain."""
    avalon, ada = forum.members["avalon"], forum.people["ada"]
    said = forum.statements.by(speaker=ada, topic="tourism", kind="speech", delivered_by=None)
    assert_type(said, Records[Statement])
    assert_type(said.by(event=forum.event).find("bridges")[:3].by(member=avalon, country="IR"), Records[Statement])
    assert_type(forum.events.by(status="held", participant=ada, place="avalon"), Records[Event])
    assert_type(forum.members.by(kind="city-council", role="host", country=None), Records[Member])
    assert_type(forum.people.by(member=avalon, party=Text({"en": "Moderates"})), Records[Person])
    assert_type(forum.people.by(party="Moderates", country=None).find("ada"), Records[Person])
    assert_type(forum.claims.by(about=avalon, measure="guests", bound="over"), Records[Claim])
    assert_type(forum.agreements.by(party=avalon, kind="twinning", event=None), Records[Agreement])
    assert_type(forum.topics.by(broader=forum.topics["trade"]), Records[Topic])
    assert_type(forum.places.by(country="IR"), Records[Place])
    assert_type(forum.countries.by(source="herald"), Records[Country])
    assert_type(forum.sources.by(kind="news", language="fa"), Records[Source])
    assert_type(forum.people.find("ada").get("ada"), Person | None)


def changes() -> None:
    """A changed record makes another data set; a row is that of a class, and two data sets can be compared."""
    topic = forum.topics["trade"]
    assert_type(forum.replace(topic, without=["people/ada", forum.places["avalon"]], version="2"), Forum)
    assert_type(to_dict(topic, embed=True), dict[str, Any])
    assert_type(from_dict(Topic, to_dict(topic), forum), Topic)
    found = diff(forum, load("data"))
    assert_type(found, Diff)
    assert_type(found.changed, tuple[Change, ...])
    assert_type(found.added, tuple[Record, ...])


def exports() -> None:
    """Exports are text, JSON or bytes, and tables are described."""
    assert_type(to_geojson(forum), dict[str, Any])
    assert_type(to_csv(forum), bytes)
    assert_type(to_sqlite(forum), bytes)
    assert_type(to_tables(forum), dict[str, Table])
    assert_type(to_tables(forum)["texts"].columns, tuple[Column, ...])
    assert_type(FORMATS["csv"].export(forum), Document)
    assert_type(encode(FORMATS["csv"].export(forum)), bytes)


def mistakes() -> None:
    """Criteria, values and ids of the wrong kind, and changes to what is frozen."""
    forum.people.by(speaker="ada")  # type: ignore[call-arg]
    forum.statements.by(colour="blue")  # type: ignore[call-arg]
    forum.people.by("ada")  # type: ignore[call-arg]
    forum.statements.by(speaker=forum.places["avalon"])  # type: ignore[arg-type]
    forum.statements.by(speaker=None)  # type: ignore[arg-type]
    forum.statements.by(topic=["tourism"])  # type: ignore[arg-type]
    forum.statements.by(kind="song")  # type: ignore[arg-type]
    forum.claims.by(measure=5)  # type: ignore[arg-type]
    forum.people.find(5)  # type: ignore[arg-type]
    forum.people.get(5)  # type: ignore[arg-type]
    forum.people[1.5]  # type: ignore[call-overload]
    print(forum.people["ada"].speaker)  # type: ignore[attr-defined]
    forum.people["ada"].office = Text({"en": "Mayor"})  # type: ignore[misc]
    forum.people[0] = forum.people[1]  # type: ignore[index]
    forum.version = "1"  # type: ignore[misc]
    load(5)  # type: ignore[arg-type]
    diff(forum, "data")  # type: ignore[arg-type]
    from_dict(Text, {}, forum)  # type: ignore[type-var]
    forum.replace("people/ada")  # type: ignore[arg-type]
    to_dict(Text({"en": "words"}))  # type: ignore[arg-type]
    to_sqlite(forum.people)  # type: ignore[arg-type]
    forum.statements["ada-1"].text.fa.upper()  # type: ignore[union-attr]
    print(forum.people.get("ada").name)  # type: ignore[union-attr]
