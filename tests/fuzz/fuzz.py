"""Fuzz everything that takes the input of others, with mutated data sets and strange values.

Each case is made from its target and its number, so that it can be repeated. By hand, for as long as one likes:

    python tests/fuzz/fuzz.py SECONDS [FIRST]      all targets in turn, from the first number on
    python tests/fuzz/fuzz.py TARGET NUMBER        one case, with its traceback
"""

from __future__ import annotations

import copy
import io
import json
import math
import os
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from random import Random
from typing import Any

from jsonschema import Draft202012Validator

sys.path.insert(0, os.fspath(Path(__file__).parents[1]))
from test_loading import BEYOND, BYTES, ROWS, SHAPES, Memory, at, contents, paths

import brics_cities
from brics_cities import BricsCitiesError, Forum, InvalidDataError, PartialDate, Passage, Text, direction, fold, load
from brics_cities.__main__ import main
from brics_cities._loading import FILES, contents_of, load_from
from brics_cities._tables import TABLES
from brics_cities.exports import FORMATS, encode
from brics_cities.records import CRITERIA

SLOW = 20.0
"""The most seconds that a case may take, on a slow and busy machine."""
_SCHEMA = brics_cities.schema()
VALID = {table: Draft202012Validator({**_SCHEMA["$defs"][table], "$defs": _SCHEMA["$defs"]}) for table in TABLES}
IDS = [id for table, rows in ROWS.items() for row in rows for id in (row["id"], f"{table}/{row['id']}")]
WORDS = [
    *CRITERIA,
    *(word for criteria in CRITERIA.values() for word in criteria),
    "id",
    "en",
    "fa",
    "original",
    "note",
]
CHARACTERS = (
    "aZ0 -/\\'\"<>&\n\t\0\x1b\x7f\x85\xa0\xad\u0621\u06cc\u0643\u200c\u200b\u200e\u202e\u2028\ufeff\ufffe\ud800"
    "\U0001f600\U000e0041\xe9\u0301"
)
PLAIN: list[Any] = [
    *(None, True, False, {}, [], "", "x", 0, -1, 5, 1.0, 0.5, -0.0, 1e300, 2**53, 10**30, 10**400, math.nan, math.inf),
    *("2001-02", "2001-02-30", "1403-12-30", "about", "https://example.org/ä", "a" * 3000, "=1+1", "en-Latn"),
]


def any_text(random: Random) -> str:
    """Return any string, also with lone surrogates."""
    return "".join(random.choices(CHARACTERS, k=random.randrange(random.choice([3, 30]))))


def any_value(random: Random, depth: int = 3) -> Any:
    """Return any value that JSON can contain, and some that it cannot."""
    kind = random.randrange(9 if depth else 6)
    if kind < 4:
        return copy.deepcopy(random.choice(PLAIN if kind < 2 else SHAPES))
    if kind < 6:
        return any_text(random) if kind == 4 else random.choice(IDS)
    inner = [any_value(random, depth - 1) for _ in range(random.randrange(4))]
    if kind == 6:
        return inner
    if kind == 7:
        return {random.choice(WORDS): value for value in inner}
    return {"original": "en", "en": any_text(random), "fa": any_text(random)}


def mutated_text(random: Random, text: str) -> str:
    """Return a string with something inserted, removed or repeated, or in another case."""
    place = random.randrange(len(text) + 1)
    inserted = text[:place] + random.choice(CHARACTERS) + text[place:]
    return random.choice([inserted, text[:place] + text[place + 1 :], text.upper(), text + " ", text * 2])


def mutate(random: Random, rows: list[Any]) -> None:
    """Change one thing in the rows of a table."""
    every = [*paths(rows)]
    if not every:
        rows.append(any_value(random))
        return
    path = random.choice(every)
    inner, key = at(rows, path[:-1]), path[-1]
    objects = [row for row in rows if isinstance(row, dict)]
    change = random.randrange(8)
    if change == 0:
        del inner[key]
    elif change == 1 and isinstance(inner, list):
        inner.insert(int(key), copy.deepcopy(inner[int(key)]))
    elif change == 2 and isinstance(inner, dict):
        inner[random.choice([*WORDS, any_text(random)])] = any_value(random)
    elif change == 3 and isinstance(inner[key], str):
        inner[key] = mutated_text(random, inner[key])
    elif change == 4 and isinstance(inner[key], str):
        inner[key] = random.choice(IDS)
    elif change == 5:
        inner[key] = copy.deepcopy(at(rows, random.choice(every)))
    elif change == 6 and objects:
        rows.append({**copy.deepcopy(random.choice(objects)), "id": random.choice([any_text(random), "another"])})
    else:
        inner[key] = any_value(random)


