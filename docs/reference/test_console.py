"""Test that the command line page shows what the program prints, and that it is complete."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

pytest.importorskip("typer", reason="needs the extra cli")

from typer.main import get_command

from brics_cities._cli import app
from brics_cities.exports import FORMATS
from brics_cities.records import CRITERIA

PAGE = Path(__file__).with_name("command-line.md").read_text("utf-8")
SESSIONS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("session", SESSIONS)
def test_sessions_print_what_they_show(session: str, tmp_path: Path) -> None:
    """Each session, run again in a shell with 80 columns, prints what the page shows, including errors."""
    lines = re.findall(r"^\$ (.*)$", session, re.MULTILINE)
    script = "".join(f"echo {quoted}\n{line}\n" for line in lines for quoted in [quote(f"$ {line}")])
    # Echoing a command would overwrite the previous exit code, so it is kept for `echo $?`.
    script = script.replace("echo '$ echo $?'\necho $?", "code=$?; echo '$ echo $?'; echo $code")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    printed = subprocess.run(
        ["sh", "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "COLUMNS": "80"},
    )
    assert printed.stdout.decode() == session


def test_nothing_is_left_out() -> None:
    """The page contains every command, option and format, and the criteria of each table in their order."""
    group = get_command(app)
    commands = group.commands  # type: ignore[attr-defined]
    options = {
        word
        for command in (group, *commands.values())
        for option in command.params
        for word in getattr(option, "opts", ())
    }
    wanted = {*commands, *(word for word in options if word.startswith("--"))} - {"--help"}
    assert sorted(word for word in wanted if not re.search(rf"`[^`\n]*{word}\b[^`\n]*`", PAGE)) == []
    for name, format in FORMATS.items():
        assert f"| `{name}` | {format.description} | `{format.extension}` |" in PAGE
    for table, criteria in CRITERIA.items():
        assert f"| `{table}` | {', '.join(f'`{criterion}`' for criterion in criteria)} |" in PAGE
