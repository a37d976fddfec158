"""Test that the pages of the records show any name unchanged."""

from __future__ import annotations

import json
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


@pytest.mark.parametrize("table", [table for table in record.PAGES.values() if table])
def test_a_page_describes_its_record(table: str) -> None:
    """The JSON-LD of the page of a record is about that record, and names the data set that it is from."""
    for one in getattr(forum, table):
        first, *_, last = (record.described_on(f"record/{table}/{one.id}") or {})["@graph"]
        assert first["@id"] == f"{table}:{one.id}"
        assert last["license"]


def test_other_pages_describe_the_data_set() -> None:
    """The first page and the lists of records describe the data set; pages about the library describe nothing."""
    for page in ("index", "record/index", "record/claims"):
        assert (record.described_on(page) or {})["@type"] == "Dataset"
    assert record.described_on("howto/tables") is None


def test_a_description_ends_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in a script element has no tag in it, whatever the texts of a record have."""
    described = {"name": "</script> <!-- یک & دو"}
    monkeypatch.setattr(record, "described_on", lambda pagename: described)
    context: dict[str, Any] = {}
    record.describe(None, "index", "", context, None)  # type: ignore[arg-type]
    assert json.loads(context["described"]) == described
    assert "<" not in context["described"]
