"""The records: frozen attrs classes for people, bodies, meetings and statements, each with its citations.

The terms are those of Popolo, W3C ORG, schema.org, Web Annotation and PROV. References are real
objects and point one way, so that ``statement.speaker.member.country.name.fa`` just works.
"""

from __future__ import annotations

from typing import Any, get_args

from attrs import field, frozen

from brics_cities import vocabularies as terms
from brics_cities._attrs import (
    DERIVED,
    MAX_INTEGER,
    Entity,
    Rules,
    Value,
    any_of,
    boolean,
    in_range,
    instance_of,
    line,
    matches,
    one_of,
    optional,
    optional_field,
    slug,
    tag,
    tuple_field,
    tuple_of,
    url,
)
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.exceptions import InvalidValueError
from brics_cities.passages import Passage
from brics_cities.text import Text, english_or_original

# Validators of fields that refer to a class further down, or to the class that they are in.
_sources = tuple_of()
_topic = instance_of()
_record = instance_of()


def _check_order(starts: PartialDate | None, ends: PartialDate | None) -> None:
    if starts is not None and ends is not None and starts.earliest > ends.latest:
        raise InvalidValueError("ends", f"on or after {starts}, when it starts", str(ends))


_BY_VALUE = {
    "if": {"properties": {"value": {"type": "integer"}}},
    "then": {"properties": {"unit": {"type": "string"}}, "required": ["unit"]},
    "else": {"properties": {"unit": {"type": "null"}, "bound": {"const": "exactly"}}},
}


def _check_unit(value: object, unit: str | None) -> None:
    if isinstance(value, int) != (unit is not None):
        raise InvalidValueError("unit", "given for an integer value, and only for one", unit)


def _check_bound(value: object, bound: str) -> None:
    if bound != "exactly" and not isinstance(value, int):
        raise InvalidValueError("bound", "'exactly' unless the value is an integer", bound)


def _span(starts: PartialDate | None, ends: PartialDate | None) -> str:
    return f"from {starts or 'an unknown date'}" + (f" to {ends}" if ends else "")


@frozen(kw_only=True, eq=False, repr=False)
class Source(Entity):
    """A publication that records cite.

    Attributes:
        id: A lower-case slug.
        kind: The kind of publisher.
        publisher: The publisher.
        title: The title, or None if it was not seen.
        url: The address.
        language: The BCP 47 tag of its language.
        published: The date of publication (Gregorian), or None.
        printed_date: The same date as a Persian source prints it, or None.
        origin: Whom it reports from, if it says so.
        derived_from: Earlier sources whose text it shares; such sources do not confirm each other.
        note: What a reader should know about it.
    """

    id: str = field(validator=slug)
    kind: terms.SourceKind = field(validator=one_of(terms.SourceKind))
    publisher: Text = field(validator=instance_of(Text))
    title: Text | None = optional_field(instance_of(Text))
    url: str = field(validator=url)
    language: str = field(validator=tag)
    published: PartialDate | None = optional_field(instance_of(PartialDate))
    printed_date: SolarHijriDate | None = optional_field(instance_of(SolarHijriDate))
    origin: Text | None = optional_field(instance_of(Text))
    derived_from: tuple[Source, ...] = field(default=(), validator=_sources)
    note: Text | None = optional_field(instance_of(Text))

    def __str__(self) -> str:
        return ", ".join(str(part) for part in (english_or_original(self.publisher), self.published, self.url) if part)


@frozen(kw_only=True, eq=False, repr=False)
class Citation(Value):
    """A reference to a source and, where the words matter, to the passage in it.

    Attributes:
        source: The publication.
        passage: The passage in it, content-addressed, or None.
    """

    source: Source = field(validator=instance_of(Source))
    passage: Passage | None = optional_field(instance_of(Passage))

    def _brief(self) -> str:
        return f"<{self}>"

    def __str__(self) -> str:
        return self.source.id + (f" ¶{self.passage.paragraph}" if self.passage else "")


_cited = tuple_of(Citation, least=1)


@frozen(kw_only=True, eq=False, repr=False)
class BricsStanding(Value):
    """The standing of a country in BRICS, and since when.

    Attributes:
        status: Founder, member, partner, invited or declined.
        since: The first date (Gregorian); None for a founder, since sources differ on what counts.
        citations: Where it is written.
    """

    status: terms.BricsStatus = field(validator=one_of(terms.BricsStatus))
    since: PartialDate | None = optional_field(instance_of(PartialDate))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return f"{self.status}, {self.since}" if self.since else self.status


