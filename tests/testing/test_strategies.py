"""The strategies for Hypothesis: their values are valid, varied and, after shrinking, simple."""

from __future__ import annotations

import inspect
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import brics_cities
from brics_cities import Claim, Disagreement, Forum, Person, Position, Record, Records, Text, load
from brics_cities._attrs import check_line
from brics_cities._tables import TABLES
from brics_cities.models import RECORDS
from brics_cities.testing._hypothesis import register
from brics_cities.testing.strategies import _ALPHABETS, LANGUAGES, forums, lines, texts

QUICK = settings(database=None, max_examples=5000, phases=[Phase.generate, Phase.shrink])
CLASSES = [
    value
    for name in brics_cities.__all__
    if inspect.isclass(value := getattr(brics_cities, name)) and not issubclass(value, Exception) and name != "forum"
]


def tables(forum: Forum) -> dict[str, list[Any]]:
    """Return the records of each table."""
    return {table: [forum.association] if table == "associations" else [*getattr(forum, table)] for table in TABLES}


def references(value: Any) -> Iterator[Any]:
    """Yield the records that a record or a part of one refers to."""
    for attribute in attrs.fields(type(value)):
        part = getattr(value, attribute.name)
        for item in part if isinstance(part, tuple) else (part,):
            if isinstance(item, RECORDS):
                yield item
            elif attrs.has(type(item)) and not isinstance(item, Text):
                yield from references(item)


@pytest.mark.parametrize("property", ["statements", "disagreements"])
def test_failing_test_prints_the_forum(tmp_path: Path, property: str) -> None:
    """What the report of a failing test shows of a forum can be pasted into a file, and loaded as the same forum."""
    drawn: list[Forum] = []

    @settings(database=None, max_examples=200, phases=[Phase.generate])
    @given(forums())
    def test(forum: Forum) -> None:
        drawn.append(forum)
        assert not getattr(forum, property)

    with pytest.raises(AssertionError) as caught:
        test()
    (note,) = [one for one in caught.value.__notes__ if one.startswith("The forum, ")]
    first, _, pasted = note.partition("\n")
    assert "brics_cities.load" in first
    (tmp_path / "forum.json").write_text(pasted, "utf-8")
    assert load(tmp_path / "forum.json") == drawn[-1]


@pytest.mark.parametrize("cls", [*CLASSES, Record], ids=str)
def test_every_class_is_drawn(cls: Any) -> None:
    """For each public class, `from_type` draws valid values of it."""

    @settings(max_examples=5)
    @given(st.from_type(cls))
    def test(value: Any) -> None:
        assert isinstance(value, cls)
        if attrs.has(type(value)):
            attrs.validate(value)

    test()


@settings(max_examples=15)
@given(forums())
def test_references_lead_to_the_tables(forum: Forum) -> None:
    """In each table ids are unique, and every reference is to a record of a table, not to an equal one."""
    for records in tables(forum).values():
        assert len({record.id for record in records}) == len(records)
        for record in records:
            for reference in references(record):
                (table,) = (table for table, cls in TABLES.items() if isinstance(reference, cls))
                assert any(reference is other for other in tables(forum)[table])


@settings(max_examples=10)
@given(forums())
def test_forums_can_be_saved(forum: Forum) -> None:
    """A forum that is saved is loaded again as an equal one."""
    with TemporaryDirectory() as directory:
        forum.save(Path(directory) / "forum")
        assert load(Path(directory) / "forum") == forum


@settings(max_examples=10)
@given(forums(statements=2, claims=st.just(3), agreements=1, languages=["fa", "ckb"]))
def test_forums_follow_the_arguments(forum: Forum) -> None:
    """A forum has the numbers of statements, claims and agreements, and the languages, that were asked for."""
    assert (len(forum.statements), len(forum.claims), len(forum.agreements)) == (2, 3, 1)
    assert {tag for statement in forum.statements for tag in statement.text} <= {"fa", "ckb"}
    assert {source.language for source in forum.sources} <= {"fa", "ckb"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "simplest"),
    [
        (lambda forum: True, {"events": 1, "sources": 1}),
        (lambda forum: forum.statements, {"events": 1, "sources": 1, "people": 1, "statements": 1}),
        (lambda forum: forum.disagreements, {"events": 1, "sources": 1, "claims": 2, "disagreements": 1}),
    ],
)
def test_forums_shrink(wanted: Callable[[Forum], Any], simplest: dict[str, int]) -> None:
    """The simplest forum with something has only what that needs, and ids of one or two letters."""
    forum = find(forums(), lambda forum: bool(wanted(forum)), settings=QUICK, random=Random(0))
    assert {table: len(records) for table, records in tables(forum).items() if records} == {
        "associations": 1,
        **simplest,
    }
    assert forum.association.name == Text({"en": "a"})
    ids = [record.id for table, records in tables(forum).items() for record in records if table != "disagreements"]
    assert max(map(len, ids)) <= 2


