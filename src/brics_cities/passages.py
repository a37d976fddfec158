"""Quotations that prove themselves: a passage names an article's words without carrying them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from attrs import field, frozen

from brics_cities import validators as must
from brics_cities.exceptions import InvalidValueError, PassageNotFoundError
from brics_cities.text import fold, fold_characters
from brics_cities.values import Value

_ANCHOR = 16  # folded characters; the least a passage must have


@frozen(kw_only=True, eq=False, repr=False)
class Passage(Value):
    """A content-addressed quotation: enough to find the words in a copy, not enough to read them.

    Lengths and digests are those of the words after `fold`, so that another line break, Arabic
    letters, or a missing ZWNJ do not matter, and another word does.

    Attributes:
        paragraph: The paragraph of the source, counted from 1.
        length: The number of folded characters.
        anchor: CRC-32 of the first 16 folded characters, 8 hexadecimal digits: where in a copy
            the passage may begin. It makes the search fast and proves nothing.
        sha256: SHA-256 of the folded words in UTF-8, 64 hexadecimal digits: the proof.
    """

    paragraph: int = field(validator=must.be_whole_number(1))
    length: int = field(validator=must.be_whole_number(_ANCHOR))
    anchor: str = field(validator=must.be_hexadecimal(8))
    sha256: str = field(validator=must.be_hexadecimal(64))

    @classmethod
    def of(cls, text: str, *, paragraph: int) -> Passage:
        r"""Make the passage of some words.

        Args:
            text: The words, as a source prints them.
            paragraph: The paragraph that they stand in, counted from 1.

        Raises:
            InvalidValueError: Fewer than 16 letters and digits, too few to tell words apart.

        >>> passage = Passage.of("A city needs a voice of its own.", paragraph=2)
        >>> passage.find("He said:\n“a CITY needs\na voice of its own”. Then he left.")
        '“a CITY needs\na voice of its own”.'
        """
        from zlib import crc32

        folded = fold(text) if isinstance(text, str) else ""  # type: ignore[redundant-expr]
        if len(folded) < _ANCHOR:
            raise InvalidValueError("text", f"at least {_ANCHOR} letters and digits long", text)
        anchor = f"{crc32(folded[:_ANCHOR].encode()):08x}"
        return cls(paragraph=paragraph, length=len(folded), anchor=anchor, sha256=_digest(folded))

    def find(self, article: str) -> str:
        """Find the passage in a copy of the article.

        Args:
            article: The reader's own copy, with whatever stands around it.

        Returns:
            The words as that copy has them, with their marks and closing punctuation.

        Raises:
            PassageNotFoundError: The copy does not contain the passage, word for word.
        """
        found = find_passages(article, [self])
        if self not in found:
            raise PassageNotFoundError(self.sha256)
        return found[self]


def find_passages(article: str, passages: Iterable[Passage]) -> dict[Passage, str]:
    """Find many passages in one reading of the article; those that it lacks are left out."""
    from zlib import crc32

    if not isinstance(article, str):
        raise InvalidValueError("article", "a text", article)
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
    """Whether the word or number at the edge of a match goes on beyond it: 20 is not found in 120 or 20.6."""
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
    """Take in the quotation mark that opens a passage, and the marks and punctuation that close it."""
    while start > 0 and (unicodedata.category(article[start - 1]) in ("Ps", "Pi") or article[start - 1] in "\"'"):
        start -= 1
    while end < len(article) and not pieces[end] and unicodedata.category(article[end]) in ("Mn", "Po", "Pe", "Pf"):
        end += 1
    return article[start:end]
