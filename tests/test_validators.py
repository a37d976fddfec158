"""What a field may hold."""

from __future__ import annotations

import math
import unicodedata
from contextlib import suppress
from typing import Any

import pytest
from attrs import field, make_class
from hypothesis import given
from hypothesis import strategies as st

from brics_cities import InvalidValueError
from brics_cities import validators as must

VALIDATORS = {
    "line": must.be_line,
    "tag": must.be_tag,
    "slug": must.be_slug,
    "url": must.be_url,
    "letters": must.be_letters(3),
    "digits": must.be_digits(3),
    "hexadecimal": must.be_hexadecimal(8),
    "number": must.be_whole_number(1, 12),
    "count": must.be_whole_number(0),
    "degrees": must.be_degrees(90),
    "term": must.be_one_of("held", "announced"),
    "type": must.be_a(int, str),
    "optional": must.be_none_or(must.be_slug),
    "tuple": must.be_tuple_of(str),
    "some": must.be_tuple_of(str, least=2),
}


def hold(name: str, value: object) -> Any:
    """What a field called `seat` holds, where the validator lets the value through."""
    return make_class("Thing", {"seat": field(validator=VALIDATORS[name])})(value).seat


RIGHT = {
    "line": ["Mirabad", "میرآباد، شهر رودخانه‌ها", "Ёлкино – «город»"],
    "tag": ["fa", "ckb", "az-Arab", "pt-BR", "es-419", "sr-Latn-RS", "sl-nedis", "de-1996"],
    "slug": ["mirabad", "mirabad-2", "2031", "a-b-c"],
    "url": ["https://example.org", "http://example.org/a/?b=1#c", "https://fa.example.org/شهر"],
    "letters": ["MIR"],
    "digits": ["012"],
    "hexadecimal": ["0123cdef"],
    "number": [1, 12],
    "count": [0, 10**30],
    "degrees": [-90, -90.0, 0, 38.08, 90],
    "term": ["held", "announced"],
    "type": [7, "seven"],
    "optional": [None, "mirabad"],
    "tuple": [(), ("a", "b", "c")],
    "some": [("a", "b")],
}
WRONG = {
    "line": ["", " ", " a", "a\u00a0", "a\nb", "a\x7fb", "a\u0085b", "\ud800", "e\u0301"],
    "tag": ["", "f", "FA", "Fa", "farsi", "fa-ir", "fa-arab", "fa_IR", "fa-", "-fa", "fa\n"],
    "slug": ["", "Mirabad", "mir_abad", "-mirabad", "mirabad-", "mir--abad", "mirabad\n", "میر"],
    "url": ["", "example.org", "ftp://example.org", "https://", "https://example", "https://a.b c", "https://a.b/\n"],
    "letters": ["", "MI", "MIRA", "mir", "MI1", "MIR\n", "МІР"],
    "digits": ["", "12", "1234", "12a", "012\n", "۰۱۲", 12],
    "hexadecimal": ["", "0123cde", "0123cdeff", "0123CDEF", "0123cdeg", "0123cdef\n"],
    "number": [0, 13, -1, 1.0, "1", math.inf, math.nan],
    "count": [-1, 0.0, math.inf, math.nan],
    "degrees": [-91, 90.001, math.inf, -math.inf, math.nan, "38.08"],
    "term": ["", "Held", "hel", "held ", "cancelled", ("held",)],
    "type": [None, 7.5, ("seven",)],
    "optional": ["", "Mirabad", 7],
    "tuple": [["a"], "a", {"a"}, ("a", 1), ("a", None), ("a", "b", "a")],
    "some": [(), ("a",), ("a", "a")],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in RIGHT for value in RIGHT[name]])
