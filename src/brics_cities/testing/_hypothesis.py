"""Register the strategies of this package with Hypothesis, at no cost to programs that do not use both."""

import sys


def register() -> None:
    """Register the strategies if both Hypothesis and the records are in use.

    Hypothesis calls this when it is imported, and this package when a public name is first used,
    so that the strategies are registered whichever of the two comes last. A module of that name that is blocked or
    is another one has no strategies.
    """
    if sys.modules.get("hypothesis") and {"hypothesis.strategies", "brics_cities.text"} <= sys.modules.keys():
        import brics_cities.testing.strategies  # noqa: F401 (importing it registers them)
