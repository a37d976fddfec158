"""What all tests share: the examples in README and docstrings, and the reader's copy of the article."""

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

settings.register_profile("unhurried", deadline=None)  # machines differ; a slow one is no fault
settings.register_profile("few", deadline=None, max_examples=10)  # for the second Python and further ones
settings.load_profile("unhurried")


def offer_installed(namespace: dict[str, Any]) -> None:
    """Let a page skip what needs packages that are not there, and say so: the session `docs` has them all."""
    namespace["installed"] = lambda *names: all(map(find_spec, names))


pytest_collect_file = (
    Sybil(
        parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
        patterns=["*.md"],
        setup=offer_installed,
    )
    + Sybil(parsers=[DocTestParser(optionflags=ELLIPSIS)], pattern="src/**/*.py")
).pytest()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the path of a copy of the article, which this project does not carry."""
    parser.addoption("--article", type=Path, help="a copy of IRNA article 85517800, UTF-8 text")


@pytest.fixture(scope="session")
def article(request: pytest.FixtureRequest) -> str:
    """The reader's copy of the article."""
    path: Path | None = request.config.getoption("--article")
    if path is None:
        pytest.skip("needs a copy of the article: --article=PATH")
    return path.read_text(encoding="utf-8")
