"""How the classes of this package are made: their base classes, validators and rules.

A validator is also the description of its field: the types it takes, how many, and the keywords of
JSON Schema for them. `brics_cities._tables.shape` collects the descriptions of a class.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, get_args

from attrs import Attribute, evolve, field, fields

from brics_cities.exceptions import InvalidValueError

MAX_INTEGER = 2**53 - 1
"""The largest integer that every reader of JSON keeps exactly (RFC 8259)."""

MAX_LENGTH = 2000
"""The most characters of an id, a language tag or an address; Python takes 80 bytes for each while it matches them."""

DERIVED = {"derived": True}
"""The metadata of a field that is computed by comparing records and stored in no file."""

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
# RFC 3987, with the name of a host and without a user; that there is no white space is checked apart from it, since
# Python takes a million instructions to compile each class with a character beyond Latin-1.
_NO_IRI = r'<>"{}|\\^`%\[\]'
_HOST = f"[^{_NO_IRI}/?#.:@]+"
_PART = f"[^{_NO_IRI}#]*(%[0-9A-Fa-f]{{2}}[^{_NO_IRI}#]*)*"
_URL = rf"https?://{_HOST}(\.{_HOST})+(:[0-9]{{1,5}})?([/?]{_PART})?(#{_PART})?"
# RFC 5646, in the usual case; languages have two or three letters, since none of four to eight is registered.
_LANGUAGE = "[a-z]{2,3}(-[a-z]{3}){0,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
_VARIANTS = "(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*"
_PRIVATE = "x(-[a-z0-9]{1,8})+"
LANGUAGE_TAG = "a BCP 47 language tag such as 'fa' or 'pt-BR'"
_TAG = f"{_LANGUAGE}{_VARIANTS}(-{_PRIVATE})?|{_PRIVATE}"
# Controls, separators, lone surrogates and noncharacters, which no line of text contains.
_BREAKING = "\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff"
_SURROGATES = "\ud800-\udfff"
# Marks that reorder what is shown; a name that contains one does not read as it is written.
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACE = " \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNFIT = f"([{_BREAKING}{_SURROGATES}])|[{_REORDERING}]"
# Characters that show nothing, by themselves or at all.
_BLANK = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_FILLERS = "\u115f\u1160\u3164\uffa0"  # the letters among them
SEEN = f"[^{_SPACE}{_BLANK}]"
"""The pattern of a character that can be seen."""
_ZWNJ = "\u200c"

compiled = cache(re.compile)
"""Compile a pattern when it is first needed: most programs need none."""


def fits(pattern: str, text: str) -> bool:
    """Return whether a text is an id, a tag or an address by a pattern, and not too long to be matched."""
    return len(text) <= MAX_LENGTH and compiled(pattern).fullmatch(text) is not None


# Base classes. attrs would write these methods for each class, compile them at import, and follow
# references without end: its repr of one statement has 295,737 characters.


class Shown:
    """An object whose repr is a given text, for tools that compose their own from the parts of an object."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def repr_pretty(value: object, printer: Any, cycle: bool) -> None:
    """Show the repr in IPython and Hypothesis, which otherwise follow every reference."""
    printer.text(repr(value))


def repr_html(value: object) -> str:
    """Show a card or a table in a notebook."""
    from brics_cities._notebook import render

    return render(value)


def format_text(value: object, spec: str) -> str:
    """Format the text of an object as a string is formatted: ``f"{date:>12}"``."""
    return format(str(value), spec)


def replace(value: Any, /, **changes: Any) -> Any:
    """Return a copy with other values, for `copy.replace` of Python 3.13."""
    return evolve(value, **changes)


class Value:
    """A value object: equal when all fields are equal."""

    __slots__ = ()
    _repr_pretty_ = repr_pretty
    _repr_html_ = repr_html
    __format__ = format_text
    __replace__ = replace

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return _equal(self, other, set())

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> Any:
        """Return what makes it equal to another of its class."""
        return _values(type(self))(self)  # type: ignore[arg-type]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value}' for name, value in self._briefly())})"

    def __rich_repr__(self) -> Iterator[Any]:
        """Show in Rich, and in its tracebacks, what the repr shows; they otherwise follow every reference."""
        return ((name, Shown(value)) for name, value in self._briefly())

    def _briefly(self) -> Iterator[tuple[str, str]]:
        """Yield what its repr shows of each field."""
        return ((name, _brief(getattr(self, name))) for name in _names(type(self)))  # type: ignore[arg-type]

    def _brief(self) -> str:
        return repr(self)


class Entity(Value):
    """A value object with an id; other objects show it as its id."""

    __slots__ = ()
    id: str

    def __hash__(self) -> int:
        return hash(self.id)

    def _brief(self) -> str:
        return f"<{self.id}>"


@cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a class, which attrs takes long to give."""
    return tuple(attribute.name for attribute in fields(cls))


@cache
def _values(cls: type[Any]) -> Callable[[Any], Any]:
    """Return what gets the values of all fields of an object of a class."""
    return attrgetter(*_names(cls))  # type: ignore[arg-type]


def _brief(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_brief, value))}{',' if len(value) == 1 else ''})"
    return value._brief() if isinstance(value, Value) else repr(value)


def _equal(one: Any, other: Any, known: set[tuple[int, int]]) -> bool:
    """Compare two values; two records are compared once, however many others refer to them."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_equal(*pair, known) for pair in zip(one, other, strict=True))
    if not isinstance(one, Value) or type(one) is not type(other):
        return bool(one == other)
    pair = id(one), id(other)
    if pair not in known:
        if not _equal(one._compared(), other._compared(), known):
            return False
        known.add(pair)
    return True


# Rules: what several fields have to agree on.


class Rules:
    """Rules on several fields, as ``__attrs_post_init__`` of a class.

    Each is a function of the values, so that it can be checked while other fields of a row are still wrong.

    Attributes:
        names: The names of the fields by function.
        keywords: The keywords of JSON Schema for an object, as far as they can express the rules.
    """

    def __init__(self, names: Mapping[Callable[..., None], tuple[str, ...]], **keywords: Any) -> None:
        self.names = names
        self.keywords = keywords

    def __get__(self, instance: object, owner: type) -> Any:
        return self if instance is None else lambda: self._check(instance)

    def _check(self, instance: object) -> None:
        for check, names in self.names.items():
            check(*[getattr(instance, name) for name in names])


# Checks of plain values, which return them unchanged or raise InvalidValueError.


def check_line(name: str, text: object) -> str:
    """Check a line of text: NFC, trimmed, not empty, without control or reordering characters."""
    if type(text) is not str or not text or text != text.strip():
        raise InvalidValueError(name, "a non-empty string without surrounding whitespace", text)
    if text.isascii() and text.isprintable():
        return text
    if (not text[0].isalnum() or text[0] in _FILLERS) and not compiled(SEEN).search(text):
        raise InvalidValueError(name, "a string with a character that can be seen", text)
    if not text.replace(_ZWNJ, "").isprintable() and (unfit := compiled(_UNFIT).search(text)):
        if unfit[1]:
            raise InvalidValueError(name, "a string on one line without control characters or lone surrogates", text)
        raise InvalidValueError(name, "a string without bidirectional control characters", text)
    if not unicodedata.is_normalized("NFC", text):
        raise InvalidValueError(name, "a string in Unicode normal form C", text)
    return text


def check_tag(name: str, tag: object) -> str:
    """Check a well-formed BCP 47 language tag in its usual case."""
    if type(tag) is not str or not is_tag(tag):
        raise InvalidValueError(name, LANGUAGE_TAG, tag)
    return tag


def check_url(name: str, url: object) -> str:
    """Check an http or https address."""
    if type(url) is not str or not fits(_URL, url) or url.split() != [url]:
        raise InvalidValueError(name, "an http or https address", url)
    return check_line(name, url)


@lru_cache(256)
def is_tag(tag: str) -> bool:
    """Return whether a string is a well-formed BCP 47 language tag in its usual case."""
    return fits(_TAG, tag)


# Validators.


def whole(pattern: str) -> dict[str, Any]:
    """Return the keywords of JSON Schema for a string that matches a pattern from beginning to end."""
    return {"type": "string", "pattern": f"^({pattern})$", "not": {"pattern": "\n"}}  # $ is before a final \n in Python


class Validator:
    """A validator of attrs that describes its field.

    Attributes:
        types: What a value, or each item of a tuple, is an instance of.
        keywords: The keywords of JSON Schema for a value, apart from references, texts and dates.
    """

    def __init__(self, *types: type[Any], **keywords: Any) -> None:
        self.types = types
        self.keywords = keywords

    def define(self, *types: type[Any]) -> None:
        """Name the types of a validator that had to be made before them."""
        self.types = types


class checked_by(Validator):
    """Validate a string with a function such as `check_line`."""

    def __init__(self, check: Callable[[str, object], str], **keywords: Any) -> None:
        super().__init__(str, **{"type": "string", **keywords})
        self.check = check

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        self.check(attribute.name, value)


class matches(Validator):
    """Validate a string that matches a pattern from beginning to end."""

    def __init__(self, pattern: str, expected: str) -> None:
        super().__init__(str, **whole(pattern), maxLength=MAX_LENGTH)
        self.pattern = pattern
        self.expected = expected

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if type(value) is not str or not fits(self.pattern, value):
            raise InvalidValueError(attribute.name, self.expected, value)


