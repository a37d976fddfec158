"""What Python and its libraries expect of a string, a tuple and a date holds for texts, records and dates."""

from __future__ import annotations

import json
import random
import weakref
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from brics_cities import (
    Event,
    Forum,
    InvalidValueError,
    PartialDate,
    Passage,
    Person,
    Position,
    Records,
    SolarHijriDate,
    Text,
    TimelineEntry,
    Verification,
    direction,
    fold,
    forum,
)
from brics_cities.passages import canonicalize
from brics_cities.testing import fictional_forum
from brics_cities.testing.strategies import texts

PEOPLE = forum.people
PERSON = PEOPLE[0]
DATE = PartialDate.parse("2024-06-21")
NAME = Text({"ru": "Казань", "en": "Kazan", "fa": "قازان"})
OBJECTS = [forum, PEOPLE, PERSON, DATE, NAME, SolarHijriDate(year=1403, month=4, day=1), PERSON.citations[0]]
FICTIONAL = fictional_forum()

by_class = pytest.mark.parametrize("value", OBJECTS, ids=lambda value: type(value).__name__)


@by_class
@pytest.mark.parametrize("spec", ["", ">60", "*^60", ".3", "<9.2"])
def test_format(value: Any, spec: str) -> None:
    """An object is formatted as its text is."""
    assert format(value, spec) == format(str(value), spec)


@by_class
def test_weak_references(value: Any) -> None:
    """There can be a weak reference to an object, and it can be a weak key."""
    assert weakref.ref(value)() is value
    assert weakref.WeakKeyDictionary({value: 1})[value] == 1


@pytest.mark.parametrize("copy", [evolve, lambda value, **changes: value.__replace__(**changes)])
def test_copies_with_other_values(copy: Callable[..., Any]) -> None:
    """`attrs.evolve` and `copy.replace` return a checked copy with the values that are given."""
    for value in (PERSON, DATE, NAME, FICTIONAL, PERSON.citations[0]):
        assert copy(value) == value
    assert copy(PERSON, id="someone").id == "someone"
    assert copy(DATE, day=None) == PartialDate.parse("2024-06")
    assert copy(FICTIONAL, version="2").version == "2"
    assert copy(NAME, original="fa").original == "قازان"
    assert copy(NAME, strings={"en": "Kazan"}) == Text({"en": "Kazan"})
    for value, changes in (
        (DATE, {"day": 31}),
        (PERSON, {"id": "A"}),
        (NAME, {"original": "pt"}),
        (FICTIONAL, {"version": 1}),
    ):
        with pytest.raises(InvalidValueError):
            copy(value, **changes)


def test_records_have_no_values_to_replace() -> None:
    """Records are no more replaced in part than a tuple."""
    assert getattr(Records, "__replace__", None) is getattr(tuple, "__replace__", None) is None


@given(texts())
def test_texts_of_mappings(text: Text) -> None:
    """A text can be made from any mapping, and a copy is equal."""
    assert Text(MappingProxyType(dict(text))) == Text(text) == evolve(text) == text


# Records as a tuple

KEYS = st.one_of(
    st.integers(-40, 40),
    st.booleans(),
    st.builds(slice, *[st.none() | st.integers(-40, 40)] * 3),
    st.sampled_from([10**400, -(10**5000), slice(10**400), slice("a", "b"), 1.0, None, (1, 2), b"a"]),
)


@given(KEYS)
def test_keys(key: Any) -> None:
    """An index or a slice gives what it gives of a tuple, and an error where it does."""
    plain = tuple(PEOPLE)
    try:
        expected: Any = plain[key]
    except (IndexError, TypeError, ValueError) as error:
        with pytest.raises(IndexError if isinstance(error, IndexError) else InvalidValueError):
            PEOPLE[key]
    else:
        found = PEOPLE[key]
        assert (tuple(found) if isinstance(found, Records) else found) == expected


def test_keys_of_numpy() -> None:
    """An integer of NumPy is an index, and a string of NumPy an id."""
    numpy = pytest.importorskip("numpy")
    assert PEOPLE[numpy.int64(3)] is PEOPLE[3]
    assert PEOPLE[numpy.uint8(3)] is PEOPLE[3]
    assert PEOPLE[numpy.str_(PERSON.id)] is PERSON


@pytest.mark.parametrize("start", [0, 1, -3])
@pytest.mark.parametrize("stop", [None, 5, -1, 99])
def test_index_and_count(start: int, stop: int | None) -> None:
    """A record, or its id, has the index and the count that the record has in a tuple."""
    plain = tuple(PEOPLE)
    for position, person in enumerate(PEOPLE):
        assert PEOPLE.count(person) == PEOPLE.count(person.id) == 1
        if position in range(*slice(start, stop).indices(len(plain))):
            assert PEOPLE.index(person, start, stop) == PEOPLE.index(person.id, start, stop) == position
        else:
            with pytest.raises(ValueError, match="must be one of the people or the id of one"):
                PEOPLE.index(person, start, stop)


def test_no_index() -> None:
    """What is no record of the table has no index."""
    for value in ("nobody", forum.events[0], None, []):
        assert (value in PEOPLE, PEOPLE.count(value)) == (False, 0)
        with pytest.raises(InvalidValueError):
            PEOPLE.index(value)


