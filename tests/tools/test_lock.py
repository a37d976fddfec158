"""The lock has a version of everything that is installed to work on the project."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LINES = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
LOCKED = [Requirement(line) for line in LINES if not line.startswith("#")]
REQUIRED = {
    "build": PROJECT["build-system"]["requires"],
    "package": PROJECT["project"]["dependencies"],
    **PROJECT["project"]["optional-dependencies"],
    **PROJECT["dependency-groups"],
}


@pytest.mark.parametrize("group", REQUIRED)
def test_everything_is_locked(group: str) -> None:
    """Each requirement has a version in constraints.txt that meets it; if not, run ``nox -s lock``."""
    for requirement in map(Requirement, (one for one in REQUIRED[group] if isinstance(one, str))):
        name = canonicalize_name(requirement.name)
        versions = [str(one.specifier).removeprefix("==") for one in LOCKED if one.name == name]
        assert versions, f"{name} is not in constraints.txt: run nox -s lock"
        assert all(map(requirement.specifier.contains, versions)), f"{requirement}: run nox -s lock"


def test_lock_has_versions_only() -> None:
    """The lock has one exact version for each package on each system and Python, and no address."""
    for locked in LOCKED:
        assert not locked.url
        assert [one.operator for one in locked.specifier] == ["=="]
    assert len({(one.name, str(one.marker)) for one in LOCKED}) == len(LOCKED)
