"""The commands of ``brics-cities``, with typer, which is an extra: ``pip install "brics-cities[cli]"``.

A line of output has at most one piece of Persian, at its end, so that the columns stay in place
whether the terminal reorders right-to-left text or not. For one that does, the piece is isolated, so
that a full stop stays at its left.
"""

# No `from __future__ import annotations`: typer reads annotations, and those of the tables' commands use local names.

import csv
import io
import os
import shlex
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer

import brics_cities
from brics_cities._diff import Diff
from brics_cities._editing import to_dict
from brics_cities._forum import Forum, TimelineEntry
from brics_cities._labels import FIELDS, TERMS
from brics_cities._loading import check_hashes
from brics_cities._storage import canonical
from brics_cities._summary import describe, summarize, versions
from brics_cities._tables import TABLE_OF, Scalar, names_in, reference, suggestions
from brics_cities._terminal import described, tabulated, terminal_width, wrapped
from brics_cities._wording import digits, label, listed, say, title, visible
from brics_cities._writing import write_file
from brics_cities.exceptions import (
    BricsCitiesError,
    InvalidDataError,
    InvalidValueError,
    UnknownCriterionError,
    UnknownIdError,
)
from brics_cities.exports import CITATION_FORMATS, FORMATS, encode, to_json
from brics_cities.models import Term
from brics_cities.records import CRITERIA
from brics_cities.text import fold

_BY_NAME = ("people", "members", "events", "places", "countries", "topics")  # looked through in this order
_CRITERION = "_BRICS_CITIES_CRITERION"  # an environment variable
_DATES = ("date", "starts", "signed", "published")  # the columns of dates
_FORMULA = tuple("=+-@＝＋－＠")  # a formula begins with one, in some languages with a wide one
_PATH = 24  # columns for the path to a value, if it is not longer
_FORMATS = "\n".join(f"  {name:10}{format.description}" for name, format in FORMATS.items())

_BAD_ARGUMENTS: Any = typer.BadParameter.__base__  # of all errors in arguments, under no other public name

app = typer.Typer(
    rich_markup_mode=None,  # plain help, which reads the same everywhere
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  brics-cities show Houshyar
  brics-cities statements --by topic=tourism --lang fa
  brics-cities disagreements --by measure=countries
  brics-cities timeline --format csv

\b
Exit codes:
  0    done, even if nothing is found
  1    the answer is no: problems in the data, passages missing, data
       that differs; or the reader of the output stopped reading
  2    wrong usage; an unknown id, criterion or format; a file that
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
    _join_words_of_bash()
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


def _join_words_of_bash() -> None:
    """Take ``topic=tou`` for one word, which bash splits at the sign: it completes what follows that."""
    if os.environ.get("_BRICS_CITIES_COMPLETE") != "complete_bash":
        return
    words = os.environ["COMP_WORDS"].split("\n")[: int(os.environ["COMP_CWORD"]) + 1]
    words += [""] if words[-1] == "=" else []
    if words[-2:-1] == ["="]:
        value = words[-1]
        del words[-2:]
        if not words[-1].startswith("-"):
            os.environ[_CRITERION] = words.pop()
            words = words[:-1] if words[-1:] == ["="] else words
        words.append(value)
        os.environ |= {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Use your own data set: a directory, zip or JSON file.", exists=True),
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


def _complete_language(context: typer.Context, incomplete: str) -> list[str]:
    return sorted(tag for tag in _forum(context).sources._languages if tag.startswith(incomplete))


def _ids(context: typer.Context) -> list[str]:
    return [record.id for record in _forum(context)._all()]


@app.command("show")
def _show(
    context: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID", help="Ids, a name, table/id, or all.", show_default=False, autocompletion=_complete_id
        ),
    ],
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="TAG", help="The language of texts; without it every language.", autocompletion=_complete_language
        ),
    ] = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help="As text, or as the data files have it.")
    ] = "text",
    embed: Annotated[
        bool, typer.Option("--embed", help="In JSON, give each record that it refers to, instead of its id.")
    ] = False,
) -> None:
    """Show records and their citations, or show all.

    An id can also be a name, or a part of one. If several tables have an id, show the record of each. The id all shows
    the whole data set, in a pager on a terminal.
    """
    if embed and format != "json":
        raise typer.BadParameter("--embed goes with --format json")
    forum = _forum(context)
    lang = _language(forum, lang)
    if format == "json":
        records = [] if ids == ["all"] else dict.fromkeys(_only(forum, id) for id in ids)
        first, *others = [to_dict(record, embed=embed) for record in records] or [to_json(forum)]
        typer.echo(encode([first, *others] if others else first), nl=False)
        return
    if ids == ["all"]:
        import pydoc  # slow

        pydoc.pager(describe(forum, width=terminal_width()) + "\n")
        return
    found = {reference(record): record for id in ids for record in _called(forum, id)}  # once, if words of one name
    for number, record in enumerate(found.values()):
        _print([*([""] if number else []), *described(record, lang, _related(forum, record))])


