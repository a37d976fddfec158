"""The passages in a copy of the article; run with ``--article=PATH``."""

from __future__ import annotations

import pytest

from brics_cities import Passage, fold, forum

ARABIC = str.maketrans({"ی": "ي", "ک": "ك", "۰": "٠", "۲": "٢", "۶": "٦", "۱": "١", "۸": "٨"})
FURNITURE = "خانه | اقتصاد | شهرها\nکد خبر: 12345678\n\n"


def words_spaced_by(space: str, article: str) -> str:
    """Return the article with other whitespace between its words."""
    return space.join(article.split())


def with_zwnj(article: str) -> str:
    """Return the article with more ZWNJ."""
    return article.replace("ها", "\u200cها").replace("می", "می\u200c")


@pytest.mark.parametrize(
    "copied",
    [
        pytest.param(lambda article: article, id="as it is"),
        pytest.param(lambda article: article.translate(ARABIC), id="Arabic letters and digits"),
        pytest.param(with_zwnj, id="more ZWNJ"),
        pytest.param(lambda article: article.replace("\u200c", ""), id="no ZWNJ"),
        pytest.param(lambda article: words_spaced_by(" ", article), id="one line"),
        pytest.param(lambda article: words_spaced_by("\r\n", article), id="a line per word"),
        pytest.param(lambda article: FURNITURE + article + FURNITURE, id="page furniture"),
    ],
)
def test_every_passage_is_found_in_a_copy(article, copied):
    """Every passage is found, and its wording makes the same passage again."""
    copy = copied(article)
    for row in forum.verify(copy):
        assert row.found, row
        assert row.wording in copy
        assert Passage.of(row.wording, paragraph=row.citation.passage.paragraph) == row.citation.passage


def test_a_changed_word_is_missed(article):
    """If one word of a paragraph is changed, exactly the passages of that paragraph are missing."""
    paragraphs = article.splitlines()
    cited = {row.citation.passage.paragraph for row in forum.verify(article)}
    for number in cited:
        words = paragraphs[number - 1].split()
        words[len(words) // 2] = "دگرگون"
        changed = "\n".join([*paragraphs[: number - 1], " ".join(words), *paragraphs[number:]])
        missing = {row.citation.passage.paragraph for row in forum.verify(changed) if not row.found}
        assert missing == {number}


def test_a_changed_number_is_missed(article):
    """A number without its decimal mark is another number."""
    assert not all(row.found for row in forum.verify(article.replace("۲.۶", "۲۶")))


def test_the_article_is_not_in_the_package(article):
    """No statement contains eight consecutive words of the article."""
    words = fold_words(article)
    runs = {tuple(words[start : start + 8]) for start in range(len(words) - 7)}
    for statement in forum.statements:
        own = fold_words(statement.text["fa"])
        assert not runs & {tuple(own[start : start + 8]) for start in range(len(own) - 7)}, statement.id


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [folded for word in text.split() if (folded := fold(word))]
