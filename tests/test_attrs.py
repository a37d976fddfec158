"""The validators of fields."""

from __future__ import annotations

import math
import unicodedata
from contextlib import suppress
from typing import Any, Literal

import pytest
from attrs import field, make_class
from hypothesis import given
from hypothesis import strategies as st

from brics_cities import CitedText, InvalidValueError, Member, PartialDate
from brics_cities import _attrs as make

VALIDATORS: dict[str, Any] = {
    "line": make.line,
    "tag": make.tag,
    "slug": make.slug,
    "url": make.url,
    "letters": make.matches("[A-Z]{3}", "3 capital letters"),
    "integer": make.in_range(1, 12),
    "count": make.in_range(0),
    "degrees": make.in_range(-90.0, 90.0, unit=" degrees"),
    "term": make.one_of(Literal["held", "announced"]),
    "type": make.instance_of(int, str),
    "boolean": make.boolean,
    "optional": make.optional(make.slug),
    "tuple": make.tuple_of(str),
    "pair": make.tuple_of(Member, CitedText, least=2),
}


def seat_of(name: str, value: object) -> Any:
    """Return the value of a field called `seat` that a validator accepts."""
    return make_class("Thing", {"seat": field(validator=VALIDATORS[name])})(value).seat


RIGHT: dict[str, list[Any]] = {
    "line": ["Mirabad", "میرآباد، شهر رودخانه‌ها", "Ёлкино – «город»"],
    "tag": ["fa", "ckb", "az-Arab", "pt-BR", "es-419", "sr-Latn-RS", "sl-nedis", "de-1996"],
    "slug": ["mirabad", "mirabad-2", "2031", "a-b-c"],
    "url": [
        *("https://example.org", "http://example.org/a/?b=1#c", "https://fa.example.org/شهر"),
        *("https://a.example?x=1", "http://a.b:80/#c"),
    ],
    "letters": ["MIR"],
    "integer": [1, 12],
    "count": [0, 10**30],
    "degrees": [-90, -90.0, 0, 38.08, 90],
    "term": ["held", "announced"],
    "type": [7, "seven"],
    "boolean": [True, False],
    "optional": [None, "mirabad"],
    "tuple": [(), ("a", "b", "c")],
}
WRONG: dict[str, list[Any]] = {
    "line": [
        *("", " ", " a", "a\u00a0", "a\nb", "a\x7fb", "a\u0085b", "\ud800", "e\u0301", "one\u2028two", "one\u2029two"),
        *(f"a{mark}b" for mark in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"),
    ],
    "tag": ["", "f", "FA", "Fa", "farsi", "fa-ir", "fa-arab", "fa_IR", "fa-", "-fa", "fa\n", "es-۴۱۹", "de-۱996"],
    "slug": ["", "Mirabad", "mir_abad", "-mirabad", "mirabad-", "mir--abad", "mirabad\n", "میر"],
    "url": [
        *("", "example.org", "ftp://example.org", "https://", "https://example", "https://a.b c", "https://a.b/\n"),
        *("https://...", "https://a.example/\ud800", "https://a.example/\u202e"),
    ],
    "letters": ["", "MI", "MIRA", "mir", "MI1", "MIR\n", "МІР"],
    "integer": [0, 13, -1, 1.0, "1", math.inf, math.nan],
    "count": [-1, 0.0, math.inf, math.nan],
    "degrees": [-91, 90.001, math.inf, -math.inf, math.nan, "38.08"],
    "term": ["", "Held", "hel", "held ", "cancelled", ("held",)],
    "type": [None, 7.5, ("seven",)],
    "boolean": [None, 0, 1, "true"],
    "optional": ["", "Mirabad", 7],
    "tuple": [["a"], "a", {"a"}, ("a", "b", "a")],
    "pair": [(), [], "a"],
}
OF_NO_FIELD = [b"mirabad", ["mirabad"], {"a": 1}, object(), PartialDate(year=2031)]


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in RIGHT for value in RIGHT[name]])
def test_right_value(name: str, value: object) -> None:
    """A right value is accepted as it is."""
    assert seat_of(name, value) is value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in WRONG for value in WRONG[name]),
        *((name, value) for name in WRONG for value in OF_NO_FIELD),
        *((name, True) for name in WRONG if name != "boolean"),
    ],
)
def test_wrong_value(name: str, value: object) -> None:
    """A wrong value is refused; the error has the field, the value, and in words what would be right."""
    with pytest.raises(InvalidValueError) as caught:
        seat_of(name, value)
    assert caught.value.field == "seat"
    assert caught.value.value is value
    assert str(caught.value).startswith(f"seat must be {caught.value.expected}, not ")