def _related(forum: Forum, record: Any) -> tuple[str, ...]:
    """Return the commands that list the records that refer to a record, and how many there are."""
    found = []
    for table, criteria in CRITERIA.items():
        for criterion, (_, vocabulary) in criteria.items():
            if vocabulary in (TABLE_OF[type(record)], "records"):
                records = forum._tables()[table]
                if records.by(**{criterion: record}):
                    count = len(records.by(**{criterion: record.id}))  # with those of another table with the id
                    found.append(f"{table} --by {criterion}={record.id} ({count})")
    return tuple(found)


def _called(forum: Forum, wanted: str) -> list[Any]:
    """Return the records with an id, or else the one with a name.

    Raises:
        UnknownIdError: There is none.
        UsageError: Several records have the name.
    """
    everything = [*forum._all()]
    for found in (
        [record for record in everything if wanted in (record.id, reference(record))],
        [record for record in everything if wanted.casefold() == record.id.casefold()],
    ):
        if found:
            return found
    called = [(record, name) for table in _BY_NAME for record in forum._tables()[table] for name in names_in(record)]
    folded = fold(wanted)
    whole = {reference(record): record for record, name in called if folded and folded == fold(name)}
    parts = {reference(record): record for record, name in called if folded and folded in fold(name)}
    found = [*(whole or parts).values()]
    if not found:
        words = {fold(word): record.id for record, name in reversed(called) for word in name.split()}
        ids = suggestions(wanted, [record.id for record in everything])
        near = [id for id in ids if wanted.lower() in id.lower()]
        near += [words[word] for word in get_close_matches(folded, words, cutoff=0.75)]
        near += ids
        raise UnknownIdError("the data", wanted, tuple(dict.fromkeys(near))[:3])
    if len(found) > 1:
        lines = [f"  {reference(record)}  {title(record, 'en')}" for record in found]
        raise UsageError("\n".join([f"{len(found)} records are called {wanted!r}; choose one of them:", *lines]))
    return found


def _only(forum: Forum, wanted: str) -> Any:
    """Return the one record with an id or a name."""
    record, *others = _called(forum, wanted)
    if others:
        raise InvalidValueError("id", f"one of {', '.join(map(reference, (record, *others)))}", wanted)
    return record


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


class _Shown(NamedTuple):
    """What a terminal shows of a table."""

    about: str
    codes: tuple[str, ...]
    """The columns of ids and dates."""
    terms: tuple[str, ...]
    """The columns of terms; in Persian they follow the text."""
    heading: tuple[str, ...]
    """The fields that the text consists of."""
    text: Callable[[Any, str], str]
    note: Callable[[Any], str] = lambda _: ""
    """What is below the text, in Latin letters."""


