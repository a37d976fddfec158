"""Text in several languages: `Text`, `fold` to compare it, `direction` to display it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from itertools import takewhile
from typing import Any, Literal, TypeVar, overload

from attrs import frozen

from brics_cities._attrs import (
    LANGUAGE_TAG,
    check_line,
    check_tag,
    compiled,
    format_text,
    is_tag,
    replace,
    repr_html,
    repr_pretty,
)
from brics_cities.exceptions import InvalidValueError, UnknownLanguageError

# One Persian letter for each of its Arabic, Urdu and Kurdish look-alikes. No Unicode
# normal form does this, and decomposition produces the Arabic ones (ئ gives ي).
_LETTERS = {
    "ي": "ی",
    "ى": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "ة": "ه",
    "ۃ": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ٱ": "ا",
    "ـ": "",
}
# Between two digits a decimal mark is part of the number: 2.6, in Persian also 2/6, is not 26.
_DECIMAL_MARK = r"[.٫/．／](?=\d)(?<=\d.)"
_DROPPED = ("Me", "P", "Z", "Cc", "Cf", "Cs")
_SELECTORS = "[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"  # marks that are not seen

_Default = TypeVar("_Default")


class _Folded(dict[str, str]):
    """What each character folds to, computed when the character first occurs."""

    def __missing__(self, character: str) -> str:
        folded = ""
        for part in unicodedata.normalize("NFKD", character):
            digit = unicodedata.decimal(part, None)
            if digit is not None:
                folded += str(digit)
            elif not (unicodedata.category(part).startswith(_DROPPED) or _is_accent(part)):
                folded += _LETTERS.get(part, part.casefold())
        self[character] = folded
        return folded


def _is_accent(part: str) -> bool:
    """Return whether a mark is an accent or an optional vowel, not a vowel that an Indic or Thai word needs."""
    position = unicodedata.combining(part)  # accents are above or below; Hebrew and Arabic vowels have their own
    return position >= 200 or 10 <= position <= 36 or compiled(_SELECTORS).match(part) is not None


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Reduce a text to the letters, digits and symbols that are compared.

    The text is decomposed (NFKD) and case-folded; Arabic letters become Persian ones and digits ASCII
    ones; accents, optional vowels, ZWNJ, white space and punctuation are dropped, apart from a decimal mark
    between digits. Marks that carry the vowel of an Indic or Thai word are kept. Folding a folded text changes
    nothing.

    Args:
        text: Any text.

    Returns:
        The folded text, which may be empty.

    Raises:
        InvalidValueError: The text is not a string.

    >>> fold("شهرداري‌هاي كازان") == fold("شهرداری های کازان")
    True
    >>> fold("۲٫۶ Billion!")
    '2.6billion'
    """
    if not isinstance(text, str):
        raise InvalidValueError("text", "a string", text)
    folded = list(map(_FOLDED.__getitem__, text))
    for mark in compiled(_DECIMAL_MARK).finditer(text):
        folded[mark.start()] = "."
    return "".join(folded)


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which a language is written, as a value of the ``dir`` attribute of HTML.

    The script of the tag decides; a language without one is taken to be in its likely script, in its region if the
    tag has one (Unicode CLDR).

    Args:
        tag: A BCP 47 language tag.

    Returns:
        ``"rtl"`` or ``"ltr"``.

    Raises:
        InvalidValueError: The tag is not well-formed.

    >>> direction("fa"), direction("az-Arab"), direction("sd"), direction("sd-IN"), direction("ru")
    ('rtl', 'rtl', 'rtl', 'ltr', 'ltr')
    """
    from brics_cities._directions import LEFT_TO_RIGHT, RIGHT_TO_LEFT, SCRIPTS  # which nothing else needs

    language, *subtags = check_tag("tag", tag).split("-")
    region = ""
    for subtag in takewhile(lambda subtag: len(subtag) > 1, subtags):  # an extension or a private use begins with one
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag in SCRIPTS else "ltr"
        if len(subtag) == 3 and subtag.isalpha():  # an extended language, such as Egyptian Arabic, ar-arz
            language = subtag
        elif len(subtag) in (2, 3):
            region = f"{language}-{subtag}"
    return "rtl" if {language, region} & RIGHT_TO_LEFT and region not in LEFT_TO_RIGHT else "ltr"


def look_up(name: str, tag: object) -> tuple[str, ...]:
    """Return the tags to look for in turn if a language is wanted (RFC 4647), in the case that texts have them.

    Args:
        name: What the tag is, for the error.
        tag: A BCP 47 tag in any case.

    Raises:
        InvalidValueError: The tag is not well-formed.

    >>> look_up("tag", "az-arab-ir-x-a1")
    ('az-Arab-IR-x-a1', 'az-Arab-IR', 'az-Arab', 'az')
    """
    if type(tag) is not str:
        raise InvalidValueError(name, LANGUAGE_TAG, tag)
    return _look_up(name, tag)


@lru_cache(256)
def _look_up(name: str, tag: str) -> tuple[str, ...]:
    subtags = tag.lower().split("-")
    for index in range(1, len(list(takewhile(lambda subtag: len(subtag) > 1, subtags)))):
        if subtags[index].isalpha():
            subtags[index] = {2: str.upper, 4: str.title}.get(len(subtags[index]), str)(subtags[index])
    if not is_tag("-".join(subtags)):
        raise InvalidValueError(name, LANGUAGE_TAG, tag)
    found = []
    while subtags:
        found.append("-".join(subtags))
        subtags.pop()
        while subtags and len(subtags[-1]) == 1:  # nothing without what follows it
            subtags.pop()
    return tuple(found)


def _by_tag(strings: Any) -> dict[Any, Any]:
    """Return a mapping as a dict, or the pairs that `attrs.evolve` passes; an empty one if it is neither."""
    if isinstance(strings, (Mapping, tuple)):
        with suppress(TypeError, ValueError):  # they are no pairs, or it is no mapping though it says so
            return dict(strings)
    return {}


def _pairs(strings: Any, original: str | None) -> tuple[tuple[str, str], ...]:
    """Check the strings of a text by language, and put the original first."""
    by_tag = strings if type(strings) is dict else _by_tag(strings)
    if not by_tag:
        raise InvalidValueError("text", "a mapping of language tags to strings", strings)
    checked: dict[str, str] = {}
    for tag, text in by_tag.items():
        checked[check_tag("language", tag)] = check_line(tag, text)
    first = next(iter(checked)) if original is None else check_original("original", original, checked)
    return (first, checked.pop(first)), *sorted(checked.items())


def check_original(name: str, tag: str, strings: Mapping[str, object]) -> str:
    """Check the tag of the original language of a text, one of those of its strings."""
    if type(tag) is str and tag in strings:
        return tag
    check_tag(name, tag)
    raise InvalidValueError(name, f"one of its languages, {', '.join(strings)}", tag)


@frozen(repr=False, init=False, match_args=False)
class Text(Mapping[str, str]):
    """The same text in one or more languages: an immutable mapping of BCP 47 tag to string.

    One language is the original, and comes first; the others follow in the order of their tags. Two texts are
    equal if they have the same strings and the same original language.

    Args:
        strings: A mapping of language tags to strings, not empty.
        original: The tag of the original language; the first of the mapping if it is not given.

    Raises:
        InvalidValueError: A tag is malformed, the original is none of the languages, or a string is empty,
            padded, not in NFC, or contains control characters.

    >>> name = Text({"ru": "Казань", "en": "Kazan", "fa": "قازان"})
    >>> name.fa, name["ru"], name.original, name.get("pt")
    ('قازان', 'Казань', 'Казань', None)
    >>> Text({"en": "Kazan", "fa": "قازان", "ru": "Казань"}, original="ru") == name
    True
    """

    _strings: tuple[tuple[str, str], ...]
    _repr_pretty_ = repr_pretty
    _repr_html_ = repr_html
    __format__ = format_text
    __replace__ = replace

    def __init__(self, strings: Mapping[str, str], original: str | None = None) -> None:
        self.__attrs_init__(_pairs(strings, original))  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def en(self) -> str | None:
        """Return the English text, or None."""
        return self.get("en")

    @property
    def fa(self) -> str | None:
        """Return the Persian text, or None."""
        return self.get("fa")

    @property
    def ru(self) -> str | None:
        """Return the Russian text, or None."""
        return self.get("ru")

    @property
    def original(self) -> str:
        """Return the text in its original language."""
        return self._strings[0][1]

    @property
    def original_language(self) -> str:
        """Return the tag of the original language."""
        return self._strings[0][0]

    def __getitem__(self, tag: str) -> str:
        for language, text in self._strings:
            if language == tag:
                return text
        raise UnknownLanguageError(tag, tuple(self))

    @overload
    def get(self, tag: str, default: None = None, /) -> str | None: ...
    @overload
    def get(self, tag: str, default: str | _Default, /) -> str | _Default: ...
    def get(self, tag: str, default: object = None, /) -> object:
        """Return the text in a language, or the default; `Mapping.get` is ten times slower where there is none."""
        for language, text in self._strings:
            if language == tag:
                return text
        return default

    def best(self, *tags: str) -> str:
        """Return the text in the first of some languages that it has, or else the original.

        A tag is looked up as RFC 4647 says: in any case of letters, and if there is no such text, without its last
        subtag, so that ``fa-IR`` gives ``fa``.

        Args:
            tags: BCP 47 tags in order of preference, such as those of a browser; ``*`` stands for any language.

        Raises:
            InvalidValueError: A tag is not well-formed.

        >>> name = Text({"ru": "Казань", "en": "Kazan", "fa": "قازان"})
        >>> name.best("fa-IR", "en"), name.best("tr", "en-GB"), name.best("tr")
        ('قازان', 'Kazan', 'Казань')
        """
        wanted = [language for tag in tags if tag != "*" for language in look_up("tag", tag)]
        return next((text for language in wanted if (text := self.get(language)) is not None), self.original)

    def __iter__(self) -> Iterator[str]:
        return (language for language, _ in self._strings)

    def __len__(self) -> int:
        return len(self._strings)

    def _ipython_key_completions_(self) -> list[str]:
        return [*self]

    def __array__(self, dtype: object = None, copy: object = None) -> Any:
        """Return an array of NumPy with this object, which NumPy would take for a sequence of its languages."""
        array = import_module("numpy").empty((), object)
        array[()] = self
        return array

    def __str__(self) -> str:
        return self.original

    def __repr__(self) -> str:
        return f"Text({dict(self._strings)!r})"

    def __rich_repr__(self) -> Iterator[dict[str, str]]:
        yield dict(self._strings)


def in_each(name: str, text: Text) -> dict[str, str]:
    """Return a text in each of its languages by a name that ends with the tag, such as ``label_fa``."""
    return {f"{name}_{tag}": string for tag, string in text.items()}


def english_or_original(text: Text) -> str:
    """Return the English text, or the original if there is none."""
    return text.en or text.original
