"""Forums of people and cities that do not exist, for tests that need a small one and know what is in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from brics_cities.building import assemble
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidValueError
from brics_cities.models import (
    Agreement,
    Association,
    Citation,
    Claim,
    Country,
    Disagreement,
    Event,
    Forum,
    Member,
    Participant,
    Person,
    Place,
    Source,
    Statement,
    Topic,
)
from brics_cities.passages import Passage
from brics_cities.text import Text

R = TypeVar("R")

LANGUAGES = ("en", "fa", "ru", "zh")
_NAMES = {
    "association": (
        "Association of Imaginary Cities",
        "انجمن شهرهای خیالی",
        "Ассоциация воображаемых городов",
        "虚构城市协会",
    ),
    "purpose": (
        "To stand in for a real one in tests",
        "جای انجمنی واقعی را در آزمون‌ها گرفتن",
        "Заменять в тестах настоящую",
        "在测试中代替真实的协会",
    ),
    "event": ("Meeting that never was", "نشستی که هرگز برگزار نشد", "Встреча, которой не было", "从未举行的会议"),
    "member": ("City Hall of Nowhere", "شهرداری ناکجاآباد", "Мэрия Нигдеграда", "乌有乡市政厅"),
    "person": ("Nobody", "هیچ‌کس", "Никто", "无名氏"),
    "office": ("Mayor of Nowhere", "شهردار ناکجاآباد", "Мэр Нигдеграда", "乌有乡市长"),
    "statement": ("Words that nobody said", "سخنی که هیچ‌کس نگفت", "Слова, которых никто не говорил", "没有人说过的话"),
    "disagreement": ("A quarrel about nothing", "نزاعی بر سر هیچ", "Спор ни о чём", "无谓之争"),
    "topic": ("Daydreams", "خیال‌پردازی", "Грёзы", "白日梦"),
    "place": ("Nowhere", "ناکجاآباد", "Нигдеград", "乌有乡"),
    "country": ("Land of Nowhere", "سرزمین ناکجا", "Нигделандия", "乌有国"),
    "source": ("Nowhere Courier", "پیک ناکجاآباد", "Нигдеградский вестник", "乌有乡报"),
}
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_LETTERS = "ABCDEFGHIJLMNOPQRSTUVWXYZ"  # ISO 3166-1 leaves XA to XZ to its users, many of whom call Kosovo XK
_YEAR = 1000  # the year before the first event


class ForumFactory(Protocol):
    """The type of `fictional_forum`, for annotations."""

    def __call__(
        self,
        *,
        languages: Sequence[str] = ...,
        events: int = ...,
        members: int = ...,
        people: int = ...,
        statements: int = ...,
        claims: int = ...,
        disagreements: int = ...,
        agreements: int = ...,
        topics: int = ...,
        places: int = ...,
        countries: int = ...,
        sources: int = ...,
    ) -> Forum: ...


def fictional_forum(
    *,
    languages: Sequence[str] = ("en", "fa"),
    events: int = 1,
    members: int = 1,
    people: int = 1,
    statements: int = 1,
    claims: int = 0,
    disagreements: int = 0,
    agreements: int = 0,
    topics: int = 1,
    places: int = 1,
    countries: int = 1,
    sources: int = 1,
) -> Forum:
    """Build a small valid forum with so many records in each table; the same call builds the same.

    Ids are ``person-1``, ``person-2`` and so on, those of countries ``XA``, ``XB`` and so on. Records are referred
    to in turn: of two people, ``person-1`` says ``statement-1`` and ``statement-3``. The passage of a statement
    is its English text, such as ``Words that nobody said 1``.

    Args:
        languages: What each text is written in, the original first: some of en, fa, ru and zh.
        events: How many; the association is founded at the first.
        members: How many.
        people: How many; all of them attend all events.
        statements: How many, or none.
        claims: How many that nobody disputes, or none.
        disagreements: How many, or none; each adds two claims that differ.
        agreements: How many, or none; each is one of the association with a member.
        topics: How many.
        places: How many.
        countries: How many, up to 25.
        sources: How many.

    Raises:
        InvalidValueError: A number is too small or too large, or a language is none of the four.

    >>> forum = fictional_forum(people=2, statements=3, languages=("fa", "en"))
    >>> [statement.speaker.name.fa for statement in forum.statements]
    ['هیچ‌کس ۱', 'هیچ‌کس ۲', 'هیچ‌کس ۱']
    >>> print(forum)
    Association of Imaginary Cities: Meeting that never was 1, Nowhere 1, 1001
    """
    tags = _checked(languages)

    def name(of: str, number: int | None = None) -> Text:
        return Text({tag: _named(of, tag, number) for tag in tags})

    def cite(number: int, passage: Passage | None = None) -> tuple[Citation, ...]:
        return (Citation(source=_in_turn(all_sources, number), passage=passage),)

    def claim(id: str, measure: str, number: int) -> Claim:
        value, unit = number, "unicorns"
        return Claim(id=id, about=association, measure=measure, value=value, unit=unit, citations=cite(number))

    all_sources = [
        Source(
            id=f"source-{n}",
            kind="news",
            publisher=name("source", n),
            url=f"https://example.org/{n}",
            language=tags[0],
            published=PartialDate(year=_YEAR + n),
        )
        for n in _numbers("sources", sources, least=1)
    ]
    all_countries = [
        Country(
            id=f"X{_LETTERS[n - 1]}",
            alpha_3=f"XX{_LETTERS[n - 1]}",
            numeric=f"{900 + n}",
            name=name("country", n),
            citations=cite(n),
        )
        for n in _numbers("countries", countries, least=1, most=len(_LETTERS))
    ]
    all_places = [
        Place(
            id=f"place-{n}",
            name=name("place", n),
            country=_in_turn(all_countries, n),
            latitude=0.0,
            longitude=0.0,
            citations=cite(n),
        )
        for n in _numbers("places", places, least=1)
    ]
    all_topics = [
        Topic(id=f"topic-{n}", name=name("topic", n), citations=cite(n)) for n in _numbers("topics", topics, least=1)
    ]
    all_members = [
        Member(
            id=f"member-{n}",
            name=name("member", n),
            kind="city-government",
            place=_in_turn(all_places, n),
            country=_in_turn(all_places, n).country,
            citations=cite(n),
        )
        for n in _numbers("members", members, least=1)
    ]
    all_people = [
        Person(
            id=f"person-{n}",
            name=name("person", n),
            office=name("office", n),
            member=_in_turn(all_members, n),
            country=_in_turn(all_members, n).country,
            citations=cite(n),
        )
        for n in _numbers("people", people, least=1)
    ]
    all_events = [
        Event(
            id=f"event-{n}",
            name=name("event", n),
            kind="meeting" if n > 1 else "founding-meeting",
            status="held",
            starts=PartialDate(year=_YEAR + n),
            place=_in_turn(all_places, n),
            participants=tuple(Participant(person=one, attendance="attended", citations=cite(n)) for one in all_people),
            citations=cite(n),
        )
        for n in _numbers("events", events, least=1)
    ]
    all_statements = [
        Statement(
            id=f"statement-{n}",
            speaker=_in_turn(all_people, n),
            event=_in_turn(all_events, n),
            kind="speech",
            text=name("statement", n),
            topics=(_in_turn(all_topics, n),),
            citations=cite(n, Passage.of(_named("statement", "en", n), paragraph=n)),
        )
        for n in _numbers("statements", statements)
    ]
    association = Association(
        id="association",
        name=name("association"),
        founded=all_events[0].starts,
        founding=all_events[0],
        purpose=name("purpose"),
        topics=tuple(all_topics),
        citations=cite(1),
    )
    all_agreements = [
        Agreement(
            id=f"agreement-{n}",
            kind="cooperation",
            parties=(association, _in_turn(all_members, n)),
            signed=_in_turn(all_events, n).starts,
            event=_in_turn(all_events, n),
            citations=cite(n),
        )
        for n in _numbers("agreements", agreements)
    ]
    all_disagreements = [
        Disagreement(id=f"disagreement-{n}", about=association, measure=f"disputed-{n}", note=name("disagreement", n))
        for n in _numbers("disagreements", disagreements)
    ]
    all_claims = [claim(f"claim-{n}", f"undisputed-{n}", n) for n in _numbers("claims", claims)]
    for n, disagreement in enumerate(all_disagreements, 1):
        all_claims += [claim(f"{disagreement.id}-{side}", disagreement.measure, n + side) for side in (1, 2)]
    tables: dict[str, list[Any]] = {
        "associations": [association],
        "events": all_events,
        "members": all_members,
        "people": all_people,
        "statements": all_statements,
        "claims": all_claims,
        "disagreements": all_disagreements,
        "agreements": all_agreements,
        "topics": all_topics,
        "places": all_places,
        "countries": all_countries,
        "sources": all_sources,
    }
    by_id = {table: {record.id: record for record in records} for table, records in tables.items()}
    return assemble(by_id, version="fictional", license=None)


def _checked(languages: Sequence[str]) -> tuple[str, ...]:
    if isinstance(languages, str) or not languages or not set(languages) <= set(LANGUAGES):
        raise InvalidValueError("languages", f"some of {', '.join(LANGUAGES)}", languages)
    return tuple(languages)


def _numbers(table: str, number: int, *, least: int = 0, most: float = math.inf) -> range:
    if type(number) is not int or not least <= number <= most:
        raise InvalidValueError(table, f"a whole number from {least} to {most}", number)
    return range(1, number + 1)


def _named(what: str, tag: str, number: int | None) -> str:
    name = _NAMES[what][LANGUAGES.index(tag)]
    digits = str(number).translate(_PERSIAN_DIGITS) if tag == "fa" else str(number)
    return name if number is None else f"{name} {digits}"


def _in_turn(records: Sequence[R], number: int) -> R:
    return records[(number - 1) % len(records)]