@frozen(kw_only=True, eq=False, repr=False)
class Country(Entity):
    """A country.

    Attributes:
        id: The ISO 3166-1 alpha-2 code, in upper case.
        alpha_3: The ISO 3166-1 alpha-3 code.
        numeric: The ISO 3166-1 numeric code, three digits.
        name: The short name, from Unicode CLDR.
        other_names: Other names, as in ISO 3166.
        standing: Its standing in BRICS, in chronological order; empty if it has none or sources disagree.
        citations: Where it is written.
    """

    id: str = field(validator=matches("[A-Z]{2}", "2 capital letters"))
    alpha_3: str = field(validator=matches("[A-Z]{3}", "3 capital letters"))
    numeric: str = field(validator=matches("[0-9]{3}", "3 digits"))
    name: Text = field(validator=instance_of(Text))
    other_names: tuple[Text, ...] = tuple_field(Text)
    standing: tuple[BricsStanding, ...] = tuple_field(BricsStanding)
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return english_or_original(self.name)


@frozen(kw_only=True, eq=False, repr=False)
class Place(Entity):
    """A place on the map.

    Attributes:
        id: A lower-case slug.
        name: The name.
        other_names: Other names, as in GeoNames.
        country: The country that it is in.
        region: The part of that country, such as a republic of a federation, or None.
        latitude: WGS 84 degrees, -90 to 90, north positive.
        longitude: WGS 84 degrees, -180 to 180, east positive.
        geonames_id: The number in GeoNames, or None.
        citations: Where it is written.
    """

    id: str = field(validator=slug)
    name: Text = field(validator=instance_of(Text))
    other_names: tuple[Text, ...] = tuple_field(Text)
    country: Country = field(validator=instance_of(Country))
    region: Text | None = optional_field(instance_of(Text))
    latitude: float = field(validator=in_range(-90.0, 90.0, unit=" degrees"))
    longitude: float = field(validator=in_range(-180.0, 180.0, unit=" degrees"))
    geonames_id: int | None = optional_field(in_range(1))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        names = [self.name, self.region, self.country.name]
        return ", ".join(english_or_original(name) for name in names if name)


@frozen(kw_only=True, eq=False, repr=False)
class Topic(Entity):
    """A subject of statements, one of a controlled list.

    Attributes:
        id: A lower-case slug.
        name: The name.
        broader: The wider topic that it belongs to, or None.
        citations: A source that raises it.
    """

    id: str = field(validator=slug)
    name: Text = field(validator=instance_of(Text))
    broader: Topic | None = optional_field(_topic)
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return english_or_original(self.name)


@frozen(kw_only=True, eq=False, repr=False)
class Standing(Value):
    """The part of a member in the association or a meeting as far as a source supports it, and when.

    Attributes:
        role: The role in which it takes part.
        date: The date (Gregorian), or None.
        citations: Where it is written.
    """

    role: terms.StandingRole = field(validator=one_of(terms.StandingRole))
    date: PartialDate | None = optional_field(instance_of(PartialDate))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return f"{self.role}, {self.date}" if self.date else self.role


@frozen(kw_only=True, eq=False, repr=False)
class Member(Entity):
    """A body that takes part in the association or in what it does, not necessarily as a member of it.

    A city government, a city council, an association of local authorities or another body. No source prints a list of
    members; how a body takes part is its standing.

    Attributes:
        id: A lower-case slug.
        name: The name.
        other_names: Other names.
        acronym: The usual short form in Latin letters, or None.
        kind: The kind of body.
        place: The place of its seat, or None.
        country: The country that it belongs to; None for a body of many countries.
        standing: The part it takes as far as sources support it, each entry dated and cited.
        note: What a reader should know about it.
        citations: Where the body itself is written about.
    """

    id: str = field(validator=slug)
    name: Text = field(validator=instance_of(Text))
    other_names: tuple[Text, ...] = tuple_field(Text)
    acronym: str | None = optional_field(line)
    kind: terms.MemberKind = field(validator=one_of(terms.MemberKind))
    place: Place | None = optional_field(instance_of(Place))
    country: Country | None = optional_field(instance_of(Country))
    standing: tuple[Standing, ...] = tuple_field(Standing)
    note: Text | None = optional_field(instance_of(Text))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return english_or_original(self.name) + (f" ({self.acronym})" if self.acronym else "")


