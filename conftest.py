"""Configure all tests: collect the examples in Markdown and docstrings, and provide the copy of the article."""

from __future__ import annotations

from doctest import ELLIPSIS
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

settings.register_profile("unhurried", deadline=None)  # a slow machine must not fail a test
settings.register_profile("few", deadline=None, max_examples=10)  # where the README's command runs anyway
settings.load_profile("unhurried")


def offer_installed(namespace: dict[str, Any]) -> None:
    """Let a page skip examples whose packages are not installed, with a reason; the session `docs` installs all."""
    namespace["installed"] = lambda *names: all(map(find_spec, names))


pytest_collect_file = (
    Sybil(
        parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
        patterns=["*.md"],
        setup=offer_installed,
    )
    + Sybil(parsers=[DocTestParser(optionflags=ELLIPSIS)], patterns=["src/*/*.py", "src/*/*/*.py"])
).pytest()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for a copy of the article, which this project does not include."""
    parser.addoption("--article", type=Path, help="a copy of IRNA article 85517800, UTF-8 text")


def pytest_report_header() -> str:
    """Say how long the tests take."""
    return "brics-cities: all tests take about a minute on two cores"


@pytest.fixture(scope="session")
def article(request: pytest.FixtureRequest) -> str:
    """Return the text of the copy of the article."""
    path: Path | None = request.config.getoption("--article")
    if path is None:
        pytest.skip("needs a copy of the article: --article=PATH")
    return path.read_text(encoding="utf-8")
