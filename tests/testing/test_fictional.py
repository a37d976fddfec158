"""Fictional forums: valid, of the size asked for, and not to be taken for facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brics_cities import Forum, InvalidValueError, forum, load
from brics_cities.models import TABLES
from brics_cities.testing._fictional import LANGUAGES, fictional_forum

NEEDED = ("events", "members", "people", "topics", "places", "countries", "sources")
LEFT_OUT = ("statements", "claims", "disagreements", "agreements")
numbers = st.fixed_dictionaries(
    {}, optional={**{table: st.integers(1, 9) for table in NEEDED}, **{table: st.integers(0, 9) for table in LEFT_OUT}}
)


def test_default() -> None:
    """Without arguments there is one of each that a statement needs, and one statement."""
    made = fictional_forum()
    counts = {table: len(getattr(made, table)) for table in (*NEEDED, *LEFT_OUT)}
    assert counts == {**dict.fromkeys(NEEDED, 1), **dict.fromkeys(LEFT_OUT, 0), "statements": 1}


@settings(max_examples=30)
@given(numbers)
def test_numbers(asked: dict[str, int]) -> None:
    """Each table has as many records as asked for, and the claims those of the disagreements beside."""
    made = fictional_forum(**asked)
    for table, number in asked.items():
        beside = 2 * asked.get("disagreements", 0) if table == "claims" else 0
        assert len(getattr(made, table)) == number + beside
    assert fictional_forum(**asked) == made


def test_load_accepts_it(tmp_path: Path) -> None:
    """A fictional forum that is saved is loaded again as an equal one."""
    made = fictional_forum(**dict.fromkeys((*NEEDED, *LEFT_OUT), 12))
    made.save(tmp_path / "forum")
    assert load(tmp_path / "forum") == made


@given(st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True))
def test_languages(languages: list[str]) -> None:
    """Every name is in the languages asked for, in their order."""
    made = fictional_forum(languages=languages, disagreements=1)
    texts = [made.association.name, made.association.purpose, made.disagreements[0].note]
    texts += [record.name for table in ("events", "members", "people", "topics") for record in getattr(made, table)]
    assert {tuple(text or ()) for text in texts} == {tuple(languages)}


def test_passages() -> None:
    """The passage of each statement is its English text."""
    made = fictional_forum(statements=11)
    article = ". ".join(f"{statement.text.en}" for statement in made.statements)
    assert [one.wording for one in made.verify(article)] == [
        f"{statement.text.en}{'.' if statement is not made.statements[-1] else ''}" for statement in made.statements
    ]


def test_nothing_is_taken_for_a_fact() -> None:
    """No id, code or year is one of the bundled data, and every address is one that nobody can have."""
    made = fictional_forum(**dict.fromkeys((*NEEDED, *LEFT_OUT), 25))
    for table in TABLES.keys() - {"associations"}:
        assert not {record.id for record in getattr(made, table)} & {record.id for record in getattr(forum, table)}
    assert all(source.url.startswith("https://example.org/") for source in made.sources)
    assert all(country.id[0] == "X" and country.numeric >= "900" for country in made.countries)
    assert all(event.starts and event.starts.year < 1100 for event in made.events)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        *(({table: 0}, table) for table in NEEDED),
        *(({table: -1}, table) for table in LEFT_OUT),
        ({"countries": 26}, "countries"),
        ({"statements": True}, "statements"),
        ({"statements": 1.0}, "statements"),
        ({"languages": "fa"}, "languages"),
        ({"languages": ()}, "languages"),
        ({"languages": ("fa", "pt")}, "languages"),
    ],
)
def test_impossible(asked: dict[str, Any], named: str) -> None:
    """A number that cannot be, or a language without names, is an InvalidValueError that names it."""
    with pytest.raises(InvalidValueError, match=f"^{named} must be "):
        fictional_forum(**asked)


def test_type() -> None:
    """What is built is a forum."""
    assert isinstance(fictional_forum(), Forum)
