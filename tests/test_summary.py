"""The summary of a data set: complete, and legible in any terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import pytest
from attrs import evolve
from importlib_resources import files

from brics_cities import Forum, Term, Text, forum
from brics_cities._labels import FIELDS
from brics_cities._summary import describe, summarize

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def flat(text: object) -> str:
    """Return a text on one line."""
    return " ".join(str(text).split())


def test_everything_is_described(any_forum: Forum) -> None:
    """It has the event, each member with its delegates, each statement with its text, each claim and each source."""
    described = flat(describe(any_forum))
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
    assert [text for text in map(flat, named) if text not in described] == []


def test_unknown_values_are_omitted(bare_forum: Forum) -> None:
    """An unknown value is omitted, and None is never printed."""
    for data in (forum, bare_forum):
        assert "None" not in describe(data) + summarize(data)
    assert "Solar Hijri" in describe(forum)
    assert "Solar Hijri" not in describe(bare_forum)


@pytest.mark.parametrize("show", [describe, summarize])
@pytest.mark.parametrize("width", [20, 40, 80, 300])
def test_lines_are_short(any_forum: Forum, show: Callable[..., str], width: int) -> None:
    """No line is wider than the terminal or 80 characters, unless it is a single word, such as an address."""
    lines = [line for line in show(any_forum, width=width).split("\n") if "--" not in line]  # but a command is one line
    assert [line for line in lines if len(line) > max(min(width, 80), 28) and len(line.split()) > 3] == []
    assert all(line == line.rstrip() for line in lines)


def test_summary_is_a_page_in_two_languages() -> None:
    """The summary of the bundled data has some forty lines, with everything in English and in Persian."""
    summary = flat(summarize(forum))
    assert len(summarize(forum).split("\n")) < 50
    for text in (forum.association.name, forum.event.place.name, *(term.person.name for term in held(forum))):
        assert {text.en in summary, text.fa in summary} == {True}
    for table, records in forum._tables().items():
        assert f"{table} {len(records)}" in summary
        assert f"{FIELDS[table].fa} {str(len(records)).translate(PERSIAN)}" in summary
    assert "2024-06-21 (1 Tir 1403)" in summary
    assert "۲۱ ژوئن ۲۰۲۴ (۱ تیر ۱۴۰۳)" in summary
    assert "kazan-2024-countries: 21 countries / 20 countries ۲۱ کشور / ۲۰ کشور" in summary


def held(data: Forum) -> list[Term]:
    """Return the terms that go on, of offices that one person holds."""
    terms = [term for term in data.association.terms if term.ends is None]
    return [term for term in terms if [one.role for one in terms].count(term.role) == 1]


def test_summary_shows_some_of_each(any_forum: Forum) -> None:
    """The summary has up to three statements, of different people, and disagreements, whole and in each language."""
    summary = flat(summarize(any_forum))
    shown = [one for one in any_forum.statements if f"- {one.id}: " in summary]
    assert (
        len({one.speaker.id for one in shown})
        == len(shown)
        == min(3, len({one.speaker.id for one in any_forum.statements}))
    )
    for one in shown:
        assert all(flat(one.text[tag]) in summary for tag in ("en", "fa") if tag in one.text)
    disagreements = [one for one in any_forum.disagreements if f"- {one.id}: " in summary]
    assert len(disagreements) == min(3, len(any_forum.disagreements))


def test_summary_of_little(bare_forum: Forum) -> None:
    """What a data set has none of is left out, with its heading; what is in one language is said once."""
    little = evolve(
        bare_forum,
        association=evolve(bare_forum.association, name=Text({"ru": "Города"})),
        **{table: records[:0] for table, records in bare_forum._tables().items()},
    )
    summary = summarize(little)
    assert summary.count("Города") == 1
    assert "In office" not in summary
    assert "What was said" not in summary
    assert "Where sources disagree ·" not in summary
    assert f"Founded: {bare_forum.event.name.en}\n" in summary


def test_summary_says_how_to_go_on() -> None:
    """The summary ends with commands for this data set, and says how to install them where they are missing."""
    summary = summarize(forum, program="brics-cities --data mine", installed=False)
    install, *lines = summary.split("\n\n")[-1].split("\n")[1:]
    assert install == '  pip install "brics-cities[cli]"'
    assert lines
    assert all(line.startswith("  brics-cities --data mine ") for line in lines)
    assert 'pip install "brics-cities[cli]"' not in summarize(forum)


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
