"""Verifiable quotations: a passage identifies the words of an article without containing them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from attrs import field, frozen

from brics_cities._attrs import Value, in_range, matches
from brics_cities.exceptions import InvalidValueError, PassageNotFoundError
from brics_cities.text import fold, fold_characters

_ANCHOR = 16  # folded characters, the minimum length of a passage


@frozen(kw_only=True, eq=False, repr=False)
class Passage(Value):
    """A content-addressed quotation: enough to find the words in a copy, not enough to read them.

    The length and the digest are those of the folded words (see `fold`), so that line breaks, Arabic
    letters or a missing ZWNJ do not matter, and another word does.

    Attributes:
        paragraph: The number of the paragraph in the source, from 1.
        length: The number of folded characters.
        anchor: CRC-32 of the first 16 folded characters, 8 hexadecimal digits. It speeds up the
            search and proves nothing.
        sha256: SHA-256 of the folded words in UTF-8, 64 hexadecimal digits: the proof.
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
        >>> passage.find("He said:\n“a CITY needs\na voice of its own”. Then he left.")
        '“a CITY needs\na voice of its own”.'
        """
        from zlib import crc32

        folded = fold(text) if isinstance(text, str) else ""  # type: ignore[redundant-expr]
        if len(folded) < _ANCHOR:
            raise InvalidValueError("text", f"a string of at least {_ANCHOR} letters and digits", text)
        anchor = f"{crc32(folded[:_ANCHOR].encode()):08x}"
        return cls(paragraph=paragraph, length=len(folded), anchor=anchor, sha256=_digest(folded))

    def find(self, article: str) -> str:
        """Find the passage in a copy of the article.

        Args:
            article: The reader's own copy, with any text around it.

        Returns:
            The words as the copy has them, with their marks and closing punctuation.

        Raises:
            PassageNotFoundError: The copy does not contain the passage, word for word.
        """
        found = find_passages(article, [self])
        if self not in found:
            raise PassageNotFoundError(self.sha256)
        return found[self]


def find_passages(article: str, passages: Iterable[Passage]) -> dict[Passage, str]:
    """Find many passages in one pass over an article; the result lacks those that are not in it."""
    from zlib import crc32

    if not isinstance(article, str):
        raise InvalidValueError("article", "a string", article)
    wanted: dict[int, set[Passage]] = {}
    for passage in passages:
        wanted.setdefault(int(passage.anchor, 16), set()).add(passage)
    pieces = fold_characters(article)
    folded = "".join(pieces)
    origins = [index for index, piece in enumerate(pieces) for _ in piece]
    found: dict[Passage, str] = {}
    for start in range(len(folded) - _ANCHOR + 1):
        for passage in wanted.get(crc32(folded[start : start + _ANCHOR].encode()), ()):
            end = start + passage.length
            if passage in found or end > len(folded) or _digest(folded[start:end]) != passage.sha256:
                continue
            first, last = origins[start], origins[end - 1]
            halved = first in origins[max(start - 1, 0) : start] or last in origins[end : end + 1]
            before, after = range(first - 1, -1, -1), range(last + 1, len(article))
            if not (halved or _runs_on(article, first, before) or _runs_on(article, last, after)):
                found[passage] = _widened(article, pieces, first, last + 1)
    return found


def _runs_on(article: str, edge: int, beyond: Iterable[int]) -> bool:
    """Return whether the word or number at an edge of a match continues beyond it: 20 is not in 120 or 20.6."""
    characters = (article[index] for index in beyond)
    seen = (
        char for char in characters if char.isspace() or (unicodedata.category(char)[0] not in "CM" and char != "ـ")
    )
    next_, following = next(seen, " "), next(seen, " ")
    between = unicodedata.category(next_).startswith("P") and article[edge].isdecimal() and following.isdecimal()
    return next_.isalnum() or between


def _digest(folded: str) -> str:
    from hashlib import sha256

    return sha256(folded.encode()).hexdigest()


def _widened(article: str, pieces: list[str], start: int, end: int) -> str:
    """Add the quotation mark before a match, and the marks and punctuation after it."""
    while start > 0 and (unicodedata.category(article[start - 1]) in ("Ps", "Pi") or article[start - 1] in "\"'"):
        start -= 1
    while end < len(article) and not pieces[end] and unicodedata.category(article[end]) in ("Mn", "Po", "Pe", "Pf"):
        end += 1
    return article[start:end]
