"""The program ``brics-cities``, or ``python -m brics_cities``; its commands are in `_cli`.

Exit codes: 0 for success; 1 for a negative result, or if the reader of the output stops reading; 2 for an error;
130 if the user interrupts it.
"""

import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from io import TextIOWrapper
from typing import NoReturn, TextIO

from brics_cities import forum
from brics_cities._summary import summarize, versions
from brics_cities._terminal import terminal_width, wrapped
from brics_cities.exceptions import BricsCitiesError

_INSTALL = 'pip install "brics-cities[cli]"'
_HELP = f"""\
Usage: brics-cities [--help] [--version]

  The founding of the BRICS+ Association of Cities and Municipalities: who
  said what, where it is written.

  Without an argument, print a summary. The commands need a package that is
  not installed:

    {_INSTALL}"""


def main() -> None:
    """Run a command, or print the summary of the bundled data; write UTF-8, whatever encoding the terminal has."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            if sys.argv[1:] or "_BRICS_CITIES_COMPLETE" in os.environ:  # set by a shell that asks for completions
                _run_command()
            else:
                print(summarize(forum, width=terminal_width(), installed=find_spec("typer") is not None))
        finally:
            print(end="", flush=True)
    except OSError as error:
        _write_no_more(sys.stdout)
        if isinstance(error, BrokenPipeError) or (os.name == "nt" and str(error) == "[Errno 22] Invalid argument"):
            sys.exit(1)  # the second is what Windows calls a pipe that its reader has closed
        _fail(error)
    except BricsCitiesError as error:
        _fail(error)
    except KeyboardInterrupt:
        sys.exit(130)


def _run_command() -> None:
    try:
        from brics_cities._cli import run
    except ModuleNotFoundError as error:
        if error.name != "typer":
            raise
        _run_without_commands(sys.argv[1:])
    else:
        run()


def _run_without_commands(arguments: list[str]) -> None:
    if arguments == ["--version"]:
        print(versions(forum))
    elif arguments in (["--help"], ["-h"]):
        print(_HELP)
    else:
        _fail(f"the commands need a package that is not installed: {_INSTALL}")


def _open_closed_streams() -> None:
    """Open each standard stream that is closed so that using it is an error, and no other file takes its place."""
    for number, name, direction in ((0, "stdin", os.O_WRONLY), (1, "stdout", os.O_RDONLY), (2, "stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            os.dup2(os.open(os.devnull, direction), number)
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123, SIM115


def _fail(reason: object) -> NoReturn:
    first, *others = str(reason).split("\n")
    lines = [*wrapped("Error: ", first, terminal_width()), *(line for other in others for line in _reflowed(other))]
    try:
        print("\n".join(lines), file=sys.stderr, flush=True)
    except OSError:  # there is nowhere to say it
        _write_no_more(sys.stderr)
    sys.exit(2)


def _reflowed(line: str) -> list[str]:
    text = line.lstrip(" ")
    return [*wrapped(" " * (len(line) - len(text)), text, terminal_width())]


def _write_no_more(stream: TextIO) -> None:
    """Discard what Python would write at exit, which would fail again."""
    with suppress(OSError):  # if the stream is not a file of the system
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
