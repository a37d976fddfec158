"""The strategies for Hypothesis: what they draw is right, varied and, when it shrinks, simple."""

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

import brics_cities
from brics_cities import Claim, Disagreement, Forum, Person, Position, Record, Records, Text, load
from brics_cities.models import RECORDS, TABLES
from brics_cities.testing._hypothesis import register
from brics_cities.testing.strategies import _ALPHABETS, LANGUAGES, forums, lines, texts
from brics_cities.validators import check_line

QUICK = settings(database=None, max_examples=5000, phases=[Phase.generate, Phase.shrink])
CLASSES = [
    value
    for name in brics_cities.__all__
    if inspect.isclass(value := getattr(brics_cities, name)) and not issubclass(value, Exception) and name != "forum"
]


def tables(forum: Forum) -> dict[str, list[Any]]:
    """The records of each table."""
    return {table: [forum.association] if table == "associations" else [*getattr(forum, table)] for table in TABLES}


def references(value: Any) -> Iterator[Any]:
    """The records that a record or a part of one refers to."""
    for attribute in attrs.fields(type(value)):
        part = getattr(value, attribute.name)
        for item in part if isinstance(part, tuple) else (part,):
            if isinstance(item, RECORDS):
                yield item
            elif attrs.has(type(item)) and not isinstance(item, Text):
                yield from references(item)


@pytest.mark.parametrize("cls", [*CLASSES, Record], ids=str)
def test_every_class_is_drawn(cls: Any) -> None:
    """For each public class, `from_type` draws values of it that its validators let through."""

    @settings(max_examples=10)
    @given(st.from_type(cls))
    def test(value: Any) -> None:
        assert isinstance(value, cls)
        if attrs.has(type(value)):
            attrs.validate(value)

    test()


@settings(max_examples=25)
@given(forums())
def test_references_hold(forum: Forum) -> None:
    """In each table ids are unique, and every record that another refers to is the one in its table."""
    for records in tables(forum).values():
        assert len({record.id for record in records}) == len(records)
        for record in records:
            for reference in references(record):
                (table,) = (table for table, cls in TABLES.items() if isinstance(reference, cls))
                assert any(reference is other for other in tables(forum)[table])


@settings(max_examples=25)
@given(forums())
def test_forums_are_what_load_accepts(forum: Forum) -> None:
    """A forum that is written is loaded again as an equal one."""
    with TemporaryDirectory() as directory:
        forum.save(Path(directory) / "forum")
        assert load(Path(directory) / "forum") == forum


@settings(max_examples=15)
@given(forums(statements=2, claims=st.just(3), agreements=1, languages=["fa", "ckb"]))
def test_forums_are_what_was_asked_for(forum: Forum) -> None:
    """A forum has as many statements, claims and agreements, and texts in such languages, as it was asked for."""
    assert (len(forum.statements), len(forum.claims), len(forum.agreements)) == (2, 3, 1)
    assert {tag for statement in forum.statements for tag in statement.text} <= {"fa", "ckb"}
    assert {source.language for source in forum.sources} <= {"fa", "ckb"}


@pytest.mark.parametrize(
    ("wanted", "simplest"),
    [
        (lambda forum: True, {"events": 1, "sources": 1}),
        (lambda forum: forum.statements, {"events": 1, "sources": 1, "people": 1, "statements": 1}),
        (lambda forum: forum.disagreements, {"events": 1, "sources": 1, "claims": 2, "disagreements": 1}),
    ],
)
def test_forums_shrink(wanted: Callable[[Forum], Any], simplest: dict[str, int]) -> None:
    """The simplest forum with something has nothing but what that needs, and ids of a letter or two."""
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
    """Texts come in each script, with both directions in one line, with ZWNJ and with combining marks."""
    text = find(texts(), lambda text: any(map(kind[1], text.values())), settings=QUICK)
    assert {*text} <= {*LANGUAGES}


@given(st.sampled_from([*LANGUAGES, "hi", "ckb"]).flatmap(lines))
def test_lines_are_fit_for_fields(line: str) -> None:
    """Every line is one that a field takes."""
    assert check_line("line", line) == line


@settings(max_examples=10)
@given(st.from_type(Records[Person]))
def test_records_of_a_class(records: Records[Person]) -> None:
    """`from_type(Records[Person])` draws people only."""
    assert all(isinstance(record, Person) for record in records)


@settings(max_examples=25)
@given(st.from_type(Disagreement), st.from_type(Position))
def test_disagreements_disagree(disagreement: Disagreement, position: Position) -> None:
    """A disagreement has two positions at least, and the claims of a position assert its value."""
    assert len(disagreement.positions) > 1
    assert {claim.asserted for claim in position.claims} == {position.value}


def test_languages_without_letters_here() -> None:
    """A language whose letters are not listed is written in those of Unicode, any that it has."""
    listed = {char for language in LANGUAGES for char in _ALPHABETS[language]}
    find(lines("hi"), lambda line: listed.isdisjoint(line), settings=QUICK)


# Registration


def printed(code: str) -> str:
    """What a new process prints that runs the code with warnings as errors."""
    return subprocess.check_output([sys.executable, "-W", "error", "-c", code], text=True).strip()


@pytest.mark.parametrize(
    "imports",
    [
        "import hypothesis, brics_cities",
        "import brics_cities, hypothesis",
        "from brics_cities import Text; import hypothesis",
        "import hypothesis; from brics_cities import Text",
        "import brics_cities.testing.strategies",
        "from brics_cities import forum; forum.people; import hypothesis",
    ],
)
def test_strategies_are_there_in_any_order(imports: str) -> None:
    """Whichever is imported first, Hypothesis or this package, it knows the strategies once a class is at hand."""
    code = (
        f"{imports}\nfrom brics_cities import Text\nfrom hypothesis import find, strategies as st\n"
        "print(find(st.from_type(Text), bool))"
    )
    assert printed(code) == "a"


def test_who_uses_only_hypothesis_pays_nothing() -> None:
    """Importing Hypothesis imports no module of this package but the one of its entry point."""
    code = "import sys, hypothesis; print(*[name for name in sys.modules if name.startswith('brics_cities')])"
    assert printed(code).split() == ["brics_cities", "brics_cities.testing", "brics_cities.testing._hypothesis"]


def test_what_others_draw_stays_the_same() -> None:
    """The strategies for the types that `Text` and `Records` derive from are those without this package."""
    code = (
        "from collections.abc import *\nfrom hypothesis import strategies as st\n"
        "types = [Mapping, Sequence, Collection, Hashable, Mapping[str, str], Sequence[int], object, tuple]\n"
        "def known(): return [*map(repr, map(st.from_type, types))]\n"
        "before = known()\nimport brics_cities.testing.strategies\n"
        "print(before == known())"
    )
    assert printed(code) == "True"


@given(st.from_type(Mapping) | st.from_type(Sequence))
def test_others_draw_none_of_ours(value: object) -> None:
    """Who asks for any mapping or sequence is given no `Text` and no `Records`."""
    assert not isinstance(value, (Text, Records))


def test_registering_waits_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is registered without Hypothesis, and nothing before the records are in use."""
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
    """Where nobody has imported Hypothesis, a public name is fetched all the same."""
    monkeypatch.delitem(sys.modules, "hypothesis")
    monkeypatch.delitem(vars(brics_cities), "Claim", raising=False)
    assert brics_cities.Claim is Claim
