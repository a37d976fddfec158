"""Draw the four pictures: the map, the timeline, the topics of speakers, and the disagreements of sources."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import cos, radians, sqrt
from pathlib import Path
from textwrap import wrap
from typing import Any

from record import question, term

from brics_cities import (
    Agreement,
    Disagreement,
    Event,
    Forum,
    Member,
    PartialDate,
    Place,
    Position,
    Record,
    Term,
)

from . import words
from .sheet import Sheet
from .words import asserted, days, filled, name, plain

WIDTH = 440  # of all pictures but the map: fits a phone
LINE = 18
LAND = Path(__file__).with_name("land.geojson")

Line = list[str | Record]  # a line of text; a record in it is shown as its name, with a link


@dataclass
class Picture:
    """A drawing, and its content as text.

    Attributes:
        sentence: The caption.
        sheet: The drawing.
        legend: The meaning of each kind of mark, with the mark on its own sheet.
        lines: All of its content, as text.
    """

    sentence: str
    sheet: Sheet
    legend: list[tuple[Sheet, str]]
    lines: list[Line]


def draw_map(forum: Forum, lang: str) -> Picture:
    """Draw the seats of the members and the places of the events."""
    members: dict[Place, list[Member]] = _by_place(forum.members)
    events: dict[Place, list[Event]] = _by_place(forum.events)
    top, most = max(((place, len(there)) for place, there in events.items()), key=lambda pair: pair[1])
    sheet = Sheet(lang, 720, mirrored=False)
    land = json.loads(LAND.read_text(encoding="utf-8"))["coordinates"]
    sheet.path([[_project(*point) for point in ring] for polygon in land for ring in polygon], "land")
    places = sorted({*members, *events}, key=lambda place: -place.latitude)
    for place in places:
        x, y = _project(place.longitude, place.latitude)
        if place in events:
            sheet.dot(x, y, 7, "held" if any(event.status == "held" for event in events[place]) else "announced")
        if place in members:
            sheet.dot(x, y, 4, "member")
    for place, (x, y, anchor) in _labels(places, lang):
        sheet.text(x, y, name(place, lang), "label", anchor=anchor)
    lines: list[Line] = []
    for place in sorted(places, key=lambda place: place.id):
        here: list[Record] = [*members.get(place, []), *events.get(place, [])]
        lines.append([place, ": ", *_between(words.SEMICOLON[lang], here)])
    seatless = [member for member in forum.members if member.place is None]
    lines.append([f"{words.NO_SEAT[lang]}: ", *_between(words.SEMICOLON[lang], seatless)])
    return Picture(
        filled(
            words.MAP,
            lang,
            members=len(forum.members),
            seated=len(forum.members) - len(seatless),
            events=sum(map(len, events.values())),
            places=len(events),
            top=name(top, lang),
            most=most,
        ),
        sheet.cut(_project(0, -40)[1]),
        [
            (_key(lambda key: key.dot(11, 10, 4, "member")), words.MEMBER[lang]),
            (_key(lambda key: key.dot(11, 10, 7, "held")), words.HELD[lang]),
            (_key(lambda key: key.dot(11, 10, 7, "announced")), words.ANNOUNCED[lang]),
        ],
        lines,
    )


def draw_timeline(forum: Forum, lang: str) -> Picture:
    """Draw the dates of events and agreements, and the terms of the chairs."""
    entries = [entry for entry in forum.timeline() if entry.kind in ("starts", "signed")]
    events = [(entry.date, entry.subject) for entry in entries if isinstance(entry.subject, Event)]
    signed = [(entry.date, entry.subject) for entry in entries if isinstance(entry.subject, Agreement)]
    terms = [(entry.date, entry.subject) for entry in entries if isinstance(entry.subject, Term)]
    chairs = [(starts, one) for starts, one in terms if one.role == "chair"]
    start = events[0][0].earliest.replace(day=1)
    end = max((event.ends or starts).latest for starts, event in events)
    shown = [when for when, _ in signed if start <= when.earliest <= end]
    sheet = Sheet(lang, WIDTH)

    def y(when: date) -> float:
        return 20 + (when - start).days * 1.05

    for year in range(start.year, end.year + 1):
        top = max(y(date(year, 1, 1)), 10)
        sheet.line([(0, top), (128, top)], "rule")
        sheet.text(0, top + 16, plain(PartialDate(year=year), lang), "strong")
    for starts, held in chairs:  # a term without an end continues below the edge
        top, bottom = y(starts.earliest), y(held.ends.latest) - 2 if held.ends else 2 * y(end)
        sheet.bar(74, top, 24, bottom - top, "term")
        sheet.text(91, (top + min(bottom, y(end))) / 2, name(held.person, lang), "turned", anchor="middle", turn=-90)
    for _, month in groupby(shown, key=lambda signing: (signing.year, signing.month)):
        for number, signing in enumerate(month):
            middle = (y(signing.earliest) + y(signing.latest)) / 2 + 13 * (number // 2)
            sheet.line(_diamond(62 - 12 * (number % 2), middle), "signed")
    free = 0.0  # the first position below all labels so far
    for starts, event in events:
        top, bottom = y(starts.earliest), y((event.ends or starts).latest + timedelta(1))
        label = max(top, free)
        sheet.line([(118, top + 5), (128, top + 5), (136, label + 5), (142, label + 5)], "leader")
        sheet.bar(112, top, 11, max(bottom - top, 11), event.status)
        lines = wrap(name(event, lang), 36)
        for number, line in enumerate(lines):
            sheet.text(146, label + 10 + number * LINE, line, "strong" if event == forum.event else "")
        when = term(",", lang).join([days(event, lang), *([name(event.place, lang)] if event.place else [])])
        sheet.text(146, label + 10 + len(lines) * LINE, when, "quiet")
        free = label + (len(lines) + 1) * LINE + 8
    took_place = sum(event.status == "held" for _, event in events)
    return Picture(
        filled(
            words.TIMELINE,
            lang,
            held=took_place,
            announced=len(events) - took_place,
            first=PartialDate(year=start.year, month=start.month),
            last=PartialDate(year=end.year, month=end.month),
            agreements=len(shown),
            chairs=term(",", lang).join(name(one.person, lang) for _, one in chairs),
        ),
        sheet.cut(max(free, y(end) + 20)),
        [
            (_key(lambda key: key.bar(6, 4, 11, 13, "held")), words.HELD[lang]),
            (_key(lambda key: key.bar(6, 4, 11, 13, "announced")), words.ANNOUNCED[lang]),
            (_key(lambda key: key.line(_diamond(11, 10), "signed")), words.SIGNED[lang]),
            (_key(lambda key: key.bar(2, 2, 18, 40, "term")), words.CHAIR[lang]),
        ],
        [
            [f"{plain(entry.date, lang)}: ", entry.subject]
            for entry in entries
            if isinstance(entry.subject, (Event, Agreement))
        ],
    )


def draw_topics(forum: Forum, lang: str) -> Picture:
    """Draw who spoke about which topic, and how often."""
    said = Counter((one.speaker, topic) for one in forum.statements for topic in one.topics)
    often = Counter(topic for one in forum.statements for topic in one.topics)
    speakers = sorted(
        {one.speaker for one in forum.statements},
        key=lambda person: (-sum((person, t) in said for t in often), person.id),
    )
    topics = sorted(often, key=lambda topic: (-often[topic], topic.id))
    sheet = Sheet(lang, WIDTH)
    row, column, top = 28, 46, 118

    def x(number: int) -> float:
        return WIDTH - column * (len(speakers) - number - 0.5)

    for number, speaker in enumerate(speakers):
        sheet.text(x(number) + 2, top - 14, name(speaker, lang), anchor="end", turn=45)
    for number, topic in enumerate(topics):
        y = top + number * row
        sheet.line([(0, y), (WIDTH, y)], "rule")
        sheet.text(0, y + row / 2 + 5, name(topic, lang))
        for place, speaker in enumerate(speakers):
            if times := said[speaker, topic]:
                sheet.dot(x(place), y + row / 2, 5 + 3 * sqrt(times), "member")
                sheet.text(x(place), y + row / 2 + 5, plain(times, lang), "inside", anchor="middle")
    topics_of = {speaker: [topic for topic in topics if said[speaker, topic]] for speaker in speakers}
    return Picture(
        filled(
            words.TOPICS,
            lang,
            speakers=sum(map(bool, topics_of.values())),
            topics=len(topics),
            statements=sum(bool(one.topics) for one in forum.statements),
            topic=name(topics[0], lang),
            most=often[topics[0]],
            speaker=name(speakers[0], lang),
            widest=len(topics_of[speakers[0]]),
        ),
        sheet.cut(top + len(topics) * row + 2),
        [(_key(lambda key: key.dot(11, 10, 8, "member")), words.STATEMENTS[lang])],
        [
            [
                speaker,
                ": ",
                term(",", lang).join(f"{name(topic, lang)} ({plain(said[speaker, topic], lang)})" for topic in about)
                or words.NO_TOPIC[lang],
            ]
            for speaker, about in topics_of.items()
        ],
    )


def draw_disagreements(forum: Forum, lang: str) -> Picture:
    """Draw each disagreement, with its sources grouped by the value that they give."""
    sheet = Sheet(lang, WIDTH)
    lines: list[Line] = []
    y, radius = 0.0, 7
    by_record: dict[Record, list[Disagreement]] = {}
    for one in forum.disagreements:
        by_record.setdefault(one.about, []).append(one)
    for record, points in sorted(by_record.items(), key=lambda pair: -len(pair[1])):
        for line in wrap(name(record, lang), 58):
            y += LINE
            sheet.text(0, y, line, "strong")
        y += 6
        for point in points:
            for number, line in enumerate(wrap(question(point)[lang], 28)):
                sheet.text(12, y + 16 + number * LINE, line)
            values = []
            x = 210.0
            for position in sorted(point.positions, key=lambda position: -len(position.sources)):
                look = "confirmed" if _confirmed(position) else "unconfirmed"
                width = len(position.sources) * 2 * radius
                sheet.bar(x, y + 11 - radius, width, 2 * radius, f"{look} group")
                for place, source in enumerate(position.sources):
                    copied = " copied" if source.derived_from else ""
                    sheet.dot(x + (2 * place + 1) * radius, y + 11, radius - 2.5, look + copied)
                x += width + 10
                values.append(f"{asserted(position.claims[0], lang)} ({plain(len(position.sources), lang)})")
            y += 24 + number * LINE
            lines.append([point, f": {words.SEMICOLON[lang].join(values)}"])
        y += 10
    settled = sum(any(map(_confirmed, point.positions)) for point in forum.disagreements)
    return Picture(
        filled(words.DISAGREEMENTS, lang, points=len(forum.disagreements), records=len(by_record), settled=settled),
        sheet.cut(y),
        [
            (_key(lambda key: key.dot(11, 10, radius - 2.5, "confirmed")), words.CONFIRMED[lang]),
            (_key(lambda key: key.dot(11, 10, radius - 2.5, "unconfirmed")), words.UNCONFIRMED[lang]),
            (_key(lambda key: key.dot(11, 10, radius - 2.5, "unconfirmed copied")), words.COPIED[lang]),
        ],
        lines,
    )


PICTURES: dict[str, Callable[[Forum, str], Picture]] = {
    "map": draw_map,
    "timeline": draw_timeline,
    "topics": draw_topics,
    "disagreements": draw_disagreements,
}


def _key(draw: Callable[[Sheet], None]) -> Sheet:
    """Return a mark on a small sheet, for the legend."""
    sheet = Sheet("en", 22)
    draw(sheet)
    return sheet.cut(20)


def _confirmed(position: Position) -> bool:
    """Return whether more independent sources confirm a value than conflict with it."""
    return any(claim.corroboration == "confirmed" for claim in position.claims)


def _diamond(x: float, y: float) -> list[tuple[float, float]]:
    return [(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y), (x, y - 6)]


def _between(separator: str, records: Iterable[Record]) -> Iterator[str | Record]:
    for number, record in enumerate(records):
        yield from (separator, record) if number else (record,)


def _by_place(records: Iterable[Any]) -> dict[Place, list[Any]]:
    places: dict[Place, list[Any]] = {}
    for record in records:
        if record.place:
            places.setdefault(record.place, []).append(record)
    return places


def _project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a point on the map: equirectangular, true to scale at 35 degrees, with the origin at 84 W and 72 N."""
    return (longitude + 84) * 3.9 * cos(radians(35)), (72 - latitude) * 3.9


def _labels(places: list[Place], lang: str) -> Iterator[tuple[Place, tuple[float, float, str]]]:
    """Yield the position of each name: the side of its place where it overlaps marks and other names least."""
    points = {place: _project(place.longitude, place.latitude) for place in places}
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in points.values()]
    for place, (x, y) in points.items():
        width = len(name(place, lang)) * 7.4
        sides = [
            ((x + 12, y - 7, x + 12 + width, y + 7), (x + 12, y + 4.5, "start")),
            ((x - 12 - width, y - 7, x - 12, y + 7), (x - 12, y + 4.5, "end")),
            ((x - width / 2, y - 24, x + width / 2, y - 10), (x, y - 12, "middle")),
            ((x - width / 2, y + 10, x + width / 2, y + 24), (x, y + 21, "middle")),
            ((x + 6, y + 6, x + 6 + width, y + 20), (x + 6, y + 18, "start")),
            ((x + 6, y - 20, x + 6 + width, y - 6), (x + 6, y - 8, "start")),
        ]
        hidden = [sum(_overlap(box, other) for other in taken) for box, _ in sides]
        box, spot = sides[hidden.index(min(hidden))]
        taken.append(box)
        yield place, spot


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the area that two boxes (left, top, right, bottom) share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)
