"""The command line: it agrees with the library, works in any terminal, and has reliable exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from shutil import which
from typing import Any, NamedTuple, get_args
from unicodedata import bidirectional, category

import pytest
import typer
from attrs import evolve
from hypothesis import given, strategies

import brics_cities
from brics_cities import Forum, Text, forum, to_dict
from brics_cities.__main__ import main
from brics_cities._labels import TERMS
from brics_cities._summary import describe, summarize
from brics_cities._tables import TABLES, citations_in
from brics_cities._wording import visible
from brics_cities.exports import CITATION_FORMATS, FORMATS, encode
from brics_cities.records import CRITERIA
from brics_cities.testing import fictional_forum
from brics_cities.vocabularies import MemberKind

FILES: dict[str, list[dict[str, Any]]] = json.loads(encode(FORMATS["json"].export(forum)))
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
PERSIAN = re.compile("[\u0620-\u06d3]")  # letters
QUERIES: list[tuple[list[str], Callable[[Forum], Any]]] = [
    ([], lambda data: data.statements),
    (["--by", "topic=tourism"], lambda data: data.statements.by(topic="tourism")),
    (
        ["--by", "topic=tourism", "--by", "topic=culture", "--by", "speaker=yaghoub-houshyar"],
        lambda data: data.statements.by(topic="tourism", speaker="yaghoub-houshyar").by(topic="culture"),
    ),
    (["--by", "delivered_by="], lambda data: data.statements.by(delivered_by=None)),
    (["--find", "تبريز"], lambda data: data.statements.find("تبريز")),
    (["--find", "no such words"], lambda data: data.statements[:0]),
]


class Ran(NamedTuple):
    """The result of a run of the program; what is no text in its output is so in surrogates."""

    code: object
    out: str
    errors: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """A function that runs the program in this process, in a terminal of 80 columns or another width."""

    def run(*arguments: str, given: bytes = b"", terminal: bool = False, width: int = 80) -> Ran:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setattr(sys, "argv", ["brics-cities", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        with monkeypatch.context() as patch:
            patch.setattr(os, "isatty", lambda _: terminal)
            code: object = 0
            try:
                main()
            except SystemExit as ended:
                code = ended.code
        captured = capsysbinary.readouterr()
        return Ran(code, captured.out.decode(errors="surrogateescape"), captured.err.decode())

    return run


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data set of a user."""
    path = tmp_path_factory.mktemp("own") / "data"
    fictional_forum(statements=3).save(path)
    return path


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process."""
    command = [sys.executable, "-m", "brics_cities", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.mark.parametrize("table", CRITERIA)
@pytest.mark.parametrize("lang", [None, "en", "fa", "ru", "zh-Hans"])
def test_tables_are_the_rows_of_the_library(run: Run, table: str, lang: str | None) -> None:
    """JSON is `Records.rows`, CSV the same as strings, and a table has a line per record, in order."""
    records = getattr(forum, table)
    option = ["--lang", lang] if lang else []
    rows = records.rows(lang)
    assert json.loads(run(table, *option, "--format", "json").out) == rows
    printed = run(table, *option, "--format", "csv").out
    assert list(csv.DictReader(io.StringIO(printed))) == [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows
    ]
    heading, *lines = run(table, *option).out.splitlines()
    assert heading.split()[0] == ("شناسه" if lang == "fa" else "id")
    assert [line.split()[0] for line in lines if not line.startswith("  ")] == [record.id for record in records]


@pytest.mark.parametrize(("arguments", "wanted"), QUERIES)
@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_queries_are_those_of_the_library(
    run: Run, arguments: list[str], wanted: Callable[[Forum], Any], format: str
) -> None:
    """`--by` and `--find` keep what `by` and `find` keep, also when repeated; headings are printed in any case."""
    ran = run("statements", *arguments, "--format", format)
    if format == "json":
        found = [row["id"] for row in json.loads(ran.out)]
    elif format == "csv":
        assert ran.out.splitlines()[0].split(",") == list(forum.statements.rows()[0])
        found = [row["id"] for row in csv.DictReader(io.StringIO(ran.out))]
    else:
        found = [line.split()[0] for line in ran.out.splitlines()[1:] if not line.startswith(" ")]
    assert found == [record.id for record in wanted(forum)]
    assert (ran.code, bool(ran.errors)) == (0, not found)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["members", "--find", "Tatarstan"],
            (
                "No members with the text 'Tatarstan'. The text occurs in people, claims, places, sources. "
                "Try --by place=kazan."
            ),
        ),
        (["statements", "--find", "Metshin Fertilizer"], "No statements with the text 'Metshin Fertilizer'."),
        (
            ["agreements", "--by", "kind=twinning", "--by", "event=kazan-2024", "--by", "signatory="],
            "No agreements with kind=twinning and event=kazan-2024 and no signatory.",
        ),
        (["places", "--find", "\x1b[31mx"], r"No places with the text '\x1b[31mx'."),
    ],
)
@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_an_empty_result_says_so(run: Run, arguments: list[str], said: str, format: str) -> None:
    """The error output says what was looked for, and where a text occurs; this is no error."""
    ran = run(*arguments, "--format", format)
    assert (ran.code, flat(ran.errors)) == (0, said)
    assert len(ran.out.splitlines()) == 1


def test_an_empty_table_says_so(run: Run, own: Path) -> None:
    """A table without records says so, and has its headings."""
    ran = run("--data", str(own), "agreements")
    assert ran == (0, "id  signed  kind – parties\n", "No agreements.\n")


def test_booleans_are_criteria(run: Run) -> None:
    """A boolean criterion is given as true or false."""
    for value in (True, False):
        rows = json.loads(run("events", "--by", f"own={str(value).lower()}", "--format", "json").out)
        assert rows == forum.events.by(own=value).rows()
        assert rows


def test_timeline_is_that_of_the_library(run: Run) -> None:
    """It has a line and a row per entry, in order, with its subject, its text and its sources."""
    entries = forum.timeline()
    rows = json.loads(run("timeline", "--lang", "fa", "--format", "json").out)
    assert [(row["date"], row["kind"]) for row in rows] == [(str(one.date), one.kind) for one in entries]
    for row, entry in zip(rows, entries, strict=True):
        table, _, id = row["subject"].partition("/")
        assert id in getattr(forum, table)
        sources = [*dict.fromkeys(citation.source.id for citation in entry.citations)]
        assert row["citations"].split() == sources
        assert row["text"]


@pytest.mark.parametrize("arguments", [["people"], ["timeline"], ["show", "kazan"], ["topics", "--format", "csv"]])
def test_a_language_is_looked_up(run: Run, arguments: list[str]) -> None:
    """A language is looked up as the library does: that of a country is the language itself if there is no other."""
    for lang, same in (("fa-IR", "fa"), ("FA", "fa"), ("en-GB", "en"), ("ru-Cyrl-RU", "ru")):
        assert run(*arguments, "--lang", lang) == run(*arguments, "--lang", same)


def test_csv_of_an_empty_table_has_its_columns(run: Run, tmp_path: Path) -> None:
    """Without a record in the table, CSV still names its columns."""
    data = fictional_forum(agreements=0)
    data.save(tmp_path / "data")
    printed = run("--data", str(tmp_path / "data"), "agreements", "--format", "csv").out
    assert printed == ",".join(column.name for column in data.agreements.columns()) + "\n"


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_no_line_of_the_timeline_is_doubled(run: Run, lang: str) -> None:
    """Each entry is once in the timeline, in order, with its sources on the line below it."""
    rows = json.loads(run("timeline", "--lang", lang, "--format", "json").out)
    heading, *lines = run("timeline", "--lang", lang, width=2000).out.splitlines()
    assert heading.split()[0] == ("date" if lang == "en" else "تاریخ")
    for row, line, sources in zip(rows, lines[::2], lines[1::2], strict=True):
        date = row["date"] if lang == "en" else row["date"].translate(PERSIAN_DIGITS)
        kind = row["kind"] if lang == "en" else TERMS[row["kind"]].fa
        assert line.split()[0] == date
        assert line.endswith(row["text"] if lang == "en" else f"{row['text']} – {kind}")
        assert sources.strip().split(", ") == row["citations"].split()
    assert len(set(lines[::2])) == len(rows)


@pytest.mark.parametrize("first", "=+-@＝＋－＠")
def test_spreadsheets_run_no_formula(run: Run, tmp_path: Path, first: str) -> None:
    """For spreadsheet programs an apostrophe makes a text of what begins like a formula; otherwise CSV has it as it is."""
    text = f"{first}HYPERLINK(1)"
    data = fictional_forum(topics=1)
    data.replace(evolve(data.topics[0], name=Text({"en": text}))).save(tmp_path / "data")
    printed = [
        run("--data", str(tmp_path / "data"), "topics", "--format", "csv", *option).out
        for option in ([], ["--signature"])
    ]
    plain, safe = (next(csv.DictReader(io.StringIO(one.removeprefix("\ufeff")))) for one in printed)
    assert (plain["name_en"], safe["name_en"], safe["name_original"]) == (text, f"'{text}", f"'{text}")
    assert {name for name in plain if plain[name] != safe[name]} == {"name_en", "name_original"}


def test_numbers_are_no_formulas(run: Run) -> None:
    """A number below zero stays one, for spreadsheet programs too."""
    printed = run("places", "--format", "csv", "--signature").out.removeprefix("\ufeff")
    south = [place.latitude for place in forum.places if place.latitude < 0]
    assert south
    assert [
        float(row["latitude"]) for row in csv.DictReader(io.StringIO(printed)) if row["latitude"][0] == "-"
    ] == south


def test_signature_is_for_csv(run: Run) -> None:
    """CSV begins with the signature of UTF-8 only with `--signature`, which is an error with another format."""
    plain, signed = run("members", "--format", "csv").out, run("members", "--format", "csv", "--signature").out
    assert signed == f"\ufeff{plain}"
    assert plain.startswith("id,")
    assert run("members", "--signature")[:2] == (2, "")


@pytest.mark.parametrize("lang", ["en", "fa", "ru"])
@pytest.mark.parametrize("table", [*CRITERIA, "timeline"])
def test_tables_fit_in_80_columns(run: Run, table: str, lang: str) -> None:
    """No line has more than 80 characters, except for a long word, and Persian is one piece at its end."""
    heading, *lines = run(table, "--lang", lang).out.splitlines()
    assert len(heading) <= 80
    assert bool(PERSIAN.search(heading)) == (lang == "fa")
    for line in lines:
        assert len(line) <= 80 or len(line.split()) == 1, line
        assert not re.search(f"{PERSIAN.pattern}.*  ", line), line


@pytest.mark.parametrize("width", [20, 40, 60, 300])
@pytest.mark.parametrize("arguments", [*([table] for table in CRITERIA), ["timeline"], ["show", "kazan-2024"]])
@pytest.mark.parametrize("lang", ["en", "fa"])
def test_output_fits_in_any_terminal(run: Run, width: int, arguments: list[str], lang: str) -> None:
    """Texts are wrapped to the width of the terminal, and below the columns if that is narrow."""
    for line in run(*arguments, "--lang", lang, width=width).out.splitlines():
        words = line.split()
        assert len(line) <= max(width, 28) or len(words) < 4 or len(words[-1]) > width // 2, line


def test_persian_output_is_in_persian(run: Run) -> None:
    """Terms, measures, units, numbers, dates and headings are in Persian in Persian output."""
    assert "نشست بنیان‌گذاری انجمن شهرها و شهرداری‌های بریکس‌پلاس، کشورها: ۲۱ کشور / ۲۰ کشور" in flat(
        run("disagreements", "--lang", "fa").out
    )
    assert "بیش از ۱۸٬۰۰۰ شهر – تأییدشده" in flat(run("claims", "--lang", "fa").out)
    assert re.search("^kazan-2024 +۲۰۲۴-۰۶-۲۱  نشست", run("events", "--lang", "fa").out, re.MULTILINE)
    assert "آرژانتین – دعوت‌شده، دعوت را نپذیرفته" in run("countries", "--lang", "fa").out
    assert "۲۰۰۹        خواهرخواندگی: شهرداری قازان – شهرداری تبریز – امضا" in run("timeline", "--lang", "fa").out


@pytest.mark.parametrize("arguments", [["people", "--lang", "fa"], ["timeline", "--lang", "fa"], ["show", "kazan"]])
def test_persian_is_isolated_in_a_terminal(run: Run, arguments: list[str]) -> None:
    """In a terminal Persian text, always at the end of a line, is isolated; elsewhere no character is added."""
    plain, shown = run(*arguments).out, run(*arguments, terminal=True).out
    assert not re.search("[\u2066-\u2069]", plain)
    assert re.sub("[\u2067\u2069]", "", shown) == plain
    isolated = [line for line in shown.splitlines() if "\u2067" in line]
    if arguments[0] != "show":  # each heading is a piece
        assert re.fullmatch("(\u2067[^\u2067\u2069]+\u2069 *)+", isolated.pop(0))
    assert isolated
    for line in isolated:
        assert re.fullmatch("[^\u2067\u2069]*\u2067[^\u2067\u2069]+\u2069", line)
        assert not PERSIAN.search(line.partition("\u2067")[0])


def test_show_is_complete(run: Run) -> None:
    """`show` prints the table of a record, every text in every language, and every citation with its address."""
    tables = {"associations": (forum.association,), **{table: getattr(forum, table) for table in CRITERIA}}
    for table, records in tables.items():
        for record in records[::5]:
            ran = run("show", f"{table}/{record.id}")
            shown = " ".join(ran.out.split())
            assert shown.startswith(f"{table}/{record.id} ")
            texts = [
                string for row in FILES[table] if row["id"] == record.id for string in texts_of(row)
            ]  # as its file has them
            assert [text for text in texts if text not in shown] == []
            for citation in citations_in(record):
                assert f"{citation}, {citation.source.url}" in shown
            assert "None" not in shown.split()
            assert ran.code == 0


def texts_of(value: Any) -> list[str]:
    """Return the strings of every text in a row."""
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item)]
    if not isinstance(value, dict):
        return []
    if "fa" in value or "en" in value:
        return list(value.values())
    return [text for item in value.values() for text in texts_of(item)]


def test_everything_is_in_a_pager(run: Run, monkeypatch: pytest.MonkeyPatch, own: Path) -> None:
    """`show all` prints the whole data set, on a terminal in the pager of the standard library."""
    assert run("show", "all") == (0, f"{describe(forum)}\n", "")
    paged: list[str] = []
    monkeypatch.setattr("pydoc.pager", paged.append)
    assert run("--data", str(own), "show", "all") == (0, "", "")
    assert paged == [f"{describe(brics_cities.load(own))}\n"]


def test_show_prints_the_row_of_a_record(run: Run) -> None:
    """As JSON it is the row of the data files, with `--embed` that with records for ids; one id is one record."""
    record = forum.statements["houshyar-2"]
    assert json.loads(run("show", "houshyar-2", "--format", "json").out) == to_dict(record)
    assert json.loads(run("show", "houshyar-2", "--format", "json", "--embed").out) == to_dict(record, embed=True)
    assert json.loads(run("show", "all", "--format", "json").out) == FILES
    assert run("show", "kazan", "--format", "json").errors == (
        "Error: id must be one of members/kazan, places/kazan, not 'kazan'\n"
    )
    assert run("show", "kazan", "--embed")[:2] == (2, "")


def test_show_looks_in_every_table(run: Run) -> None:
    """For an id in several tables each record is shown, and with the table before it only that one."""
    both = run("show", "kazan").out
    assert [line for line in both.splitlines() if line and not line.startswith(" ")] == [
        "members/kazan",
        "places/kazan",
    ]
    assert both == f"{run('show', 'members/kazan').out}\n{run('show', 'places/kazan').out}"


def test_show_says_what_refers_to_a_record(run: Run) -> None:
    """The commands that list the records that refer to it are named, with their number, which they print."""
    named: list[str] = []
    for id in ("yaghoub-houshyar", "topics/tourism", "places/kazan", "RU", "kazan-2024", "brics-cities", "cldr"):
        related = re.findall(r"(\w+) --by (\w+=\S+) \((\d+)\)", run("show", id).out)
        for table, criterion, count in related:
            assert len(json.loads(run(table, "--by", criterion, "--format", "json").out)) == int(count) > 0
        named += [f"{table} --by {criterion}" for table, criterion, _ in related]
    assert "statements --by speaker=yaghoub-houshyar" in named
    assert "statements --by topic=tourism" in named
    assert "claims --by about=brics-cities" in named
    assert "countries --by source=cldr" in named


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("Metshin", ["people/ilsur-metshin"]),
        ("metshin", ["people/ilsur-metshin"]),
        ("متشین", ["people/ilsur-metshin"]),
        ("هوشيار", ["people/yaghoub-houshyar"]),  # with Arabic letters
        ("Yaghoub Houshyar", ["people/yaghoub-houshyar"]),
        (["Yaghoub", "Houshyar"], ["people/yaghoub-houshyar"]),
        (["metshin-1", "houshyar-2"], ["statements/metshin-1", "statements/houshyar-2"]),
        ("FLACMA", ["members/flacma"]),
        ("TABRIZ", ["members/tabriz", "places/tabriz"]),
        ("Iran", ["countries/IR"]),
        ("ir", ["countries/IR"]),
        ("گردشگری", ["topics/tourism"]),
    ],
)
def test_show_finds_names(run: Run, wanted: str | list[str], shown: list[str]) -> None:
    """A record is shown by its name or a part of it, in any language and spelling, or by its id in any case; once."""
    ran = run("show", *([wanted] if isinstance(wanted, str) else wanted))
    assert (ran.code, ran.errors) == (0, "")
    assert [line for line in ran.out.splitlines() if line[:1].strip()] == shown


def test_show_lists_what_is_called_so(run: Run) -> None:
    """If several records have a name, each is listed on a line, people first."""
    ran = run("show", "ha")
    assert (ran.code, ran.out) == (2, "")
    heading, *lines = ran.errors.splitlines()
    records = [line.split()[0] for line in lines if line.startswith("  ") and "/" in line]
    assert heading == f"Error: {len(records)} records are called 'ha'; choose one of them:"
    tables = [record.partition("/")[0] for record in records]
    assert tables == sorted(tables, key=["people", "members", "events", "places", "countries", "topics"].index)
    assert tables.count("people") > 1


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("Metshn", "ilsur-metshin"),
        ("Hoshyar", "yaghoub-houshyar"),
        ("kazn", "kazan"),
        ("houshyar-9", "yaghoub-houshyar"),
    ],
)
def test_show_suggests_people_first(run: Run, wanted: str, first: str) -> None:
    """For a name with a mistake, ids of records with similar names are suggested, people first, and similar ids."""
    assert flat(run("show", wanted).errors).startswith(f"Error: no '{wanted}' in the data; did you mean '{first}'")


@pytest.mark.parametrize("table", ["associations", *CRITERIA])
def test_show_in_a_language(run: Run, table: str) -> None:
    """With a language, every text is shown in it alone; in Persian a line has no English but ids and addresses."""
    for record in [forum.association] if table == "associations" else getattr(forum, table)[::4]:
        in_english, in_persian = (run("show", f"{table}/{record.id}", "--lang", lang).out for lang in ("en", "fa"))
        assert in_english.splitlines()[0] == in_persian.splitlines()[0] == f"{table}/{record.id}"
        for row in FILES[table]:
            for text in (row.get("text"), row.get("name"), row.get("note")):
                if row["id"] == record.id and text:
                    assert text["fa"] in flat(in_persian)
                    assert table == "people" or text["fa"] not in flat(in_english)  # a name as it is printed
                    assert text["en"] in flat(in_english)
        for line in in_persian.splitlines():
            if PERSIAN.search(line) and table != "sources" and " – " not in line:
                assert not re.search("[a-z]{3}|[0-9]", line), line


def test_show_separates_parts(run: Run) -> None:
    """Two parts of a record are separated by an empty line, and booleans are yes or no."""
    shown = run("show", "kazan-2024").out
    assert shown.count("\n\n") == sum(len(part) - 1 for part in (forum.event.agenda, forum.event.participants))
    assert re.search(r"own +yes\n", shown)
    assert re.search(r"printed_dates +fa +۱ تیر ۱۴۰۳\n", shown)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "kazn"], "'kazan'"),
        (["statements", "--by", "spaker=x"], "speaker, member"),
        (["statements", "--by", "self=x"], "speaker, member"),
        (["statements", "--by", "speaker=houshyar"], "'yaghoub-houshyar'"),
        (["statements", "--by", "speaker"], "--by must be like key=value, not 'speaker'"),
        (["events", "--by", "own=perhaps"], "own must be true or false, not 'perhaps'"),
        (["people", "--find", "..."], "query must"),
        (["people", "--lang", "xx"], "no text in 'xx'"),
        (["show", "kazan", "--lang", "en_US"], "'en_US'"),
        (["timeline", "--lang", "de"], "no text in 'de'"),
        (["people", "--format", "xml"], "'xml' is not one of"),
        (["export", "json-ld"], ", ".join(FORMATS)),
        (["export", "csv", "-o", "brics.csv"], "--output must be a .zip file"),
        (["shwo", "kazan"], "No such command 'shwo'"),
        (["show"], "Missing argument 'ID'"),
        (["verify", "no such file"], "no such file"),
        (["check", "no such place"], "no such place"),
        (["--data", "no such place", "people"], "no such place"),
        (["--data", "tests", "--version"], "datapackage.json, missing"),
    ],
)
def test_wrong_usage_is_an_error(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    """The error output says what is wrong and what is possible, nothing is printed, and the exit code is 2."""
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in flat(ran.errors)
    assert "Traceback" not in ran.errors
    assert [line for line in ran.errors.splitlines() if len(line) > 80] == []


def test_verify_lists_the_passages(run: Run, own: Path, tmp_path: Path) -> None:
    """Each passage is found, with the wording of the copy, or missing; if one is missing, the exit code is 1."""
    statements = brics_cities.load(own).statements
    words = [f"{statement.text.en}" for statement in statements]
    whole = tmp_path / "article.txt"
    whole.write_text("\n".join(words), "utf-8")
    ran = run("--data", str(own), "verify", str(whole))
    assert ran.code == 0
    assert " ".join(ran.out.split()) == " ".join(
        [
            *(f"found statements/{one.id} {one.citations[0]} {one.text.en}" for one in statements),
            f"{len(words)} passages, none missing",
        ]
    )
    ran = run("--data", str(own), "verify", "-", given=words[1].encode())
    assert ran.code == 1
    assert [line.split()[:2] for line in ran.out.splitlines() if not line.startswith(" ")] == [
        ["found" if one is statements[1] else "missing", f"statements/{one.id}"] for one in statements
    ] + [[str(len(words)), "passages,"]]
    assert ran.out.endswith(f"{len(words)} passages, {len(words) - 1} missing\n")


def test_verify_prints_no_control_characters(run: Run, own: Path) -> None:
    """A control character in a copy is not printed."""
    words = brics_cities.load(own).statements[0].text["en"].replace(" ", " \x1b[31m\u202e ", 1).replace("31m", "")
    ran = run("--data", str(own), "verify", "-", given=words.encode())
    assert "found    statements/" in ran.out
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", ran.out)


def test_verify_reads_only_utf_8(run: Run) -> None:
    """A copy in another encoding is an error."""
    assert run("verify", "-", given=b"\xff\xfe") == (2, "", "Error: article must be a text in UTF-8, not '-'\n")


def test_check_lists_every_problem(run: Run, own: Path, tmp_path: Path) -> None:
    """A valid directory or zip file has no problem; otherwise each problem is a line, and the exit code is 1."""
    data = brics_cities.load(own)
    data.save(tmp_path / "data.zip")
    count = 1 + sum(len(getattr(data, table)) for table in CRITERIA)
    for path in (own, tmp_path / "data.zip"):
        assert run("check", str(path)) == (0, f"{count} records, no problem\n", "")
    data.save(tmp_path / "broken")
    (tmp_path / "broken" / "places.json").write_text("[{}]", "utf-8")
    (tmp_path / "broken" / "topics.json").unlink()
    with pytest.raises(brics_cities.InvalidDataError) as caught:
        brics_cities.load(tmp_path / "broken")
    assert run("check", str(tmp_path / "broken")) == (1, "".join(f"{one}\n" for one in caught.value.problems), "")
    assert len(caught.value.problems) > 2


def test_differences_are_shown_with_their_values(run: Run, tmp_path: Path) -> None:
    """`diff` prints what is removed, added and changed, with both values, and ends with 1 if anything differs."""
    old, new = tmp_path / "old.zip", tmp_path / "new"
    data = fictional_forum(statements=3, topics=2)
    person, statement = data.people[0], data.statements[0]
    changed = evolve(person, office=Text({"en": "Mayor", "fa": person.office["fa"]}))
    topic = evolve(data.topics[0], id="topic-9")
    turned = evolve(statement, topics=(topic, *statement.topics))
    data.save(old)
    data.replace(changed, turned, topic, without=["statements/statement-3"], version="2").save(new)
    ran = run("diff", str(old), str(new))
    assert ran.code == 1
    assert [" ".join(line.split()) for line in ran.out.splitlines()] == [
        f"- version {data.version}",
        "+ version 2",
        f"- statements/statement-3 {data.statements[2].text.en}",
        f"+ topics/topic-9 {topic.name.en}",
        "~ people/person-1",
        f"- office.en {person.office.en}",
        "+ office.en Mayor",
        "~ statements/statement-1",
        "+ topics topic-9",
        "4 records differ",
    ]
    assert run("diff", str(old), str(old)) == (0, "no records differ\n", "")
    assert run("--data", str(old), "diff", str(old)).code == 0
    assert run("diff", str(old)).code == 1
    more = evolve(statement, topics=(data.topics[1], data.topics[0]))
    data.replace(more).save(tmp_path / "a.zip")
    data.replace(evolve(more, topics=more.topics[::-1])).save(tmp_path / "b.zip")
    shown = run("diff", str(tmp_path / "a.zip"), str(tmp_path / "b.zip")).out
    assert " ".join(shown.split()) == "~ statements/statement-1 ~ topics in another order 1 record differs"


def test_differences_as_json(run: Run, tmp_path: Path) -> None:
    """As JSON, `diff` gives the whole rows that are removed and added by table, and both values of what is changed."""
    old, new = tmp_path / "old.zip", tmp_path / "new.zip"
    data = fictional_forum(statements=3, topics=2)
    topic, person = evolve(data.topics[0], id="topic-9"), evolve(data.people[0], office=Text({"en": "Mayor"}))
    data.save(old)
    data.replace(topic, person, without=["statements/statement-3"], version="2").save(new)
    ran = run("diff", str(old), str(new), "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out) == {
        "fields": {"version": {"old": data.version, "new": "2"}},
        "removed": {"statements": [to_dict(data.statements[2])]},
        "added": {"topics": [to_dict(topic)]},
        "changed": {
            "people": {
                "person-1": {
                    "office": {"old": to_dict(data.people[0])["office"], "new": {"original": "en", "en": "Mayor"}}
                }
            }
        },
    }
    same = run("diff", str(old), str(old), "--format", "json")
    assert (same.code, json.loads(same.out)) == (0, {"fields": {}, "removed": {}, "added": {}, "changed": {}})


@pytest.mark.parametrize("name", CITATION_FORMATS)
def test_citations_are_those_of_the_library(run: Run, name: str) -> None:
    """`cite` prints what the function of the format returns: of each record with an id, or of the data set."""
    cite = CITATION_FORMATS[name].cite
    kazan = [forum.members["kazan"], forum.places["kazan"]]
    for arguments, lang, cited in (
        ([], None, None),
        (["kazan"], None, kazan),
        (["places/kazan", "houshyar-2"], "fa", [kazan[1], forum.statements["houshyar-2"]]),
    ):
        option = ["--lang", lang] if lang else []
        ran = run("cite", *arguments, "--format", name, *option)
        assert (ran.code, ran.out) == (0, encode(cite(forum, cited, lang=lang)).decode())
    assert run("cite", "irna").errors.startswith("Error: no 'irna' in the data; did you mean 'irna-")


def test_check_hashes(run: Run, tmp_path: Path) -> None:
    """Where asked, `check` says which table is not the one that the descriptor was written for."""
    folder = tmp_path / "data"
    forum.save(folder)
    assert run("check", "--hashes", str(folder)) == run("check", str(folder))
    topics, descriptor = folder / "topics.json", folder / "datapackage.json"
    topics.write_bytes(topics.read_bytes() + b"\n")
    assert run("check", str(folder)).code == 0
    line = "topics.json, not the table whose SHA-256 hash datapackage.json has\n"
    assert run("check", "--hashes", str(folder)) == (1, line, "")
    described = json.loads(descriptor.read_bytes())
    for resources in (
        None,
        [],
        "x",
        [None, {"name": ["topics"]}],
        [{**one, "hash": None} for one in described["resources"]],
    ):
        descriptor.write_text(json.dumps({**described, "resources": resources}), "utf-8")
        code, out, _ = run("check", "--hashes", str(folder))
        assert (code, out.count("no hash in datapackage.json")) == (1, len(CRITERIA) + 1)


def test_check_counts_many_problems(run: Run, tmp_path: Path) -> None:
    """Of very many problems, `check` prints a thousand, and how many more there are."""
    folder = tmp_path / "data"
    forum.save(folder)
    (folder / "topics.json").write_text(json.dumps([1] * 2345), "utf-8")
    code, out, _ = run("check", str(folder))
    assert code == 1
    assert len(out.splitlines()) == 1001
    assert int(out.splitlines()[-1].split()[1]) >= 1345


@pytest.mark.parametrize("name", FORMATS)
def test_export_is_the_document(run: Run, own: Path, tmp_path: Path, name: str) -> None:
    """An export, to the output or to a file, is the document, for the bundled data and for that of a user."""
    file = tmp_path / "out"
    for data, option in ((forum, []), (brics_cities.load(own), ["--data", str(own)])):
        content = encode(FORMATS[name].export(data))
        assert run(*option, "export", name, "-o", str(file)) == (0, "", "")
        for output in ([], ["-o", "-"]):
            assert run(*option, "export", name, *output) == (0, content.decode(errors="surrogateescape"), "")
        assert file.read_bytes() == content
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("name", FORMATS)
def test_terminal_gets_text_only(run: Run, name: str) -> None:
    """A format that is no text is not written to a terminal, and the error says what to give."""
    document = FORMATS[name].export(forum)
    ran = run("export", name, terminal=True)
    if isinstance(document, bytes):
        assert (ran.code, ran.out) == (2, "")
        assert "--output" in ran.errors
    else:
        assert ran == (0, encode(document).decode(), "")


def test_export_is_atomic(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a file cannot be written, the previous one is kept, no other is left, and the exit code is 2."""
    file = tmp_path / "out"
    file.write_text("before", "utf-8")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        ran = run("export", "json", "-o", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert flat(ran.errors) == f"Error: [Errno 28] No space left on device: {str(file)!r}"
    assert file.read_text("utf-8") == "before"
    assert [*tmp_path.iterdir()] == [file]
    assert run("export", "json", "-o", str(tmp_path)).code == 2
    assert run("export", "json", "-o", str(tmp_path / "no" / "out")).code == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_export_writes_to_special_files(run: Run, tmp_path: Path) -> None:
    """A pipe or a device is written to and not replaced; a link is followed."""
    pipe, target, link = tmp_path / "pipe", tmp_path / "target", tmp_path / "link"
    os.mkfifo(pipe)
    target.write_text("before", "utf-8")
    link.symlink_to(target)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert run("export", "geojson", "-o", str(pipe)).code == 0
        assert reader.communicate()[0] == encode(FORMATS["geojson"].export(forum))
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    run("export", "geojson", "-o", str(link))
    assert link.is_symlink()
    assert target.read_bytes() == encode(FORMATS["geojson"].export(forum))


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="needs a system with /dev/fd")  # noqa: PTH110
@pytest.mark.parametrize("shell", ["{0} -o /dev/stdout | cat", "{0} -o >(cat)", "{0} -o /dev/fd/3 3>&1 1>&2 | cat"])
def test_export_to_what_is_open(tmp_path: Path, shell: str) -> None:
    """The output under another name, and a substituted process, are written to as they are."""
    program = f"{sys.executable} -m brics_cities export geojson"
    command = ["bash", "-c", f"{shell.format(program)}; sleep 0.1"]
    expected = encode(FORMATS["geojson"].export(forum))
    assert subprocess.check_output(command) == expected
    out = tmp_path / "out"
    with out.open("wb") as file:
        subprocess.run([*program.split(), "-o", "/dev/stdout"], stdout=file, check=True)
    assert out.read_bytes() == expected
    subprocess.run(["bash", "-c", f"echo before > {out}; {program} -o /dev/stdout >> {out}"], check=True)
    assert out.read_bytes() == b"before\n" + expected


