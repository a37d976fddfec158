"""Test with small forums that do not exist: `fictional_forum`, fixtures for pytest, strategies for Hypothesis.

The fixtures ``brics_forum`` and ``brics_forum_factory`` need no import: pytest finds them by itself. The
strategies are in `brics_cities.testing.strategies` and need Hypothesis.
"""

TYPE_CHECKING: bool = False  # as in the package's root
if TYPE_CHECKING:
    from typing import Any

    from brics_cities.testing._fictional import ForumFactory, fictional_forum

__all__ = ["ForumFactory", "fictional_forum"]


def __getattr__(name: str) -> "Any":
    """Import a public name when it is first used: pytest imports this package at every start (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from brics_cities.testing import _fictional

    return getattr(_fictional, name)


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
