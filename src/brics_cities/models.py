"""The records: frozen attrs classes that name people, bodies, meetings and words, and cite each of them.

The terms are those of Popolo, W3C ORG, schema.org, Web Annotation and PROV. References are real
objects and point one way, so that `statement.speaker.member.country.name.fa` just works.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

from attrs import Attribute, field, fields, frozen, has

from brics_cities import validators as must
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.exceptions import InvalidValueError
from brics_cities.passages import Passage
from brics_cities.records import Records
from brics_cities.text import Text, in_english
from brics_cities.values import Identified, Value
from brics_cities.vocabularies import (
    AgreementKind,
    Attendance,
    Bound,
    BricsStatus,
    Corroboration,
    EventKind,
    EventStatus,
    MemberKind,
    SourceKind,
    StandingRole,
    StatementKind,
    TermRole,
)

if TYPE_CHECKING:
    import os

    from brics_cities.findings import Position, TimelineEntry, Verification

DERIVED = {"derived": True}  # marks a field that is found by comparing records and stands in no file


def _optional(validator: must.Validator) -> Any:
    """A field that is None where no source tells."""
    return field(default=None, validator=must.be_none_or(validator))


def _several(cls: type) -> Any:
    """A field that holds any number of them."""
    return field(default=(), validator=must.be_tuple_of(cls))


def _span(starts: PartialDate | None, ends: PartialDate | None) -> str:
    return f"from {starts or 'an unknown date'}" + (f" to {ends}" if ends else "")


def _check_order(starts: PartialDate | None, ends: PartialDate | None) -> None:
    if starts is not None and ends is not None and starts.earliest > ends.latest:
        raise InvalidValueError("ends", f"not before {starts}, where it starts", str(ends))


@frozen(kw_only=True, eq=False, repr=False)
class Source(Identified):
    """A publication that records cite.

    Attributes:
        id: A lower-case slug.
        kind: What sort of publisher it is.
        publisher: Who publishes it.
        title: Its title, where it was seen.
        url: Its address.
        language: The BCP 47 tag of the language it is written in.
        published: When it was published (Gregorian), or None.
        printed_date: The same day as a Persian source prints it, or None.
        origin: Whom it reports from, where it says so.
        derived_from: Earlier sources whose text it shares; such sources do not confirm one another.
        note: What a reader should know of it.
    """

    id: str = field(validator=must.be_slug)
    kind: SourceKind = field(validator=must.be_one_of(*get_args(SourceKind)))
    publisher: Text = field(validator=must.be_a(Text))
    title: Text | None = _optional(must.be_a(Text))
    url: str = field(validator=must.be_url)
    language: str = field(validator=must.be_tag)
    published: PartialDate | None = _optional(must.be_a(PartialDate))
    printed_date: SolarHijriDate | None = _optional(must.be_a(SolarHijriDate))
    origin: Text | None = _optional(must.be_a(Text))
    derived_from: tuple[Source, ...] = field(default=(), validator=must.be_later(lambda: must.be_tuple_of(Source)))
    note: Text | None = _optional(must.be_a(Text))

    def __str__(self) -> str:
        return ", ".join(str(part) for part in (in_english(self.publisher), self.published, self.url) if part)


@frozen(kw_only=True, eq=False, repr=False)
class Citation(Value):
    """Where a record is written: a source and, where the words matter, the passage in it.

    Attributes:
        source: The publication.
        passage: The words in it, content-addressed, or None.
    """

    source: Source = field(validator=must.be_a(Source))
    passage: Passage | None = _optional(must.be_a(Passage))

    def _brief(self) -> str:
        return f"<{self}>"

    def __str__(self) -> str:
        return self.source.id + (f" ¶{self.passage.paragraph}" if self.passage else "")


_CITED = must.be_tuple_of(Citation, least=1)


@frozen(kw_only=True, eq=False, repr=False)
class BricsStanding(Value):
    """What a country is to BRICS, and since when.

    Attributes:
        status: Founder, member, partner, or invited or declined.
        since: From when (Gregorian); for a founder None, since sources differ on what counts.
        citations: Where that is written.
    """

    status: BricsStatus = field(validator=must.be_one_of(*get_args(BricsStatus)))
    since: PartialDate | None = _optional(must.be_a(PartialDate))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return f"{self.status}, {self.since}" if self.since else self.status


@frozen(kw_only=True, eq=False, repr=False)
class Country(Identified):
    """A country.

    Attributes:
        id: The ISO 3166-1 alpha-2 code, in upper case.
        alpha_3: The ISO 3166-1 alpha-3 code.
        numeric: The ISO 3166-1 numeric code, three digits.
        name: Its short name, from Unicode CLDR.
        standing: What it is to BRICS, in order of time; empty where it has no part or sources disagree.
        citations: Where that is written.
    """

    id: str = field(validator=must.be_letters(2))
    alpha_3: str = field(validator=must.be_letters(3))
    numeric: str = field(validator=must.be_digits(3))
    name: Text = field(validator=must.be_a(Text))
    standing: tuple[BricsStanding, ...] = _several(BricsStanding)
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return in_english(self.name)


@frozen(kw_only=True, eq=False, repr=False)
class Place(Identified):
    """A place on the map.

    Attributes:
        id: A lower-case slug.
        name: Its name.
        country: The country it lies in.
        region: The part of that country, such as a republic of a federation, or None.
        latitude: WGS 84 degrees, -90 to 90, north positive.
        longitude: WGS 84 degrees, -180 to 180, east positive.
        geonames_id: Its number in GeoNames, or None.
        citations: Where that is written.
    """

    id: str = field(validator=must.be_slug)
    name: Text = field(validator=must.be_a(Text))
    country: Country = field(validator=must.be_a(Country))
    region: Text | None = _optional(must.be_a(Text))
    latitude: float = field(validator=must.be_degrees(90))
    longitude: float = field(validator=must.be_degrees(180))
    geonames_id: int | None = _optional(must.be_whole_number(1))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return ", ".join(
            [in_english(self.name), *([in_english(self.region)] if self.region else []), str(self.country)]
        )


@frozen(kw_only=True, eq=False, repr=False)
class Topic(Identified):
    """A subject that statements are about, one of a controlled list.

    Attributes:
        id: A lower-case slug.
        name: What it is called.
        broader: The wider topic that it belongs to, or None.
        citations: A source that raises it.
    """

    id: str = field(validator=must.be_slug)
    name: Text = field(validator=must.be_a(Text))
    broader: Topic | None = _optional(must.be_later(lambda: must.be_a(Topic)))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return in_english(self.name)


@frozen(kw_only=True, eq=False, repr=False)
class Standing(Value):
    """What a source supports about a member's part in the association or a meeting, and when.

    Attributes:
        role: As what it takes part.
        date: When (Gregorian), or None.
        citations: Where that is written.
    """

    role: StandingRole = field(validator=must.be_one_of(*get_args(StandingRole)))
    date: PartialDate | None = _optional(must.be_a(PartialDate))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return f"{self.role}, {self.date}" if self.date else self.role


@frozen(kw_only=True, eq=False, repr=False)
class Member(Identified):
    """A body that takes part: a city government, a council, an association of local authorities or another.

    Attributes:
        id: A lower-case slug.
        name: Its name.
        other_names: What else it is called.
        acronym: Its usual short form in Latin letters, or None.
        kind: What sort of body it is.
        place: Where its seat is, or None.
        country: The country it belongs to; None for a body of many countries.
        standing: What the sources support about its part, each entry dated and cited.
        citations: Where the body itself is written of.
    """

    id: str = field(validator=must.be_slug)
    name: Text = field(validator=must.be_a(Text))
    other_names: tuple[Text, ...] = _several(Text)
    acronym: str | None = _optional(must.be_line)
    kind: MemberKind = field(validator=must.be_one_of(*get_args(MemberKind)))
    place: Place | None = _optional(must.be_a(Place))
    country: Country | None = _optional(must.be_a(Country))
    standing: tuple[Standing, ...] = _several(Standing)
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return in_english(self.name) + (f" ({self.acronym})" if self.acronym else "")


@frozen(kw_only=True, eq=False, repr=False)
class Tenure(Value):
    """A time in which a person holds or held an office.

    Attributes:
        title: What the office is called.
        starts: The first day (Gregorian), or None.
        ends: The last day (Gregorian); None where it goes on or is not known.
        citations: Where that is written.
    """

    title: Text = field(validator=must.be_a(Text))
    starts: PartialDate | None = _optional(must.be_a(PartialDate))
    ends: PartialDate | None = _optional(must.be_a(PartialDate))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __attrs_post_init__(self) -> None:
        _check_order(self.starts, self.ends)

    def __str__(self) -> str:
        return f"{in_english(self.title)}, {_span(self.starts, self.ends)}"


@frozen(kw_only=True, eq=False, repr=False)
class Person(Identified):
    """An official.

    Attributes:
        id: A lower-case slug.
        name: The name.
        other_names: How else sources write it.
        printed_as: The name as the source of a statement prints it, where it differs.
        office: The title at the time of the event.
        tenures: The offices that sources date.
        party: The political party, where a source names it.
        member: The body that the person speaks for, or None.
        country: The country, or None.
        citations: Where that is written.
    """

    id: str = field(validator=must.be_slug)
    name: Text = field(validator=must.be_a(Text))
    other_names: tuple[Text, ...] = _several(Text)
    printed_as: Text | None = _optional(must.be_a(Text))
    office: Text = field(validator=must.be_a(Text))
    tenures: tuple[Tenure, ...] = _several(Tenure)
    party: Text | None = _optional(must.be_a(Text))
    member: Member | None = _optional(must.be_a(Member))
    country: Country | None = _optional(must.be_a(Country))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return f"{in_english(self.name)}, {in_english(self.office)}"


@frozen(kw_only=True, eq=False, repr=False)
class CitedText(Value):
    """One point of an agenda, or one goal, with where it is written.

    Attributes:
        text: The point, in our own words.
        citations: Where it is written.
    """

    text: Text = field(validator=must.be_a(Text))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return in_english(self.text)


@frozen(kw_only=True, eq=False, repr=False)
class Participant(Value):
    """A person whom a source names as taking part in an event.

    Attributes:
        person: Who.
        attendance: Whether a source reports that the person attended, or only announces it.
        citations: Where that is written.
    """

    person: Person = field(validator=must.be_a(Person))
    attendance: Attendance = field(validator=must.be_one_of(*get_args(Attendance)))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return f"{self.person}, {self.attendance}"


@frozen(kw_only=True, eq=False, repr=False)
class Event(Identified):
    """A dated gathering.

    Attributes:
        id: A lower-case slug.
        name: What it is called.
        kind: What sort of gathering it is.
        own: Whether it is the association's own.
        status: Whether it was held, or only announced.
        starts: The first day (Gregorian), or None.
        ends: The last day (Gregorian), or None.
        printed_dates: The same days in the Solar Hijri calendar, where a source prints them.
        place: Where.
        venue: The building, or None.
        agenda: What was planned, point by point.
        participants: The people whom sources name; one may be announced by one and reported by another.
        outcome: What came of it, where a source tells.
        citations: Where that is written.
    """

    id: str = field(validator=must.be_slug)
    name: Text = field(validator=must.be_a(Text))
    kind: EventKind = field(validator=must.be_one_of(*get_args(EventKind)))
    own: bool = field(default=True, validator=must.be_true_or_false)
    status: EventStatus = field(validator=must.be_one_of(*get_args(EventStatus)))
    starts: PartialDate | None = _optional(must.be_a(PartialDate))
    ends: PartialDate | None = _optional(must.be_a(PartialDate))
    printed_dates: tuple[SolarHijriDate, ...] = _several(SolarHijriDate)
    place: Place | None = _optional(must.be_a(Place))
    venue: Text | None = _optional(must.be_a(Text))
    agenda: tuple[CitedText, ...] = _several(CitedText)
    participants: tuple[Participant, ...] = _several(Participant)
    outcome: Text | None = _optional(must.be_a(Text))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __attrs_post_init__(self) -> None:
        _check_order(self.starts, self.ends)

    def __str__(self) -> str:
        days = "/".join(dict.fromkeys(str(day) for day in (self.starts, self.ends) if day))
        return ", ".join(
            str(part) for part in (in_english(self.name), self.place and in_english(self.place.name), days) if part
        )


@frozen(kw_only=True, eq=False, repr=False)
class Term(Value):
    """A time that a person holds an office of the association.

    Attributes:
        person: Who.
        role: The office.
        starts: The first day (Gregorian), or None.
        ends: The last day (Gregorian); None where it goes on or is not known.
        attested: When a source shows the person in office, where it tells neither first nor last day.
        citations: Where that is written.
    """

    person: Person = field(validator=must.be_a(Person))
    role: TermRole = field(validator=must.be_one_of(*get_args(TermRole)))
    starts: PartialDate | None = _optional(must.be_a(PartialDate))
    ends: PartialDate | None = _optional(must.be_a(PartialDate))
    attested: PartialDate | None = _optional(must.be_a(PartialDate))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __attrs_post_init__(self) -> None:
        _check_order(self.starts, self.ends)

    def __str__(self) -> str:
        when = f"attested {self.attested}" if self.attested else _span(self.starts, self.ends)
        return f"{in_english(self.person.name)}, {self.role}, {when}"


@frozen(kw_only=True, eq=False, repr=False)
class Association(Identified):
    """The association that the data set is about.

    Attributes:
        id: A lower-case slug.
        name: Its name.
        other_names: What else it is called.
        founded: When it was founded (Gregorian), or None.
        founding: The event at which it was founded.
        purpose: What it is for.
        goals: What it wants to reach, point by point.
        topics: The fields of work that its founder names.
        terms: Who holds its offices, and when.
        citations: Where that is written.
    """

    id: str = field(validator=must.be_slug)
    name: Text = field(validator=must.be_a(Text))
    other_names: tuple[Text, ...] = _several(Text)
    founded: PartialDate | None = _optional(must.be_a(PartialDate))
    founding: Event = field(validator=must.be_a(Event))
    purpose: Text = field(validator=must.be_a(Text))
    goals: tuple[CitedText, ...] = _several(CitedText)
    topics: tuple[Topic, ...] = _several(Topic)
    terms: tuple[Term, ...] = _several(Term)
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return in_english(self.name)


@frozen(kw_only=True, eq=False, repr=False)
class Statement(Identified):
    """What a person said or wrote, as a source reports it.

    Attributes:
        id: A lower-case slug.
        speaker: Whose words they are.
        event: Where they were said.
        kind: A speech, or a message.
        text: A restatement in reported speech, in our own words; the passage proves the source's.
        topics: What it is about.
        delivered_by: Who read it out, where that was another person.
        citations: Where it is written.
    """

    id: str = field(validator=must.be_slug)
    speaker: Person = field(validator=must.be_a(Person))
    event: Event = field(validator=must.be_a(Event))
    kind: StatementKind = field(validator=must.be_one_of(*get_args(StatementKind)))
    text: Text = field(validator=must.be_a(Text))
    topics: tuple[Topic, ...] = _several(Topic)
    delivered_by: Person | None = _optional(must.be_a(Person))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        return in_english(self.text)


@frozen(kw_only=True, eq=False, repr=False)
class Claim(Identified):
    """What a source asserts about a record: a number, a date, a seat, a title.

    Attributes:
        id: A lower-case slug.
        about: The record that it is about.
        measure: What is asserted of it, a slug such as ``countries``.
        value: A whole number, a Gregorian date, or a text.
        bound: Whether a number is given without a qualifier ("exactly"), or as about, at least or over.
        unit: The unit of a number, such as ``persons``; None for dates and texts.
        citations: Who asserts it.
        corroboration: Whether other sources confirm it, as `Forum` finds by comparing its claims (see
            `brics_cities.corroboration`); None for a claim on its own.
    """

    id: str = field(validator=must.be_slug)
    about: Record = field(validator=must.be_later(lambda: must.be_a(*RECORDS)))
    measure: str = field(validator=must.be_slug)
    value: int | PartialDate | Text = field(validator=must.be_a(int, PartialDate, Text))
    bound: Bound = field(default="exactly", validator=must.be_one_of(*get_args(Bound)))
    unit: str | None = _optional(must.be_slug)
    citations: tuple[Citation, ...] = field(validator=_CITED)
    corroboration: Corroboration | None = field(
        default=None, validator=must.be_none_or(must.be_one_of(*get_args(Corroboration))), metadata=DERIVED
    )

    def __attrs_post_init__(self) -> None:
        if isinstance(self.value, int) != (self.unit is not None):
            raise InvalidValueError("unit", "given with a number, and only with one", self.unit)
        if self.bound != "exactly" and not isinstance(self.value, int):
            raise InvalidValueError("bound", "exactly, where the value is not a number", self.bound)

    @property
    def asserted(self) -> str:
        """The value as a person would write it, with its bound and unit."""
        if isinstance(self.value, int):
            bound = "" if self.bound == "exactly" else f"{self.bound.replace('-', ' ')} "
            return f"{bound}{self.value:,} {self.unit}"
        return in_english(self.value) if isinstance(self.value, Text) else str(self.value)

    def __str__(self) -> str:
        return f"{self.about.id}, {self.measure}: {self.asserted}"


@frozen(kw_only=True, eq=False, repr=False)
class Disagreement(Identified):
    """Claims about one measure of one record that give different values.

    Attributes:
        id: A lower-case slug.
        about: The record that the sources disagree about.
        measure: What of it they disagree on.
        note: What the conflict is, in our words.
        claims: The claims, which `Forum` gathers.
    """

    id: str = field(validator=must.be_slug)
    about: Record = field(validator=must.be_later(lambda: must.be_a(*RECORDS)))
    measure: str = field(validator=must.be_slug)
    note: Text | None = _optional(must.be_a(Text))
    claims: tuple[Claim, ...] = field(default=(), validator=must.be_tuple_of(Claim), metadata=DERIVED)

    @property
    def positions(self) -> tuple[Position, ...]:
        """The different values, in the order of their oldest source."""
        from brics_cities.findings import positions

        return positions(self)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of all its claims."""
        return tuple(dict.fromkeys(citation for claim in self.claims for citation in claim.citations))

    def __str__(self) -> str:
        values = " / ".join(position.value for position in self.positions)
        return f"{self.about.id}, {self.measure}" + (f": {values}" if values else "")