def test_without_a_command(run: Run, own: Path) -> None:
    """Without a command the summary is printed, with `--data` that of a user; `--version` prints both versions."""
    data = brics_cities.load(own)
    assert run() == (0, f"{summarize(forum)}\n", "")
    assert run("--data", str(own)) == (0, f"{summarize(data, program=f'brics-cities --data {own}')}\n", "")
    assert run("--version").out == f"brics-cities {brics_cities.__version__}, data {forum.version}\n"
    assert run("--data", str(own), "--version").out.endswith(f", data {data.version}\n")


def test_every_command_accepts_own_data(run: Run, own: Path) -> None:
    """With `--data`, tables, timeline and `show` are those of the user."""
    data = brics_cities.load(own)
    for table in CRITERIA:
        assert json.loads(run("--data", str(own), table, "--format", "json").out) == getattr(data, table).rows()
    assert len(json.loads(run("--data", str(own), "timeline", "--format", "json").out)) == len(data.timeline())
    assert run("--data", str(own), "show", data.statements[0].id).code == 0
    assert run("--data", str(own), "show", "houshyar-2").code == 2


def commands(run: Run) -> list[str]:
    """Return the names of the commands in the help."""
    listed = run("--help").out.partition("Commands:\n")[2].partition("\n\n")[0]
    return re.findall(r"^  (\w+)", listed, re.MULTILINE)