def mutated_rows(random: Random, most: int = 5) -> dict[str, list[Any]]:
    """Return the rows of a data set with a few changes."""
    tables: dict[str, list[Any]] = copy.deepcopy(dict(ROWS))
    for _ in range(random.randrange(1, most)):
        mutate(random, tables[random.choice([*tables])])
    return tables


def mutated_bytes(random: Random, content: bytes) -> bytes:
    """Return bytes of which some are changed, removed, added or repeated."""
    changed = bytearray(content)
    for _ in range(random.randrange(1, 4)):
        place, length = random.randrange(len(changed) + 1), random.choice([1, 1, 2, 4, 99])
        old = changed[place : place + length]
        new = random.choice([b"", random.randbytes(length), old * 2, b"\0" * length, b"\xff" * length])
        changed[place : place + random.choice([0, length])] = new
    return bytes(changed)


def loaded(files: Mapping[str, bytes]) -> tuple[Forum | None, tuple[brics_cities.Problem, ...]]:
    """Return the data set that is loaded, or what is wrong with it."""
    try:
        return load_from(Memory(files)), ()
    except InvalidDataError as error:
        found = error
    assert str(found)
    return None, found.problems


# Targets


def rows(random: Random) -> str:
    """Load changed rows; `load` and the schema take the same shapes."""
    tables = mutated_rows(random)
    forum, problems = loaded(contents(tables))
    for table, content in tables.items():
        own = [problem for problem in problems if problem.file == f"{table}.json"]
        try:
            json.dumps(content, allow_nan=False)
        except ValueError:
            assert own, table
            continue
        has_right_shape = all(BEYOND.search(problem.reason) for problem in own)
        errors = [*VALID[table].iter_errors(content)]
        # `load` refuses these data, too, but compares the items of a list once it could build them all, which it cannot
        # where they refer to a record with problems in another table; and a second association may be a duplicate.
        is_only_repeated = forum is None and {error.validator for error in errors} <= {"uniqueItems", "maxItems"}
        if (not errors) != has_right_shape and not is_only_repeated:
            raise AssertionError((table, own, errors[:1]))
    if forum is None:
        return "refused"
    use(random, forum)
    return "loaded"


def use(random: Random, forum: Forum) -> None:
    """Save, export and print a data set, and call its methods."""
    assert load_from(Memory(contents_of(forum))) == forum
    for format in FORMATS.values():
        assert encode(format.export(forum))
    assert str(forum)
    assert str(forum.timeline())
    assert all(record._repr_html_() for record in forum._all())
    verbs(random, forum)


def files(random: Random) -> str:
    """Load a data set of which the bytes of a file are changed."""
    name = random.choice(FILES)
    forum, _ = loaded({**BYTES, name: mutated_bytes(random, BYTES[name])})
    return "loaded" if forum else "refused"


