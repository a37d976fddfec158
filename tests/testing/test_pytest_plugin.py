"""The fixtures for pytest, and small projects that use them, the invented forums and the strategies."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from brics_cities import Forum, Text, forum
from brics_cities.testing import ForumFactory, _pytest, fictional_forum

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


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda forum: forum.replace(version="another"), ["version: fictional -> another"]),
        (lambda forum: forum.replace(evolve(forum.people[0], id="somebody")), ["+ people/somebody"]),
        (
            lambda forum: forum.replace(evolve(forum.people[0], office=Text({"en": "Other"}))),
            ["~ people/person-1: office"],
        ),
    ],
)
def test_unequal_forums_are_explained(change: Callable[[Forum], Forum], lines: list[str]) -> None:
    """Where a test expects two equal forums, pytest names the ids and fields that differ."""
    one = fictional_forum(people=1, statements=1)
    first, *others = _pytest.pytest_assertrepr_compare("==", one, change(one)) or []
    assert first == f"{one!r} == {change(one)!r}"
    assert others == lines


def test_unequal_tables_and_records_are_explained() -> None:
    """So it does for two tables and two records; where their own fields are equal, it says what else may differ."""
    one = fictional_forum(people=2, statements=1)
    compare = _pytest.pytest_assertrepr_compare
    assert (compare("==", one.people[:1], one.people[1:]) or [])[1:] == ["- people/person-1", "+ people/person-2"]
    person = evolve(one.people[0], name=Text({"en": "Other"}))
    assert (compare("==", one.people[0], person) or [])[1:] == ["~ people/person-1: name"]
    assert (compare("==", one.people, one.people[::-1]) or [])[1:] == [
        "they differ in their order, or in records that they refer to"
    ]
    assert compare("==", one.people, [*one.people]) is None
    assert compare("!=", one, one) is None


def test_nothing_is_explained_without_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as no record can be there, the plugin imports nothing."""
    monkeypatch.delitem(sys.modules, "brics_cities.models")
    assert _pytest.pytest_assertrepr_compare("==", 1, 2) is None


def test_no_warning_where_it_was_imported_before(tmp_path: Path) -> None:
    """Where warnings are errors, pytest starts even if the package was imported before."""
    (tmp_path / "test_it.py").write_text("def test_it(brics_forum):\n    assert brics_forum.people\n", encoding="utf-8")
    code = (
        "import brics_cities, pytest, sys; sys.exit(pytest.main(['-q', '-Werror', '-pno:cacheprovider', 'test_it.py']))"
    )
    assert "1 passed" in run(tmp_path, "-c", code)
