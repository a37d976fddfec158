"""The commands of ``brics-cities``, with typer, which is an extra: ``pip install "brics-cities[cli]"``.

A line of output has at most one piece of Persian, at its end, so that the columns stay in place
whether the terminal reorders right-to-left text or not. For one that does, the piece is isolated, so
that a full stop stays at its left.
"""

# No `from __future__ import annotations`: typer reads annotations, and those of the tables' commands use local names.

import csv
import io
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from attrs import fields

import brics_cities
from brics_cities._attrs import Entity, Value
from brics_cities._forum import Forum, TimelineEntry
from brics_cities._storage import canonical
from brics_cities._summary import describe, summarize, terminal_width, versions, wrapped
from brics_cities._tables import reference, suggestions
from brics_cities._wording import visible
from brics_cities._writing import write_file
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.exceptions import (
    BricsCitiesError,
    InvalidDataError,
    InvalidValueError,
    UnknownCriterionError,
    UnknownIdError,
)
from brics_cities.exports import CITATION_FORMATS, FORMATS, encode
from brics_cities.exports.rows import Scalar
from brics_cities.models import Agreement, Citation, Claim, Disagreement, Position, Term
from brics_cities.records import CRITERIA
from brics_cities.text import Text

_IN_A_LINE = (Citation, Entity, PartialDate, Position, SolarHijriDate)
_LABEL = 15  # characters, the longest field name and the space after it
_FORMATS = "\n".join(f"  {name:10}{format.description}" for name, format in FORMATS.items())

_BAD_ARGUMENTS: Any = typer.BadParameter.__base__  # of all errors in arguments, under no other public name

Say = Callable[[Text], str]

