"""Fuzzing of limited time; ``fuzz.py`` runs as long as one likes."""

from __future__ import annotations

import pytest
from fuzz import TARGETS, fuzz


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_three_seconds(target: str) -> None:
    """Three seconds of cases raise no exception but those of this package."""
    counts = fuzz(3, [target])
    assert {ended.partition(":")[0] for ended in counts} == {target}
    assert target != "rows" or len(counts) == 2


@pytest.mark.parametrize("target", TARGETS)
def test_first_cases(target: str) -> None:
    """The first cases of each target raise none."""
    assert fuzz(0.05, [target])
