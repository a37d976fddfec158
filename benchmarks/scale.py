"""Measure the library with 18,260 members and 100,000 statements."""

from __future__ import annotations

import gc
import json
import shutil
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from data import write
from report import Row, Table, ratio

from brics_cities import InvalidDataError, load
from brics_cities import forum as bundled
from brics_cities._storage import canonical
from brics_cities.exports import to_sqlite

MEMBERS, STATEMENTS = 18_260, 100_000


def best(action: Callable[[], object], times: int = 5) -> float:
    """Return the shortest time of several runs, in seconds; garbage is collected before each."""
    found = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return min(found)


def _refused(path: Path) -> None:
    """Load a data set with a problem."""
    try:
        load(path)
    except InvalidDataError:
        return
    raise AssertionError("no problem found")


def measure() -> list[Table]:
    """Write the data sets, load them, and query them."""
    with tempfile.TemporaryDirectory() as directory:
        big, small = Path(directory) / "big", Path(directory) / "small"
        write(big, MEMBERS, STATEMENTS)
        write(small, MEMBERS // 10, STATEMENTS // 10)
        contents = [path.read_bytes() for path in big.iterdir()]
        raw = sum(map(len, contents))
        parsing = best(lambda: [json.loads(content) for content in contents], 3)
        loading = best(lambda: load(big), 3)
        loading_small = best(lambda: load(small), 3)
        wrong = Path(directory) / "wrong"
        shutil.copytree(big, wrong)
        statements = json.loads((wrong / "statements.json").read_bytes())
        statements[-1]["kind"] = "song"
        (wrong / "statements.json").write_bytes(canonical(statements))
        refusing = best(lambda: _refused(wrong), 3)

        tracemalloc.start()
        forum = load(big)
        gc.collect()
        held, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        forum_small = load(small)

    flattening = best(lambda: [records.rows() for records in forum._tables().values()], 3)
    exporting = best(lambda: to_sqlite(forum), 3)
    tracemalloc.start()
    exported = len(to_sqlite(forum))
    exporting_peak = tracemalloc.get_traced_memory()[1]  # the library itself holds a few megabytes beside
    tracemalloc.stop()

    members, speakers = forum.members, sorted({one.speaker.id for one in forum_small.statements})[:100]
    ids = [member.id for member in members]
    Random(1).shuffle(ids)
    plain = {member.id: member for member in members}

    def look_up(mapping: object) -> Callable[[], None]:
        def action() -> None:
            for id in ids:
                mapping[id]  # type: ignore[index]

        return action

    in_dict, in_records = best(look_up(plain)), best(look_up(members))
    people = {person.id: person for person in bundled.people}
    in_people = best(lambda: [people["ilsur-metshin"] for _ in range(100_000)])
    in_forum = best(lambda: [bundled.people["ilsur-metshin"] for _ in range(100_000)])
    indexing = best(lambda: members[:].find("nowhere"), 3)
    searching = {
        query: best(partial(members.find, query)) for query in ("council 77", "ناكجا آباد ۱۸۲۵۹", "nowhere", "q")
    }
    for one in (forum, forum_small):
        one.statements.by(speaker=speakers[0])
    by_big = best(lambda: [forum.statements.by(speaker=id) for id in speakers])
    by_small = best(lambda: [forum_small.statements.by(speaker=id) for id in speakers])
    found_big = sum(len(forum.statements.by(speaker=id)) for id in speakers)
    found_small = sum(len(forum_small.statements.by(speaker=id)) for id in speakers)

    figures: list[Row] = [
        ("size of all files", f"{raw:,} bytes"),
        ("json.loads of all files", f"{parsing:.2f} s"),
        ("load", f"{loading:.2f} s"),
        ("load, one wrong value in the last row", f"{refusing:.2f} s"),
        (f"load, {STATEMENTS // 10:,} statements", f"{loading_small:.2f} s"),
        ("memory held after loading", f"{held:,} bytes"),
        ("peak memory while loading", f"{peak:,} bytes, {peak / raw:.2f} times the size of the files"),
        ("rows() of all tables", f"{flattening:.2f} s"),
        (f"to_sqlite, {exported:,} bytes", f"{exporting:.2f} s"),
        ("lookup by id, dict", f"{in_dict / len(ids) * 1e9:.0f} ns"),
        ("lookup by id, records", f"{in_records / len(ids) * 1e9:.0f} ns"),
        *(
            (f"find {query!r}, {len(members.find(query)):,} found", f"{took * 1000:.2f} ms")
            for query, took in searching.items()
        ),
    ]
    targets: list[Row] = [
        ("load", "json.loads", *ratio(loading / parsing, 2.6)),
        ("load, one wrong value in the last row", "load", *ratio(refusing / loading, 1.2)),
        ("memory held", "size of the files", *ratio(held / raw, 1.59)),
        ("load, 100,000 statements", "load, 10,000 statements", *ratio(loading / loading_small, 11)),
        ("to_sqlite", "rows() of all tables", *ratio(exporting / flattening, 6)),
        ("peak memory of to_sqlite", "size of the files", *ratio(exporting_peak / raw, 2)),
        ("lookup by id", "dict", *ratio(in_records / in_dict, 2.5)),
        ('forum.people["ilsur-metshin"]', "dict", *ratio(in_forum / in_people, 4)),
        (
            "by, per record found",
            "the same in a table of a tenth of the size",
            *ratio((by_big / found_big) / (by_small / found_small), 1.5),
        ),
        ("index for find, 18,260 members, ms", "-", *ratio(indexing * 1000, 150)),
        ("find, slowest of the above, ms", "-", *ratio(max(searching.values()) * 1000, 6)),
    ]
    return [
        Table(f"{MEMBERS:,} members and {STATEMENTS:,} statements", ("case", "measured"), figures),
        Table("Scale targets", ("case", "relative to", "measured", "at most", "result"), targets),
    ]
