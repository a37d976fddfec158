"""Tools that complete, hint, check or show: those that read the code, and those that look at the running program."""

from __future__ import annotations

import inspect
import pydoc
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest
from attrs import fields

import brics_cities
from brics_cities import Forum, Person, Records, Statement, Text, exports, forum, testing
from brics_cities.records import CRITERIA
from brics_cities.testing import fictional_forum

PEOPLE = {field.name for field in fields(Person)}
FORUM = {field.name for field in fields(Forum)} | {"event", "save", "timeline", "verify"}
CRITERIA_OF_ALL = {name for criteria in CRITERIA.values() for name in criteria}
IMPORTS = "import brics_cities\nfrom brics_cities import forum\n"


def public_callables() -> Iterator[tuple[str, Any]]:
    """Yield every public function and class, and their methods and the functions of their properties."""
    for holder in (brics_cities, exports, testing):
        for name in holder.__all__:
            value = getattr(holder, name)
            if inspect.isclass(value) or inspect.isfunction(value):
                yield name, value
            for key, member in vars(value).items() if inspect.isclass(value) else ():
                function = getattr(member, "fget", None) or getattr(member, "__func__", member)
                if inspect.isfunction(function) and (
                    not key.startswith("_") or "brics_cities" in function.__code__.co_filename
                ):
                    yield f"{name}.{key}", function


@pytest.mark.parametrize(("name", "function"), [pytest.param(*pair, id=pair[0]) for pair in public_callables()])
def test_annotations_resolve(name: str, function: Any) -> None:
    """The annotations of every public class, function, method and property resolve at run time."""
    get_type_hints(function)
    if name in ("Forum.verify", "Records.get", "Person", "PartialDate.earliest", "to_json"):
        assert get_type_hints(function)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("brics_cities.", set(brics_cities.__all__) - {"__version__"}),
        ("from brics_cities import ", set(brics_cities.__all__) - {"__version__"}),
        ("forum.", FORUM),
        ("brics_cities.forum.", FORUM),
        ("forum.people[0].", PEOPLE),
        ("forum.people['ilsur-metshin'].", PEOPLE),
        ("forum.people.by(member='kazan')[0].", PEOPLE),
        ("[person for person in forum.people][0].", PEOPLE),
        ("forum.statements[0].speaker.", PEOPLE),
        ("forum.statements.", {"by", "find", "get", "rows"}),
        ("forum.statements.by(", {f"{name}=" for name in CRITERIA_OF_ALL}),
        ("forum.people[0].name.", {"en", "fa", "ru", "original"}),
    ],
)
def test_completion_by_jedi(code: str, expected: set[str]) -> None:
    """Jedi completes names, fields and criteria from the code alone, and from the objects of a session."""
    jedi = pytest.importorskip("jedi")
    completions = {one.name for one in jedi.Script(IMPORTS + code).complete()}
    assert expected <= completions
    if "by(member" not in code and "for" not in code.replace("forum", ""):
        namespace = {"forum": forum, "brics_cities": brics_cities}
        assert expected <= {one.name for one in jedi.Interpreter(code, [namespace]).complete()}


def test_jedi_finds_what_forum_is() -> None:
    """Hovering over `forum` shows a `Forum`, and from there one can go to its class."""
    jedi = pytest.importorskip("jedi")
    script = jedi.Script(f"{IMPORTS}forum")
    (found,) = script.infer(3, 2)
    assert found.full_name == f"{Forum.__module__}.Forum"
    assert found.docstring() == inspect.getdoc(Forum)


@pytest.mark.parametrize("made", [lambda: forum, fictional_forum])
def test_keys_are_completed(made: Callable[[], Forum]) -> None:
    """IPython is given the ids of records and the languages of texts."""
    data = made()
    assert data.people._ipython_key_completions_() == [person.id for person in data.people]
    assert data.event.name._ipython_key_completions_() == [*data.event.name]


def test_criteria_in_the_running_program() -> None:
    """The signature of `by` at run time has every criterion of a table as a keyword, and no other parameter."""
    signature = inspect.signature(forum.statements.by)
    assert set(signature.parameters) == CRITERIA_OF_ALL
    assert {one.kind for one in signature.parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("code", ["help(forum)", "help('brics_cities.forum')"])
def test_help_describes_a_forum(code: str) -> None:
    """The help on `forum`, before its first use too, describes the class `Forum`."""
    text = subprocess.check_output([sys.executable, "-c", f"from brics_cities import forum; {code}"], encoding="utf-8")
    assert pydoc.plain(pydoc.render_doc(Forum)).partition("\n\n")[2].splitlines()[2:9] == text.splitlines()[4:11]
    assert "Lazy" not in text


def test_internal_names_stay_inside() -> None:
    """`dir` of a module lists public names and those that all modules have; no repr shows a private class."""
    for holder in (brics_cities, testing):
        assert {name for name in dir(holder) if not name.startswith("__")} == set(holder.__all__) - {"__version__"}
    shown = repr([forum, type(forum), forum.people, forum.people[0], forum.timeline()[:1], forum.verify("")[:1]])
    assert not [word for word in ("Lazy", "Proxy", " object at ") if word in shown]
    assert (type(forum), type(forum.statements), type(forum.statements[0])) == (Forum, Records, Statement)
    assert type(forum.statements[0].text) is Text
