"""How the classes of this package are made: their base classes, validators and rules.

A validator is also the description of its field: the types it takes, how many, and the keywords of
JSON Schema for them. `brics_cities._tables.shape` collects the descriptions of a class.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, get_args

from attrs import field, fields

from brics_cities.exceptions import InvalidValueError

if TYPE_CHECKING:
    from attrs import Attribute

DERIVED = {"derived": True}
"""The metadata of a field that is computed by comparing records and stored in no file."""

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_URL = r"https?://[^\s/?#.]+(\.[^\s/?#.]+)+([/?#]\S*)?"
_TAG = "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
# Controls, separators, lone surrogates and noncharacters, which no line of text contains.
_BREAKING = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# Marks that reorder what is shown; a name that contains one does not read as it is written.
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNFIT = f"([{_BREAKING}])|[{_REORDERING}]"
_ZWNJ = "\u200c"

compiled = cache(re.compile)
"""Compile a pattern when it is first needed: most programs need none."""


# Base classes. attrs would write these methods for each class, compile them at import, and follow
# references without end: its repr of one statement has 295,737 characters.


def repr_pretty(value: object, printer: Any, cycle: bool) -> None:
    """Show the repr in IPython and Hypothesis, which otherwise follow every reference."""
    printer.text(repr(value))


def repr_html(value: object) -> str:
    """Show a card or a table in a notebook."""
    from brics_cities._notebook import render

    return render(value)


class Value:
    """A value object: equal when all fields are equal."""

    __slots__ = ()
    _repr_pretty_ = repr_pretty
    _repr_html_ = repr_html

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return _equal(self, other, set())

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[Any, ...]:
        """Return what makes it equal to another of its class."""
        return tuple([getattr(self, attribute.name) for attribute in fields(type(self))])  # type: ignore[arg-type]

    def __repr__(self) -> str:
        names = (attribute.name for attribute in fields(type(self)))  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(f'{name}={_brief(getattr(self, name))}' for name in names)})"

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
    """

    def __init__(self, names: Mapping[Callable[..., None], tuple[str, ...]]) -> None:
        self.names = names

    def __get__(self, instance: object, owner: type) -> Any:
        return self if instance is None else lambda: self._check(instance)

    def _check(self, instance: object) -> None:
        for check, names in self.names.items():
            check(*[getattr(instance, name) for name in names])


# Checks of plain values, which return them unchanged or raise InvalidValueError.


def check_line(name: str, text: object) -> str:
    """Check a line of text: NFC, trimmed, not empty, without control or reordering characters."""
    if not isinstance(text, str) or not text or text != text.strip():
        raise InvalidValueError(name, "a non-empty string without surrounding whitespace", text)
    if text.isascii() and text.isprintable():
        return text
    if not text.replace(_ZWNJ, "").isprintable() and (unfit := compiled(_UNFIT).search(text)):
        if unfit[1]:
            raise InvalidValueError(name, "a string on one line without control characters or lone surrogates", text)
        raise InvalidValueError(name, "a string without bidirectional control characters", text)
    if not unicodedata.is_normalized("NFC", text):
        raise InvalidValueError(name, "a string in Unicode normal form C", text)
    return text


def check_tag(name: str, tag: object) -> str:
    """Check a well-formed BCP 47 language tag in its usual case."""
    if not isinstance(tag, str) or not _is_tag(tag):
        raise InvalidValueError(name, "a BCP 47 language tag such as 'fa' or 'pt-BR'", tag)
    return tag


def check_url(name: str, url: object) -> str:
    """Check an http or https address."""
    if not isinstance(url, str) or not compiled(_URL).fullmatch(url):
        raise InvalidValueError(name, "an http or https address", url)
    return check_line(name, url)


@lru_cache(256)
def _is_tag(tag: str) -> bool:
    return bool(compiled(_TAG).fullmatch(tag))


# Validators.


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
        super().__init__(str, type="string", **keywords)
        self.check = check

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        self.check(attribute.name, value)


class matches(Validator):
    """Validate a string that matches a pattern from beginning to end."""

    def __init__(self, pattern: str, expected: str) -> None:
        super().__init__(str, type="string", pattern=f"^({pattern})$")
        self.pattern = pattern
        self.expected = expected

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, str) or not compiled(self.pattern).fullmatch(value):
            raise InvalidValueError(attribute.name, self.expected, value)


class one_of(Validator):
    """Validate a term of a closed vocabulary."""

    def __init__(self, vocabulary: Any) -> None:
        self.terms: tuple[str, ...] = get_args(vocabulary)
        super().__init__(str, enum=list(self.terms))

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, str) or value not in self.terms:
            raise InvalidValueError(attribute.name, f"one of {', '.join(self.terms)}", value)


class in_range(Validator):
    """Validate an integer, or any number if the bounds are floats, from `least` to `most`, both included."""

    def __init__(self, least: float, most: float = math.inf, *, unit: str = "") -> None:
        is_integer = isinstance(least, int)
        kind = "integer" if is_integer else "number"
        bounds = {"minimum": least} if most == math.inf else {"minimum": least, "maximum": most}
        super().__init__(int if is_integer else float, type=kind, **bounds)
        range_ = f"of at least {least}" if most == math.inf else f"from {least:g} to {most:g}"
        self.expected = f"{'an' if is_integer else 'a'} {kind} {range_}{unit}"
        self.accepted = int if is_integer else (int, float)
        self.least = least
        self.most = most

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if type(value) is bool or not isinstance(value, self.accepted) or not self.least <= value <= self.most:
            raise InvalidValueError(attribute.name, self.expected, value)


class instance_of(Validator):
    """Validate an instance of one of the types; true and false are no integers."""

    def __init__(self, *types: type[Any], expected: str = "", **keywords: Any) -> None:
        super().__init__(*types, **keywords)
        self.expected = expected

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, self.types) or (type(value) is bool and bool not in self.types):
            expected = self.expected or f"of type {' or '.join(one.__name__ for one in self.types)}"
            raise InvalidValueError(attribute.name, expected, value)


class tuple_of(Validator):
    """Validate a tuple of at least so many instances of the types, each only once."""

    def __init__(self, *types: type[Any], least: int = 0) -> None:
        super().__init__(*types, minItems=least, uniqueItems=True)
        self.least = least

    def __call__(self, instance: object, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, tuple):
            raise InvalidValueError(attribute.name, f"a tuple of {self._nouns}", value)
        for item in value:
            if not isinstance(item, self.types):
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


line = checked_by(check_line, minLength=1)
tag = checked_by(check_tag, pattern=f"^({_TAG})$")
url = checked_by(check_url, pattern=f"^({_URL})$")
slug = matches(_SLUG, "a lower-case slug such as 'ilsur-metshin'")
boolean = instance_of(bool, expected="true or false", type="boolean")


# Fields with a default. A required field says `field(validator=...)` itself, or type checkers take it for optional.


def optional_field(validator: Validator) -> Any:
    """Make a field that is None where no source gives a value."""
    return field(default=None, validator=optional(validator))


def tuple_field(*types: type[Any]) -> Any:
    """Make a field that contains any number of different items."""
    return field(default=(), validator=tuple_of(*types))
