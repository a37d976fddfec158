"""Fuzz whatever takes the input of others: nothing but children of BricsCitiesError may come out.

By hand, with atheris: python tests/fuzz/fuzz_load.py -max_total_time=600 -max_len=1024
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
    from brics_cities.files import FILES, Resources
    from brics_cities.records import CRITERIA
    from brics_cities.testing import fictional_forum

ROOM = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # in memory, where there is such
(ROOM / "bundled").mkdir()
for name in FILES:
    (ROOM / "bundled" / name).write_bytes(Resources().read(name))
fictional_forum().save(ROOM / "small")
fictional_forum().save(ROOM / "small.zip")
ZIP = (ROOM / "small.zip").read_bytes()
IDS = [record.id for table in CRITERIA for record in getattr(forum, table)]
WORDS = [*CRITERIA, *(word for criteria in CRITERIA.values() for word in criteria), "en", "colour", "corroboration"]


def any_text(data: Any) -> str:
    """Any characters, lone surrogates among them."""
    return data.ConsumeUnicode(data.ConsumeIntInRange(0, 99))


def any_value(data: Any) -> Any:
    """Something that JSON may hold."""
    inner = range(data.ConsumeIntInRange(0, 3))
    return [
        lambda: any_text(data),
        lambda: data.ConsumeInt(8),
        lambda: data.ConsumeFloat(),
        lambda: data.PickValueInList([None, True, {}, [], "", 10**400, "2001-02", "events/kazan-2024", *IDS]),
        lambda: [any_value(data) for _ in inner],
        lambda: {data.PickValueInList(WORDS): any_value(data) for _ in inner},
        lambda: {"en": any_text(data)},
        lambda: json.loads("[" * (depth := data.ConsumeIntInRange(1, 900)) + "]" * depth),
    ][data.ConsumeIntInRange(0, 7)]()


def change_bytes(data: Any, content: bytes) -> bytes:
    """Put other bytes in the place of some."""
    at, length = data.ConsumeIntInRange(0, len(content)), data.ConsumeIntInRange(0, 9)
    return content[:at] + data.ConsumeBytes(data.ConsumeIntInRange(0, 9)) + content[at + length :]


def change_value(data: Any, content: bytes) -> bytes:
    """Put another value in the place of one, or take it away."""
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
    """One file of a data set that is right is changed."""
    file = ROOM / data.PickValueInList(["small", "small", "small", "bundled"]) / data.PickValueInList(list(FILES))
    content = file.read_bytes()
    file.write_bytes(data.PickValueInList([change_bytes, change_value])(data, content))
    try:
        str(load(file.parent).timeline())
    finally:
        file.write_bytes(content)


def fuzz_zip(data: Any) -> None:
    """Some bytes of a zip file that is right are changed."""
    (ROOM / "small.zip").write_bytes(change_bytes(data, ZIP))
    load(ROOM / "small.zip")


def fuzz_table(data: Any) -> None:
    """Every verb of a table, with ids and words that it knows or does not know."""
    table = getattr(forum, data.PickValueInList(list(CRITERIA)))
    value, criterion = any_value(data), data.PickValueInList(WORDS)
    verbs: list[Callable[[], object]] = [
        lambda: None if isinstance(value, int) else table[value],  # a number is a position
        lambda: table.get(value),
        lambda: table.find(value),
        lambda: table.rows(value),
        lambda: table.by(**{criterion: value}),
    ]
    for verb in verbs:
        with suppress(BricsCitiesError):
            verb()


def fuzz_text(data: Any) -> None:
    """What takes a text takes any text, and nothing else."""
    words, value = any_text(data), any_value(data)
    assert fold(fold(words)) == fold(words)
    forum.verify(words)
    for make in (Text, PartialDate.parse, direction, load, lambda value: Passage.of(value, paragraph=1)):
        for one in (words, value, {"fa": words}):
            with suppress(BricsCitiesError):
                str(make(one))


def one_input(content: bytes) -> None:
    """Do one of them, as the bytes of atheris decide."""
    data = atheris.FuzzedDataProvider(content)
    with suppress(BricsCitiesError):
        data.PickValueInList([fuzz_directory, fuzz_directory, fuzz_zip, fuzz_table, fuzz_text])(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
