"""Cards and tables for notebooks: complete, escaped, in every language, with only text and links."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import attrs
import html5lib
import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st

from brics_cities import (
    Citation,
    Forum,
    PartialDate,
    Position,
    Records,
    SolarHijriDate,
    Text,
    TimelineEntry,
    Verification,
    direction,
    forum,
)
from brics_cities._notebook import ROWS, render
from brics_cities._tables import TABLES, citations_in
from brics_cities.models import PARTS, RECORDS

WORDS = {"a", "bdi", "code", "div", "li", "small", "style", "time", "ul"}
TABLE = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
ATTRIBUTES = {"class", "colspan", "datetime", "dir", "href", "lang", "rel", "scope", "target"}
CLASSES = [*RECORDS, *PARTS, TimelineEntry, Position, Verification]


def records(data: Forum) -> Iterator[Any]:
    """Yield every record of a data set."""
    for table in TABLES:
        yield from [data.association] if table == "associations" else getattr(data, table)


def parse(value: Any) -> ET.Element:
    """Parse what a value shows, as HTML and as XML, and check the laws that hold for every value."""
    drawn = value._repr_html_()
    read = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(drawn)
    (root,) = ET.fromstring(f"<root>{drawn}</root>")
    assert [*root.itertext()] == [*read[0].itertext()]
    assert root.attrib == {"class": "brics-cities", "lang": "en", "dir": "ltr"}
    assert len(root.findall(".//style")) == 1
    for element in root.iter():
        assert element.tag in WORDS | TABLE
        assert set(element.attrib) <= ATTRIBUTES
        if element is not root and "lang" in element.attrib:
            assert element.get("dir") == direction(element.attrib["lang"])
        if element.tag == "th":
            assert element.get("scope") in ("row", "col")
        if element.tag == "a":
            assert element.attrib["href"].startswith(("https://", "http://"))
            assert element.get("rel") == "noopener noreferrer"
    assert all(table[0].tag == "caption" for table in root.findall("table"))
    return root


def said(root: ET.Element) -> set[tuple[str, str]]:
    """Return the strings in each language, with its tag."""
    return {(element.attrib["lang"], element.text or "") for element in root.iter() if "lang" in element.attrib}


def links(root: ET.Element) -> list[tuple[str, str]]:
    """Return the address of each link, and the source and the paragraph after it."""
    return [
        (element.attrib["href"], "".join(holder[at + 1].itertext()) + (holder[at + 1].tail or "").rstrip())
        for holder in root.iter()
        for at, element in enumerate(holder)
        if element.tag == "a" and at + 1 < len(holder)
    ]


def texts_in(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the strings of a value, and the names of the records that it refers to."""
    if isinstance(value, Text):
        yield from value.items()
    elif isinstance(value, tuple):
        for item in value:
            yield from name_of(item) if isinstance(item, (Citation, *RECORDS)) else texts_in(item)
    elif attrs.has(type(value)) and not isinstance(value, Records):
        for field in fields(type(value)):
            yield from texts_in((getattr(value, field.name),))


