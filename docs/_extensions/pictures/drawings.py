"""Draw the four pictures: the map, the timeline, the topics of speakers, and the disagreements of sources."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from textwrap import wrap
from typing import Any

from record import question, term

from brics_cities import Agreement, Disagreement, Event, Forum, Member, PartialDate, Place, Record, Term

from . import words
from .sheet import Page, Sheet
from .words import asserted, days, filled, name, plain

WIDTH = 360  # fits a phone
LINE = 18
LAND = Path(__file__).with_name("land.geojson")

Line = list[str | Record]  # a line of text; a record in it is shown as its name, with a link


@dataclass
class Picture:
    """A drawing, and its content as text.

    Attributes:
        sentence: The caption.
        drawing: The drawing: a sheet to look at, or a page whose text and links can be read.
        legend: The meaning of each kind of mark, with the mark on its own sheet.
        lines: All of the content of a sheet, as text.
    """

    sentence: str
    drawing: Sheet | Page
    legend: list[tuple[Sheet, str]]
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """A part of the map, in degrees: as much as its places need, with some space around them."""

    west: float
    east: float
    south: float
    north: float

    @classmethod
    def around(cls, places: Iterable[Place], widest: float) -> Frame:
        """Return the frame of some places; it is at least a third as wide as the widest one."""
        longitudes, latitudes = zip(*((place.longitude, place.latitude) for place in places), strict=True)
        west, east = min(longitudes) - 6, max(longitudes) + 6
        short = max(0.0, widest / 3 - (east - west)) / 2
        return cls(west - short, east + short, min(latitudes) - 5, max(latitudes) + 5)

    def project(self, longitude: float, latitude: float, scale: float) -> tuple[float, float]:
        """Return a point on the frame: equirectangular, true to scale at 35 degrees."""
        return (longitude - self.west) * scale, (self.north - latitude) * scale / cos(radians(35))


def draw_map(forum: Forum, lang: str) -> Picture:
    """Draw the seats of the bodies and the places of the events: a frame for each part of the world where some are."""
    members: dict[Place, list[Member]] = _by_place(forum.members)
    events: dict[Place, list[Event]] = _by_place(forum.events)
    top, most = max(((place, len(there)) for place, there in events.items()), key=lambda pair: pair[1])
    places = sorted({*members, *events}, key=lambda place: place.id)
    regions = sorted(_regions(places), key=len, reverse=True)
    widest = max(one.longitude for one in regions[0]) - min(one.longitude for one in regions[0]) + 12
    scale = WIDTH / widest
    land = json.loads(LAND.read_text(encoding="utf-8"))["coordinates"]
    sheet = Sheet(lang, WIDTH, mirrored=False)
    bottom = 0.0
    for region in regions:
        frame = Frame.around(region, widest)
        width, height = frame.project(frame.east, frame.south, scale)
        panel = sheet.panel(0, bottom, width, height, "sea")
        panel.path([[frame.project(*point, scale) for point in ring] for polygon in land for ring in polygon], "land")
        for place in region:
            x, y = frame.project(place.longitude, place.latitude, scale)
            if place in events:
                held = any(event.status == "held" for event in events[place])
                panel.dot(x, y, 6.5, "held" if held else "announced")
            if place in members:
                panel.dot(x, y, 3.5, "member")
        points = {place: frame.project(place.longitude, place.latitude, scale) for place in region}
        for place, (x, y, anchor) in _labels(points, width, height, lang):
            panel.text(x, y, name(place, lang), "label", anchor=anchor)
        bottom += height + 8
    lines: list[Line] = []
    for place in places:
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
        sheet.cut(bottom - 8),
        [
            (_key(lambda key: key.dot(11, 10, 3.5, "member")), words.MEMBER[lang]),
            (_key(lambda key: key.dot(11, 10, 6.5, "held")), words.HELD[lang]),
            (_key(lambda key: key.dot(11, 10, 6.5, "announced")), words.ANNOUNCED[lang]),
        ],
        lines,
    )


def draw_timeline(forum: Forum, lang: str) -> Picture:
    """Draw the dates of events and agreements, and the terms of the chairs."""
    entries = [entry for entry in forum.timeline() if entry.kind in ("starts", "signed")]
    events = [(entry.date, entry.subject) for entry in entries if isinstance(entry.subject, Event)]
    terms = [(entry.date, entry.subject) for entry in entries if isinstance(entry.subject, Term)]
    start = events[0][0].earliest.replace(day=1)
    end = max((event.ends or starts).latest for starts, event in events)
    shown: list[tuple[PartialDate, Event | Agreement]] = [
        (entry.date, entry.subject)
        for entry in entries
        if isinstance(entry.subject, (Event, Agreement)) and start <= entry.date.earliest <= end
    ]
    sheet = Sheet(lang, WIDTH)

    def y(when: date) -> float:
        return 16 + (when - start).days * 1.5

    for year in range(start.year, end.year + 1):
        top = max(y(date(year, 1, 1)), 10)
        sheet.line([(0, top), (112, top)], "rule")
        sheet.text(0, top + 16, plain(PartialDate(year=year), lang), "strong")
    chairs = [(starts, one) for starts, one in terms if one.role == "chair"]
    for starts, held in chairs:  # a term without an end continues below the edge
        top, bottom = y(starts.earliest), y(held.ends.latest) - 2 if held.ends else 2 * y(end)
        sheet.bar(40, top, 20, bottom - top, "term")
        sheet.text(54, (top + min(bottom, y(end))) / 2, name(held.person, lang), "turned", anchor="middle", turn=-90)
    labels = [_label(when, what, forum, lang) for when, what in shown]
    marks: list[float] = []
    columns: dict[date, float] = {}
    for when, what in shown:
        last = when if isinstance(what, Agreement) else what.ends or when
        top, bottom = y(when.earliest), y(last.latest + timedelta(1))
        middle = (top + bottom) / 2
        marks.append(middle)
        if isinstance(what, Event):
            sheet.bar(98, top if bottom - top > 10 else middle - 5, 10, max(bottom - top, 10), what.status)
        elif when.precision == "day":
            column = columns.setdefault(when.earliest, 88)
            columns[when.earliest] -= 13
            sheet.line(_diamond(column, middle), "signed")
        else:
            sheet.bar(85, top, 6, bottom - top, "signed")
    heights = [len(lines) * LINE + 6 for lines in labels]
    tops = _apart([mark - 10 for mark in marks], heights)
    for mark, top, lines in zip(marks, tops, labels, strict=True):
        sheet.line([(110, mark), (132, top + 9)], "leader")
        for number, (line, look) in enumerate(lines):
            sheet.text(136, top + 14 + number * LINE, line, look)
    took_place = sum(event.status == "held" for _, event in events)
    signed = [(when, what) for when, what in shown if isinstance(what, Agreement)]
    return Picture(
        filled(
            words.TIMELINE,
            lang,
            held=took_place,
            announced=len(events) - took_place,
            first=PartialDate(year=start.year, month=start.month),
            last=PartialDate(year=end.year, month=end.month),
            agreements=len(signed),
            chairs=term(",", lang).join(name(one.person, lang) for _, one in chairs),
        ),
        sheet.cut(max(tops[-1] + heights[-1], y(end) + 8)),
        [
            (_key(lambda key: key.bar(6, 5, 10, 10, "held")), words.HELD[lang]),
            (_key(lambda key: key.bar(6, 5, 10, 10, "announced")), words.ANNOUNCED[lang]),
            (_key(lambda key: key.line(_diamond(11, 10), "signed")), words.SIGNED[lang]),
            (_key(lambda key: key.bar(1, 2, 20, 40, "term")), words.CHAIR[lang]),
        ],
        [
            [f"{plain(entry.date, lang)}: ", entry.subject]
            for entry in entries
            if isinstance(entry.subject, (Event, Agreement))
        ],
    )


def draw_topics(forum: Forum, lang: str) -> Picture:
    """Show who spoke about which topic, and how often, as a table."""
    said = Counter((one.speaker, topic) for one in forum.statements for topic in one.topics)
    often = Counter(topic for _, topic in said.elements())
    width = Counter(speaker for speaker, _ in said)
    speakers = sorted(width, key=lambda person: (-width[person], person.id))
    topics = sorted(often, key=lambda topic: (-often[topic], topic.id))
    page = Page()
    with page.within("table", "topics"):
        with page.within("thead"), page.within("tr"):
            page.add("td")
            for speaker in speakers:
                with page.within("th", scope="col"):
                    page.link(speaker, name(speaker, lang))
        with page.within("tbody"):
            for topic in topics:
                with page.within("tr"):
                    with page.within("th", scope="row"):
                        page.link(topic, name(topic, lang))
                    for speaker in speakers:
                        with page.within("td"):
                            if times := said[speaker, topic]:
                                page.add("span", f"times times-{min(times, 5)}", plain(times, lang))
    return Picture(
        filled(
            words.TOPICS,
            lang,
            speakers=len(speakers),
            topics=len(topics),
            statements=sum(bool(one.topics) for one in forum.statements),
            topic=name(topics[0], lang),
            most=often[topics[0]],
            speaker=name(speakers[0], lang),
            widest=width[speakers[0]],
        ),
        page,
        [(_key(lambda key: key.dot(11, 10, 8, "member")), words.STATEMENTS[lang])],
    )


def draw_disagreements(forum: Forum, lang: str) -> Picture:
    """Show each disagreement: its versions, each with a dot per source."""
    page = Page()
    by_record: dict[Record, list[Disagreement]] = {}
    for one in forum.disagreements:
        by_record.setdefault(one.about, []).append(one)
    for record, points in sorted(by_record.items(), key=lambda pair: -len(pair[1])):
        page.add("p", "about", name(record, lang))
        with page.within("dl", "versions-of"):
            for point in points:
                with page.within("dt"):
                    page.link(point, question(point)[lang])
                for position in sorted(point.positions, key=lambda position: -len(position.sources)):
                    confirmed = any(claim.corroboration == "confirmed" for claim in position.claims)
                    with page.within("dd", "confirmed" if confirmed else "unconfirmed"):
                        page.add("span", "value", asserted(position.claims[0], lang))
                        with page.within("span", "dots"):
                            for source in position.sources:
                                copied = " copied" if source.derived_from else ""
                                page.link(source, "", f"dot{copied}", label=words.publisher(source, lang))
    settled = sum(any(claim.corroboration == "confirmed" for claim in point.claims) for point in forum.disagreements)
    return Picture(
        filled(words.DISAGREEMENTS, lang, points=len(forum.disagreements), records=len(by_record), settled=settled),
        page,
        [
            (_key(lambda key: key.dot(11, 10, 5, "confirmed")), words.CONFIRMED[lang]),
            (_key(lambda key: key.dot(11, 10, 5, "unconfirmed")), words.UNCONFIRMED[lang]),
            (_key(lambda key: key.dot(11, 10, 4.5, "unconfirmed copied")), words.COPIED[lang]),
        ],
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


def _regions(places: Iterable[Place]) -> list[list[Place]]:
    """Divide places where there is none for 40 degrees of longitude."""
    eastward = sorted(places, key=lambda place: place.longitude)
    regions = [eastward[:1]]
    for one, other in pairwise(eastward):
        if other.longitude - one.longitude > 40:
            regions.append([])
        regions[-1].append(other)
    return regions


def _label(when: PartialDate, what: Event | Agreement, forum: Forum, lang: str) -> list[tuple[str, str]]:
    """Return the lines of a label on the timeline, each with its look: what, then when and where."""
    look = "strong" if what == forum.event else ""
    lines = [(line, look) for line in wrap(name(what, lang), 32)]
    place = what.place if isinstance(what, Event) else None
    dates = days(what, lang) if isinstance(what, Event) else plain(when, lang)
    below = term(",", lang).join([dates, *([name(place, lang)] if place else [])])
    return lines + [(line, "quiet") for line in wrap(below, 36)]


def _apart(wanted: list[float], heights: list[float]) -> list[float]:
    """Return positions as near as possible to those wanted at which blocks of some height do not overlap.

    Blocks that would overlap form a group, one below the other, whose mean distance to the positions is least.

    >>> _apart([0, 50, 55], [20, 20, 20])
    [0.0, 42.5, 62.5]
    """
    groups: list[tuple[float, list[int]]] = []  # the position of each group, and its blocks

    def placed(blocks: list[int]) -> float:
        offsets = [sum(heights[one] for one in blocks[:number]) for number in range(len(blocks))]
        mean = sum(wanted[one] - offset for one, offset in zip(blocks, offsets, strict=True)) / len(blocks)
        return max(0.0, mean)

    for block in range(len(wanted)):
        blocks = [block]
        while groups and groups[-1][0] + sum(heights[one] for one in groups[-1][1]) > placed(blocks):
            blocks = groups.pop()[1] + blocks
        groups.append((placed(blocks), blocks))
    return [
        top + sum(heights[one] for one in blocks[:number]) for top, blocks in groups for number in range(len(blocks))
    ]


def _labels(
    points: dict[Place, tuple[float, float]], width: float, height: float, lang: str
) -> Iterator[tuple[Place, tuple[float, float, str]]]:
    """Yield the position of each name: the side of its place where it is within the frame and overlaps least."""
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in points.values()]
    for place, (x, y) in sorted(points.items(), key=lambda pair: pair[1][1]):
        long = len(name(place, lang)) * 6.6 + 2
        sides = [
            ((x + 10, y - 7, x + 10 + long, y + 7), (x + 10, y + 4.5, "start")),
            ((x - 10 - long, y - 7, x - 10, y + 7), (x - 10, y + 4.5, "end")),
            ((x - long / 2, y - 23, x + long / 2, y - 9), (x, y - 11, "middle")),
            ((x - long / 2, y + 9, x + long / 2, y + 23), (x, y + 20, "middle")),
            ((x + 5, y + 6, x + 5 + long, y + 20), (x + 5, y + 18, "start")),
            ((x + 5, y - 20, x + 5 + long, y - 6), (x + 5, y - 8, "start")),
            ((x - 5 - long, y + 6, x - 5, y + 20), (x - 5, y + 18, "end")),
            ((x - 5 - long, y - 20, x - 5, y - 6), (x - 5, y - 8, "end")),
        ]
        faults = [
            sum(_overlap(box, other) for other in taken) + 10 * (14 * long - _overlap(box, (0, 0, width, height)))
            for box, _ in sides
        ]
        box, spot = sides[faults.index(min(faults))]
        taken.append(box)
        yield place, spot


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the area that two boxes (left, top, right, bottom) share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)