_SHOWN = {
    "statements": _Shown("What people said or wrote.", ("id", "speaker"), (), ("text",), title),
    "members": _Shown("The bodies that take part.", ("id", "country"), (), ("name",), title),
    "events": _Shown("The gatherings.", ("id", "starts"), ("status",), ("name",), title),
    "people": _Shown(
        "The officials.",
        ("id", "member"),
        (),
        ("name", "office"),
        lambda one, lang: f"{say(one.name, lang)} – {say(one.office, lang)}",
    ),
    "claims": _Shown(
        "What sources assert, and whether others confirm it.",
        ("id",),
        (),
        ("about", "measure", "value", "corroboration"),
        lambda one, lang: f"{title(one, lang)} – {label(TERMS, one.corroboration, lang)}",
    ),
    "disagreements": _Shown(
        "Where sources assert different things.", ("id",), (), ("about", "measure", "value"), title
    ),
    "agreements": _Shown("What was signed.", ("id", "signed"), (), ("kind", "parties"), title),
    "topics": _Shown("The subjects of statements.", ("id", "broader"), (), ("name",), title),
    "places": _Shown("The places of members and events.", ("id", "country"), (), ("name",), title),
    "countries": _Shown("The countries, and what they are to BRICS.", ("id",), ("standing",), ("name",), title),
    "sources": _Shown(
        "The publications that records cite.",
        ("id", "published"),
        (),
        ("publisher", "title"),
        lambda one, lang: " – ".join(say(text, lang) for text in (one.publisher, one.title) if text),
    ),
}

_Lang = Annotated[
    str | None,
    typer.Option(
        metavar="TAG",
        help="The language of texts; without it English in a table, each language in JSON and CSV.",
        autocompletion=_complete_language,
    ),
]
_Format = Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="How to print it.")]
_Signature = Annotated[
    bool,
    typer.Option("--signature", help="Write CSV for spreadsheet programs: with the UTF-8 signature, without formulas."),
]


def _add_table(table: str) -> None:
    """Add the command that prints a table."""
    criteria = CRITERIA[table]

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        def values(criterion: str) -> list[str]:
            vocabulary = criteria[criterion][1]
            known = _forum(context)._tables()[table]._known
            return sorted(known[vocabulary]) if isinstance(vocabulary, str) else [*(vocabulary or ("true", "false"))]

        if _CRITERION in os.environ:
            found = values(os.environ[_CRITERION]) if os.environ[_CRITERION] in criteria else []
        else:
            begun = [
                name for name in criteria if f"{name}=".startswith(incomplete) or incomplete.startswith(f"{name}=")
            ]
            found = [f"{name}=" for name in begun]
            if len(begun) == 1:  # after the only one a shell would put a space
                found = [f"{begun[0]}={value}" for value in values(begun[0])]
        return [word for word in found if word.startswith(incomplete)]

    @app.command(table, help=_SHOWN[table].about)
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
        lang = _language(_forum(context), lang)
        for criterion in by or ():
            records = records.by(**_criterion(table, criterion))
        if find is not None:
            records = records.find(find)
        columns = [column.name for column in whole.columns(lang)]
        _print_rows(_SHOWN[table], records, records.rows(lang), columns, lang, format, signature)
        if not records:
            _say_nothing_found(_forum(context), table, by or [], find)


def _language(forum: Forum, lang: str | None) -> str | None:
    """Return a language that the data set has texts in; Persian of any country is just Persian."""
    tags = forum.sources._tags(lang)
    return "fa" if tags and "fa" in tags else lang


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


def _print_rows(
    shown: _Shown,
    subjects: Iterable[Any],
    rows: list[dict[str, Scalar]],
    columns: Collection[str],
    lang: str | None,
    format: str,
    signature: bool,
) -> None:
    """Print what rows are about as JSON or CSV, or some of their columns and a text after those as a table."""
    if signature and format != "csv":
        raise InvalidValueError("--format", "csv if there is a --signature", format)
    if format == "json":
        typer.echo(canonical(rows), nl=False)
    elif format == "csv":
        file = io.StringIO()
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows([_without_formulas(row) for row in rows] if signature else rows)
        typer.echo(file.getvalue().encode("utf-8-sig" if signature else "utf-8"), nl=False)
    else:
        in_persian = lang == "fa"
        cells = [_headings(shown, in_persian)]
        cells += [_cells(shown, one, row, lang or "en") for one, row in zip(subjects, rows, strict=True)]
        _print(tabulated(cells))


def _without_formulas(row: dict[str, Scalar]) -> dict[str, Scalar]:
    """Return a row with an apostrophe before strings that a spreadsheet program would take for formulas."""
    return {name: f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell for name, cell in row.items()}


