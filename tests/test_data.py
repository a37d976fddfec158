"""What holds for all of the bundled data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations, permutations
from typing import Any

import importlib_resources
import jdatetime
import pytest

from brics_cities import Citation, Claim, _tables, forum
from brics_cities.corroboration import corroborate
from brics_cities.text import english_or_original

DATA = importlib_resources.files("brics_cities") / "data"
TABLES = {f"{table}.json": json.loads((DATA / f"{table}.json").read_bytes()) for table in _tables.TABLES}
FIXED_IDS = {
    "people": "yaghoub-houshyar ilsur-metshin alexei-shaposhnikov ary-jose-vanazzi andualem-tenaw-habtie "
    "sergio-arredondo-olvera hamidreza-gholamzadeh vladimir-putin rustam-minnikhanov",
    "members": "tabriz kazan moscow-city-duma abm eca flacma amf",
    "events": "kazan-2024",
    "sources": "irna-85517800",
    "statements": "houshyar-1 houshyar-2 houshyar-3 houshyar-4 houshyar-5 houshyar-6 houshyar-7 houshyar-8 "
    "shaposhnikov-1 shaposhnikov-2 metshin-1 metshin-2 metshin-3 putin-message",
    "countries": "RU IR BR ET MX",
    "places": "kazan tabriz moscow brasilia addis-ababa tehran",
    "topics": "trade investment industry technology tourism culture transport education research "
    "sustainable-development international-relations city-diplomacy economy urban-management representation "
    "architecture sport waste exchange-of-experience",
}


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value in a JSON document with its path."""
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, f"{path}[{index}]")


VALUES = [
    (f"{file}/{row['id']}{path}", value) for file, rows in TABLES.items() for row in rows for path, value in walk(row)
]
TEXTS = [(path, value) for path, value in VALUES if isinstance(value, dict) and "en" in value]


@pytest.mark.parametrize("table", FIXED_IDS)
def test_ids_are_kept(table):
    """Every id that was ever released is still that of a record."""
    for id in FIXED_IDS[table].split():
        assert id in getattr(forum, table)


def test_own_texts_are_in_persian_and_english():
    """Our own texts, and all names of places, countries and topics, are in Persian and English."""
    ours = re.compile(
        r"(statements|events|associations)\.json/.*\.(text|name|purpose|outcome|venue)$"
        r"|(places|countries|topics)\.json/[^.]+\.name$|\.(office|note|origin)$"
    )
    for path, text in TEXTS:
        if ours.search(path):
            assert {"en", "fa"} <= set(text), path


@pytest.mark.parametrize("table", ["statements", "claims", "events"])
def test_the_article_is_cited_with_passages(table):
    """Each statement, claim and point of an agenda that cites the article has a passage of it."""
    for record in getattr(forum, table):
        for citation in [*record.citations, *(c for point in getattr(record, "agenda", ()) for c in point.citations)]:
            if citation.source.id == "irna-85517800":
                assert citation.passage is not None, record.id


def test_both_calendars_mean_the_same_days():
    """A printed Solar Hijri date is the same day as the Gregorian date beside it."""
    pairs = [(source.printed_date, source.published) for source in forum.sources if source.printed_date]
    for event in forum.events:
        known = zip(event.printed_dates, (event.starts, event.ends), strict=False)
        pairs += [(printed, date) for printed, date in known if date]  # the last day may be in dispute
    assert pairs
    for printed, gregorian in pairs:
        day = jdatetime.date(printed.year, printed.month, printed.day).togregorian()
        assert day == gregorian.earliest == gregorian.latest


def test_the_article_appeared_on_a_sunday():
    """The date of the article is the weekday that the article prints."""
    assert forum.sources["irna-85517800"].published.earliest.strftime("%A") == "Sunday"


@pytest.mark.parametrize("table", ["sources", "places", "topics", "people", "countries"])
def test_nothing_is_orphaned(table):
    """Every source, place, topic, person and country is referred to by a record, or is a country in BRICS."""
    referred = {value for path, value in VALUES if isinstance(value, str) and not path.endswith(".id")}
    named = {value.partition("/")[2] for value in referred}
    standing = {country.id for country in forum.countries if country.standing}
    assert {record.id for record in getattr(forum, table)} <= referred | named | standing


def test_sources_have_titles_or_reasons():
    """Every source has its title in its own language, or a note that says why it has none."""
    for source in forum.sources:
        if source.title is None:
            assert re.search("(?i)headline", source.note.en), source.id
        else:
            assert source.title.original_language == source.language, source.id


def test_a_body_has_one_name_as_publisher_and_origin():
    """A body that publishes and that others report from has one name, so that its sources count once."""
    names = {name for source in forum.sources for name in (source.publisher, source.origin) if name is not None}
    english = {english_or_original(name): name for name in names}
    assert len(english) == len(names)
    for one, other in permutations(english, 2):
        assert not re.search(rf"\b(of|site|service) .*\b{re.escape(one)}", other), (one, other)
        assert not re.search(rf"\({re.escape(one)}\)", other), (one, other)


def test_sources_of_one_origin_count_once():
    """Two sources that share a publisher or an origin never confirm each other by themselves."""
    for one, other in combinations(forum.sources, 2):
        if {one.publisher, one.origin} & {other.publisher, other.origin} - {None}:
            claims = [
                Claim(
                    id=source.id,
                    about=forum.event,
                    measure="x",
                    value=1,
                    unit="y",
                    citations=(Citation(source=source),),
                )
                for source in (one, other)
            ]
            assert corroborate(claims[0], claims) == "uncorroborated", (one.id, other.id)


def test_kinds_of_statements_agree_with_their_notes():
    """No note says that a speech was a message, or that a message was spoken; words said elsewhere are IRNA's report."""
    for statement in forum.statements:
        note = statement.note.en if statement.note else ""
        other = {"speech": "message", "message": "speech"}[statement.kind]
        assert other not in note, statement.id
        if "broadcast" in note or "RBC" in note:
            assert note.startswith("IRNA reports it from the meeting"), statement.id


def test_statements_are_about_something():
    """Every statement has topics, except a message whose content no source reports."""
    assert [statement.id for statement in forum.statements if not statement.topics] == ["putin-message"]