def name_of(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the name of a record, as others refer to it: in English and Persian, or in the original."""
    value = getattr(value, "source", value)
    name = getattr(value, "name", None) or getattr(value, "text", None) or getattr(value, "publisher", None)
    if name:
        both = [(tag, words) for tag, words in name.items() if tag in ("en", "fa")]
        yield from both or [*name.items()][:1]


def ids_in(value: Any) -> Iterator[str]:
    """Yield the ids of the records that a value refers to."""
    for field in fields(type(value)):
        part = getattr(value, field.name)
        for item in part if isinstance(part, tuple) else (part,):
            if isinstance(item, RECORDS):
                yield item.id
            elif attrs.has(type(item)) and not isinstance(item, (Text, Records)):
                yield from ids_in(item)


def citations_of(value: Any) -> Iterator[Citation]:
    """Yield the citations of a value and of its parts, but none of other records."""
    for field in fields(type(value)):
        part = getattr(value, field.name)
        for item in part if isinstance(part, tuple) else (part,):
            if isinstance(item, Citation):
                yield item
            elif isinstance(item, PARTS):
                yield from citations_of(item)


def assert_complete(value: Any) -> None:
    """Check that a card has all fields of a value, its texts in each language, and links to its citations."""
    root = parse(value)
    names = [row.text for row in root.findall("table/tbody/tr/th")]
    assert names[: len(fields(type(value)))] == [field.name for field in fields(type(value))]
    assert root.findtext("table/caption") == type(value).__name__
    assert set(texts_in(value)) <= said(root)
    cited = [(citation.source.url, str(citation)) for citation in citations_of(value)]
    assert set(cited) <= set(links(root))
    ids = {code.text for code in root.iter("code")}
    assert {*ids_in(value), *([value.id] if hasattr(value, "id") else [])} <= ids


def test_every_record_is_complete(any_forum: Forum) -> None:
    """A record shows every field, each text in each language, each reference with name and id, each citation as a link."""
    for record in records(any_forum):
        assert_complete(record)


def test_every_citation_is_complete(any_forum: Forum) -> None:
    """A citation on its own shows its passage field by field."""
    citations = {citation for record in records(any_forum) for citation in citations_in(record)}
    assert any(citation.passage for citation in citations)
    for citation in citations:
        assert_complete(citation)


@settings(max_examples=5)
@given(st.from_type(Forum))
def test_drawn_records_are_complete(data: Forum) -> None:
    """The same holds for any data set, its tables, its timeline and its verification."""
    for value in (*records(data), *data.timeline(), *data.verify("")):
        assert_complete(value)
    for table in data._tables().values():
        parse(table)
    parse(data)


@pytest.mark.parametrize("cls", CLASSES)
def test_every_class_is_complete(cls: type[Any]) -> None:
    """The same holds for every public class, parts of records included; a Solar Hijri date is shown as a text."""

    @settings(max_examples=5)
    @given(st.from_type(cls))
    def test(value: Any) -> None:
        if isinstance(value, SolarHijriDate):
            printed = [("fa", value.printed)] if value.printed else []
            assert said(parse(value)) == {("en", ""), *value.text.items(), *printed}
        else:
            assert_complete(value)

    test()


@given(st.from_type(Text))
def test_texts(text: Text) -> None:
    """A text is shown in all its languages, the original first, each with its tag and direction."""
    divs = [element for element in parse(text).iter("div") if "lang" in element.attrib][1:]
    assert [(div.attrib["lang"], div.text) for div in divs] == [*text.items()]


def test_dates() -> None:
    """A date is shown in ISO 8601, in a form that programs can read."""
    time = parse(PartialDate.parse("2024-06")).find("time")
    assert time is not None
    assert (time.text, time.attrib) == ("2024-06", {"datetime": "2024-06"})


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert('x')</script>",
        '" onclick="x',
        "&lt;b&gt; &amp;amp;",
        "]]> <!-- </td></style>",
        "abc אבג (قازان) <",
    ],
)
def test_markup_stays_text(words: str) -> None:
    """Markup, quotes, entities and text in both directions are shown as they are written."""
    statement = evolve(forum.statements[0], text=Text({"en": words, "fa": words}))
    assert {("en", words), ("fa", words)} <= said(parse(statement))
    place = evolve(forum.places[0], name=Text({"fa": words}))
    assert ("fa", words) in said(parse(evolve(forum.event, place=place)))
    assert words in [*parse(evolve(forum.members[0], acronym=words)).itertext()]


def test_addresses_are_escaped() -> None:
    """An address with an apostrophe and ampersands is linked and shown as it is written."""
    url = "https://example.org/?a=1&amp=2&lt;'&quot;(b)"
    root = parse(evolve(forum.sources[0], url=url))
    assert [(a.attrib["href"], "".join(a.itertext())) for a in root.iter("a") if a[0].get("lang") is None] == [
        (url, url)
    ]


def test_only_pages_are_linked() -> None:
    """A licence is a link if it is an http or https address, and otherwise text."""
    assert [*parse(evolve(forum, license="https://example.org/")).iter("a")]
    root = parse(evolve(forum, license="javascript:alert(1)"))
    assert not [*root.iter("a")]
    assert "javascript:alert(1)" in [*root.itertext()]


def test_nothing_is_loaded(any_forum: Forum) -> None:
    """No script and no other file is loaded."""
    for value in (any_forum, any_forum.event, any_forum.claims):
        assert not re.search(r"<script|\son\w+=|src=|@import|url\(", value._repr_html_(), re.IGNORECASE)


@pytest.mark.parametrize("count", [0, 1, ROWS - 1, ROWS, ROWS + 1, 122])
def test_long_tables_say_what_they_omit(count: int) -> None:
    """A table has a row per record, or the first ones and the number of the others."""
    some = forum.claims[:count]
    root = parse(some)
    assert root.findtext("table/caption") == f"{count} {'claim' if count == 1 else 'claims'}"
    rows = ["".join(row.itertext()) for row in root.findall("table/tbody/tr/th")]
    assert rows == [claim.id for claim in some[:ROWS]]
    foot = root.findtext("table/tfoot/tr/td")
    assert foot is None if count <= ROWS else str(count - ROWS) in str(foot)


@pytest.mark.parametrize("table", [table for table in TABLES if table != "associations"])
def test_tables_name_every_field(table: str) -> None:
    """Each field is a column of the table or is listed below it as omitted; the texts of the columns are complete."""
    some = getattr(forum, table)
    root = parse(some)
    names = {field.name for field in fields(TABLES[table])}
    columns = [head.text for head in root.findall("table/thead/tr/th")]
    note = "".join("".join(foot.itertext()) for foot in root.findall("table/tfoot"))
    hidden = set(re.sub(r".*also shows |\.$", "", note).split(", ")) if "also shows" in note else set()
    assert hidden == names - {*columns}
    for record in some[:ROWS]:
        for name in {*columns} & names:
            assert set(texts_in((getattr(record, str(name)),))) <= said(root)


def test_disagreements_show_their_positions() -> None:
    """Each position of a disagreement is shown in every language, with links to all its sources."""
    for disagreement in forum.disagreements:
        rows = parse(disagreement).findall("table/tbody/tr/td/table/tbody/tr")
        assert len(rows) == len(disagreement.positions)
        for row, position in zip(rows, disagreement.positions, strict=True):
            value = position.claims[0].value
            assert [*row[0].itertext()] == ([*value.values()] if isinstance(value, Text) else [position.value])
            assert links(row) == [(source.url, source.id) for source in position.sources]


def test_forum_shows_its_counts(any_forum: Forum) -> None:
    """A forum shows its version, its association, its founding, and the number of records in each table."""
    cells = {str(row[0].text): "".join(row[1].itertext()) for row in parse(any_forum).findall("table/tbody/tr")}
    assert cells["version"] == any_forum.version
    assert any_forum.event.id in cells["event"]
    assert any_forum.association.id in cells["association"]
    for table, some in any_forum._tables().items():
        assert cells[table].startswith(f"{len(some)} by ")


def test_wording_is_in_the_language_of_its_source() -> None:
    """The wording of a copy is in the language of its source; a missing one is None."""
    row = forum.verify("")[0]
    assert row.citation.source.language == "fa"
    assert ("fa", "<سلام>") in said(parse(evolve(row, wording="<سلام>")))
    assert [*parse(row).itertext()][-1] == "None"


def test_proxy_is_shown_as_the_forum() -> None:
    """The lazy forum is shown like the forum that it loads."""
    assert forum._repr_html_() == render(forum)
    assert "Forum" in render(forum)