def zips(random: Random) -> str:
    """Load a zip file that is changed, or strangely made; nothing is written beside it."""
    packed = io.BytesIO()
    method = random.choice([zipfile.ZIP_STORED, *[zipfile.ZIP_DEFLATED] * 4, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    top = random.choice(["", "", "data/", "../", "/", "__MACOSX/", any_text(random).replace("\ud800", "")])
    with zipfile.ZipFile(packed, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that occur twice
        for name, content in BYTES.items():
            name = name if random.randrange(30) else mutated_text(random, name).replace("\ud800", "")
            entry = zipfile.ZipInfo(top + name)
            entry.external_attr = random.choice([0, 0, 0o120777 << 16, 0o10777 << 16])
            archive.writestr(entry, content if random.randrange(30) else mutated_bytes(random, content), method)
    content = packed.getvalue()
    if random.randrange(3):
        content = mutated_bytes(random, content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.zip"
        path.write_bytes(content)
        ended = "refused"
        with suppress(InvalidDataError):
            load(path)
            ended = "loaded"
        assert [*Path(folder).iterdir()] == [path]
    return ended


def verbs(random: Random, forum: Forum | None = None) -> str:
    """Call every method of a table with known and unknown ids and words, and other values."""
    forum = forum or brics_cities.forum
    table = getattr(forum, random.choice([*CRITERIA]))
    value = random.choice([any_value(random), any_text(random), random.choice([*forum._all()]).id])
    criterion = random.choice(WORDS)
    calls: list[Callable[[], object]] = [
        lambda: None if isinstance(value, int) else table[value],  # an integer is an index
        lambda: table.get(value),
        lambda: table.find(value),
        lambda: table.rows(value),
        lambda: table.by(**{criterion: value}),
        lambda: value in table,
        lambda: table[:: random.choice([1, -1, 2])],
    ]
    for call in calls:
        with suppress(BricsCitiesError):
            repr(call())
    return "called"


def texts(random: Random) -> str:
    """Call what takes a string with any string, and with other values; a passage is found in a copy around it."""
    words, value = any_text(random) * random.choice([1, 1, 200]), any_value(random)
    assert fold(fold(words)) == fold(words)
    for make in (Text, PartialDate.parse, direction, brics_cities.forum.verify, load):
        for one in (words, value, {"fa": words}):
            with suppress(BricsCitiesError):
                str(make(one))
    with suppress(BricsCitiesError):
        passage = Passage.of(words, paragraph=1)
        for copied in (f"{any_text(random)}\n{words}\n", mutated_text(random, words), value):
            with suppress(BricsCitiesError):
                passage.find(copied)
        assert passage.find(words)
    return "called"


def commands(random: Random) -> str:
    """Run a command with strange arguments on a changed data set: its code is documented, its output controls nothing."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (contents(mutated_rows(random, 3)) if random.randrange(3) else BYTES).items():
            Path(folder, name).write_bytes(content)
        text = any_text(random).replace("\0", "").replace("\ud800", "") or "x"
        id = random.choice([text, random.choice(IDS)])
        table = random.choice([*CRITERIA])
        arguments = random.choice(
            [
                ["check", folder],
                ["check", "--hashes", folder],
                ["--data", folder, "show", "--", id],
                ["--data", folder, table, "--by", f"{random.choice(WORDS)}={id}"],
                ["--data", folder, table, "--find", text, "--format", random.choice(["table", "json", "csv", text])],
                ["--data", folder, "timeline", "--lang", random.choice(["en", "fa", "ru", text])],
                ["--data", folder, "export", random.choice([*FORMATS]), "-o", f"{folder}/out"],
                ["--data", folder],
                [text, id],
            ]
        )
        out, errors = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        before, sys.argv = sys.argv, ["brics-cities", *arguments]
        code: Any = 0
        try:
            with redirect_stdout(out), redirect_stderr(errors):
                main()
        except SystemExit as end:
            code = end.code or 0
        finally:
            sys.argv = before
        for stream in (out, errors):
            stream.flush()
            shown = stream.buffer.getvalue().decode()  # type: ignore[attr-defined]
            assert not set(shown) & set("\x1b\x9b\0\u202e"), shown
        assert code in (0, 1, 2), code
        return f"exit {code}"


TARGETS: dict[str, Callable[[Random], str]] = {one.__name__: one for one in (rows, files, zips, verbs, texts, commands)}


def run(target: str, number: int) -> str:
    """Run one case, and return how it ended."""
    start = time.process_time()
    ended = TARGETS[target](Random(f"{target} {number}"))
    assert time.process_time() - start < SLOW, "too slow"
    return ended


def fuzz(seconds: float, targets: list[str], first: int = 0) -> Counter[str]:
    """Run cases of some targets in turn for some time, and count how they ended.

    Raises:
        AssertionError: A case failed; the message says which, and its cause why.
    """
    counts: Counter[str] = Counter()
    end = time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        for target in targets:
            try:
                counts[f"{target}: {run(target, number)}"] += 1
            except Exception as error:
                raise AssertionError(f"python tests/fuzz/fuzz.py {target} {number}") from error
        number += 1
    return counts


if __name__ == "__main__":
    if sys.argv[1] in TARGETS:
        print(run(sys.argv[1], int(sys.argv[2])))
    else:
        start = int(sys.argv[2]) if len(sys.argv) > 2 else 0
        for ended, count in sorted(fuzz(float(sys.argv[1]), [*TARGETS], start).items()):
            print(f"{count:9,}  {ended}")