def test_help_is_complete(run: Run) -> None:
    """Each command has a page of whole sentences in 80 columns, with its criteria, the formats and the exit codes."""
    names = commands(run)
    assert set(names) == {*CRITERIA, "show", "timeline", "verify", "cite", "check", "diff", "export"}
    for arguments in ([], *([name] for name in names)):
        page = run(*arguments, "--help")
        assert page.code == 0
        assert page == run(*arguments, "-h")
        assert all(len(line) <= 80 for line in page.out.splitlines())
        assert not re.search(r"\.\.\.$", re.sub(r"[\[{](ARGS|ID)[\]}]\.\.\.", "", page.out), re.MULTILINE)
        for named in CRITERIA.get(arguments[0], ()) if arguments else ():
            assert re.search(rf"\b{named}\b", page.out)
    codes = run("--help").out.partition("Exit codes:\n")[2]
    assert re.findall(r"^ +(\d+)  ", codes, re.MULTILINE) == ["0", "1", "2", "130"]
    for name, format in FORMATS.items():
        assert re.search(rf"^    {name} +{re.escape(format.description)}$", run("export", "--help").out, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("show houshyar-", {f"houshyar-{number}" for number in range(1, 9)}),
        ("export j", {"json", "jsonld"}),
        ("statements --by s", {"speaker=", "source="}),
        ("members --by k", {f"kind={kind}" for kind in get_args(MemberKind)}),  # the only one gets no space
        ("statements --by topic=tou", {"topic=tourism"}),
        ("statements --by topic = tou", {"tourism"}),  # as bash splits it
        ("statements --by speaker = yaghoub-houshyar --by topic = tou", {"tourism"}),
        ("statements --by = topic = tou", {"tourism"}),
        ("members --by kind =", set(get_args(MemberKind))),
        ("members --by = k", {f"kind={kind}" for kind in get_args(MemberKind)}),
        ("members --by nothing = t", set()),
        ("members --lang = f", {"fa"}),
        ("show kazan --lang z", {"zh-Hans", "zh-Hant"}),
        ("members --by kind=city-c", {"kind=city-council"}),
        ("events --by own=", {"own=true", "own=false"}),
        ("events --by own =", {"true", "false"}),
        ("events --by nothing=", set()),
        ("timel", {"timeline"}),
    ],
)
def test_shells_complete(run: Run, monkeypatch: pytest.MonkeyPatch, words: str, completed: set[str]) -> None:
    """A shell can complete commands, ids, formats, criteria and their values, and puts no space after a criterion."""
    monkeypatch.setenv("_BRICS_CITIES_COMPLETE", "complete_bash")
    monkeypatch.setenv("_BRICS_CITIES_CRITERION", "")
    monkeypatch.delenv("_BRICS_CITIES_CRITERION")  # so that it is removed after the test
    monkeypatch.setenv("COMP_WORDS", "\n".join(["brics-cities", *words.split()]))
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
    assert set(run().out.split()) == completed


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_complete(run: Run, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    """In a shell that does not split words at the sign a value is completed with its criterion."""
    monkeypatch.setenv("_BRICS_CITIES_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    for words, completed in (
        ("statements --by topic=tou", ["topic=tourism"]),
        ("statements --by s", ["source=", "speaker="]),
    ):
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"brics-cities {words}")
        assert sorted(re.findall("[a-z]+=[a-z]*", run().out)) == completed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shell", "script"),
    [
        (
            "bash",
            """
            complete() { :; }
            eval "$(_BRICS_CITIES_COMPLETE=source_bash brics-cities)"
            COMP_WORDS=(brics-cities statements --by topic = tou) COMP_CWORD=5
            _brics_cities_completion brics-cities
            printf '%s\\n' "${COMPREPLY[@]}"
            """,
        ),
        (
            "fish",
            """
            _BRICS_CITIES_COMPLETE=source_fish brics-cities | source
            complete --do-complete "brics-cities statements --by topic=tou"
            """,
        ),
    ],
)
def test_scripts_of_shells_complete(shell: str, script: str) -> None:
    """The script for a shell that is installed here completes the value of a criterion."""
    if not which(shell):
        pytest.skip(f"needs {shell}")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ran = subprocess.run([shell, "-c", script], capture_output=True, check=False, env={**os.environ, "PATH": path})
    assert (ran.stdout.decode(), ran.stderr) == ("tourism\n" if shell == "bash" else "topic=tourism\n", b"")