class one_of(Validator):
    """Validate a term of a closed vocabulary."""

    def __init__(self, vocabulary: Any) -> None:
        self.terms: tuple[str, ...] = get_args(vocabulary)
        super().__init__(str, enum=list(self.terms))

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if type(value) is not str or value not in self.terms:
            raise InvalidValueError(attribute.name, f"one of {', '.join(self.terms)}", value)


class in_range(Validator):
    """Validate an integer, or any number if the bounds are floats, from `least` to `most`, both included."""

    def __init__(self, least: float, most: float = MAX_INTEGER, *, unit: str = "") -> None:
        kind = "integer" if isinstance(least, int) else "number"
        super().__init__(int if kind == "integer" else float, type=kind, minimum=least, maximum=most)
        self.expected = f"{'an' if kind == 'integer' else 'a'} {kind} from {least:.16g} to {most:.16g}{unit}"
        self.accepted = (int,) if kind == "integer" else (int, float)
        self.least = least
        self.most = most

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if type(value) not in self.accepted or not self.least <= value <= self.most:
            raise InvalidValueError(attribute.name, self.expected, value)


class instance_of(Validator):
    """Validate an instance of one of the types, and of none of their subclasses: no boolean for an integer."""

    def __init__(self, *types: type[Any], expected: str = "", **keywords: Any) -> None:
        super().__init__(*types, **keywords)
        self.expected = expected

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if type(value) not in self.types:
            expected = self.expected or f"of type {' or '.join(one.__name__ for one in self.types)}"
            raise InvalidValueError(attribute.name, expected, value)


class any_of(Validator):
    """Validate what the one of several validators accepts that is for its type."""

    def __init__(self, *validators: Validator) -> None:
        super().__init__(*[one for validator in validators for one in validator.types])
        self.validators: dict[type[Any], Any] = {one: validator for validator in validators for one in validator.types}
        self.otherwise = instance_of(*self.types)

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        self.validators.get(type(value), self.otherwise)(instance, attribute, value)


class tuple_of(Validator):
    """Validate a tuple of at least so many instances of the types, each only once."""

    def __init__(self, *types: type[Any], least: int = 0) -> None:
        super().__init__(*types, minItems=least, uniqueItems=True)
        self.least = least

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if type(value) is not tuple:
            raise InvalidValueError(attribute.name, f"a tuple of {self._nouns}", value)
        for item in value:
            if type(item) not in self.types:
                raise InvalidValueError(attribute.name, f"a tuple of {self._nouns}", item)
        if len(value) > 1 or len(value) < self.least:
            self.check_items(attribute.name, value, value)

    def check_items(self, name: str, items: Sequence[Hashable], value: object) -> None:
        """Check that there are enough items and that they differ; the error shows `value`."""
        if len(items) < self.least:
            raise InvalidValueError(name, f"at least {self.least} different {self._nouns}", value)
        if len(items) > 1 and len(set(items)) < len(items):
            raise InvalidValueError(name, f"different {self._nouns}, each only once", value)

    @property
    def _nouns(self) -> str:
        """The types in words: cited texts for CitedText."""
        words = (compiled("(?<=[a-z])(?=[A-Z])").sub(" ", one.__name__).lower() for one in self.types)
        return " or ".join(f"{word}s" for word in words)


class optional:
    """Validate None, which means that a value is not known, or what another validator accepts."""

    def __init__(self, validator: Any) -> None:
        self.validator = validator

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if value is not None:
            self.validator(instance, attribute, value)


line = checked_by(
    check_line, pattern=SEEN, **{"not": {"pattern": f"[{_BREAKING}{_REORDERING}]|^[{_SPACE}]|[{_SPACE}]$"}}
)
tag = checked_by(check_tag, **whole(_TAG), maxLength=MAX_LENGTH)
url = checked_by(
    check_url,
    **{**whole(_URL), "maxLength": MAX_LENGTH, "not": {"pattern": f"[{_BREAKING}{_REORDERING}{_SPACE}]"}},
)
slug = matches(_SLUG, "a lower-case slug such as 'ilsur-metshin'")
boolean = instance_of(bool, expected="true or false", type="boolean")


# Fields with a default. A required field says `field(validator=...)` itself, or type checkers take it for optional.


def optional_field(validator: Validator) -> Any:
    """Make a field that is None where no source gives a value."""
    return field(default=None, validator=optional(validator))


def tuple_field(*types: type[Any]) -> Any:
    """Make a field that contains any number of different items."""
    return field(default=(), validator=tuple_of(*types))
