"""Test that the browser reduces a query to the terms of the index."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("sphinx", reason="needs the dependency group docs")
quickjs = pytest.importorskip("quickjs", reason="needs the dependency group docs")

import record  # in this directory, where pytest looks first
from sphinx.application import Sphinx

from brics_cities import fold, forum

# As in the search page; Sphinx 8 has a list of stopwords, Sphinx 9 a set.
SEARCH = """
var counts = (word) => !new Set(stopwords).has(word) && !word.match(/^\\d+$/);
var terms = (query) => splitQuery(query.trim()).filter(counts).map((word) => new Stemmer().stemWord(word));
"""
TEXTS = sorted({text for statement in forum.statements for _, text in statement.text.items()})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of one page that contains all statements."""
    root = tmp_path_factory.mktemp("site")
    (root / "index.rst").write_text("Statements\n==========\n\n" + "\n\n".join(TEXTS), "utf-8")
    settings = {"extensions": ["folded_search"], "html_search_language": "folded", "smartquotes": False}
    settings["html_search_scorer"] = str(Path(__file__).with_name("scorer.js"))
    Sphinx(root, None, root / "html", root / "trees", "html", settings, status=None).build()
    return root / "html"


@pytest.fixture(scope="module")
def browser(site: Path) -> Any:
    """Return a JavaScript engine that has loaded the scripts of the search page."""
    engine = quickjs.Context()
    engine.eval("var window = globalThis")
    engine.eval((site / "_static" / "language_data.js").read_text("utf-8"))
    engine.eval(SEARCH)
    return engine


@pytest.fixture(scope="module")
def index(site: Path) -> set[str]:
    """Return the terms of the index."""
    written = (site / "searchindex.js").read_text("utf-8")
    return set(json.loads(written.removeprefix("Search.setIndex(").removesuffix(")"))["terms"])


def terms(browser: Any, query: str) -> list[str]:
    """Return the terms that the browser looks for."""
    return list(json.loads(browser.get("terms")(query).json()))


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_is_found(text: str, browser: Any, index: set[str]) -> None:
    """A statement typed into the search is found, also with Arabic letters, without ZWNJ, or with spaces for it."""
    looked_for = terms(browser, text)
    assert looked_for
    assert set(looked_for) <= index
    assert terms(browser, text.replace("ی", "ي").replace("ک", "ك")) == looked_for
    assert terms(browser, text.replace("\u200c", "")) == looked_for
    assert set(terms(browser, text.replace("\u200c", " "))) <= index


@given(st.text(["\u200c", *"aZéßçŞабЯёیيىکكةۀأآؤئءهـًَُِّ٠١۲۳5"]))
def test_the_browser_folds_as_the_library_does(browser: Any, word: str) -> None:
    """The browser folds a word to the same string as the library."""
    assert "".join(json.loads(browser.get("splitQuery")(word).json())) == fold(word)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Houshyar", "record/people/yaghoub-houshyar"),
        ("houshyar tourism", "record/statements/houshyar-2"),
        ("هوشيار", "record/people/yaghoub-houshyar"),
        ("هوشیار گردشگری", "record/statements/houshyar-2"),
        ("Kazan 2024 Metshin", "record/people/ilsur-metshin"),
    ],
)
def test_the_page_of_a_record_comes_first(query: str, first: str, browser: Any) -> None:
    """Of all pages with the words of a query, the person's or the statement's own page comes first, not a list."""
    language = "en" if query.isascii() else "fa"
    pages = {"record/statements": query}
    pages |= {f"record/people/{one.id}": record.title(one, language) for one in forum.people}
    pages |= {f"record/statements/{one.id}": record.title(one, language) for one in forum.statements}
    rank = f"([name, title]) => ownPage(name, title, {json.dumps(terms(browser, query))})"
    ranks = json.loads(browser.eval(f"JSON.stringify({json.dumps(list(pages.items()))}.map({rank}))"))
    assert max(zip(ranks, pages, strict=True))[1] == first