@pytest.mark.parametrize("arguments", [[], ["topics", "--lang", "fa"]])
def test_output_is_utf_8_anywhere(run: Run, arguments: list[str]) -> None:
    """The output is the same, in UTF-8, even if the terminal is set to ASCII."""
    ran = program(*arguments, PYTHONIOENCODING="ascii", LC_ALL="C", COLUMNS="80")
    assert ran.stderr == b""
    assert ran.stdout.decode().replace(os.linesep, "\n") == run(*arguments).out


def test_errors_show_the_argument() -> None:
    """An error shows a Persian argument as it was typed, even if the terminal is set to ASCII."""
    ran = program("show", "شیراز", PYTHONIOENCODING="ascii", PYTHONUTF8="1")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert "'شیراز'" in ran.stderr.decode()


@pytest.mark.parametrize("arguments", [["--help"], ["shwo"]])
def test_nothing_is_coloured(arguments: list[str]) -> None:
    """No output has an escape sequence, even if colour is forced."""
    ran = program(*arguments, FORCE_COLOR="1")
    assert b"\x1b" not in ran.stdout + ran.stderr


@pytest.mark.parametrize("arguments", [[], ["export", "json"]])
def test_a_closed_pipe_is_no_traceback(arguments: list[str]) -> None:
    """If the reader of a pipe closes it, the program ends with exit code 1 and without a message."""
    with subprocess.Popen(
        [sys.executable, "-m", "brics_cities", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


class Broken(io.StringIO):
    """An output that cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        """Fail."""
        raise self.error


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (BrokenPipeError(), 1, ""),
        pytest.param(
            OSError(22, "Invalid argument"), 1, "", marks=pytest.mark.skipif(os.name != "nt", reason="for Windows")
        ),
        (OSError(28, "No space left on device"), 2, "Error: [Errno 28] No space left on device\n"),
    ],
)
def test_an_output_that_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: OSError, code: int, message: str
) -> None:
    """The exit code is 1 without a message for a closed pipe, and 2 with the reason for a full disk."""
    monkeypatch.setattr(sys, "argv", ["brics-cities"])
    monkeypatch.setattr(sys, "stdout", Broken(error))
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    assert capsys.readouterr().err == message


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [[], ["export", "json"]])
def test_a_full_disk_is_an_error(arguments: list[str]) -> None:
    """Output that cannot be written is an error with exit code 2."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "brics_cities", *arguments]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr.splitlines()) == (2, [b"Error: [Errno 28] No space left on device"])


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that can close streams")
@pytest.mark.parametrize(
    ("arguments", "closed", "code"),
    [
        ("", ">&-", 2),
        ("--help", ">&-", 2),
        ("topics", ">&-", 2),
        ("topics --format json", ">&-", 2),
        ("export json", ">&- <&-", 2),
        ("export json -o out", ">&- <&- 2>&-", 0),
        ("verify -", "<&-", 2),
        ("topics", "<&-", 0),
        ("topics", "2>&-", 0),
        ("show nothing", "2>&-", 2),
        ("show nothing", ">&- 2>&- <&-", 2),
        ("show nothing", "2>/dev/full", 2),
    ],
)
def test_closed_streams_are_no_traceback(tmp_path: Path, arguments: str, closed: str, code: int) -> None:
    """A closed stream is an error if it is used, and nothing that belongs in it is in another one or in a file."""
    line = f"{shlex.quote(sys.executable)} -m brics_cities {arguments} {closed}"
    ran = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert ran.returncode == code
    assert (ran.stdout == b"") == (code == 2 or "-o" in arguments)
    assert ran.stderr == (b"Error: [Errno 9] Bad file descriptor\n" if code == 2 and "2>" not in closed else b"")
    if "-o" in arguments:
        assert (tmp_path / "out").read_bytes() == encode(FORMATS["json"].export(forum))


def test_an_interruption_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the program with exit code 130 and without a message, whichever version of typer runs it."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    def abort(**_: object) -> None:
        raise typer.Abort

    with monkeypatch.context() as patch:
        patch.setattr("brics_cities.__main__.summarize", interrupt)
        assert run() == (130, "", "")
    with monkeypatch.context() as patch:
        patch.setattr("brics_cities._cli.canonical", interrupt)
        assert run("topics", "--format", "json")[:2] == (130, "")
    monkeypatch.setattr("brics_cities._cli.app", abort)
    assert run("topics") == (130, "", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "{}"],
        ["shwo{}"],
        ["people", "--no{}"],
        ["people", "--lang", "{}"],
        ["people", "--by", "{}"],
        ["people", "--by", "{}=1"],
        ["people", "--by", "member={}"],
        ["export", "{}"],
        ["export", "json", "-o", "{}/x"],
        ["verify", "{}"],
        ["check", "{}"],
        ["--data", "{}", "people"],
        ["--data", "mine{}", "--version"],
        ["check", "mine{}"],
        ["--data", "good{}"],
        ["--data", "good{}", "--version"],
    ],
)
def test_nothing_controls_the_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """No escape sequence and no reordering mark of an argument or a file reaches the terminal as it is."""
    marks = "\x1b[31m\x9b\u202e\u2067\u061c"
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / f"mine{marks}"
    mine.mkdir()
    (mine / f"extra{marks}.json").write_text("[]", "utf-8")
    (mine / "places.json").write_text(json.dumps([{"id": marks, marks: 1}]), "utf-8")
    fictional_forum().save(tmp_path / f"good{marks}")
    ran = run(*(argument.replace("{}", marks) for argument in arguments), terminal=True)
    assert ran.code in ((0,) if arguments[1:2] == ["good{}"] else (1, 2))
    assert ran.out + ran.errors
    printed = re.sub("\u2067[^\u2066-\u2069\n]*\u2069", "", ran.out) + ran.errors  # but what we isolate ourselves
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", printed) == []


