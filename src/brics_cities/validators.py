"""What a field may hold: attrs validators that raise `InvalidValueError` and say what would be right."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from brics_cities.exceptions import InvalidValueError

if TYPE_CHECKING:
    from attrs import Attribute

Validator = Callable[[Any, "Attribute[Any]", Any], None]

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_URL = r"https?://[^\s/?#.]+(\.[^\s/?#.]+)+([/?#]\S*)?"
_TAG = "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
# Controls, separators, lone surrogates and noncharacters, which no line of text has.
_BREAKING = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# Marks that reorder what is shown; a name that holds one does not read as it is written.
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNFIT = f"([{_BREAKING}])|[{_REORDERING}]"

_KEYWORDS: dict[Validator, dict[str, Any]] = {}

compiled = cache(re.compile)  # when first used: a program that reads the bundled data alone needs none of them


def check_line(name: str, text: object) -> str:
    """Return plain text unchanged: NFC, trimmed, not empty, no control or reordering characters."""
    if not isinstance(text, str) or not text or text != text.strip():
        raise InvalidValueError(name, "a text that is not empty and has no space around it", text)
    if text.isascii() and text.isprintable():
        return text
    unfit = compiled(_UNFIT).search(text)
    if unfit and unfit[1]:
        raise InvalidValueError(name, "a text on one line without control characters and lone surrogates", text)
    if unfit:
        raise InvalidValueError(name, "a text without bidirectional control characters", text)
    if not unicodedata.is_normalized("NFC", text):
        raise InvalidValueError(name, "a text in Unicode normal form C", text)
    return text


def check_tag(name: str, tag: object) -> str:
    """Return a well-formed BCP 47 language tag in its usual case unchanged."""
    if not isinstance(tag, str) or not _is_tag(tag):
        raise InvalidValueError(name, "a BCP 47 language tag such as 'fa' or 'pt-BR'", tag)
    return tag


def check_url(name: str, url: object) -> str:
    """Return an http or https address unchanged."""
    if not isinstance(url, str) or not compiled(_URL).fullmatch(url):
        raise InvalidValueError(name, "an http or https address", url)
    return check_line(name, url)


@lru_cache(256)
def _is_tag(tag: str) -> bool:
    return bool(compiled(_TAG).fullmatch(tag))


def keywords(validator: Validator) -> dict[str, Any]:
    """What a validator wants, in the keywords of JSON Schema, as far as they go; nothing of references."""
    return _KEYWORDS[validator]


def _saying(validator: Validator, **wanted: object) -> Validator:
    _KEYWORDS[validator] = wanted
    return validator


def be_line(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A plain text on one line."""
    check_line(attribute.name, value)


def be_tag(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A BCP 47 language tag."""
    check_tag(attribute.name, value)


def _matching(pattern: str, expected: str) -> Validator:
    def validate(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, str) or not compiled(pattern).fullmatch(value):
            raise InvalidValueError(attribute.name, expected, value)

    return _saying(validate, type="string", pattern=f"^({pattern})$")


be_slug = _matching(_SLUG, "a lower-case slug such as 'ilsur-metshin'")


def be_url(instance: object, attribute: Attribute[Any], value: object) -> None:
    """An http or https address."""
    check_url(attribute.name, value)


def be_letters(count: int) -> Validator:
    """That many Latin capitals."""
    return _matching(f"[A-Z]{{{count}}}", f"{count} capital letters")


def be_digits(count: int) -> Validator:
    """That many ASCII digits."""
    return _matching(f"[0-9]{{{count}}}", f"{count} digits")


def be_hexadecimal(digits: int) -> Validator:
    """That many hexadecimal digits, in lower case."""
    return _matching(f"[0-9a-f]{{{digits}}}", f"{digits} lower-case hexadecimal digits")


def be_whole_number(least: int, most: float = math.inf) -> Validator:
    """A whole number in a range; its ends belong to it."""
    range_ = f"of {least} or more" if most == math.inf else f"from {least} to {most}"

    def validate(instance: object, attribute: Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise InvalidValueError(attribute.name, f"a whole number {range_}", value)

    bounds = {"minimum": least} if most == math.inf else {"minimum": least, "maximum": most}
    return _saying(validate, type="integer", **bounds)


def be_degrees(most: int) -> Validator:
    """WGS 84 degrees, from minus to plus that many."""

    def validate(instance: object, attribute: Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not -most <= value <= most:
            raise InvalidValueError(attribute.name, f"a number from -{most} to {most} degrees", value)

    return _saying(validate, type="number", minimum=-most, maximum=most)


def be_one_of(*options: str) -> Validator:
    """One of a closed list of terms."""

    def validate(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, str) or value not in options:
            raise InvalidValueError(attribute.name, f"one of {', '.join(options)}", value)

    return _saying(validate, enum=list(options))


def be_a(*classes: type) -> Validator:
    """An instance of one of the classes."""
    names = " or ".join(cls.__name__ for cls in classes)

    def validate(instance: object, attribute: Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, classes):
            raise InvalidValueError(attribute.name, f"of the type {names}", value)

    return _saying(validate)


def be_none_or(validator: Validator) -> Validator:
    """None, which says that it is not known, or what another validator lets through."""

    def validate(instance: object, attribute: Attribute[Any], value: object) -> None:
        if value is not None:
            validator(instance, attribute, value)

    return _saying(validate, **_KEYWORDS.get(validator, {}))


def be_true_or_false(instance: object, attribute: Attribute[Any], value: object) -> None:
    """True or False."""
    if not isinstance(value, bool):
        raise InvalidValueError(attribute.name, "true or false", value)


def be_later(make: Callable[[], Validator]) -> Validator:
    """What a validator lets through whose class is defined further down."""
    made = cache(make)

    def validate(instance: object, attribute: Attribute[Any], value: object) -> None:
        made()(instance, attribute, value)

    return _saying(validate)


def be_tuple_of(*classes: type, least: int = 0) -> Validator:
    """A tuple of instances of the classes, none of them twice."""
    some = "a tuple" if least == 0 else f"a tuple of {least} or more"
    expected = f"{some} of the type {' or '.join(cls.__name__ for cls in classes)}, each once"

    def validate(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple) or len(value) < least:
            raise InvalidValueError(attribute.name, expected, value)
        for item in value:
            if not isinstance(item, classes):
                raise InvalidValueError(attribute.name, expected, value)
        if len(value) > 1 and len(set(value)) < len(value):
            raise InvalidValueError(attribute.name, expected, value)

    return _saying(validate, minItems=least, uniqueItems=True)


_saying(be_line, type="string", minLength=1)
_saying(be_tag, type="string", pattern=f"^({_TAG})$")
_saying(be_url, type="string", pattern=f"^({_URL})$")
_saying(be_true_or_false, type="boolean")
