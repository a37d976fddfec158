"""Show a data set as plain text: a summary to begin with, and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from brics_cities._labels import FIELDS, TERMS
from brics_cities._terminal import wrapped
from brics_cities._wording import digits, label, listed, say, spoken, values, visible
from brics_cities.text import english_or_original

if TYPE_CHECKING:
    from brics_cities._forum import Forum
    from brics_cities.models import Claim, Disagreement, Event, Statement
    from brics_cities.text import Text

WIDTH = 80
"""The most columns that prose is given."""
_FEW = 3  # statements, disagreements, people of one office
_WORDS = {
    "en": {
        "about": "Who took part, who said what, where sources disagree; every record is cited.",
        "founded": "Founded",
        "offices": "In office",
        "data": "Data",
        "statements": "What was said",
        "disagreements": "Where sources disagree",
        "more": "How to go on",
        ";": "; ",
    },
    "fa": {
        "about": "چه کسانی شرکت کردند، چه کسی چه گفت و منابع کجا اختلاف دارند؛ همه با ذکر منبع.",
        "founded": "تأسیس",
        "offices": "صاحبان سمت‌ها",
        "data": "داده‌ها",
        "statements": "چه گفتند",
        "disagreements": "اختلاف منابع",
        "more": "ادامه",
        ";": "؛ ",
    },
}

Paragraph = tuple[str, str]
"""What the first line begins with, and a text; its further lines begin with as much space."""
_EMPTY: Paragraph = ("", "")


def versions(forum: Forum) -> str:
    """Return the versions of the code and of a data set."""
    from brics_cities import __version__

    return f"brics-cities {__version__}, data {visible(forum.version)}"


def summarize(forum: Forum, *, width: int = WIDTH, program: str = "brics-cities", installed: bool = True) -> str:
    """Summarize a data set on a page, in English and Persian, and show how to go on.

    Args:
        forum: Any data set.
        width: The columns of the terminal, of which 80 are used.
        program: How to call the program with this data set.
        installed: Whether its commands are installed.

    Returns:
        The name, the founding, who holds office, how many records there are, some statements, some disagreements, and
        commands.
    """
    statements, disagreements = _some_statements(forum), _some_disagreements(forum)
    paragraphs = [
        *_both(say(forum.association.name, lang) for lang in _WORDS),
        *_both(words["about"] for words in _WORDS.values()),
        _EMPTY,
        *_both(f"{words['founded']}: {_founding(forum, lang)}" for lang, words in _WORDS.items()),
    ]
    if _offices(forum, "en"):
        paragraphs += _both(f"{words['offices']}: {_offices(forum, lang)}" for lang, words in _WORDS.items())
    paragraphs += _both(f"{words['data']}: {_counts(forum, lang)}" for lang, words in _WORDS.items())
    if statements:
        paragraphs += _heading("statements")
    for statement in statements:
        paragraphs += _both((say(statement.text, lang) for lang in _WORDS), statement.id)
    if disagreements:
        paragraphs += _heading("disagreements")
    for disagreement in disagreements:
        paragraphs += _both((values(disagreement, lang) for lang in _WORDS), disagreement.id)
    paragraphs += _heading("more")
    commands = map(visible, _commands(statements, program, installed))
    return "\n".join([_wrapped(paragraphs, min(width, WIDTH)), *commands])


def describe(forum: Forum, *, width: int = WIDTH) -> str:
    """Describe the association, the founding, the members with their delegates, the statements and the claims.

    Args:
        forum: Any data set.
        width: The columns of the terminal, of which 80 are used.

    Returns:
        Every statement, claim, disagreement and source, in English and Persian.
    """
    association = forum.association
    others = sorted((event for event in forum.events if event != forum.event), key=_first_day)
    paragraphs = [
        ("", str(association)),
        *_other_languages(association.name),
        _EMPTY,
        ("", english_or_original(association.purpose)),
        *_section("Who holds its offices", (("", str(term)) for term in association.terms)),
        *_section("Founded at", _event(forum.event)),
        *_section("Further events", (line for event in others for line in _event(event))),
        *_section("Members and their delegates", _members(forum)),
        *_section("Statements", (line for statement in forum.statements for line in _statement(statement))),
        *_section("Agreements", (("- ", str(one)) for one in forum.agreements)),
        *_section("Claims, and who makes them", (line for claim in forum.claims for line in _claim(claim))),
        *_section("Where sources disagree", (line for one in forum.disagreements for line in _disagreement(one))),
        *_section("Sources", (("  ", f"{source.id}: {source}") for source in forum.sources)),
        _EMPTY,
        ("", f"Data version {forum.version}"),
    ]
    return _wrapped(paragraphs, min(width, WIDTH))


def _wrapped(paragraphs: Iterable[Paragraph], width: int) -> str:
    return "\n".join(line for left, text in paragraphs for line in wrapped(left, text, width))


def _both(texts: Iterable[str], id: str | None = None) -> Iterator[Paragraph]:
    """Yield a text in English and in Persian, or once if it has only one language; those of a record with its id."""
    first, *others = dict.fromkeys(texts)
    yield ("- ", f"{id}: {first}") if id else ("", first)
    for text in others:
        yield "  " if id else "", text


def _heading(key: str) -> list[Paragraph]:
    return [_EMPTY, ("", f"{_WORDS['en'][key]} · {_WORDS['fa'][key]}")]


def _founding(forum: Forum, lang: str) -> str:
    event, place = forum.event, forum.event.place
    day = forum.association.founded or event.starts
    printed = f" ({spoken(event.printed_dates[0], lang)})" if event.printed_dates else ""
    names = [place.name, place.region, place.country.name] if place else []
    parts = [f"{spoken(day, lang)}{printed}"] if day else []
    return listed(parts + [say(name, lang) for name in names if name] or [say(event.name, lang)], lang)


def _offices(forum: Forum, lang: str) -> str:
    """Return who holds the offices that few hold."""
    terms = [term for term in forum.association.terms if term.ends is None]
    held = Counter(term.role for term in terms)
    return _WORDS[lang][";"].join(
        listed((say(term.person.name, lang), label(TERMS, term.role, lang)), lang)
        for term in terms
        if held[term.role] <= _FEW
    )


def _counts(forum: Forum, lang: str) -> str:
    """Return the number of records in each table, which in English is called as its command."""
    counts = {table if lang == "en" else say(FIELDS[table], lang): len(all) for table, all in forum._tables().items()}
    return listed((f"{name} {digits(str(count), lang)}" for name, count in counts.items()), lang)


def _some_statements(forum: Forum) -> list[Statement]:
    """Return the shortest statement of each of those who said most."""
    by_speaker: dict[str, list[Statement]] = {}
    for statement in forum.statements:
        by_speaker.setdefault(statement.speaker.id, []).append(statement)
    most = sorted(by_speaker.values(), key=len, reverse=True)[:_FEW]
    return [min(statements, key=_length) for statements in most]


def _length(statement: Statement) -> int:
    return sum(map(len, statement.text.values()))


def _some_disagreements(forum: Forum) -> list[Disagreement]:
    """Return those with the most sources."""
    return sorted(forum.disagreements, key=lambda one: -len(one.citations))[:_FEW]


def _commands(statements: list[Statement], program: str, installed: bool) -> Iterator[str]:
    """Yield commands, each on one line, so that it can be copied."""
    if not installed:
        yield '  pip install "brics-cities[cli]"'
    for statement in statements[:1]:
        yield f"  {program} show {statement.id}"
        yield f"  {program} statements --by speaker={statement.speaker.id} --lang fa"
    yield f"  {program} show all"
    yield f"  {program} --help"


def _section(heading: str, paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    return [_EMPTY, ("", heading), ("", "-" * len(heading)), *paragraphs]


def _event(event: Event) -> Iterator[Paragraph]:
    yield "", english_or_original(event.name)
    yield from _other_languages(event.name)
    days = " to ".join(dict.fromkeys(str(day) for day in (event.starts, event.ends) if day))
    if days:
        yield "  ", f"{days} (Gregorian){'' if event.status == 'held' else ', announced'}"
    if event.printed_dates:
        yield "  ", f"{' to '.join(map(str, event.printed_dates))} (Solar Hijri)"
    if event.place:
        yield "  ", str(event.place)
    for number, point in enumerate(event.agenda, 1):
        yield f"  {number}. ", str(point)


def _members(forum: Forum) -> Iterator[Paragraph]:
    for member in forum.members:
        yield "", str(member)
        yield from _other_languages(member.name)
        for standing in member.standing:
            yield "  ", str(standing)
        for person in forum.people.by(member=member):
            yield "  - ", str(person)


def _statement(statement: Statement) -> Iterator[Paragraph]:
    reader = f", read by {english_or_original(statement.delivered_by.name)}" if statement.delivered_by else ""
    yield "", f"{statement.id}: {english_or_original(statement.speaker.name)}{reader}"
    if statement.topics:
        yield "  ", f"on {', '.join(topic.id for topic in statement.topics)}"
    for text in statement.text.values():
        yield "  ", text


def _claim(claim: Claim) -> Iterator[Paragraph]:
    yield "", f"{claim} ({claim.corroboration})"
    for citation in claim.citations:
        yield "  ", f"{citation}, {citation.source.url}"


def _disagreement(one: Disagreement) -> Iterator[Paragraph]:
    yield "", f"{one.about.id}, {one.measure}"
    for position in one.positions:
        yield "  - ", str(position)
    for note in one.note.values() if one.note else ():
        yield "  ", note


def _other_languages(text: Text) -> Iterator[Paragraph]:
    return (("  ", string) for string in text.values() if string != english_or_original(text))


def _first_day(event: Event) -> date:
    return event.starts.earliest if event.starts else date.max