@pytest.mark.parametrize(("name", "item"), [("tuple", 1), ("tuple", None), ("pair", "a"), ("pair", ("a",))])
def test_wrong_item(name: str, item: object) -> None:
    """A wrong item of a tuple is refused, and the error has the item."""
    with pytest.raises(InvalidValueError) as caught:
        seat_of(name, (item,))
    assert caught.value.value is item


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("line", " a", "a non-empty string without surrounding whitespace, not ' a'"),
        ("line", "a\nb", "a string on one line without control characters or lone surrogates, not 'a\\nb'"),
        ("line", "a\u202eb", "a string without bidirectional control characters, not 'a\\u202eb'"),
        ("line", "e\u0301", "a string in Unicode normal form C, not 'e\u0301'"),
        ("tag", "farsi", "a BCP 47 language tag such as 'fa' or 'pt-BR', not 'farsi'"),
        ("url", "a.b", "an http or https address, not 'a.b'"),
        ("slug", "A", "a lower-case slug such as 'ilsur-metshin', not 'A'"),
        ("letters", "MI", "3 capital letters, not 'MI'"),
        ("integer", 13, "an integer from 1 to 12, not 13"),
        ("count", -1, "an integer of at least 0, not -1"),
        ("degrees", 91, "a number from -90 to 90 degrees, not 91"),
        ("term", "hel", "one of held, announced, not 'hel'"),
        ("type", None, "of type int or str, not None"),
        ("boolean", 1, "true or false, not 1"),
        ("optional", "A", "a lower-case slug such as 'ilsur-metshin', not 'A'"),
        ("pair", ["a"], "a tuple of members or cited texts, not an object of type list"),
        ("pair", (1, 2), "a tuple of members or cited texts, not 1"),
        ("pair", (), "at least 2 different members or cited texts, not an object of type tuple"),
        ("tuple", ("a", "a"), "different strs, each only once, not an object of type tuple"),
    ],
)
def test_message(name: str, value: object, message: str) -> None:
    """An error says in words what would be right, and shows the value."""
    with pytest.raises(InvalidValueError) as caught:
        seat_of(name, value)
    assert str(caught.value) == f"seat must be {message}"


@given(st.text(st.characters(), max_size=9), st.sampled_from(sorted(VALIDATORS)))
def test_any_string(text: str, name: str) -> None:
    """A validator accepts a string as it is, or refuses it with an error of this package."""
    with suppress(InvalidValueError):
        assert seat_of(name, text) is text


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=9))
def test_clean_string_is_a_line(text: str) -> None:
    """Any string in normal form C without controls is a line, but not with whitespace around it."""
    line = unicodedata.normalize("NFC", f"a{text}z")
    assert seat_of("line", line) is line
    for padded in (f"{line} ", f"\u00a0{line}"):
        with pytest.raises(InvalidValueError):
            seat_of("line", padded)


@given(st.integers(), st.integers(), st.integers())
def test_bounds_are_included(least: int, most: int, number: int) -> None:
    """A range contains exactly the integers between its bounds, and the bounds."""
    check = make.in_range(least, most)
    thing = make_class("Thing", {"seat": field(validator=check)})
    if least <= number <= most:
        assert thing(number).seat == number
    else:
        with pytest.raises(InvalidValueError):
            thing(number)


@given(st.text(st.characters(), max_size=9), st.sampled_from(["tag", "slug", "url", "letters"]))
def test_schema_accepts_what_is_right(text: str, name: str) -> None:
    """The pattern in the keywords for JSON Schema matches every string that a validator accepts."""
    validator = VALIDATORS[name]
    for one in (text, *RIGHT[name]):
        with suppress(InvalidValueError):
            assert make.compiled(validator.keywords["pattern"]).search(seat_of(name, one))
