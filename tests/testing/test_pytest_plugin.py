"""The fixtures for pytest, and small projects that use them, the invented forums and the strategies."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

from brics_cities import Forum, forum
from brics_cities.testing import ForumFactory, fictional_forum

PROJECTS = {
    "pytest": """
from brics_cities import Forum
from brics_cities.testing import ForumFactory


def speakers(forum: Forum) -> list[str]:
    return sorted({statement.speaker.name.en or "" for statement in forum.statements})


def test_real(brics_forum: Forum) -> None:
    assert "Ilsur Metshin" in speakers(brics_forum)


def test_fictional(brics_forum_factory: ForumFactory) -> None:
    assert speakers(brics_forum_factory(people=2, statements=3)) == ["Nobody 1", "Nobody 2"]
""",
    "unittest": """
import unittest
from brics_cities import forum
from brics_cities.testing import fictional_forum


class SpeakersTest(unittest.TestCase):
    def test_real(self) -> None:
        self.assertIn("Ilsur Metshin", [statement.speaker.name.en for statement in forum.statements])

    def test_fictional(self) -> None:
        self.assertEqual(len(fictional_forum(statements=3).statements), 3)
""",
    "hypothesis": """
import unittest
from brics_cities import Forum, Statement
from brics_cities.testing.strategies import forums
from hypothesis import given, settings, strategies as st


@settings(max_examples=3, deadline=None)
@given(forums(statements=2), st.from_type(Statement))
def test_found(forum: Forum, statement: Statement) -> None:
    assert [one for one in forum.statements if one in forum.statements.find(one.id)] == [*forum.statements]
    assert statement.citations


class FoundTest(unittest.TestCase):
    def test_found(self) -> None:
        test_found()
""",
}


NO_HYPOTHESIS = "-pno:hypothesispytest"  # its summary imports Hypothesis, whether or not a test uses it


def run(folder: Path, *arguments: str) -> str:
    """Return the output of Python in a folder, where it must succeed."""
    command = [sys.executable, "-W", "error", *arguments]
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}  # those of our tests
    pipe = subprocess.PIPE
    done = subprocess.run(command, check=False, cwd=folder, env=own, stdout=pipe, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.parametrize(
    ("project", "runner"),
    [("pytest", "pytest"), ("unittest", "unittest"), ("hypothesis", "pytest"), ("hypothesis", "unittest")],
)
def test_foreign_projects(tmp_path: Path, project: str, runner: str) -> None:
    """A project can use this package with pytest, unittest and Hypothesis, without a warning."""
    (tmp_path / "test_it.py").write_text(PROJECTS[project], encoding="utf-8")
    options = ["-Werror", "-pno:cacheprovider"] if runner == "pytest" else []
    run(tmp_path, "-m", runner, *options, *([NO_HYPOTHESIS] if project == "pytest" else []), "test_it.py")


def test_fixtures(brics_forum: Forum, brics_forum_factory: ForumFactory) -> None:
    """The fixture `brics_forum` is the bundled data, and `brics_forum_factory` is `fictional_forum`."""
    assert brics_forum is forum
    assert brics_forum_factory is fictional_forum


def test_factory_has_its_type() -> None:
    """The type of the factory has the same parameters as the function."""
    typed = inspect.signature(ForumFactory.__call__).parameters
    assert [*typed][1:] == [*inspect.signature(fictional_forum).parameters]


def test_fixtures_are_listed_with_help(tmp_path: Path) -> None:
    """`pytest --fixtures` lists both fixtures with session scope and a docstring."""
    listed = run(tmp_path, "-m", "pytest", "--fixtures", "-pno:cacheprovider", NO_HYPOTHESIS)
    for name in ("brics_forum", "brics_forum_factory"):
        assert f"{name} [session scope]" in listed
        assert "no docstring" not in listed.partition(f"{name} [session scope]")[2].partition("\n\n")[0]


def test_plugin_alone_imports_no_records(tmp_path: Path) -> None:
    """In a project that uses no fixture, only the plugin and its parents are imported, and no dependency."""
    (tmp_path / "test_it.py").write_text(
        "import sys\n\ndef test_it():\n"
        "    assert [*filter(lambda name: 'brics' in name and 'hypothesis' not in name, sorted(sys.modules))] == "
        "['brics_cities', 'brics_cities.testing', 'brics_cities.testing._pytest']\n"
        "    assert not {'attrs', 'attr', 'cattrs', 'json', 'importlib_resources'} & {*sys.modules} - {'json'}\n",
        encoding="utf-8",
    )
    run(tmp_path, "-m", "pytest", "-Werror", "-pno:cacheprovider", NO_HYPOTHESIS)
