"""Fuzz everything that takes the input of others: only subclasses of BricsCitiesError may be raised.

Run by hand, with atheris: python tests/fuzz/fuzz_load.py -max_total_time=600 -max_len=1024
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["brics_cities"]):
    from brics_cities import BricsCitiesError, PartialDate, Passage, Text, direction, fold, forum, load
    from brics_cities._loading import FILES
    from brics_cities._storage import Package
    from brics_cities.records import CRITERIA
    from brics_cities.testing import fictional_forum

# In memory, if the system has such a directory.
FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
(FOLDER / "bundled").mkdir()
for name in FILES:
    (FOLDER / "bundled" / name).write_bytes(Package().read(name))
SMALL = fictional_forum(every_field=True, claims=3, disagreements=1, agreements=1, topics=2, sources=2)
SMALL.save(FOLDER / "small")
SMALL.save(FOLDER / "small.zip")
ZIP = (FOLDER / "small.zip").read_bytes()
IDS = [record.id for data in (forum, SMALL) for table in CRITERIA for record in getattr(data, table)]
WORDS = [*CRITERIA, *(word for criteria in CRITERIA.values() for word in criteria), "en", "colour", "corroboration"]


def any_text(data: Any) -> str:
    """Return any string, also with lone surrogates."""
    return data.ConsumeUnicode(data.ConsumeIntInRange(0, 99))


def any_value(data: Any) -> Any:
    """Return any value that JSON can contain, and floats that it cannot."""
    inner = range(data.ConsumeIntInRange(0, 3))
    return [
        lambda: any_text(data),
        lambda: data.ConsumeInt(8),
        lambda: data.ConsumeFloat(),
        lambda: data.PickValueInList([None, True, {}, [], "", 10**400, "2001-02", "about", "events/event-1", *IDS]),
        lambda: [any_value(data) for _ in inner],
        lambda: {data.PickValueInList(WORDS): any_value(data) for _ in inner},
        lambda: {"original": "en", "en": any_text(data)},
        lambda: json.loads("[" * (depth := data.ConsumeIntInRange(1, 900)) + "]" * depth),
    ][data.ConsumeIntInRange(0, 7)]()


def change_bytes(data: Any, content: bytes) -> bytes:
    """Replace some bytes with others."""
    at, length = data.ConsumeIntInRange(0, len(content)), data.ConsumeIntInRange(0, 9)
    return content[:at] + data.ConsumeBytes(data.ConsumeIntInRange(0, 9)) + content[at + length :]


def change_value(data: Any, content: bytes) -> bytes:
    """Replace one value of a JSON file with another, or remove it."""
    whole = inner = json.loads(content)
    while inner:
        key = data.PickValueInList(list(inner if isinstance(inner, dict) else range(len(inner))))
        if isinstance(inner[key], (dict, list)) and data.ConsumeIntInRange(0, 4):
            inner = inner[key]
        elif data.ConsumeIntInRange(0, 4):
            inner[key] = any_value(data)
            break
        else:
            del inner[key]
            break
    return json.dumps(whole).encode()


def fuzz_directory(data: Any) -> None:
    """Load a data set of which one file is changed."""
    file = FOLDER / data.PickValueInList(["small", "small", "small", "bundled"]) / data.PickValueInList(list(FILES))
    content = file.read_bytes()
    file.write_bytes(data.PickValueInList([change_bytes, change_value])(data, content))
    try:
        str(load(file.parent).timeline())
    finally:
        file.write_bytes(content)


def fuzz_zip(data: Any) -> None:
    """Load a zip file of which some bytes are changed."""
    (FOLDER / "small.zip").write_bytes(change_bytes(data, ZIP))
    load(FOLDER / "small.zip")


def fuzz_table(data: Any) -> None:
    """Call every method of a table, with known and unknown ids and words."""
    table = getattr(forum, data.PickValueInList(list(CRITERIA)))
    value, criterion = any_value(data), data.PickValueInList(WORDS)
    verbs: list[Callable[[], object]] = [
        lambda: None if isinstance(value, int) else table[value],  # an integer is an index
        lambda: table.get(value),
        lambda: table.find(value),
        lambda: table.rows(value),
        lambda: table.by(**{criterion: value}),
    ]
    for verb in verbs:
        with suppress(BricsCitiesError):
            verb()


def fuzz_text(data: Any) -> None:
    """Call what takes a string with any string, and with other values."""
    words, value = any_text(data), any_value(data)
    assert fold(fold(words)) == fold(words)
    forum.verify(words)
    for make in (Text, PartialDate.parse, direction, load, lambda value: Passage.of(value, paragraph=1)):
        for one in (words, value, {"fa": words}):
            with suppress(BricsCitiesError):
                str(make(one))


def one_input(content: bytes) -> None:
    """Choose one of these tests by the bytes of atheris."""
    data = atheris.FuzzedDataProvider(content)
    with suppress(BricsCitiesError):
        data.PickValueInList([fuzz_directory, fuzz_directory, fuzz_zip, fuzz_table, fuzz_text])(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
