# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
"""What a user writes in tests, as type checkers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from brics_cities import Forum, Statement, Text
from brics_cities.testing import ForumFactory, fictional_forum
from brics_cities.testing.strategies import forums, lines, texts

if TYPE_CHECKING:
    from typing import assert_type


def test_real(brics_forum: Forum) -> None:
    """The fixture is a forum."""
    assert_type(brics_forum.statements[0], Statement)


def test_fictional(brics_forum_factory: ForumFactory) -> None:
    """The factory takes what the function takes, and gives forums."""
    factory: ForumFactory = fictional_forum
    assert_type(factory(statements=3, languages=("fa", "en")), Forum)
    assert_type(brics_forum_factory(), Forum)
    brics_forum_factory(cities=3)  # type: ignore[call-arg]
    brics_forum_factory(people="3")  # type: ignore[arg-type]


@given(forums(statements=2, claims=st.integers(0, 9), languages=["fa"]), texts(["fa"]), lines("fa"))
def test_drawn(forum: Forum, text: Text, line: str) -> None:
    """What is drawn is of the type that the strategy says."""


def strategies() -> None:
    """Each strategy knows what it draws."""
    assert_type(forums(), st.SearchStrategy[Forum])
    assert_type(texts(), st.SearchStrategy[Text])
    assert_type(lines(), st.SearchStrategy[str])
    forums(statements="2")  # type: ignore[arg-type]
