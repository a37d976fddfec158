"""Test that the pages of the records show any name unchanged."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("myst_parser", reason="needs the dependency group docs")

import record  # in this directory, where pytest looks first
from docutils.core import publish_doctree
from docutils.parsers.rst import roles
from myst_parser.parsers.docutils_ import Parser

from brics_cities import forum

WORDS = st.lists(st.text(r"""ab1یک<>&"'`*_{}[]()#+-.!|~^:$@=\/%""", min_size=1), min_size=1).map(" ".join)


def shown(markdown: str) -> Any:
    """Parse Markdown as Sphinx does."""
    roles.register_local_role("lang", record.language_role)
    settings = {"myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence", "deflist"], "report_level": 5}
    return publish_doctree(markdown, parser=Parser(), settings_overrides=settings)


@given(WORDS)
def test_escaped_words_are_shown_as_they_stand(words: str) -> None:
    """A text is never parsed as markup, wherever in a line it is."""
    assert shown(record.escape(words)).astext() == words
    assert shown(f"a [{record.escape(words)}](https://example.org) b").astext() == f"a {words} b"


@given(WORDS)
def test_words_in_a_language_are_shown_as_they_stand(words: str) -> None:
    """A text in another language keeps every character and gets its tag, in a link too."""
    for markdown in (record.in_language(words, "pt"), f"[{record.in_language(words, 'pt')}](https://example.org)"):
        document = shown(markdown)
        assert document.astext() == words
        assert 'classes="language-pt"' in document.pformat()


def test_terms_have_one_label() -> None:
    """The words of the site are its own: it has no second label for a term of a closed vocabulary."""
    assert record.WORDS.keys() & record.TERMS.keys() == set()


def test_every_measure_has_a_question() -> None:
    """A disagreement about any measure of the data can be headed by its question, in English and in Persian."""
    assert record.QUESTIONS.keys() >= {claim.measure for claim in forum.claims}
    for measure, question in record.QUESTIONS.items():
        assert question.en.endswith("?"), measure
        assert question.fa.endswith("؟"), measure