def test_right_value_is_held_unchanged(name: str, value: object) -> None:
    """A value that is right is let through as it is."""
    assert hold(name, value) is value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in WRONG for value in WRONG[name]),
        *(("line", f"a{mark}b") for mark in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"),
        *((name, value) for name in WRONG for value in (True, b"mirabad", ["mirabad"], {"a": 1}, object())),
    ],
)
def test_wrong_value_is_refused(name: str, value: object) -> None:
    """A value that is wrong is refused, and the error names field and value and says what would be right."""
    with pytest.raises(InvalidValueError) as caught:
        hold(name, value)
    assert caught.value.field == "seat"
    assert caught.value.value is value
    assert str(caught.value).startswith(f"seat must be {caught.value.expected}, not ")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("line", " a", "a text that is not empty and has no space around it, not ' a'"),
        ("line", "a\nb", "a text on one line without control characters and lone surrogates, not 'a\\nb'"),
        ("line", "a\u202eb", "a text without bidirectional control characters, not 'a\\u202eb'"),
        ("line", "e\u0301", "a text in Unicode normal form C, not 'e\u0301'"),
        ("letters", "MI", "3 capital letters, not 'MI'"),
        ("digits", "12", "3 digits, not '12'"),
        ("hexadecimal", "0", "8 lower-case hexadecimal digits, not '0'"),
        ("number", 13, "a whole number from 1 to 12, not 13"),
        ("count", -1, "a whole number of 0 or more, not -1"),
        ("degrees", 91, "a number from -90 to 90 degrees, not 91"),
        ("term", "hel", "one of held, announced, not 'hel'"),
        ("type", None, "of the type int or str, not None"),
        ("tuple", ["a"], "a tuple of the type str, each once, not ['a']"),
        ("some", (), "a tuple of 2 or more of the type str, each once, not ()"),
    ],
)
def test_message_says_what_would_be_right(name: str, value: object, message: str) -> None:
    """An error says in words what would be right, and shows the value."""
    with pytest.raises(InvalidValueError) as caught:
        hold(name, value)
    assert str(caught.value) == f"seat must be {message}"


@given(st.text(st.characters(), max_size=9), st.sampled_from(sorted(VALIDATORS)))
def test_validator_takes_a_text_or_refuses_it(text: str, name: str) -> None:
    """Whatever text a validator meets, it lets it through as it is or refuses it as an error of this package."""
    with suppress(InvalidValueError):
        assert hold(name, text) is text


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=9))
def test_clean_text_is_a_line(text: str) -> None:
    """Any text in normal form C is a line, once the space around it is gone, unless nothing is left."""
    line = unicodedata.normalize("NFC", f"a{text}z")
    assert hold("line", line) is line
    with pytest.raises(InvalidValueError):
        hold("line", f"{line} ")


@given(st.integers(), st.integers(), st.integers())
def test_range_holds_its_ends(least: int, most: int, number: int) -> None:
    """A number is in a range where neither end is beyond it."""
    thing = make_class("Thing", {"seat": field(validator=must.be_whole_number(least, most))})
    if sorted([least, number, most]) == [least, number, most]:
        assert thing(number).seat == number
    else:
        with pytest.raises(InvalidValueError, match=f"{least} to {most}"):
            thing(number)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tag", "es-۴۱۹"),
        ("tag", "de-۱996"),
        ("line", "one\u2028two"),
        ("line", "one\u2029two"),
        ("url", "https://..."),
        ("url", "https://a.example/\ud800"),
        ("url", "https://a.example/\u202e"),
    ],
)
def test_look_alikes_are_refused(name: str, value: str) -> None:
    """Digits of other scripts, hidden line breaks and marks, and names without parts are not let through."""
    with pytest.raises(InvalidValueError):
        hold(name, value)


@pytest.mark.parametrize(
    "url", ["https://a.example", "https://a.example?x=1", "https://a.example/ب", "http://a.b:80/#c"]
)
def test_addresses_may_have_any_tail(url: str) -> None:
    """A path, a query or a fragment may follow the name of a host."""
    assert hold("url", url) == url


def test_any_number_can_be_shown() -> None:
    """A number too long for Python to write out still gives a message."""
    with pytest.raises(InvalidValueError) as caught:
        hold("number", 10**5000)
    assert "int" in str(caught.value)
