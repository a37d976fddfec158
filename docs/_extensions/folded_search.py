"""Search in any spelling: fold the words of the index and of the query as `brics_cities.fold` does.

An Arabic ya or kaf, a missing ZWNJ, a diacritic or a Persian digit makes no difference. A word
with ZWNJ is also found by its parts. Words are not stemmed: Sphinx uses one stemmer for the index
and another in the browser, and a word that these stem differently is never found.
"""

import json
from itertools import groupby
from unicodedata import category

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage, languages
from sphinx.search.en import SearchEnglish

from brics_cities import fold
from brics_cities.text import _LETTERS

ZWNJ = "\u200c"

# The same for the query, which is folded in the browser.
_JAVASCRIPT = r"""
const foldWord = (word) =>
  Array.from(word.normalize("NFKD"), (letter) => LETTERS[letter] ?? letter)
    .join("")
    .replace(/[\p{P}\p{C}\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/gu, "")
    .replace(/[\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/gu, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.codePointAt() & 15)
    .toLowerCase()
    .replaceAll("ß", "ss");
var splitQuery = (query) =>
  query.split(/[^\p{L}\p{N}\p{M}_\u200c]+/u).map(foldWord).filter((word) => word);
"""


class FoldedSearch(SearchLanguage):
    """Index folded words, without the most common English ones."""

    lang = "folded"
    language_name = "English and Persian"
    stopwords = SearchEnglish.stopwords
    js_splitter_code = f"const LETTERS = {json.dumps(_LETTERS)};{_JAVASCRIPT}"

    def split(self, input: str) -> list[str]:
        """Return the folded words of a text, and also the parts of each word with ZWNJ."""
        words = ["".join(letters) for inside, letters in groupby(input, _is_of_a_word) if inside]
        parts = [part for word in words if ZWNJ in word for part in word.split(ZWNJ)]
        return [folded for word in words + parts if (folded := fold(word))]


def _is_of_a_word(character: str) -> bool:
    return category(character)[0] in "LNM" or character in ("_", ZWNJ)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the search language."""
    languages["folded"] = FoldedSearch
    return {"parallel_read_safe": True}