def test_sums() -> None:
    """The sum of records has the records of both, each once; there is none of two tables or data sets."""
    assert PEOPLE[:3] + PEOPLE[2:5] == PEOPLE[:5]
    assert sum([PEOPLE[2:3], PEOPLE[:2]], PEOPLE[:0]) == PEOPLE[2:3] + PEOPLE[:2]
    assert [*(PEOPLE[:1] + PEOPLE[:1])] == [PERSON]
    assert (PEOPLE[:1] + PEOPLE[1:]).by(country="RU") == PEOPLE.by(country="RU")
    for other in (forum.events, FICTIONAL.people, [PERSON], (PERSON,), None):
        with pytest.raises(TypeError, match="unsupported operand"):
            PEOPLE + other  # type: ignore[operator]


def test_sequence() -> None:
    """Whatever takes a sequence takes records."""
    assert [*reversed(PEOPLE)] == [*PEOPLE][::-1]
    assert random.Random(1).choice(PEOPLE) in PEOPLE
    assert [person.id for person in sorted(PEOPLE, key=str)] == [one.id for one in sorted([*PEOPLE], key=str)]
    assert json.loads(json.dumps(NAME, default=dict)) == dict(NAME)
    assert json.loads(json.dumps([PERSON, DATE], default=str)) == [str(PERSON), "2024-06-21"]


def test_patterns() -> None:
    """Records match the pattern of a sequence, texts that of a mapping, and all of them that of their class."""
    match PEOPLE:
        case [Person(id=id, name={"en": english}), *others]:
            assert (id, english, len(others)) == (PERSON.id, PERSON.name.en, len(PEOPLE) - 1)
        case _:
            pytest.fail("no match")
    match forum:
        case Forum(event=Event(starts=PartialDate(year=year)), people=Records()):
            assert year == 2024
        case _:
            pytest.fail("no match")
    assert not getattr(Text, "__match_args__", ()) + PartialDate.__match_args__  # by name, not by position


# NumPy takes a mapping for a sequence


def test_arrays_of_texts() -> None:
    """A text is one object of an array, not the sequence of its languages; a date and a record are, too."""
    numpy = pytest.importorskip("numpy")
    names = [person.name for person in PEOPLE]
    for values in (names, names[:1], [NAME, NAME], [PERSON, PERSON], [DATE]):
        array = numpy.array(values)
        assert (array.dtype, array.shape) == (object, (len(values),))
        assert [*array] == values
    assert numpy.array(NAME)[()] is NAME
    assert numpy.array(PEOPLE).tolist() == [*PEOPLE]
    assert numpy.array([[NAME, DATE]], dtype=object).shape == (1, 2)


# Constructors

ENTRY = forum.timeline()[0]
FOUND = forum.verify("")[0]
POSITION = forum.disagreements[0].positions[0]


@pytest.mark.parametrize("wrong", [None, 1, b"fa", "", " a", ["a"], {}, object(), 10**400, float("nan")])
@pytest.mark.parametrize("example", [evolve(forum), ENTRY, FOUND, POSITION], ids=lambda value: type(value).__name__)
def test_constructors_refuse(example: Any, wrong: Any) -> None:
    """Each field of what only the package makes is checked, too; None is accepted where a value may be unknown."""
    for field in fields(type(example)):
        if (wrong is None and field.name in ("license", "wording")) or (
            isinstance(wrong, str) and field.name == "wording"
        ):
            continue
        with pytest.raises(InvalidValueError) as caught:
            evolve(example, **{field.name: wrong})
        assert caught.value.field == field.name


def test_subclasses_are_not_kept() -> None:
    """A subclass, whose methods may do anything, is refused where the class is right."""
    words, items = type("Words", (str,), {}), type("Items", (tuple,), {})
    for example, changes in (
        (evolve(forum), {"version": words("1")}),
        (evolve(forum), {"creators": items()}),
        (evolve(forum), {"people": type("Others", (Records,), {})("people", PEOPLE, {})}),
        (ENTRY, {"citations": items(ENTRY.citations)}),
        (FOUND, {"wording": words("a")}),
        (POSITION, {"value": words("a")}),
    ):
        with pytest.raises(InvalidValueError):
            evolve(example, **changes)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing", (), {}),
        (None, (), {}),
        (["people"], (), {}),
        ("people", None, {}),
        ("people", 5, {}),
        ("people", [None], {}),
        ("people", ["a"], {}),
        ("people", [forum.events[0]], {}),
        ("people", [], None),
        ("people", [], [("people", ())]),
    ],
)
def test_records_are_checked(arguments: Any) -> None:
    """Records are made of a table, of its records and of a mapping."""
    with pytest.raises(InvalidValueError):
        Records(*arguments)


class _NoItems:
    """An object that says it is a mapping, and is none."""


Mapping.register(_NoItems)


@pytest.mark.parametrize(
    "call",
    [
        fold,
        direction,
        canonicalize,
        Text,
        PartialDate.parse,
        SolarHijriDate.from_gregorian,
        forum.verify,
        PEOPLE.find,
        PEOPLE.get,
        lambda value: Passage.of(value, paragraph=1),
        lambda value: Passage.of("A city needs a voice of its own.", paragraph=value),
        lambda value: Text({"en": value}),
        lambda value: Text({value: "a"} if value.__hash__ else value),
        lambda value: Text(NAME, original=value or 0),
    ],
)
@pytest.mark.parametrize(
    "value", [None, b"fa", 10**5000, 1.5, [None], [["en"]], _NoItems(), {"en"}, object()], ids=type
)
def test_arguments_are_checked(call: Callable[[Any], Any], value: Any) -> None:
    """A function that takes a text refuses whatever is none."""
    with pytest.raises(InvalidValueError):
        call(value)


def test_types_of_the_examples() -> None:
    """The examples above are of the classes that they are for."""
    assert [type(one) for one in (ENTRY, FOUND, POSITION)] == [TimelineEntry, Verification, Position]
