"""What keeps the project from being released."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from shutil import which

import pytest

from tools.home import PLACES, ROOT, named
from tools.release import problems

HOME = "https://forge.example/someone/cities"
pytestmark = pytest.mark.skipif(not which("git"), reason="needs git")
TODAY = date(2031, 5, 6)
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2031-05-06\n\nVersion 2031.05.01. Better.\n\n## [1.1.0] - 2030-01-01\n"
CITATION = "cff-version: 1.2.0\nversion: 2031.05.01\ndate-released: 2031-05-01\n"


def git(folder: Path, *arguments: str) -> None:
    """Run git as an invented person."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A project that can be released: all that the check reads."""
    texts = {
        "pyproject.toml": f'[project]\nversion = "1.2.0"\n[tool.brics-cities]\nhome = "{HOME}"\n',
        "CHANGELOG.md": CHANGELOG,
        "src/brics_cities/data/datapackage.json": '{"version": "2031.05.01"}',
        **{file: (ROOT / file).read_text("utf-8") for file in PLACES},
        "CITATION.cff": CITATION,
    }
    texts["README.md"] = texts["README.md"].replace("not released yet", "released")
    texts["docs/index.md"] = "Install it.\n"
    for file, text in texts.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(named(file, text, HOME) if file in PLACES else text, "utf-8", newline="\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Make it ready")
    return tmp_path


FAULTS = [
    ("home is empty", "pyproject.toml", HOME, ""),
    ("home must be an https address", "pyproject.toml", HOME, HOME + "/"),
    ("version must be one for users", "pyproject.toml", "1.2.0", "1.2.0.dev1"),
    ("README.md: does not name the home", "README.md", HOME, HOME + "-old"),
    ("SECURITY.md: does not name the home", "SECURITY.md", HOME, HOME + "-old"),
    ("CITATION.cff: does not name the home", "CITATION.cff", HOME, HOME + "-old"),
    ("README.md: is of the time before", "README.md", "# ", "It is not released yet. # "),
    ("docs/index.md: is of the time before", "docs/index.md", "Install", "Before the first release, install"),
    ("docs/index.md: is of the time before", "docs/index.md", "Install", "پیش از نخستین انتشار"),
    ("must begin with an empty section", "CHANGELOG.md", "[Unreleased]", "[Unreleased]\n\n- Much."),
    ("must begin with an empty section", "CHANGELOG.md", "## [Unreleased]\n\n", ""),
    ("must be [1.2.0], with a date", "CHANGELOG.md", "[1.2.0] - 2031-05-06", "[1.2.0]"),
    ("must be [1.3.0], with a date", "pyproject.toml", "1.2.0", "1.3.0"),
    ("must not be after today, 2031-05-06: 2031-05-07", "CHANGELOG.md", "2031-05-06", "2031-05-07"),
    ("CITATION.cff: version must be 2031.05.01", "CITATION.cff", "\nversion: 2031.05.01", "\nversion: 1.2.0"),
    ("CITATION.cff: date-released must be 2031-05-01", "CITATION.cff", "2031-05-01", "2031-05-06"),
    ("must be 2031.05.02", "src/brics_cities/data/datapackage.json", "05.01", "05.02"),
    ("must be 2031.05.01", "CHANGELOG.md", "Version 2031.05.01. ", ""),
    ("git: not committed: README.md", "README.md", "\n", "\n\n"),
]


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace what a file says."""
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8", newline="\n")


def test_ready_project_can_be_released(ready: Path) -> None:
    """A project with nothing wrong has no problem, before and after its commit has the tag."""
    assert list(problems(ready, TODAY)) == []
    git(ready, "tag", "v1.2.0")
    assert list(problems(ready, TODAY)) == []


@pytest.mark.parametrize(("problem", "file", "old", "new"), FAULTS)
def test_fault_is_a_problem(ready: Path, problem: str, file: str, old: str, new: str) -> None:
    """Each fault is named, with the file that has it."""
    change(ready, file, old, new)
    found = list(problems(ready, TODAY))
    assert any(problem in one for one in found), found
    assert all(re.match(r"(git|[\w./]+): ", one) for one in found)


def test_new_file_is_a_problem(ready: Path) -> None:
    """A release has no file that is not committed."""
    (ready / "letter").touch()
    assert list(problems(ready, TODAY)) == ["git: not committed: letter"]


def test_tag_must_be_the_version(ready: Path) -> None:
    """The commit of a release has no tag of another version."""
    git(ready, "tag", "v1.1.0")
    assert list(problems(ready, TODAY)) == ["git: the tag of this commit must be v1.2.0, not v1.1.0"]


def test_version_is_released_once(ready: Path) -> None:
    """A version whose tag another commit has cannot be released."""
    git(ready, "tag", "v1.2.0")
    git(ready, "commit", "-qm", "Go on", "--allow-empty")
    assert list(problems(ready, TODAY)) == ["git: v1.2.0 is the tag of another commit; a version is released once"]


def test_all_problems_are_named_at_once(ready: Path) -> None:
    """Several faults are several problems."""
    several = [fault for fault in FAULTS if fault[0].startswith(("README.md: does", "SECURITY.md: does", "git"))]
    assert len(several) == 3
    for _, file, old, new in several:
        change(ready, file, old, new)
    found = list(problems(ready, TODAY))
    for problem, *_ in several:
        assert any(problem in one for one in found), problem
