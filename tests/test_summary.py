"""The summary of a data set: complete, and legible in any terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import pytest
from importlib_resources import files

from brics_cities import Forum, forum
from brics_cities._summary import summarize


def flat(text: object) -> str:
    """Return a text on one line."""
    return " ".join(str(text).split())


def test_summary_is_complete(any_forum: Forum) -> None:
    """It has the event, each member with its delegates, each statement with its text, each claim and each source."""
    summary = flat(summarize(any_forum))
    named = [
        any_forum.association,
        *any_forum.association.name.values(),
        *any_forum.event.name.values(),
        *any_forum.event.agenda,
        *any_forum.members,
        *(name for member in any_forum.members for name in member.name.values()),
        *(person for person in any_forum.people if person.member),
        *(statement.id for statement in any_forum.statements),
        *(text for statement in any_forum.statements for text in statement.text.values()),
        *any_forum.claims,
        *(citation.source.url for claim in any_forum.claims for citation in claim.citations),
        *(f"{source.id}: {source}" for source in any_forum.sources),
        any_forum.version,
    ]
    assert [text for text in map(flat, named) if text not in summary] == []


def test_summary_omits_unknown_values(bare_forum: Forum) -> None:
    """An unknown value is omitted, and None is never printed."""
    assert "None" not in summarize(forum)
    assert "None" not in summarize(bare_forum)
    assert "Solar Hijri" in summarize(forum)
    assert "Solar Hijri" not in summarize(bare_forum)


def test_lines_are_short(any_forum: Forum) -> None:
    """No line has more than 80 characters, unless it is a single word, such as an address."""
    lines = summarize(any_forum).split("\n")
    assert [line for line in lines if len(line) > 80 and len(line.split()) > 1] == []
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("output", [io.StringIO, lambda: io.TextIOWrapper(io.BytesIO(), encoding="ascii")])
@pytest.mark.parametrize("runs", [True, False])
def test_module_runs_only_as_a_program(
    monkeypatch: pytest.MonkeyPatch, output: Callable[[], io.StringIO], runs: bool
) -> None:
    """The module prints, to any output, when it is run as a program, and not when it is imported."""
    monkeypatch.setattr(sys, "argv", ["brics-cities"])
    source = files("brics_cities") / "__main__.py"
    with redirect_stdout(output()) as printed:
        module: dict[str, Any] = {"__name__": "__main__" if runs else "imported"}
        exec(compile(source.read_text("utf-8"), str(source), "exec"), module)  # noqa: S102 - our own program
        assert bool(printed.tell()) == runs
        if not runs:
            module["main"]()
    printed.seek(0)
    assert printed.read() == f"{summarize(forum)}\n"
