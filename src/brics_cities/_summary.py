"""Summarize a data set as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from brics_cities.text import english_or_original

if TYPE_CHECKING:
    from brics_cities._forum import Forum
    from brics_cities.models import Claim, Disagreement, Event, Statement
    from brics_cities.text import Text

_WIDTH = 80


def summarize(forum: Forum) -> str:
    """Summarize the association, the founding, the members with their delegates, the statements and the claims.

    Args:
        forum: Any data set.

    Returns:
        Lines of at most 80 characters (longer only for an address), in English and Persian.
    """
    association = forum.association
    others = sorted((event for event in forum.events if event != forum.event), key=_first_day)
    lines = [str(association), *_other_languages(association.name)]
    lines += ["", *_wrapped(english_or_original(association.purpose), "")]
    lines += _section("Who holds its offices", (str(term) for term in association.terms))
    lines += _section("Founded at", _event(forum.event))
    lines += _section("Further events", (line for event in others for line in _event(event)))
    lines += _section("Members and their delegates", _members(forum))
    lines += _section("Statements", (line for statement in forum.statements for line in _statement(statement)))
    lines += _section("Agreements", (line for one in forum.agreements for line in _wrapped(f"- {one}", "")))
    lines += _section("Claims, and who makes them", (line for claim in forum.claims for line in _claim(claim)))
    lines += _section("Where sources disagree", (line for one in forum.disagreements for line in _disagreement(one)))
    lines += _section(
        "Sources", (line for source in forum.sources for line in _wrapped(f"{source.id}: {source}", "  "))
    )
    lines += ["", f"Data version {forum.version}"]
    return "\n".join(lines)


def _section(heading: str, lines: Iterator[str]) -> list[str]:
    return ["", heading, "-" * len(heading), *lines]


def _event(event: Event) -> Iterator[str]:
    yield from _wrapped(english_or_original(event.name), "")
    yield from _other_languages(event.name)
    days = " to ".join(dict.fromkeys(str(day) for day in (event.starts, event.ends) if day))
    if days:
        yield f"  {days} (Gregorian){'' if event.status == 'held' else ', announced'}"
    if event.printed_dates:
        yield f"  {' to '.join(map(str, event.printed_dates))} (Solar Hijri)"
    if event.place:
        yield from _wrapped(str(event.place), "  ")
    for number, point in enumerate(event.agenda, 1):
        yield from _wrapped(f"{number}. {point}", "  ")


def _members(forum: Forum) -> Iterator[str]:
    for member in forum.members:
        yield from _wrapped(str(member), "")
        yield from _other_languages(member.name)
        for standing in member.standing:
            yield f"  {standing}"
        for person in forum.people.by(member=member):
            yield from _wrapped(f"- {person}", "  ")


def _statement(statement: Statement) -> Iterator[str]:
    reader = f", read by {english_or_original(statement.delivered_by.name)}" if statement.delivered_by else ""
    yield f"{statement.id}: {english_or_original(statement.speaker.name)}{reader}"
    if statement.topics:
        yield from _wrapped(f"on {', '.join(topic.id for topic in statement.topics)}", "  ")
    for text in statement.text.values():
        yield from _wrapped(text, "  ")


def _claim(claim: Claim) -> Iterator[str]:
    yield from _wrapped(f"{claim} ({claim.corroboration})", "")
    for citation in claim.citations:
        yield from _wrapped(f"{citation}, {citation.source.url}", "  ")


def _disagreement(one: Disagreement) -> Iterator[str]:
    yield f"{one.about.id}, {one.measure}"
    for position in one.positions:
        yield from _wrapped(f"- {position}", "  ")
    for note in one.note.values() if one.note else ():
        yield from _wrapped(note, "  ")


def _other_languages(text: Text) -> Iterator[str]:
    return (line for string in text.values() if string != english_or_original(text) for line in _wrapped(string, "  "))


def _first_day(event: Event) -> date:
    return event.starts.earliest if event.starts else date.max


def _wrapped(text: str, indent: str) -> list[str]:
    hanging = indent + "  " if text[:1] in "-123456789" else indent
    wrapper = TextWrapper(
        _WIDTH, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.wrap(text)