@frozen(kw_only=True, eq=False, repr=False)
class Tenure(Value):
    """A period in which a person holds or held an office.

    Attributes:
        title: The title of the office.
        starts: The first day (Gregorian), or None.
        ends: The last day (Gregorian); None if it goes on or is not known.
        citations: Where it is written.
    """

    title: Text = field(validator=instance_of(Text))
    starts: PartialDate | None = optional_field(instance_of(PartialDate))
    ends: PartialDate | None = optional_field(instance_of(PartialDate))
    citations: tuple[Citation, ...] = field(validator=_cited)

    __attrs_post_init__ = Rules({_check_order: ("starts", "ends")})

    def __str__(self) -> str:
        return f"{english_or_original(self.title)}, {_span(self.starts, self.ends)}"


@frozen(kw_only=True, eq=False, repr=False)
class Person(Entity):
    """An official.

    Attributes:
        id: A lower-case slug.
        name: The name.
        other_names: Other spellings in sources.
        printed_as: The name as the source of a statement prints it, if it differs.
        office: The title at the time of the event.
        tenures: The offices that sources date.
        party: The political party, if a source names it.
        member: The body that the person speaks for, or None.
        country: The country, or None.
        note: What a reader should know about it.
        citations: Where it is written.
    """

    id: str = field(validator=slug)
    name: Text = field(validator=instance_of(Text))
    other_names: tuple[Text, ...] = tuple_field(Text)
    printed_as: Text | None = optional_field(instance_of(Text))
    office: Text = field(validator=instance_of(Text))
    tenures: tuple[Tenure, ...] = tuple_field(Tenure)
    party: Text | None = optional_field(instance_of(Text))
    member: Member | None = optional_field(instance_of(Member))
    country: Country | None = optional_field(instance_of(Country))
    note: Text | None = optional_field(instance_of(Text))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return f"{english_or_original(self.name)}, {english_or_original(self.office)}"


@frozen(kw_only=True, eq=False, repr=False)
class CitedText(Value):
    """A text with citations: a point of an agenda, or a goal.

    Attributes:
        text: The point, in our own words.
        citations: Where it is written.
    """

    text: Text = field(validator=instance_of(Text))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return english_or_original(self.text)


@frozen(kw_only=True, eq=False, repr=False)
class Participant(Value):
    """A person whom a source names as taking part in an event.

    Attributes:
        person: The person.
        attendance: Whether a source reports that the person attended, or only announces it.
        citations: Where it is written.
    """

    person: Person = field(validator=instance_of(Person))
    attendance: terms.Attendance = field(validator=one_of(terms.Attendance))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return f"{self.person}, {self.attendance}"


@frozen(kw_only=True, eq=False, repr=False)
class Event(Entity):
    """A dated gathering.

    Attributes:
        id: A lower-case slug.
        name: The name.
        kind: The kind of gathering.
        own: Whether it is the association's own.
        status: Whether it was held, or only announced.
        starts: The first day (Gregorian), or None.
        ends: The last day (Gregorian), or None.
        printed_dates: The same days in the Solar Hijri calendar, if a source prints them.
        place: The place.
        venue: The building, or None.
        agenda: The agenda, point by point.
        participants: The people whom sources name; one source may announce and another report the same person.
        outcome: The outcome, if a source gives one.
        note: What a reader should know about it.
        citations: Where it is written.
    """

    id: str = field(validator=slug)
    name: Text = field(validator=instance_of(Text))
    kind: terms.EventKind = field(validator=one_of(terms.EventKind))
    own: bool = field(default=True, validator=boolean)
    status: terms.EventStatus = field(validator=one_of(terms.EventStatus))
    starts: PartialDate | None = optional_field(instance_of(PartialDate))
    ends: PartialDate | None = optional_field(instance_of(PartialDate))
    printed_dates: tuple[SolarHijriDate, ...] = tuple_field(SolarHijriDate)
    place: Place | None = optional_field(instance_of(Place))
    venue: Text | None = optional_field(instance_of(Text))
    agenda: tuple[CitedText, ...] = tuple_field(CitedText)
    participants: tuple[Participant, ...] = tuple_field(Participant)
    outcome: Text | None = optional_field(instance_of(Text))
    note: Text | None = optional_field(instance_of(Text))
    citations: tuple[Citation, ...] = field(validator=_cited)

    __attrs_post_init__ = Rules({_check_order: ("starts", "ends")})

    def __str__(self) -> str:
        place = self.place and english_or_original(self.place.name)
        days = "/".join(dict.fromkeys(str(day) for day in (self.starts, self.ends) if day))
        return ", ".join(part for part in (english_or_original(self.name), place, days) if part)