def _headings(shown: _Shown, in_persian: bool) -> tuple[str, ...]:
    def called(names: Iterable[str]) -> list[str]:
        return [say(FIELDS[name], "fa") if in_persian else name for name in names]

    if in_persian:
        return *called(shown.codes), " – ".join(called(shown.heading + shown.terms)), ""
    return *called(shown.codes + shown.terms), " – ".join(shown.heading), ""


def _cells(shown: _Shown, one: Any, row: dict[str, Scalar], lang: str) -> tuple[str, ...]:
    codes = [digits(str(row[name] or ""), lang if name in _DATES else "en") for name in shown.codes]
    terms = [listed((label(TERMS, term, lang) for term in str(row[name] or "").split()), lang) for name in shown.terms]
    text = shown.text(one, lang)
    if lang == "fa":  # a line has one piece of Persian, at its end
        return *codes, " – ".join(filter(None, [text, *terms])), shown.note(one)
    return *codes, *terms, text, shown.note(one)


def _say_nothing_found(forum: Forum, table: str, by: list[str], find: str | None) -> None:
    """Say on the error output that the result is empty, and where the text that was looked for occurs."""
    wanted = [criterion if criterion[-1:] != "=" else f"no {criterion[:-1]}" for criterion in by]
    wanted += [f"the text {find!r}"] if find else []
    message = f"No {table}{' with ' if wanted else ''}{' and '.join(wanted)}."
    found = {name: records.find(find) for name, records in forum._tables().items() if find and name != table}
    elsewhere = [name for name, records in found.items() if records]
    if elsewhere:
        message += f" The text occurs in {listed(elsewhere, 'en')}."
    for criterion, (_, vocabulary) in CRITERIA[table].items():
        if vocabulary in elsewhere:
            message += f" Try --by {criterion}={found[str(vocabulary)][0].id}."
            break
    print("\n".join(wrapped("", message, terminal_width())), file=sys.stderr)


for _table in _SHOWN:
    _add_table(_table)


@app.command("timeline")
def _timeline(
    context: typer.Context, lang: _Lang = None, format: _Format = "table", signature: _Signature = False
) -> None:
    """Print everything that has a date, in order.

    A claim has the date of the source that makes it. Below each entry are the ids of its sources.
    """
    shown = _Shown("", ("date",), ("kind",), ("text",), _dated, lambda entry: ", ".join(_sources(entry)))
    lang = _language(_forum(context), lang)
    entries = _forum(context).timeline()
    rows = [_row(entry, lang or "en") for entry in entries]
    _print_rows(shown, entries, rows, _TIMELINE, lang, format, signature)


def _dated(entry: TimelineEntry, lang: str) -> str:
    subject = entry.subject
    if isinstance(subject, Term):
        return listed((say(subject.person.name, lang), label(TERMS, subject.role, lang)), lang)
    return title(subject, lang)


def _sources(entry: TimelineEntry) -> Iterable[str]:
    return dict.fromkeys(citation.source.id for citation in entry.citations)


_TIMELINE = ("date", "kind", "subject", "text", "citations")


def _row(entry: TimelineEntry, lang: str) -> dict[str, Scalar]:
    subject = entry.subject.person if isinstance(entry.subject, Term) else entry.subject
    cells = (str(entry.date), entry.kind, reference(subject), _dated(entry, lang), " ".join(_sources(entry)))
    return dict(zip(_TIMELINE, cells, strict=True))


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
        str | None,
        typer.Option(
            metavar="TAG",
            help="The language of names and titles; without it, publications have their own.",
            autocompletion=_complete_language,
        ),
    ] = None,
) -> None:
    """Cite records, in BibTeX or CSL-JSON.

    A citation names the version of the data, and the sources of a record. Without an id, cite the data set.
    """
    records = [record for id in ids for record in _called(_forum(context), id)] if ids else None
    typer.echo(encode(CITATION_FORMATS[format].cite(_forum(context), records, lang=lang)), nl=False)


