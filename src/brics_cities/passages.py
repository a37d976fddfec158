"""Verifiable quotations: a passage identifies the words of an article without containing them.

Two texts have the same words if `canonicalize` returns the same for both. A copy of an article may
differ from it only in this closed list:

- white space and line breaks, but not between two digits;
- ZWNJ and other invisible format characters, and tatweel;
- composed or decomposed letters, presentation forms, and the Arabic forms of the Persian letters ی and ک;
- the script of decimal digits;
- the shape of quotation marks and dashes;
- optional Arabic vowel signs;
- punctuation (sentence punctuation, brackets, quotation marks, dashes) that neither joins two letters or
  digits without a space nor is the sign or the decimal mark of a number.

Everything else is part of the words: letters and their marks in every script, case, superscripts, symbols,
percent, signs, decimal and thousands marks, hyphens, apostrophes and colons between letters or digits.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from attrs import field, frozen

from brics_cities._attrs import Value, compiled, in_range, matches
from brics_cities.exceptions import InvalidValueError, PassageNotFoundError

_ANCHOR = 16  # canonical characters, the minimum length of a passage
_MAX_HASHED = 200  # how often an article may be hashed in search of passages, in its own length

_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
_INVISIBLE = "\u0640\u034f\ufe00-\ufe0f"  # tatweel, combining grapheme joiner, variation selectors
_VISIBLE_FORMATS = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"  # signs around numbers
_PRESENTATION_FORMS = "[\ufb00-\ufdff\ufe70-\ufeff]"
_PERSIAN = {"ي": "ی", "ك": "ک"}

# The kind of a character, by the first pattern that it matches; of others, by its general category.
_KINDS = {
    "i": f"[{_VOWELS}{_INVISIBLE}]",  # invisible, or optional
    "a": f"[{_VISIBLE_FORMATS}]",  # a letter, or a character like one
    "q": "[\"'‚„‛‟＂＇〝〞〟「」『』｢｣]",  # a quotation mark
    "-": "[\u2212\u2043]",  # a dash
    "s": "[<>|*]",  # a symbol that is part of the words, but ends them, as a tag does
    "w": "[。．、，；：！？｡､]",  # punctuation that no space follows
    "p": "[.,;:!?…¡¿·•‧،؛؟۔।॥՝՞՜՛։።፣፤፥፦፧፡]",  # other sentence punctuation, and brackets
}
_KIND_OF_CATEGORY = {"Cf": "i", "Pi": "q", "Pf": "q", "Pd": "-", "Ps": "p", "Pe": "p", "Nd": "9", "Cc": " "}
_CLUSTER = "[a9sm]i*m(?:i*m){0,60}"  # a letter with marks, which have a canonical order; bounded, as ordering takes time squared
_GAP = "[qwp -][qwp i-]*|(?<=s)(?=[am])|(?<=[am])(?=s)"  # between words: punctuation, white space, or a symbol


class _Kinds(dict[str, str]):
    """The kind of each character, found when it first occurs."""

    def __missing__(self, character: str) -> str:
        first = unicodedata.normalize("NFD", character)[0]  # so that composition makes no difference
        listed = (kind for kind, pattern in _KINDS.items() if compiled(pattern).match(first))
        category = unicodedata.category(first)
        rest = {"M": "m", "Z": " "}.get(category[0], "a")
        kind = self[character] = next(listed, _KIND_OF_CATEGORY.get(category, rest))
        return kind


class _Pieces(dict[str, str]):
    """What each character contributes to the canonical form by itself, found when it first occurs."""

    def __missing__(self, character: str) -> str:
        piece = self[character] = _shape(character) if _KIND[character] in "a9ms" else ""
        return piece


def _shape(character: str) -> str:
    """Return the canonical shape of a character that is part of the words."""
    kind, digit = _KIND[character], unicodedata.decimal(character, None)
    if kind in "iq-":
        return {"i": "", "q": '"', "-": "-"}[kind]
    if digit is not None:
        return str(digit)
    is_form = compiled(_PRESENTATION_FORMS).match(character)
    parts = unicodedata.normalize("NFKD" if is_form else "NFD", character)
    return "".join(_PERSIAN.get(part, part) for part in parts if _KIND[part] not in "i ")


_JOINED = ("a", "9", "m")  # what punctuation without a space joins
_KIND = _Kinds()
_PIECE = _Pieces()


class _Words(NamedTuple):
    """A text in canonical form, and where its words are."""

    text: str
    """The canonical form."""
    kinds: str
    """The kind of each character of the original."""
    pieces: list[str]
    """What each character of the original contributes to it."""
    offsets: list[int]
    """Where in the canonical form each character of the original begins."""
    starts: list[int]
    """Where in the canonical form a word begins that nothing joins to the one before."""
    ends: set[int]
    """Where a word ends that nothing joins to the one after."""


def canonicalize(text: str) -> str:
    r"""Return a text in canonical form, which is the same for any copy with the same words.

    The docstring of this module lists what copies may differ in. For a generous comparison, see `fold`.

    Raises:
        InvalidValueError: The text is not a string.

    >>> canonicalize("«می‌شود ۲٫۶ میلیارد»") == canonicalize("مي شود\n2٫6 ميليارد")
    True
    >>> canonicalize("re-sign 2.6%") == canonicalize("resign 26%")
    False
    """
    if not isinstance(text, str):
        raise InvalidValueError("text", "a string", text)
    return _words(text).text


def _words(text: str) -> _Words:
    kinds = "".join(map(_KIND.__getitem__, text))
    pieces = list(map(_PIECE.__getitem__, text))
    for cluster in compiled(_CLUSTER).finditer(kinds):
        start, end = cluster.span()
        pieces[start:end] = [unicodedata.normalize("NFD", "".join(pieces[start:end])), *[""] * (end - start - 1)]
    bounds = [(0, len(kinds) - len(kinds.lstrip("i")), False, True)]
    for gap in compiled(_GAP).finditer(kinds):
        start, end = gap.span()
        is_plain = " " in gap[0] and text[end : end + 1].isalpha()
        bounds.append((start, end, True, True) if is_plain else _bound(text, kinds, pieces, start, end))
    offsets = list(accumulate(map(len, pieces), initial=0))
    return _Words(
        text="".join(pieces),
        kinds=kinds,
        pieces=pieces,
        offsets=offsets,
        starts=[offsets[start] for _, start, _, starts in bounds if starts],
        ends={offsets[end] for end, _, ends, _ in bounds if ends} | {offsets[-1]},
    )


def _bound(text: str, kinds: str, pieces: list[str], start: int, end: int) -> tuple[int, int, bool, bool]:
    """Put what is part of the words into the pieces of a gap.

    Returns:
        Where the word before it ends, where the one after it begins, and whether these are ends of words.
    """
    if start == end:  # a symbol touches a letter
        return start, end, True, True
    gap, after = kinds[start:end], kinds[end : end + 1]
    left = start
    while kinds[left - 1 : left] == "i":
        left -= 1
    before = kinds[left - 1 : left]
    numbers = before == after == "9"
    if before in _JOINED and after in _JOINED and " " not in gap and (numbers or "w" not in gap):  # it joins them
        pieces[start:end] = map(_shape, text[start:end])
        is_list = set(gap) == {"p"} and (before == "9") != (after == "9")  # as in 1.First and last.[2]
        is_bracket = compiled(r"[][(){}]").search(text, start, end) is not None
        return start, end, is_bracket or (is_list and after == "9"), is_bracket or (is_list and before == "9")
    sign = end
    for index in range(end - 1, start - 1, -1) if after == "9" else ():
        if kinds[index] == "-" or text[index] in ".,٫":
            sign = index
        elif kinds[index] != "i":
            break
    pieces[sign:end] = map(_shape, text[sign:end])
    if numbers and sign == end:
        pieces[start + max(gap.find(" "), 0)] = " "  # two numbers are not one
    is_space = not gap.strip(" i")
    is_number = is_space and before == "9" and (after == "9" or text[end : end + 1] in tuple("%٪‰‱°"))
    return start, sign, not is_number, not (is_space and numbers)


@frozen(kw_only=True, eq=False, repr=False)
class Passage(Value):
    """A content-addressed quotation: enough to find the words in a copy, not enough to read them.

    The length and the digest are those of the words in canonical form (see `canonicalize`).

    Attributes:
        paragraph: The number of the paragraph in the source, from 1.
        length: The number of canonical characters.
        anchor: CRC-32 of the first 16 canonical characters in UTF-8, 8 hexadecimal digits. It speeds up
            the search and proves nothing.
        sha256: SHA-256 of the canonical form in UTF-8, 64 hexadecimal digits: the proof.
    """

    paragraph: int = field(validator=in_range(1))
    length: int = field(validator=in_range(_ANCHOR))
    anchor: str = field(validator=matches("[0-9a-f]{8}", "8 lower-case hexadecimal digits"))
    sha256: str = field(validator=matches("[0-9a-f]{64}", "64 lower-case hexadecimal digits"))

    @classmethod
    def of(cls, text: str, *, paragraph: int) -> Passage:
        r"""Make the passage for some words.

        Args:
            text: The words, as a source prints them.
            paragraph: The number of their paragraph, from 1.

        Raises:
            InvalidValueError: The text has fewer than 16 letters and digits, too few to identify it.

        >>> passage = Passage.of("A city needs a voice of its own.", paragraph=2)
        >>> passage.find("He said:\n“A city needs\na voice of its own”. Then he left.")
        '“A city needs\na voice of its own”.'
        """
        words = canonicalize(text) if isinstance(text, str) else ""  # type: ignore[redundant-expr]
        if len(words) < _ANCHOR:
            raise InvalidValueError("text", f"a string of at least {_ANCHOR} letters and digits", text)
        return cls(paragraph=paragraph, length=len(words), anchor=f"{_anchor(words, 0):08x}", sha256=_digest(words))

    def find(self, article: str) -> str:
        """Find the passage in a copy of the article.

        Args:
            article: The reader's own copy, with any text around it.

        Returns:
            The words as the copy has them, with their marks and closing punctuation.

        Raises:
            PassageNotFoundError: The copy does not contain the passage, word for word.
            InvalidValueError: The copy is not a string, or repeats the first words of the passage too often.
        """
        found = find_passages(article, [self])
        if self not in found:
            raise PassageNotFoundError(self.sha256)
        return found[self]


def find_passages(article: str, passages: Iterable[Passage]) -> dict[Passage, str]:
    """Find many passages in one pass over an article; the result lacks those that are not in it.

    A passage begins and ends with whole words: 20 is not in 120, in 20.6 or in 20 %.
    """
    if not isinstance(article, str):
        raise InvalidValueError("article", "a string", article)
    wanted: dict[int, set[Passage]] = {}
    for passage in passages:
        wanted.setdefault(int(passage.anchor, 16), set()).add(passage)
    words = _words(article)
    # Characters that may be hashed, and ends that may be looked at, so that the time is linear.
    left = _MAX_HASHED * len(words.text)
    found: dict[Passage, str] = {}
    for start in words.starts:
        anchor = _anchor(words.text, start)
        for passage in wanted.get(anchor, ()):
            end = start + passage.length
            is_whole = end in words.ends
            left -= passage.length if is_whole else 1
            if left < 0:
                raise InvalidValueError(
                    "article", "a text that repeats the first words of a passage less often", article
                )
            if is_whole and _digest(words.text[start:end]) == passage.sha256:
                first, last = (bisect_right(words.offsets, at) - 1 for at in (start, end - 1))
                cluster = compiled(_CLUSTER).match(words.kinds, last)
                found[passage] = _widened(article, words.pieces, first, cluster.end() if cluster else last + 1)
                wanted[anchor] = wanted[anchor] - {passage}
    return found


def _anchor(words: str, start: int) -> int:
    from zlib import crc32

    return crc32(words[start : start + _ANCHOR].encode(errors="surrogatepass"))


def _digest(words: str) -> str:
    from hashlib import sha256

    return sha256(words.encode(errors="surrogatepass")).hexdigest()


def _widened(article: str, pieces: list[str], start: int, end: int) -> str:
    """Add the quotation mark before a match, and the marks and punctuation after it."""
    while start > 0 and (unicodedata.category(article[start - 1]) in ("Ps", "Pi") or article[start - 1] in "\"'"):
        start -= 1
    while end < len(article) and not pieces[end] and unicodedata.category(article[end]) in ("Mn", "Po", "Pe", "Pf"):
        end += 1
    return article[start:end]
