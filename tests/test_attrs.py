"""The validators of fields."""

from __future__ import annotations

import math
import unicodedata
from contextlib import suppress
from http import HTTPStatus
from itertools import chain
from typing import Any, Literal

import pytest
from attrs import field, make_class
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

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
    "line": ["Mirabad", "\u0301", "❤\ufe0f", "می\u200c", "\u200cها", "·", "میرآباد، شهر رودخانه‌ها", "Ёлкино – «город»"],
    "tag": [
        "fa",
        "ckb",
        "az-Arab",
        "pt-BR",
        "es-419",
        "sr-Latn-RS",
        "sl-nedis",
        "de-1996",
        *("ar-arz", "zh-yue-Hant-HK", "sgn-ase", "de-DE-u-co-phonebk", "en-a-bbb-x-a-ccc", "fa-x-tabriz", "x-kazan"),
        *(
            "ar-aao-abh-abv",
            "hy-Latn-IT-arevela",
            "sl-rozaj-biske-1994",
            "en-0-ab1-r-extended",
            "qaa-Qaaa-QM-x-southern",
        ),
    ],
    "slug": ["mirabad", "mirabad-2", "2031", "a-b-c"],
    "url": [
        *("https://example.org", "http://example.org/a/?b=1#c", "https://fa.example.org/شهر"),
        *("https://a.example?x=1", "http://a.b:80/#c", "https://a.b/%D8%B4;v=1,2?x=/?&y='(!)*$+~_-.#/?"),
    ],
    "letters": ["MIR"],
    "integer": [1, 12],
    "count": [0, 2**53 - 1],
    "degrees": [-90, -90.0, 0, 38.08, 90],
    "term": ["held", "announced"],
    "type": [7, "seven"],
    "boolean": [True, False],
    "optional": [None, "mirabad"],
    "tuple": [(), ("a", "b", "c")],
}
WRONG: dict[str, list[Any]] = {
    "line": [
        *(
            f"{blank}{blank}"
            for blank in "\xad\u034f\u115f\u200b\u200c\u200d\u2060\u2800\u3164\ufe0f\ufeff\uffa0\U000e0020"
        ),
        *("\u200c \u200b", "\U000e0100"),
        *("", " ", " a", "a\u00a0", "a\nb", "a\x7fb", "a\u0085b", "\ud800", "e\u0301", "one\u2028two", "one\u2029two"),
        *(f"a{mark}b" for mark in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"),
    ],
    "tag": [
        "",
        "f",
        "FA",
        "Fa",
        "farsi",
        "fa-ir",
        "fa-arab",
        "fa_IR",
        "fa-",
        "-fa",
        "fa\n",
        "es-۴۱۹",
        "de-۱996",
        *("x", "x-", "x-123456789", "fa-x", "fa-x-", "de-u", "de-u-a", "de-u-", "fa-X-a", "abcd", "abcdefgh", "fa--IR"),
        *("fa-arz-", "ar-abc-def-ghi-jkl", "de-u-CO", "fa-IR-Arab", "original"),
    ],
    "slug": ["", "Mirabad", "mir_abad", "-mirabad", "mirabad-", "mir--abad", "mirabad\n", "میر"],
    "url": [
        *("", "example.org", "ftp://example.org", "https://", "https://example", "https://a.b c", "https://a.b/\n"),
        *(f"https://a.example/{character}" for character in '<>{}|\\^`"[] \u3000'),
        *("https://a.example/%", "https://a.example/%5", "https://a.example/%5g", "https://a.example/#a#b"),
        *(
            "https://me@a.example/",
            "https://a.example:port/",
            "https://[::1]/",
            "https://a..example",
            "https://a.example:",
        ),
        *("https://...", "https://a.example/\ud800", "https://a.example/\u202e"),
    ],
    "letters": ["", "MI", "MIRA", "mir", "MI1", "MIR\n", "МІР"],
    "integer": [0, 13, -1, 1.0, "1", math.inf, math.nan],
    "count": [-1, 0.0, math.inf, math.nan, 2**53, 10**400, -(10**400)],
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (name, type("Words", (str,), {"strip": lambda text: text})("mirabad"))
            for name in ("line", "slug", "optional")
        ),
        *((name, type("Words", (str,), {})(RIGHT[name][0])) for name in ("tag", "url", "letters", "term", "type")),
        *(
            (name, type("Number", (int,), {"__le__": lambda *_: True})(1))
            for name in ("integer", "count", "type", "degrees")
        ),
        ("degrees", type("Number", (float,), {})(1)),
        ("tuple", type("Items", (tuple,), {})(("a",))),
        ("tuple", (type("Words", (str,), {})("a"),)),
        ("integer", HTTPStatus.OK),
    ],
)
def test_subclasses_are_refused(name: str, value: object) -> None:
    """A value of a subclass, whose methods may do anything, is refused, and the error names its class."""
    with pytest.raises(InvalidValueError, match=r"an object of type (Words|Number|Items|HTTPStatus)") as caught:
        seat_of(name, value)
    assert caught.value.field == "seat"


@pytest.mark.parametrize("name", ["int8", "int64", "uint64", "float16", "float32", "float64", "str_", "bool_"])
def test_scalars_of_numpy_are_refused(name: str) -> None:
    """A scalar of numpy is refused by every validator, with an error that names the field."""
    value = getattr(pytest.importorskip("numpy"), name)(1)
    for validator in VALIDATORS:
        with pytest.raises(InvalidValueError, match=f"^seat must be .+, not an object of type {type(value).__name__}"):
            seat_of(validator, value)


@pytest.mark.parametrize("name", ["line", "tag", "url", "slug", "letters", "count", "degrees", "term", "boolean"])
def test_json_schema_agrees(name: str) -> None:
    """A validator and its keywords of JSON Schema judge every value alike that JSON can hold and Unicode defines."""
    schema = Draft202012Validator(VALIDATORS[name].keywords)
    for value in [*chain(*RIGHT.values()), *chain(*WRONG.values()), *OF_NO_FIELD]:
        if isinstance(value, float) and value.is_integer() and name == "count":
            continue  # the converter makes it an integer
        if (
            type(value) in (str, int, float, bool)
            and str(value) != "nan"
            and value not in ("\ud800", "e\u0301", "https://a.example/\ud800")
        ):
            try:
                seat_of(name, value)
            except InvalidValueError:
                assert not schema.is_valid(value), value
            else:
                assert schema.is_valid(value), value


def test_space_is_what_python_strips() -> None:
    """No line begins or ends with what Python takes for white space, by its validator and by its JSON Schema."""
    schema = Draft202012Validator(make.line.keywords)
    for space in filter(str.isspace, map(chr, range(0x110000))):
        for value in (f"{space}a", f"a{space}"):
            assert not schema.is_valid(value)
            with pytest.raises(InvalidValueError):
                seat_of("line", value)


def test_integers_too_long_to_be_written() -> None:
    """An integer of more digits than Python writes out is refused, with a message all the same."""
    with pytest.raises(InvalidValueError, match=r"^seat must be .+ to 9007199254740991, not a very long integer$"):
        seat_of("count", 10**5000)


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
        ("count", -1, "an integer from 0 to 9007199254740991, not -1"),
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
