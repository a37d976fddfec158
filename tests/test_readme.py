"""The README says what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from brics_cities.exports import CITATION_FORMATS, FORMATS
from brics_cities.records import CRITERIA

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_each_command_is_one_line() -> None:
    """What a newcomer copies is one line, and there is one line each to install, to try and to test."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert all(block.count("\n") == 1 for block in blocks)
    install, show, test = blocks
    assert install == f"pip install {PROJECT['name']}\n"
    assert show.endswith(" -m brics_cities\n")
    assert "python -m pytest" in test
    for program in ("python -m brics_cities", "python -m pytest"):
        assert README.count(program) == 1  # CI takes the commands from here


def test_taste_is_short() -> None:
    """The first example has fewer than twenty lines."""
    (taste,) = re.findall(r"<!-- taste -->\n```python\n(.*?)```\n<!-- /taste -->", README, re.DOTALL)
    assert taste.count("\n") < 20


def test_tables_are_named() -> None:
    """The tables that it names are those of a forum, in their order."""
    (named,) = re.findall(r"The tables are (.*?);", README, re.DOTALL)
    assert re.findall(r"`(\w+)`", named) == list(CRITERIA)


@pytest.mark.parametrize("name", [*FORMATS, *CITATION_FORMATS])
def test_formats_are_named(name: str) -> None:
    """It names every format by the standard that it is of; JSON itself is the Data Package."""
    names = {"ftm": "FollowTheMoney", "jsonld": "JSON-LD", "csl": "CSL-JSON", "json": "Data Package"}
    (exports,) = re.findall(r"\*\*Export\.\*\*(.*?)\n\n", README, re.DOTALL)
    assert names.get(name, name).lower() in " ".join(exports.split()).lower()


def test_requirements_are_named() -> None:
    """It names what is installed with it, and the oldest Python."""
    requirements = [re.split("[<>=]", requirement)[0] for requirement in PROJECT["dependencies"]]
    assert f"depends on {', '.join(requirements[:-1])} and {requirements[-1]}." in README
    assert f"needs Python {PROJECT['requires-python'].removeprefix('>=')} or newer" in README