@frozen(kw_only=True, eq=False, repr=False)
class Term(Value):
    """A period in which a person holds an office of the association.

    Attributes:
        person: The person.
        role: The office.
        starts: The first day (Gregorian), or None.
        ends: The last day (Gregorian); None if it goes on or is not known.
        attested: A date on which a source shows the person in office, when start and end are unknown.
        citations: Where it is written.
    """

    person: Person = field(validator=instance_of(Person))
    role: terms.TermRole = field(validator=one_of(terms.TermRole))
    starts: PartialDate | None = optional_field(instance_of(PartialDate))
    ends: PartialDate | None = optional_field(instance_of(PartialDate))
    attested: PartialDate | None = optional_field(instance_of(PartialDate))
    citations: tuple[Citation, ...] = field(validator=_cited)

    __attrs_post_init__ = Rules({_check_order: ("starts", "ends")})

    def __str__(self) -> str:
        when = f"attested {self.attested}" if self.attested else _span(self.starts, self.ends)
        return f"{english_or_original(self.person.name)}, {self.role}, {when}"


@frozen(kw_only=True, eq=False, repr=False)
class Association(Entity):
    """The association that the data set is about.

    Attributes:
        id: A lower-case slug.
        name: The name.
        other_names: Other names.
        founded: The date of the founding (Gregorian), or None.
        founding: The event at which it was founded.
        purpose: The purpose.
        goals: The goals, point by point.
        topics: The fields of work that its founder names.
        terms: Who holds its offices, and when.
        url: The address of its site, or None.
        citations: Where it is written.
    """

    id: str = field(validator=slug)
    name: Text = field(validator=instance_of(Text))
    other_names: tuple[Text, ...] = tuple_field(Text)
    founded: PartialDate | None = optional_field(instance_of(PartialDate))
    founding: Event = field(validator=instance_of(Event))
    purpose: Text = field(validator=instance_of(Text))
    goals: tuple[CitedText, ...] = tuple_field(CitedText)
    topics: tuple[Topic, ...] = tuple_field(Topic)
    terms: tuple[Term, ...] = tuple_field(Term)
    url: str | None = optional_field(url)
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return english_or_original(self.name)


@frozen(kw_only=True, eq=False, repr=False)
class Statement(Entity):
    """What a person said or wrote, as a source reports it.

    Attributes:
        id: A lower-case slug.
        speaker: The person whose words they are.
        event: The event at which they were said.
        kind: A speech, or a message.
        text: A restatement in reported speech, in our own words; the passage proves those of the source.
        topics: The topics.
        delivered_by: The person who read it out, if it was another one.
        note: What a reader should know about it.
        citations: Where it is written.
    """

    id: str = field(validator=slug)
    speaker: Person = field(validator=instance_of(Person))
    event: Event = field(validator=instance_of(Event))
    kind: terms.StatementKind = field(validator=one_of(terms.StatementKind))
    text: Text = field(validator=instance_of(Text))
    topics: tuple[Topic, ...] = tuple_field(Topic)
    delivered_by: Person | None = optional_field(instance_of(Person))
    note: Text | None = optional_field(instance_of(Text))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        return english_or_original(self.text)


@frozen(kw_only=True, eq=False, repr=False)
class Claim(Entity):
    """What a source asserts about a record: a number, a date, a seat, a title.

    Attributes:
        id: A lower-case slug.
        about: The record that it is about.
        measure: What is asserted about the record, a slug such as ``countries``.
        value: An integer of at most 9,007,199,254,740,991 (2^53 - 1), a Gregorian date, or a text.
        bound: The qualifier of an integer: none ("exactly"), about, at least, or over.
        unit: The unit of an integer, such as ``persons``; None for dates and texts.
        citations: The sources that assert it.
        corroboration: Whether other sources confirm it, found by comparing the claims of a data set (see
            `brics_cities.corroboration`); None for a claim on its own.
    """

    id: str = field(validator=slug)
    about: Record = field(validator=_record)
    measure: str = field(validator=slug)
    value: int | PartialDate | Text = field(
        validator=any_of(in_range(-MAX_INTEGER, MAX_INTEGER), instance_of(PartialDate, Text))
    )
    bound: terms.Bound = field(default="exactly", validator=one_of(terms.Bound))
    unit: str | None = optional_field(slug)
    citations: tuple[Citation, ...] = field(validator=_cited)
    corroboration: terms.Corroboration | None = field(
        default=None, validator=optional(one_of(terms.Corroboration)), metadata=DERIVED
    )

    __attrs_post_init__ = Rules({_check_unit: ("value", "unit"), _check_bound: ("value", "bound")}, **_BY_VALUE)

    @property
    def asserted(self) -> str:
        """Return the value as a person would write it, with its bound and unit."""
        if isinstance(self.value, int):
            bound = "" if self.bound == "exactly" else f"{self.bound.replace('-', ' ')} "
            return f"{bound}{self.value:,} {self.unit}"
        return english_or_original(self.value) if isinstance(self.value, Text) else str(self.value)

    def __str__(self) -> str:
        return f"{self.about.id}, {self.measure}: {self.asserted}"


