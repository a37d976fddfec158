"""Forums of people and cities that do not exist, for tests that need a small one with known content."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from brics_cities import models
from brics_cities._forum import Forum, assemble
from brics_cities.dates import PERSIAN_DIGITS, PartialDate, SolarHijriDate
from brics_cities.exceptions import InvalidValueError
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
        "To replace a real one in tests",
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
    "title": ("News about nothing", "خبری دربارهٔ هیچ", "Новости ни о чём", "无事新闻"),
    "note": ("Nothing to note", "نکته‌ای نیست", "Нечего отметить", "无可备注"),
    "region": ("Region of Nowhere", "استان ناکجا", "Нигдеградская область", "乌有省"),
    "party": ("Party of Nobody", "حزب هیچ‌کس", "Партия никого", "无名党"),
    "venue": ("Hall of Echoes", "تالار پژواک", "Зал эха", "回声厅"),
    "outcome": ("Nothing came of it", "نتیجه‌ای نداشت", "Ничего не вышло", "没有结果"),
    "seat": ("Castle in the air", "کاخ خیالی", "Воздушный замок", "空中楼阁"),
    "day": ("First day", "روز نخست", "Первый день", "第一天"),
}
_LETTERS = "ABCDEFGHIJLMNOPQRSTUVWXYZ"  # ISO 3166-1 leaves XA to XZ to its users, many of whom call Kosovo XK
_YEAR = 1000  # the year before the first event
_SOLAR_HIJRI_YEAR = 379  # the Solar Hijri year before it


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
        every_field: bool = ...,
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
    every_field: bool = False,
) -> Forum:
    """Build a small valid forum with a number of records in each table; equal arguments give equal forums.

    Ids are ``person-1``, ``person-2`` and so on, those of countries ``XA``, ``XB`` and so on. Records are referred
    to in turn: of two people, ``person-1`` says ``statement-1`` and ``statement-3``. The passage of a statement
    is its English text, such as ``Words that nobody said 1``.

    Args:
        languages: The languages of each text, the original first: some of en, fa, ru and zh.
        events: The number of events, at least 1; the association is founded at the first.
        members: The number of members, at least 1.
        people: The number of people, at least 1; all of them attend all events.
        statements: The number of statements.
        claims: The number of claims without conflict.
        disagreements: The number of disagreements; each adds two conflicting claims.
        agreements: The number of agreements, each between the association and a member.
        topics: The number of topics, at least 1.
        places: The number of places, at least 1.
        countries: The number of countries, from 1 to 25.
        sources: The number of sources, at least 1.
        every_field: Whether to fill the fields that may be empty, too; of several topics or sources, each
            then refers to the one before it, and claims have an integer, a date or a text in turn.

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

    def cite(number: int, passage: Passage | None = None) -> tuple[models.Citation, ...]:
        return (models.Citation(source=_in_turn(all_sources, number), passage=passage),)

    def full(**optional: Any) -> dict[str, Any]:
        return optional if every_field else {}

    def claim(id: str, measure: str, number: int, value: Any) -> models.Claim:
        unit = "unicorns" if isinstance(value, int) else None
        return models.Claim(id=id, about=association, measure=measure, value=value, unit=unit, citations=cite(number))

    def year(number: int) -> PartialDate:
        return PartialDate(year=_YEAR + number)

    def printed(number: int) -> SolarHijriDate:
        return SolarHijriDate(year=_SOLAR_HIJRI_YEAR + number, month=1, day=1, printed=_named("day", "fa", number))

    all_sources: list[models.Source] = []
    for n in _numbers("sources", sources, least=1):
        source = models.Source(
            id=f"source-{n}",
            kind="news",
            publisher=name("source", n),
            url=f"https://example.org/{n}",
            language=tags[0],
            published=year(n),
            **full(
                title=name("title", n),
                printed_date=printed(n),
                origin=name("source"),
                derived_from=tuple(all_sources[-1:]),
                note=name("note", n),
            ),
        )
        all_sources.append(source)
    all_countries = [
        models.Country(
            id=f"X{_LETTERS[n - 1]}",
            alpha_3=f"XX{_LETTERS[n - 1]}",
            numeric=f"{900 + n}",
            name=name("country", n),
            citations=cite(n),
            **full(
                other_names=(name("country"),),
                standing=(models.BricsStanding(status="partner", since=year(n), citations=cite(n)),),
            ),
        )
        for n in _numbers("countries", countries, least=1, most=len(_LETTERS))
    ]
    all_places = [
        models.Place(
            id=f"place-{n}",
            name=name("place", n),
            country=_in_turn(all_countries, n),
            latitude=0.0,
            longitude=0.0,
            citations=cite(n),
            **full(other_names=(name("place"),), region=name("region", n), geonames_id=n),
        )
        for n in _numbers("places", places, least=1)
    ]
    all_topics: list[models.Topic] = []
    for n in _numbers("topics", topics, least=1):
        broader = full(broader=all_topics[-1] if all_topics else None)
        all_topics.append(models.Topic(id=f"topic-{n}", name=name("topic", n), citations=cite(n), **broader))
    all_members = [
        models.Member(
            id=f"member-{n}",
            name=name("member", n),
            kind="city-government",
            place=_in_turn(all_places, n),
            country=_in_turn(all_places, n).country,
            citations=cite(n),
            **full(
                other_names=(name("member"),),
                acronym=f"CHN{n}",
                standing=(models.Standing(role="participant", date=year(n), citations=cite(n)),),
                note=name("note", n),
            ),
        )
        for n in _numbers("members", members, least=1)
    ]
    all_people = [
        models.Person(
            id=f"person-{n}",
            name=name("person", n),
            office=name("office", n),
            member=_in_turn(all_members, n),
            country=_in_turn(all_members, n).country,
            citations=cite(n),
            **full(
                other_names=(name("person"),),
                printed_as=name("person"),
                tenures=(models.Tenure(title=name("office", n), starts=year(n), ends=year(n + 1), citations=cite(n)),),
                party=name("party", n),
                note=name("note", n),
            ),
        )
        for n in _numbers("people", people, least=1)
    ]
    all_events = [
        models.Event(
            id=f"event-{n}",
            name=name("event", n),
            kind="meeting" if n > 1 else "founding-meeting",
            status="held",
            starts=year(n),
            place=_in_turn(all_places, n),
            participants=tuple(
                models.Participant(person=one, attendance="attended", citations=cite(n)) for one in all_people
            ),
            citations=cite(n),
            **full(
                ends=year(n),
                printed_dates=(printed(n),),
                venue=name("venue", n),
                agenda=(models.CitedText(text=name("purpose"), citations=cite(n)),),
                outcome=name("outcome", n),
                note=name("note", n),
            ),
        )
        for n in _numbers("events", events, least=1)
    ]
    all_statements = [
        models.Statement(
            id=f"statement-{n}",
            speaker=_in_turn(all_people, n),
            event=_in_turn(all_events, n),
            kind="speech",
            text=name("statement", n),
            topics=(_in_turn(all_topics, n),),
            citations=cite(n, Passage.of(_named("statement", "en", n), paragraph=n)),
            **full(delivered_by=_in_turn(all_people, n + 1), note=name("note", n)),
        )
        for n in _numbers("statements", statements)
    ]
    association = models.Association(
        id="association",
        name=name("association"),
        founded=all_events[0].starts,
        founding=all_events[0],
        purpose=name("purpose"),
        topics=tuple(all_topics),
        citations=cite(1),
        **full(
            other_names=(name("association", 1),),
            goals=(models.CitedText(text=name("purpose"), citations=cite(1)),),
            terms=(
                models.Term(person=all_people[0], role="chair", starts=year(1), ends=year(2), citations=cite(1)),
                models.Term(person=all_people[0], role="chair", attested=year(3), citations=cite(1)),
            ),
            url="https://example.org/",
        ),
    )
    all_agreements = [
        models.Agreement(
            id=f"agreement-{n}",
            kind="cooperation",
            parties=(association, _in_turn(all_members, n)),
            signed=_in_turn(all_events, n).starts,
            event=_in_turn(all_events, n),
            citations=cite(n),
            **full(signatories=(_in_turn(all_people, n),), note=name("note", n)),
        )
        for n in _numbers("agreements", agreements)
    ]
    all_disagreements = [
        models.Disagreement(
            id=f"disagreement-{n}", about=association, measure=f"disputed-{n}", note=name("disagreement", n)
        )
        for n in _numbers("disagreements", disagreements)
    ]
    all_claims = [
        claim(f"claim-{n}", f"undisputed-{n}", n, _in_turn((n, year(n), name("seat", n)), n if every_field else 1))
        for n in _numbers("claims", claims)
    ]
    for n, disagreement in enumerate(all_disagreements, 1):
        sides = (n + 1, n + 2)
        all_claims += [claim(f"{disagreement.id}-{m - n}", disagreement.measure, m, m) for m in sides]
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
    return assemble(tables, version="fictional")


def _checked(languages: Sequence[str]) -> tuple[str, ...]:
    if isinstance(languages, str) or not languages or not set(languages) <= set(LANGUAGES):
        raise InvalidValueError("languages", f"some of {', '.join(LANGUAGES)}", languages)
    return tuple(languages)


def _numbers(table: str, number: int, *, least: int = 0, most: float = math.inf) -> range:
    if type(number) is not int or not least <= number <= most:
        raise InvalidValueError(
            table,
            f"an integer from {least} to {most}" if most < math.inf else f"an integer of at least {least}",
            number,
        )
    return range(1, number + 1)


def _named(what: str, tag: str, number: int | None) -> str:
    name = _NAMES[what][LANGUAGES.index(tag)]
    digits = str(number).translate(PERSIAN_DIGITS) if tag == "fa" else str(number)
    return name if number is None else f"{name} {digits}"


def _in_turn(records: Sequence[R], number: int) -> R:
    return records[(number - 1) % len(records)]
