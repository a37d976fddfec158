"""The errors of this package."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brics_cities import (
    BricsCitiesError,
    EmptyQueryError,
    InvalidDataError,
    InvalidValueError,
    PassageNotFoundError,
    Problem,
    UnknownCriterionError,
    UnknownIdError,
    UnknownLanguageError,
    exceptions,
)

# Each error with the built-in error that it is, and its message.
EXAMPLES: list[tuple[BricsCitiesError, type[Exception], str]] = [
    (InvalidValueError("year", "an integer", 2031.5), ValueError, "year must be an integer, not 2031.5"),
    (InvalidValueError("name", "a string", None), ValueError, "name must be a string, not None"),
    (InvalidValueError("name", "a string", ["a"]), ValueError, "name must be a string, not an object of type list"),
    (UnknownIdError("people", "mirabad"), KeyError, "no 'mirabad' in people"),
    (UnknownIdError("people", "mir", ("mira",)), KeyError, "no 'mir' in people; did you mean 'mira'?"),
    (UnknownIdError("people", "mi", ("mia", "mir")), KeyError, "no 'mi' in people; did you mean 'mia' or 'mir'?"),
    (UnknownLanguageError("pt", ("fa", "en")), KeyError, "no text in 'pt'; choose from fa, en"),
    (
        UnknownCriterionError("people", "age", ("member", "party")),
        TypeError,
        "people cannot be filtered by 'age'; choose from member, party",
    ),
    (EmptyQueryError(" ؟!"), ValueError, "query must contain a letter, a digit or a symbol, not ' ؟!'"),
    (
        PassageNotFoundError("0123456789ab" + "c" * 52),
        LookupError,
        "the article does not contain the passage 0123456789ab, or contains it with other words",
    ),
    (InvalidDataError(()), ValueError, "0 problems in the data:"),
    (
        InvalidDataError((Problem("a.json", "b", "c[0]", "missing"), Problem("d.json", None, "", "not JSON"))),
        ValueError,
        "2 problems in the data:\n  a.json, b, c[0], missing\n  d.json, not JSON",
    ),
    (
        InvalidDataError((Problem("d.json", None, "", "not JSON"),), 9),
        ValueError,
        "10 problems in the data:\n  d.json, not JSON\n  and 9 more",
    ),
]


@pytest.mark.parametrize("error", [error for error, *_ in EXAMPLES])
def test_error_survives_copies(error: BricsCitiesError) -> None:
    """A copy of an error, through pickle too, has the same class, message and attributes."""
    pickled = [pickle.loads(pickle.dumps(error, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for twin in [*pickled, copy.copy(error), copy.deepcopy(error)]:
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error) != {}


@pytest.mark.parametrize(("error", "builtin", "message"), EXAMPLES)
def test_message(error: BricsCitiesError, builtin: type[Exception], message: str) -> None:
    """An error is one of this package and the built-in error that fits; its message says what was wrong."""
    assert isinstance(error, BricsCitiesError)
    assert isinstance(error, builtin)
    assert str(error) == message


def test_every_error_is_covered_here() -> None:
    """Every error of the package is among the examples, and in the tree of the module's docstring."""
    public = {error for error in vars(exceptions).values() if isinstance(error, type) and issubclass(error, Exception)}
    assert {type(error) for error, *_ in EXAMPLES} == public - {BricsCitiesError}
    for error, builtin, _ in EXAMPLES:
        assert f"{type(error).__name__} ({builtin.__name__}) " in str(exceptions.__doc__)


@given(st.text(st.characters(), max_size=9), st.integers(1, 9999))
def test_message_stays_short(text: str, times: int) -> None:
    """A message is short and on one line, however long the value that it shows."""
    for error in (
        InvalidValueError("name", "short", text * times),
        InvalidValueError("name", "short", (text,) * times),
        UnknownIdError("people", text * times),
        UnknownLanguageError(text * times, ("fa", "en")),
        UnknownCriterionError("people", text * times, ("member", "party")),
        EmptyQueryError(text * times),
    ):
        assert len(str(error)) < 300
        assert len(str(error).splitlines()) == 1


def test_any_integer_can_be_shown() -> None:
    """An integer with more digits than Python writes out has a message, too."""
    assert str(InvalidValueError("year", "small", 10**5000)) == "year must be small, not a very long integer"


@given(st.lists(st.builds(Problem, *[st.sampled_from(["a.json", "b", "c[0]", "d"])] * 4), max_size=4))
def test_data_error_lists_every_problem(problems: list[Problem]) -> None:
    """An error of a data set counts its problems and lists each on its own line, in order."""
    heading, *listed = str(InvalidDataError(tuple(problems))).splitlines()
    assert heading.split()[:2] == [str(len(problems)), "problem" if len(problems) == 1 else "problems"]
    assert [line.strip() for line in listed] == [str(problem) for problem in problems]


def test_problem_without_id_or_path() -> None:
    """A problem of a whole file or of a whole record is printed without what it lacks."""
    assert str(Problem("a.json", None, "", "not JSON")) == "a.json, not JSON"
    assert str(Problem("a.json", "b", "", "not an object")) == "a.json, b, not an object"