@pytest.mark.parametrize(
    "kind",
    {
        "Latin": lambda line: "LATIN" in unicodedata.name(line[0]),
        "Cyrillic": lambda line: "CYRILLIC" in unicodedata.name(line[0]),
        "Persian": lambda line: not set("پچژگ").isdisjoint(line),
        "Han": lambda line: "CJK" in unicodedata.name(line[0]),
        "mixed": lambda line: {"L", "AL"} <= {unicodedata.bidirectional(char) for char in line},
        "joined": lambda line: "\u200c" in line,
        "marked": lambda line: any(unicodedata.combining(char) for char in line),
    }.items(),
    ids=lambda kind: kind[0],
)
def test_texts_are_varied(kind: tuple[str, Callable[[str], bool]]) -> None:
    """Texts are in each script, with both directions on one line, with ZWNJ and with combining marks."""
    text = find(texts(), lambda text: any(map(kind[1], text.values())), settings=QUICK)
    assert {*text} <= {*LANGUAGES}


@given(st.sampled_from([*LANGUAGES, "hi", "ckb"]).flatmap(lines))
def test_lines_are_valid(line: str) -> None:
    """Every line is accepted by a field."""
    assert check_line("line", line) == line


@settings(max_examples=5)
@given(st.from_type(Records[Person]))
def test_records_of_a_class(records: Records[Person]) -> None:
    """`from_type(Records[Person])` draws people only."""
    assert all(isinstance(record, Person) for record in records)


@settings(max_examples=15)
@given(st.from_type(Disagreement), st.from_type(Position))
def test_disagreements_disagree(disagreement: Disagreement, position: Position) -> None:
    """A disagreement has at least two positions, and the claims of a position assert its value."""
    assert len(disagreement.positions) > 1
    assert {claim.asserted for claim in position.claims} == {position.value}


def test_languages_without_letters_here() -> None:
    """A text in a language without an alphabet of its own uses any letters of Unicode."""
    listed = {char for language in LANGUAGES for char in _ALPHABETS[language]}
    find(lines("hi"), lambda line: listed.isdisjoint(line), settings=QUICK)


@given(st.sampled_from([*LANGUAGES, "tlh"]).flatmap(lines))
def test_lines_are_those_of_a_text(line: str) -> None:
    """Whatever a line consists of, a text accepts it; none is made of invisible characters alone."""
    assert Text({"en": line}).en == line


def test_lines_can_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is made of characters that show nothing alone, though Unicode calls them letters and marks."""
    blank = "\u034f\u115f\u1160\u17b4\u180b\u3164\ufe0f\uffa0"
    monkeypatch.setitem(_ALPHABETS, "qaa", blank)  # a tag for private use
    with pytest.raises(NoSuchExample):
        find(lines("qaa"), lambda line: set(line) <= {*blank, " "}, settings=settings(QUICK, max_examples=200))


# Registration


def printed(code: str) -> str:
    """What a new process prints that runs the code with warnings as errors."""
    return subprocess.check_output([sys.executable, "-W", "error", "-c", code], text=True).strip()


@pytest.mark.parametrize(
    "imports",
    [
        "import brics_cities, hypothesis",
        "from brics_cities import Text; import hypothesis",
        "import hypothesis; from brics_cities import Text",
        "import brics_cities.testing.strategies",
        "from brics_cities import forum; forum.people; import hypothesis",
    ],
)
def test_order_of_imports_does_not_matter(imports: str) -> None:
    """Hypothesis knows the strategies once a class is imported, whichever of the two is imported first."""
    code = (
        f"{imports}\nfrom brics_cities import Text\nfrom hypothesis import find, strategies as st\n"
        "print(find(st.from_type(Text), bool))"
    )
    assert printed(code) == "a"


def test_hypothesis_alone_imports_no_records() -> None:
    """Importing Hypothesis imports only the entry point of this package and its parents."""
    code = "import sys, hypothesis; print(*[name for name in sys.modules if name.startswith('brics_cities')])"
    assert printed(code).split() == ["brics_cities", "brics_cities.testing", "brics_cities.testing._hypothesis"]


def test_other_strategies_stay_the_same() -> None:
    """The strategies for the base classes of `Text` and `Records` are the same without this package."""
    code = (
        "from collections.abc import *\nfrom hypothesis import strategies as st\n"
        "types = [Mapping, Sequence, Collection, Hashable, Mapping[str, str], Sequence[int], object, tuple]\n"
        "def known(): return [*map(repr, map(st.from_type, types))]\n"
        "before = known()\nimport brics_cities.testing.strategies\n"
        "print(before == known())"
    )
    assert printed(code) == "True"


@given(st.from_type(Mapping) | st.from_type(Sequence))
def test_base_classes_give_no_records(value: object) -> None:
    """A strategy for any mapping or sequence draws no `Text` and no `Records`."""
    assert not isinstance(value, (Text, Records))


def test_registering_waits_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is registered before both Hypothesis and the records are in use."""
    imported: list[str] = []
    monkeypatch.setattr("builtins.__import__", lambda name, *_: imported.append(name))
    for module in ("hypothesis", "brics_cities.text"):
        with monkeypatch.context() as without:
            without.delitem(sys.modules, module)
            register()
    assert imported == []
    register()
    assert imported == ["brics_cities.testing.strategies"]


def test_public_names_without_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Hypothesis, public names are imported just the same."""
    monkeypatch.delitem(sys.modules, "hypothesis")
    monkeypatch.delitem(vars(brics_cities), "Claim", raising=False)
    assert brics_cities.Claim is Claim
