"""Fictional forums: valid, of the size asked for, and not mistakable for facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brics_cities import InvalidValueError, Text, forum, load
from brics_cities._tables import TABLES, shape
from brics_cities.models import PARTS, RECORDS
from brics_cities.testing._fictional import LANGUAGES, fictional_forum

NEEDED = ("events", "members", "people", "topics", "places", "countries", "sources")
LEFT_OUT = ("statements", "claims", "disagreements", "agreements")
numbers = st.fixed_dictionaries(
    {}, optional={**{table: st.integers(1, 9) for table in NEEDED}, **{table: st.integers(0, 9) for table in LEFT_OUT}}
)


def test_default() -> None:
    """Without arguments there is one statement, and one record of each table that it needs."""
    made = fictional_forum()
    counts = {table: len(getattr(made, table)) for table in (*NEEDED, *LEFT_OUT)}
    assert counts == {**dict.fromkeys(NEEDED, 1), **dict.fromkeys(LEFT_OUT, 0), "statements": 1}


@settings(max_examples=15)
@given(numbers)
def test_numbers(asked: dict[str, int]) -> None:
    """Each table has as many records as asked for, and each disagreement adds two claims."""
    made = fictional_forum(**asked)
    for table, number in asked.items():
        added = 2 * asked.get("disagreements", 0) if table == "claims" else 0
        assert len(getattr(made, table)) == number + added
    assert fictional_forum(**asked) == made


@pytest.mark.parametrize("every_field", [False, True])
def test_it_can_be_saved(tmp_path: Path, every_field: bool) -> None:
    """A fictional forum that is saved is loaded again as an equal one."""
    made = fictional_forum(every_field=every_field, **dict.fromkeys((*NEEDED, *LEFT_OUT), 12))
    made.save(tmp_path / "forum")
    assert load(tmp_path / "forum") == made


@settings(max_examples=15)
@given(st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True))
def test_languages(languages: list[str]) -> None:
    """Every text is in the languages asked for, the first of them the original."""
    made = fictional_forum(languages=languages, every_field=True, claims=3, disagreements=1, agreements=1)
    texts = [value for record in made._all() for _, value in values_in(record) if isinstance(value, Text)]
    assert {(text.original_language, *sorted(text)) for text in texts} == {(languages[0], *sorted(languages))}


def test_every_field() -> None:
    """With `every_field`, each field of each class is known in some record; without it, the optional ones are fewer."""
    numbers = dict.fromkeys((*NEEDED, *LEFT_OUT), 3)
    fields = {(cls, field.name) for cls in (*RECORDS, *PARTS) for field in shape(cls)}
    full, usual = (
        {place for record in made._all() for place, value in values_in(record) if value not in (None, ())}
        for made in (fictional_forum(every_field=True, **numbers), fictional_forum(**numbers))
    )
    assert fields - full == set()
    assert usual < full


def values_in(whole: Any) -> Iterator[tuple[tuple[type, str], Any]]:
    """Yield each value in a record and in its parts, with its class and field."""
    for field in shape(type(whole)):
        value = getattr(whole, field.name)
        for item in value if field.many else (value,):
            yield (type(whole), field.name), item
            if field.kind == "part" and item is not None:
                yield from values_in(item)


def test_passages() -> None:
    """The passage of each statement is its English text."""
    made = fictional_forum(statements=11)
    article = ". ".join(f"{statement.text.en}" for statement in made.statements)
    assert [one.wording for one in made.verify(article)] == [
        f"{statement.text.en}{'.' if statement is not made.statements[-1] else ''}" for statement in made.statements
    ]


def test_nothing_is_mistakable_for_a_fact() -> None:
    """No id, code or year is one of the bundled data, and every address is in a reserved domain."""
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
    """An impossible number or language is an InvalidValueError with the argument as its field."""
    with pytest.raises(InvalidValueError) as caught:
        fictional_forum(**asked)
    assert caught.value.field == named
