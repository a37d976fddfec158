"""The program ``brics-cities``, or ``python -m brics_cities``; its commands are in `_cli`."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn

from brics_cities import forum
from brics_cities._summary import summarize
from brics_cities.exceptions import BricsCitiesError


def main() -> None:
    """Run a command, or print the bundled forum; write UTF-8, whatever encoding the terminal has."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            if sys.argv[1:] or "_BRICS_CITIES_COMPLETE" in os.environ:  # set by a shell that asks for completions
                _run_command()
            else:
                print(summarize(forum))
        finally:
            print(end="", flush=True)
    except BrokenPipeError:
        _write_no_more()
        sys.exit(1)
    except OSError as error:
        _write_no_more()
        _fail(error)
    except BricsCitiesError as error:
        _fail(error)


def _run_command() -> None:
    try:
        from brics_cities._cli import app
    except ModuleNotFoundError as error:
        if error.name != "typer":
            raise
        _fail('the commands need a package that is not installed: pip install "brics-cities[cli]"')
    app(prog_name="brics-cities")


def _fail(reason: object) -> NoReturn:
    print(f"Error: {reason}", file=sys.stderr)
    sys.exit(2)


def _write_no_more() -> None:
    """Discard what Python would write at exit, which would fail again."""
    with suppress(OSError):  # if the output is not a file of the system
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