@given(strategies.text())
def test_any_text_is_visible(string: str) -> None:
    """Any text is one line without characters that control a terminal or reorder text, and Persian stays as it is."""
    shown = visible(string)
    assert not [
        character
        for character in shown
        if category(character) in ("Cc", "Zl", "Zp") or bidirectional(character) in REORDERING
    ]
    assert visible(shown) == shown
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


@pytest.fixture
def without_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the extra."""
    monkeypatch.delitem(sys.modules, "brics_cities._cli", raising=False)
    monkeypatch.delattr(brics_cities, "_cli", raising=False)
    monkeypatch.setitem(sys.modules, "typer", None)
    monkeypatch.setattr("brics_cities.__main__.find_spec", lambda name: None)


@pytest.mark.usefixtures("without_typer")
def test_without_typer(run: Run) -> None:
    """Without typer a command is an error that says how to install it; summary, versions and help are printed."""
    said = 'Error: the commands need a package that is not installed: pip install "brics-cities[cli]"'
    ran = run("people")
    assert (ran.code, ran.out, flat(ran.errors)) == (2, "", said)
    assert run() == (0, f"{summarize(forum, installed=False)}\n", "")
    assert run("--version") == (0, f"brics-cities {brics_cities.__version__}, data {forum.version}\n", "")
    for option in ("--help", "-h"):
        ran = run(option)
        assert (ran.code, ran.errors) == (0, "")
        assert ran.out.startswith("Usage: brics-cities ")
        for printed in (ran.out, run().out):
            assert '\n  pip install "brics-cities[cli]"\n' in printed.replace("\n    ", "\n  ")


def test_another_missing_module_is_not_hidden(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another missing module is not reported as typer."""
    monkeypatch.delitem(sys.modules, "brics_cities._cli", raising=False)
    monkeypatch.delattr(brics_cities, "_cli", raising=False)
    monkeypatch.setitem(sys.modules, "brics_cities.exports", None)
    with pytest.raises(ModuleNotFoundError, match=r"brics_cities\.exports"):
        run("people")


def test_the_summary_needs_no_typer() -> None:
    """Printing the summary of the data does not import typer."""
    code = (
        "import sys, brics_cities.__main__ as program; sys.argv[1:] = []; program.main(); print('typer' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code]).split()[-1] == b"False"


def test_it_is_installed_as_a_program() -> None:
    """The project installs `brics-cities`, which is `python -m brics_cities`."""
    (script,) = entry_points(group="console_scripts", name="brics-cities")
    assert script.load() is main


def test_every_table_is_a_command(run: Run) -> None:
    """Every table has a command, except that of the association, which is one record."""
    assert set(TABLES) - set(commands(run)) == {"associations"}
