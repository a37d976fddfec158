"""Tools that follow the fields of attrs classes: what they show of an object is as short as its repr."""

from __future__ import annotations

import pprint
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from attrs import asdict, astuple, evolve, fields, has
from rich.console import Console
from rich.pretty import pretty_repr

from brics_cities import Forum, Records, forum
from brics_cities._attrs import Value

WIDE = 10**6


def values_in(value: Any) -> Iterator[Any]:
    """Yield an object and its parts, without the records that it refers to."""
    yield value
    for attribute in fields(type(value)):
        content = getattr(value, attribute.name)
        for item in content if isinstance(content, tuple) else (content,):
            if has(type(item)) and not hasattr(item, "id"):
                yield from values_in(item)


@pytest.fixture(scope="module")
def objects(any_forum: Forum) -> dict[str, Any]:
    """Every object of a data set, by its repr."""
    records = [*any_forum._all(), *any_forum.timeline(), *any_forum.verify("")]
    records += [position for one in any_forum.disagreements for position in one.positions]
    return {repr(value): value for record in records for value in values_in(record)}


def test_rich_shows_the_repr(any_forum: Forum, objects: dict[str, Any]) -> None:
    """On a line that is long enough, Rich shows the repr of any object, by itself and within others."""
    tables = {repr(records): records for records in any_forum._tables().values()}
    for shown, value in {**objects, **tables, repr(any_forum): any_forum}.items():
        assert pretty_repr(value, max_width=WIDE) == shown
        assert pretty_repr({"a": [value]}, max_width=WIDE) == f"{{'a': [{shown}]}}"


def test_rich_shows_the_fields_on_lines() -> None:
    """On a terminal, Rich shows each field of a record on a line of its own."""
    person = forum.people["ilsur-metshin"]
    lines = pretty_repr(person, max_width=80).splitlines()
    assert lines[0] == "Person("
    assert [line.strip().partition("=")[0] for line in lines[1:-1]] == [field.name for field in fields(type(person))]


def test_tracebacks_of_rich_are_short() -> None:
    """A traceback of Rich with local variables shows each in a few lines."""
    people, person, lazy = forum.people, forum.people[0], forum  # noqa: F841
    console = Console(file=StringIO(), width=100)
    try:
        raise RuntimeError
    except RuntimeError:
        console.print_exception(show_locals=True)
    output = console.file.getvalue()  # type: ignore[attr-defined]
    assert f"{len(people)} people" in output
    assert len(output.splitlines()) < 99


def test_pprint_shows_the_repr(objects: dict[str, Any]) -> None:
    """`pprint` shows the repr of any object."""
    for shown, value in objects.items():
        assert pprint.pformat(value, width=WIDE) == shown


def test_asdict_and_astuple_end(any_forum: Forum) -> None:
    """The dict and the tuple that attrs makes of a data set leave its tables as they are."""
    loaded = evolve(any_forum)
    as_dict = asdict(loaded)
    assert {table: as_dict[table] for table in loaded._tables()} == loaded._tables()
    assert [item for item in astuple(loaded) if isinstance(item, Records)] == [*loaded._tables().values()]
    assert not has(Records)


def test_every_class_is_shown_so() -> None:
    """Every class of values, a new one too, is shown by these rules."""
    classes = Value.__subclasses__()
    for cls in classes:
        classes += cls.__subclasses__()
        assert cls.__rich_repr__ is Value.__rich_repr__ or "__repr__" in vars(cls)