app = typer.Typer(
    rich_markup_mode=None,  # plain help, which reads the same everywhere
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Exit codes:
  0  done
  1  the answer is no: problems in the data, passages missing; or
     the reader of the output stopped reading
  2  wrong usage; an unknown id, criterion or format; a file that
     cannot be read or written
  130  interrupted by the user
""",
)


class UsageError(BricsCitiesError):
    """Raised for arguments that no command takes."""


def run() -> None:
    """Run the command that the arguments of the program name.

    Raises:
        UsageError: There is no such command, or it does not take the arguments.
        BricsCitiesError: The command says no.
        OSError: A file cannot be read or written.
        SystemExit: The exit code is not 0.
    """
    try:
        code = app(prog_name="brics-cities", standalone_mode=False)
    except typer.Abort as error:  # from older versions of typer
        raise KeyboardInterrupt from error
    except _BAD_ARGUMENTS as error:
        usage = error.ctx.get_usage().split(None, 1)[1]
        message = f"{error.format_message()}\nUsage: {usage}\nTry '{error.ctx.command_path} --help' for help."
        raise UsageError(message) from error
    if code:
        sys.exit(code)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Use your own data set, a directory or zip file.", exists=True)
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the versions of code and data.")] = False,
) -> None:
    """The founding of the BRICS+ Association of Cities and Municipalities: who said what, where it is written.

    Without a command, print a summary. Each command has its own --help.
    """
    if version:
        print(versions(_forum(context)))
    elif context.invoked_subcommand is None:
        program = f"brics-cities --data {shlex.quote(str(data))}" if data else "brics-cities"
        print(summarize(_forum(context), width=terminal_width(), program=program))


def _forum(context: typer.Context) -> Forum:
    """Return the data set that was asked for."""
    path = context.find_root().params["data"]
    return brics_cities.load(path) if path else brics_cities.forum


def _complete_id(context: typer.Context, incomplete: str) -> list[str]:
    return sorted({id for id in _ids(context) if id.startswith(incomplete)})


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def _ids(context: typer.Context) -> list[str]:
    return [record.id for record in _forum(context)._all()]


@app.command("show")
def _show(
    context: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The id, or table/id.", show_default=False, autocompletion=_complete_id)
    ],
) -> None:
    """Show a record and its citations, or show all.

    Texts are shown in every language. If several tables have the id, show the record of each. The id all shows the
    whole data set, in a pager on a terminal.
    """
    if id == "all":
        import pydoc  # slow

        pydoc.pager(describe(_forum(context), width=terminal_width()) + "\n")
        return
    for number, record in enumerate(_found(context, id)):
        _print([*([""] if number else []), reference(record), *_described(_facts(record), "  ")])


def _found(context: typer.Context, id: str) -> list[Any]:
    """Return the records with an id, which several tables may have."""
    found = [record for record in _forum(context)._all() if id in (record.id, reference(record))]
    if not found:
        raise UnknownIdError("the data", id, suggestions(id, _ids(context)))
    return found


def _facts(record: Any) -> dict[str, Any]:
    """Return the known fields of a record or of a part of one, by name."""
    facts = {attribute.name: getattr(record, attribute.name) for attribute in fields(type(record))}
    if isinstance(record, Entity):
        del facts["id"]
    if isinstance(record, (Claim, Disagreement)):
        facts["about"] = reference(record.about)
    if isinstance(record, Disagreement):
        del facts["claims"]
        facts |= {"positions": record.positions, "citations": record.citations}
    return {name: value for name, value in facts.items() if value not in (None, ())}


def _described(value: Any, left: str) -> Iterator[str]:
    """Yield the lines that show a value; the first begins with `left`, the others with as much space."""
    if isinstance(value, SolarHijriDate):
        value = value.text
    if isinstance(value, Text):
        entries = [(f"{tag:5}", string) for tag, string in value.items()]
    elif isinstance(value, dict):
        entries = [(f"{name:{_LABEL}}", fact) for name, fact in value.items()]
    elif isinstance(value, tuple) and not isinstance(value[0], Entity):
        entries = [("", item) for item in value]
    else:
        yield from wrapped(left, _in_a_line(value), terminal_width())
        return
    for number, (label, entry) in enumerate(entries):
        is_part = isinstance(entry, Value) and not isinstance(entry, _IN_A_LINE)
        if is_part and number:
            yield ""
        yield from _described(_facts(entry) if is_part else entry, left + label)
        left = " " * len(left)


def _in_a_line(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(record.id for record in value)
    if isinstance(value, Citation):
        return f"{value}, {value.source.url}"
    return value.id if isinstance(value, Entity) else str(value)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line.rstrip())


def _name(one: Any, say: Say) -> str:
    return say(one.name)


def _parties(one: Agreement, say: Say) -> str:
    return " – ".join(say(party.name) for party in one.parties)


def _asserted(claim: Claim, say: Say) -> str:
    return say(claim.value) if isinstance(claim.value, Text) else claim.asserted


def _dated(entry: TimelineEntry, say: Say) -> str:
    subject = entry.subject
    if isinstance(subject, Agreement):
        return _parties(subject, say)
    if isinstance(subject, Claim):
        return f"{subject.about.id}, {subject.measure}: {_asserted(subject, say)}"
    return f"{say(subject.person.name)}, {subject.role}" if isinstance(subject, Term) else say(subject.name)


# Per table: its description, the columns that a terminal shows, and the text after them.
_SHOWN: dict[str, tuple[str, tuple[str, ...], Callable[[Any, Say], str]]] = {
    "statements": ("What people said or wrote.", ("id", "speaker"), lambda one, say: say(one.text)),
    "members": ("The bodies that take part.", ("id", "country"), _name),
    "events": ("The gatherings.", ("id", "starts", "status"), _name),
    "people": ("The officials.", ("id", "member"), lambda one, say: f"{say(one.name)} – {say(one.office)}"),
    "claims": (
        "What sources assert, and whether others confirm it.",
        ("id", "corroboration"),
        lambda one, say: f"{one.measure}: {_asserted(one, say)}",
    ),
    "disagreements": (
        "Where sources assert different things.",
        ("id",),
        lambda one, say: " / ".join(_asserted(position.claims[0], say) for position in one.positions),
    ),
    "agreements": ("What was signed.", ("id", "signed"), _parties),
    "topics": ("The subjects of statements.", ("id", "broader"), _name),
    "places": ("The places of members and events.", ("id", "country"), _name),
    "countries": ("The countries, and what they are to BRICS.", ("id", "standing"), _name),
    "sources": (
        "The publications that records cite.",
        ("id", "published"),
        lambda one, say: " – ".join(say(text) for text in (one.publisher, one.title) if text),
    ),
}

_Lang = Annotated[
    Literal["en", "fa", "ru"] | None,
    typer.Option(help="The language of texts; without it English in a table, each language in JSON and CSV."),
]
_Format = Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="How to print it.")]
_Signature = Annotated[
    bool, typer.Option("--signature", help="Begin CSV with the UTF-8 signature, for spreadsheet programs.")
]


def _add_table(table: str) -> None:
    """Add the command that prints a table."""
    about, columns, text = _SHOWN[table]
    criteria = CRITERIA[table]

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        criterion, equals, _ = incomplete.partition("=")
        if equals and criterion in criteria:
            vocabulary = criteria[criterion][1]
            known = _forum(context)._tables()[table]._known
            values = sorted(known[vocabulary]) if isinstance(vocabulary, str) else vocabulary or ("true", "false")
            words = [f"{criterion}={value}" for value in values]
        else:
            words = [f"{criterion}=" for criterion in criteria]
        return [word for word in words if word.startswith(incomplete)]

    @app.command(table, help=about)
    def command(
        context: typer.Context,
        by: Annotated[
            list[str] | None,
            typer.Option(
                metavar="KEY=VALUE",
                help=f"Filter by a criterion: {', '.join(criteria)}. Without a value, "
                "keep those that have none. Can be repeated.",
                autocompletion=complete,
            ),
        ] = None,
        find: Annotated[
            str | None, typer.Option(metavar="TEXT", help="Keep those in which a text occurs, in any spelling.")
        ] = None,
        lang: _Lang = None,
        format: _Format = "table",
        signature: _Signature = False,
    ) -> None:
        whole = records = _forum(context)._tables()[table]
        for criterion in by or ():
            records = records.by(**_criterion(table, criterion))
        if find is not None:
            records = records.find(find)
        texts = [text(record, _in(lang)) for record in records]
        _print_rows(records.rows(lang), whole[:1].rows(lang), columns, texts, format, signature)


def _criterion(table: str, text: str) -> dict[str, Any]:
    """Parse a criterion such as ``topic=tourism``."""
    key, equals, value = text.partition("=")
    if not equals:
        raise InvalidValueError("--by", "like key=value", text)
    if key not in CRITERIA[table]:
        raise UnknownCriterionError(table, key, tuple(CRITERIA[table]))
    if CRITERIA[table][key][1]:
        return {key: value or None}
    if value not in ("true", "false"):
        raise InvalidValueError(key, "true or false", value)
    return {key: value == "true"}


def _in(lang: str | None) -> Say:
    """Return a function that gives a text in a language, or in the original if it lacks that."""
    return lambda text: text.get(lang or "en") or text.original


def _print_rows(
    rows: list[dict[str, Scalar]],
    whole: list[dict[str, Scalar]],
    columns: tuple[str, ...],
    texts: list[str],
    format: str,
    signature: bool,
) -> None:
    """Print rows as JSON or CSV; or some of their columns, and a text after those, as a table.

    The first row of the whole table names the columns if there are no rows.
    """
    if signature and format != "csv":
        raise InvalidValueError("--format", "csv if there is a --signature", format)
    if format == "json":
        typer.echo(canonical(rows), nl=False)
    elif format == "csv":
        file = io.StringIO()
        writer = csv.DictWriter(file, [*chain.from_iterable(whole)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        typer.echo(file.getvalue().encode("utf-8-sig" if signature else "utf-8"), nl=False)
    else:
        cells = [columns, *(tuple(str(row[column] or "") for column in columns) for row in rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        for row, text in zip(cells, ["", *texts], strict=True):
            left = "".join(f"{cell:{width}}  " for cell, width in zip(row, widths, strict=True))
            _print(wrapped(left, text, terminal_width()))


for _table in _SHOWN:
    _add_table(_table)


@app.command("timeline")
def _timeline(
    context: typer.Context, lang: _Lang = None, format: _Format = "table", signature: _Signature = False
) -> None:
    """Print everything that has a date, in order.

    A claim has the date of the source that makes it.
    """
    entries = _forum(context).timeline()
    texts = [_dated(entry, _in(lang)) for entry in entries]
    rows = [_row(entry, text) for entry, text in zip(entries, texts, strict=True)]
    _print_rows(rows, rows[:1], ("date", "kind"), texts, format, signature)


def _row(entry: TimelineEntry, text: str) -> dict[str, Scalar]:
    subject = entry.subject.person if isinstance(entry.subject, Term) else entry.subject
    return {
        "date": str(entry.date),
        "kind": entry.kind,
        "subject": reference(subject),
        "text": text,
        "citations": " ".join(citation.source.id for citation in entry.citations),
    }


@app.command("verify")
def _verify(
    context: typer.Context,
    article: Annotated[
        Path, typer.Argument(metavar="ARTICLE", help="A text in UTF-8; - reads it from the input.", show_default=False)
    ],
) -> None:
    """Look for all passages in a copy of the article.

    Each passage is found, with the words of the copy below it, or missing.
    """
    content = sys.stdin.buffer.read() if str(article) == "-" else article.read_bytes()
    try:
        passages = _forum(context).verify(content.decode())
    except UnicodeDecodeError as error:
        raise InvalidValueError("article", "a text in UTF-8", str(article)) from error
    for one in passages:
        state = "found" if one.found else "missing"
        print(f"{state:7}  {reference(one.record)}  {one.citation}")
        if one.wording:
            _print(wrapped(" " * 9, one.wording, terminal_width()))
    missing = sum(not one.found for one in passages)
    print(f"{len(passages)} passages, {missing or 'none'} missing")
    raise typer.Exit(1 if missing else 0)


@app.command("cite")
def _cite(
    context: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Ids, or table/id.", show_default=False, autocompletion=_complete_id),
    ] = None,
    format: Annotated[Literal["bibtex", "csl"], typer.Option("--format", help="How to print it.")] = "bibtex",
    lang: Annotated[
        Literal["en", "fa", "ru"] | None,
        typer.Option(help="The language of names and titles; without it, publications have their own."),
    ] = None,
) -> None:
    """Cite records, in BibTeX or CSL-JSON.

    A citation names the version of the data, and the sources of a record. Without an id, cite the data set.
    """
    records = [record for id in ids for record in _found(context, id)] if ids else None
    typer.echo(encode(CITATION_FORMATS[format].cite(_forum(context), records, lang=lang)), nl=False)


@app.command("check")
def _check(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="DIRECTORY", help="A directory or zip file of your own.", exists=True, show_default=False
        ),
    ],
) -> None:
    """Check a data set, and print every problem in it."""
    try:
        forum = brics_cities.load(path)
    except InvalidDataError as error:
        for problem in error.problems:
            print(visible(str(problem)))
        raise typer.Exit(1) from error
    print(f"{len([*forum._all()])} records, no problem")


@app.command("export", help="Write the data set in a format of its field.\n\n\b\n" + _FORMATS)
def _export(
    context: typer.Context,
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT", help="One of those above.", show_default=False, autocompletion=_complete_format
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write; else to the output.")
    ] = None,
) -> None:
    if format not in FORMATS:
        raise InvalidValueError("format", f"one of {', '.join(FORMATS)}", format)
    content = encode(FORMATS[format].export(_forum(context)))
    if output is None or str(output) == "-":
        typer.echo(content, nl=False)
    else:
        write_file(str(output), content)