@frozen(kw_only=True, eq=False, repr=False)
class Agreement(Identified):
    """A twinning, memorandum or cooperation agreement.

    Attributes:
        id: A lower-case slug.
        kind: What sort of agreement it is.
        parties: The bodies that it binds, two or more; the association may be one.
        signed: When it was signed (Gregorian), or None.
        event: Where it was signed, or None.
        signatories: Who signed it, where a source tells.
        note: What a reader should know of it.
        citations: Where that is written.
    """

    id: str = field(validator=must.be_slug)
    kind: AgreementKind = field(validator=must.be_one_of(*get_args(AgreementKind)))
    parties: tuple[Association | Member, ...] = field(validator=must.be_tuple_of(Association, Member, least=2))
    signed: PartialDate | None = _optional(must.be_a(PartialDate))
    event: Event | None = _optional(must.be_a(Event))
    signatories: tuple[Person, ...] = _several(Person)
    note: Text | None = _optional(must.be_a(Text))
    citations: tuple[Citation, ...] = field(validator=_CITED)

    def __str__(self) -> str:
        parties = " and ".join(in_english(party.name) for party in self.parties)
        return f"{self.kind}, {parties}" + (f", {self.signed}" if self.signed else "")


Record = (
    Association
    | Event
    | Member
    | Person
    | Statement
    | Claim
    | Disagreement
    | Agreement
    | Topic
    | Place
    | Country
    | Source
)