@app.command("check")
def _check(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", help="A directory, zip or JSON file of your own.", exists=True, show_default=False
        ),
    ],
    hashes: Annotated[
        bool, typer.Option("--hashes", help="Compare each table with its hash in datapackage.json, too.")
    ] = False,
) -> None:
    """Check a data set, and print the problems in it."""
    try:
        forum = brics_cities.load(path)
        if hashes:
            check_hashes(str(path))
    except InvalidDataError as error:
        for problem in error.problems:
            print(visible(str(problem)))
        if error.more:
            print(f"and {error.more} more")
        raise typer.Exit(1) from error
    print(f"{len([*forum._all()])} records, no problem")


@app.command("diff")
def _diff(
    context: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A data set.", exists=True, show_default=False)],
    new: Annotated[
        Path | None,
        typer.Argument(
            metavar="NEW", help="Another; without it, the one of the other commands.", exists=True, show_default=False
        ),
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print it.")] = "text",
) -> None:
    """Compare two data sets, by id and field.

    A record that only NEW has is marked with a plus, one that only OLD has with a minus, one whose own fields differ
    with a tilde.
    """
    found = brics_cities.diff(brics_cities.load(old), brics_cities.load(new) if new else _forum(context))
    if format == "json":
        typer.echo(canonical(_differences(found)), nl=False)
    else:
        _print_differences(found)
    raise typer.Exit(1 if found else 0)


def _differences(found: Diff) -> dict[str, Any]:
    """Return what differs as JSON: the removed and added records by table, the changed fields with both values."""
    described: dict[str, Any] = {
        "fields": {name: {"old": getattr(found.old, name), "new": getattr(found.new, name)} for name in found.fields},
        "removed": {},
        "added": {},
        "changed": {},
    }
    for name, records in (("removed", found.removed), ("added", found.added)):
        for record in records:
            described[name].setdefault(TABLE_OF[type(record)], []).append(to_dict(record))
    for change in found.changed:
        old, new = to_dict(change.old), to_dict(change.new)
        fields = {name: {"old": old[name], "new": new[name]} for name in change.fields}
        described["changed"].setdefault(TABLE_OF[type(change.new)], {})[change.new.id] = fields
    return described


def _print_differences(found: Diff) -> None:
    width = terminal_width()
    for name in found.fields:
        _print_changes(name, getattr(found.old, name), getattr(found.new, name), "")
    for mark, records in (("-", found.removed), ("+", found.added)):
        for record in records:
            _print(wrapped(f"{mark} {reference(record)}  ", title(record, "en"), width))
    for change in found.changed:
        print(f"~ {reference(change.new)}")
        rows = to_dict(change.old), to_dict(change.new)
        for name in change.fields:
            _print_changes(name, rows[0][name], rows[1][name], "  ")
    count = len(found.removed) + len(found.added) + len(found.changed)
    print(f"{count or 'no'} record{'' if count == 1 else 's'} differ{'s' if count == 1 else ''}")


def _print_changes(name: str, old: Any, new: Any, left: str) -> None:
    """Print the lines that only one of two values of a field has; an item of a list is the same wherever it is."""
    for mark, value, other in (("-", old, new), ("+", new, old)):
        if isinstance(value, list):
            parts = [leaf for item in value if item not in other for leaf in _leaves(item, name)]
        else:
            parts = [leaf for leaf in _leaves(value, name) if leaf not in [*_leaves(other, name)]]
        for path, text in parts:
            _print(wrapped(f"{left}{mark} {path:{_PATH}}  ", text, terminal_width()))
    if isinstance(old, list) and all(item in old for item in new) and all(item in new for item in old):
        print(f"{left}~ {name:{_PATH}}  in another order")


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the plain values in a value of a row, each with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item, path)
    elif value is not None:
        yield path, str(value)


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
    if format == "csv" and output and output.suffix.lower() == ".csv":
        raise InvalidValueError("--output", "a .zip file, which holds a CSV file per table", str(output))
    document = FORMATS[format].export(_forum(context))
    content = encode(document)
    if output is None or str(output) == "-":
        if isinstance(document, bytes) and os.isatty(1):
            raise typer.BadParameter(f"{format} is not text for a terminal; give --output a file")
        typer.echo(content, nl=False)
    else:
        write_file(str(output), content)
