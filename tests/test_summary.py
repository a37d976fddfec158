"""The forum at a glance: nothing is missing from it, and any terminal can show it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from importlib_resources import files

from brics_cities import Forum, forum
from brics_cities._summary import summarize


def flat(text: object) -> str:
    """A text on one line."""
    return " ".join(str(text).split())


def test_summary_is_complete(bare_forum: Forum) -> None:
    """It names the event, each member and its delegates, each statement with its words, each claim, each source."""
    for data in (forum, bare_forum):
        summary = flat(summarize(data))
        named = [
            data.association,
            *data.association.name.values(),
            *data.event.name.values(),
            *data.event.agenda,
            *data.members,
            *(name for member in data.members for name in member.name.values()),
            *(person for person in data.people if person.member),
            *(statement.id for statement in data.statements),
            *(text for statement in data.statements for text in statement.text.values()),
            *data.claims,
            *(citation.source.url for claim in data.claims for citation in claim.citations),
            *(f"{source.id}: {source}" for source in data.sources),
            data.version,
        ]
        assert [text for text in map(flat, named) if text not in summary] == []


def test_summary_leaves_out_what_is_not_known(bare_forum: Forum) -> None:
    """Where nothing is known nothing is said; None is never printed."""
    assert "None" not in summarize(forum)
    assert "None" not in summarize(bare_forum)
    assert "Solar Hijri" in summarize(forum)
    assert "Solar Hijri" not in summarize(bare_forum)


def test_lines_are_short(bare_forum: Forum) -> None:
    """No line has more than 80 characters, unless one word of it, such as an address, is too long."""
    for data in (forum, bare_forum):
        lines = summarize(data).split("\n")
        assert [line for line in lines if len(line) > 80 and len(line.split()) > 1] == []
        assert all(line == line.rstrip() for line in lines)


def test_command_prints_utf_8_anywhere(tmp_path: Path) -> None:
    """`python -m brics_cities` prints the summary in UTF-8, even where the terminal is said to read ASCII."""
    printed = subprocess.check_output(
        [sys.executable, "-m", "brics_cities"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        stderr=subprocess.STDOUT,
        cwd=tmp_path,
    )
    assert printed.decode("utf-8").splitlines() == summarize(forum).splitlines()


@pytest.mark.parametrize("output", [io.StringIO, lambda: io.TextIOWrapper(io.BytesIO(), encoding="ascii")])
@pytest.mark.parametrize("runs", [True, False])
def test_module_runs_only_as_a_program(
    monkeypatch: pytest.MonkeyPatch, output: Callable[[], io.StringIO], runs: bool
) -> None:
    """The module prints, to whatever the output is, when it is the program, and not when it is imported."""
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