RECORDS: tuple[type[Any], ...] = get_args(Record)

TABLES: dict[str, type[Any]] = {
    "associations": Association,
    "events": Event,
    "members": Member,
    "people": Person,
    "statements": Statement,
    "claims": Claim,
    "disagreements": Disagreement,
    "agreements": Agreement,
    "topics": Topic,
    "places": Place,
    "countries": Country,
    "sources": Source,
}

TABLE_OF = {cls: table for table, cls in TABLES.items()}


def reference(record: Identified) -> str:
    """What names a record among those of all tables, as ``events/kazan-2024`` does."""
    return f"{TABLE_OF[type(record)]}/{record.id}"


PARTS: tuple[type[Any], ...] = (
    Passage,
    Citation,
    SolarHijriDate,
    BricsStanding,
    Standing,
    Tenure,
    CitedText,
    Participant,
    Term,
)  # what records are made of, besides texts and dates; each after those that it holds


def item_type(type_: str) -> str | None:
    """The type of the items where a field holds any number, as it is written: ``Topic`` of ``tuple[Topic, ...]``."""
    return type_.removeprefix("tuple[").removesuffix(", ...]") if type_.startswith("tuple[") else None


def written(cls: type[Any]) -> list[Attribute[Any]]:
    """The fields of a class that stand in its table."""
    return [attribute for attribute in fields(cls) if attribute.metadata != DERIVED]