@frozen(kw_only=True, eq=False, repr=False)
class Position(Value):
    """One of the values in a disagreement, and the claims that assert it.

    Attributes:
        value: The value as a person would write it.
        claims: The claims that assert it.
    """

    value: str = field(validator=line)
    claims: tuple[Claim, ...] = field(validator=tuple_of(Claim, least=1))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources that assert it, each once, oldest first and undated ones last."""
        sources = {citation.source.id: citation.source for claim in self.claims for citation in claim.citations}
        return tuple(sorted(sources.values(), key=_age))

    @property
    def oldest(self) -> Source | None:
        """Return the first dated source that asserts it."""
        return next((source for source in self.sources if source.published), None)

    @property
    def newest(self) -> Source | None:
        """Return the last dated source that asserts it."""
        return next((source for source in reversed(self.sources) if source.published), None)

    def __str__(self) -> str:
        return f"{self.value} ({', '.join(source.id for source in self.sources)})"


def _age(source: Source) -> tuple[bool, str]:
    return source.published is None, str(source.published)


@frozen(kw_only=True, eq=False, repr=False)
class Disagreement(Entity):
    """Claims about one measure of one record that give different values.

    Attributes:
        id: A lower-case slug.
        about: The record that the sources disagree about.
        measure: The measure that they disagree on.
        note: The conflict, in our words.
        claims: The claims, found by comparing those of a data set.
    """

    id: str = field(validator=slug)
    about: Record = field(validator=_record)
    measure: str = field(validator=slug)
    note: Text | None = optional_field(instance_of(Text))
    claims: tuple[Claim, ...] = field(default=(), validator=tuple_of(Claim), metadata=DERIVED)

    @property
    def positions(self) -> tuple[Position, ...]:
        """Return the different values, in the order of their oldest source."""
        claims: dict[str, list[Claim]] = {}
        for claim in self.claims:
            claims.setdefault(claim.asserted, []).append(claim)
        positions = [Position(value=value, claims=tuple(same)) for value, same in claims.items()]
        return tuple(sorted(positions, key=lambda position: _age(position.sources[0])))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return the citations of all its claims."""
        return tuple(dict.fromkeys(citation for claim in self.claims for citation in claim.citations))

    def __str__(self) -> str:
        values = " / ".join(position.value for position in self.positions)
        return f"{self.about.id}, {self.measure}" + (f": {values}" if values else "")


@frozen(kw_only=True, eq=False, repr=False)
class Agreement(Entity):
    """A twinning, memorandum or cooperation agreement.

    Attributes:
        id: A lower-case slug.
        kind: The kind of agreement.
        parties: The bodies that it binds, two or more; the association may be one.
        signed: The date of signing (Gregorian), or None.
        event: The event at which it was signed, or None.
        signatories: The people who signed it, if a source names them.
        note: What a reader should know about it.
        citations: Where it is written.
    """

    id: str = field(validator=slug)
    kind: terms.AgreementKind = field(validator=one_of(terms.AgreementKind))
    parties: tuple[Association | Member, ...] = field(validator=tuple_of(Association, Member, least=2))
    signed: PartialDate | None = optional_field(instance_of(PartialDate))
    event: Event | None = optional_field(instance_of(Event))
    signatories: tuple[Person, ...] = tuple_field(Person)
    note: Text | None = optional_field(instance_of(Text))
    citations: tuple[Citation, ...] = field(validator=_cited)

    def __str__(self) -> str:
        parties = " and ".join(english_or_original(party.name) for party in self.parties)
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
"""Any record, in the type of a field that can refer to every table."""

RECORDS: tuple[type[Any], ...] = get_args(Record)
"""The classes of the records; each table has one."""

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
)
"""The classes of which records consist, apart from texts and dates; each after those that it contains."""

_sources.define(Source)
_topic.define(Topic)
_record.define(*RECORDS)

# The constructors that attrs makes know only what is above their class, also where their annotations are resolved.
for _class in (Source, Topic, Claim, Disagreement):
    _class.__init__.__globals__.update(Source=Source, Topic=Topic, Record=Record)
