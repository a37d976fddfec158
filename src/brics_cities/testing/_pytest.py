"""Fixtures for pytest; until a test asks for one, they import none of the records."""

from __future__ import annotations

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