def citations_in(value: Any) -> Iterator[Citation]:
    """Every citation that a record carries, those of its parts too, but not those of other records."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from () if isinstance(item, RECORDS) else citations_in(item)
    elif has(type(value)) and not isinstance(value, Text):
        for attribute in fields(type(value)):
            part = getattr(value, attribute.name)
            yield from () if isinstance(part, RECORDS) else citations_in(part)


@frozen(kw_only=True, eq=False, repr=False)
class Forum(Value):
    """A whole data set: an association, its meetings, who took part, and who said what.

    Attributes:
        version: The version of the data, not of the code.
        association: The association.
        events: The gatherings.
        members: The bodies that take part.
        people: The officials.
        statements: What they said or wrote.
        claims: What sources assert.
        disagreements: Where they assert different things.
        agreements: What was signed.
        topics: The subjects.
        places: Where.
        countries: The countries.
        sources: The publications.
        license: The address of the licence of the data, where its descriptor names one.
    """

    version: str
    association: Association
    events: Records[Event]
    members: Records[Member]
    people: Records[Person]
    statements: Records[Statement]
    claims: Records[Claim]
    disagreements: Records[Disagreement]
    agreements: Records[Agreement]
    topics: Records[Topic]
    places: Records[Place]
    countries: Records[Country]
    sources: Records[Source]
    license: str | None = None

    @property
    def event(self) -> Event:
        """The event at which the association was founded."""
        return self.association.founding

    def timeline(self) -> tuple[TimelineEntry, ...]:
        """Everything that has a date, in one sequence: events, agreements, terms, and claims as published.

        Returns:
            Moments in order of the first day that their date can mean; of equal ones the order of
            the tables.

        >>> from brics_cities import forum
        >>> print(forum.timeline()[0])
        2009 signed: twinning, Kazan City Hall and Tabriz Municipality, 2009
        """
        from brics_cities.findings import timeline

        return timeline(self)

    def verify(self, article: str) -> tuple[Verification, ...]:
        """Look for every passage of the data set in a copy of the article.

        Args:
            article: The text of the reader's own copy; line breaks, Arabic letters, ZWNJ and what
                stands around it do not matter.

        Returns:
            One row for each citation that carries a passage, in the order of the tables.

        Raises:
            InvalidValueError: The article is not a text.
        """
        from brics_cities.findings import verify

        return verify(self, article)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the data set so that `load` gives back an equal one.

        It is written beside the path, loaded for a check, and only then put in its place in one
        step, so that a crash leaves what was there before or the whole.

        Args:
            path: A directory that does not exist or is empty, or a file whose name ends in
                ``.zip``, which may be replaced.

        Raises:
            InvalidValueError: The path is not such a one.
            InvalidDataError: `load` would not accept the data set, as where two records of a table
                share an id, or one refers to a record that is not in its table.
            OSError: The system cannot write there.
        """
        from brics_cities.saving import save

        save(self, path)

    def _all(self) -> Iterator[Any]:
        """Every record, in the order of the tables."""
        yield self.association
        yield from chain.from_iterable(self._tables().values())

    def _tables(self) -> dict[str, Records[Any]]:
        return {table: getattr(self, table) for table in TABLES if table != "associations"}

    def __str__(self) -> str:
        return f"{self.association}: {self.event}"

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(records)} {table}" for table, records in self._tables().items())
        return f"<Forum {self.version}: {counts}>"
