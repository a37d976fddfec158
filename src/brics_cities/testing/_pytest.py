"""Fixtures and explanations for pytest; until a test has a record, they import none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from brics_cities._forum import Forum
    from brics_cities.testing import ForumFactory


@pytest.fixture(scope="session")
def brics_forum() -> Forum:
    """The bundled forum: the founding of the BRICS+ Association of Cities and Municipalities."""
    from brics_cities import forum

    return forum


@pytest.fixture(scope="session")
def brics_forum_factory() -> ForumFactory:
    """A function that builds a small forum of people and cities that do not exist, ``brics_forum_factory(statements=3)``."""
    from brics_cities.testing import fictional_forum

    return fictional_forum


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Name the ids and fields in which two data sets, tables or records differ that a test asserts to be equal."""
    if op != "==" or "brics_cities.models" not in sys.modules:
        return None
    from brics_cities._diff import explain

    return explain(left, right)
