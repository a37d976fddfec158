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

# Each error with the builtin that it is, and what its message must carry.
EXAMPLES = [
    (InvalidValueError("year", "a whole number", 2031.5), ValueError, ["year", "a whole number", "2031.5"]),
    (InvalidValueError("name", "a text", ["a", None]), ValueError, ["name", "a text", "['a', None]"]),
    (UnknownIdError("people", "mirabad"), KeyError, ["people", "'mirabad'"]),
    (UnknownIdError("people", "mira", ("mira-1", "mira-2")), KeyError, ["people", "'mira'", "mira-1, mira-2"]),
    (UnknownLanguageError("pt", ("fa", "en")), KeyError, ["'pt'", "fa, en"]),
    (UnknownCriterionError("people", "age", ("member", "party")), TypeError, ["people", "'age'", "member, party"]),
    (EmptyQueryError(" ؟!"), ValueError, ["' ؟!'"]),
    (PassageNotFoundError("0123456789ab" + "c" * 52), LookupError, ["0123456789ab"]),
    (InvalidDataError((Problem("a.json", "b", "c[0]", "must be d"),)), ValueError, ["a.json, b, c[0], must be d"]),
]


@pytest.mark.parametrize("error", [error for error, *_ in EXAMPLES])
def test_error_survives_copies(error: BricsCitiesError) -> None:
    """Pickle, copy and deepcopy give an error of the same class, message and attributes back."""
    pickled = [pickle.loads(pickle.dumps(error, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for twin in [*pickled, copy.copy(error), copy.deepcopy(error)]:
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error) != {}


@pytest.mark.parametrize(("error", "builtin", "parts"), EXAMPLES)
def test_message_tells_what_was_wrong(error: BricsCitiesError, builtin: type[Exception], parts: list[str]) -> None:
    """An error is one of this package and the builtin that fits; its message carries the value, in lower case."""
    with pytest.raises(builtin) as caught:
        raise error
    message = str(caught.value)
    assert isinstance(caught.value, BricsCitiesError)
    assert all(part in message for part in parts)
    assert next(char for char in message if char.isalpha()).islower()
    assert not message.endswith(".")


def test_every_error_is_covered_here() -> None:
    """Every error of the package is among the examples."""
    public = {error for error in vars(exceptions).values() if isinstance(error, type) and issubclass(error, Exception)}
    assert {type(error) for error, *_ in EXAMPLES} == public - {BricsCitiesError}


@given(st.text(st.characters(), max_size=9), st.integers(1, 9999))
def test_message_stays_short(text: str, times: int) -> None:
    """A message stays on a screen and on one line, however long the value that it carries."""
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


@given(st.lists(st.builds(Problem, *[st.sampled_from(["a.json", "b", "c[0]", "d"])] * 4), max_size=4))
def test_data_error_lists_every_problem(problems: list[Problem]) -> None:
    """An error in a data set counts its problems and lists each on a line of its own, in their order."""
    heading, *listed = str(InvalidDataError(tuple(problems))).splitlines()
    assert heading.split()[:2] == [str(len(problems)), "problem" if len(problems) == 1 else "problems"]
    assert [line.strip() for line in listed] == [str(problem) for problem in problems]


def test_problem_leaves_out_what_it_lacks() -> None:
    """A problem of a whole file names neither id nor path."""
    assert str(Problem("a.json", None, "", "not JSON")) == "a.json, not JSON"
    assert str(Problem("a.json", "b", "", "stands twice")) == "a.json, b, stands twice"
