"""The quick way to build a data set and the slow one lead to the same."""

from __future__ import annotations

import gc
import json
import sys
from contextlib import suppress
from typing import Any

import pytest
from attrs import NOTHING, fields
from hypothesis import given, settings
from hypothesis import strategies as st

import brics_cities.building
import brics_cities.bundle
from brics_cities import Forum, InvalidDataError, forum
from brics_cities.building import build
from brics_cities.bundle import load_bundled
from brics_cities.checking import check
from brics_cities.files import FILES, Resources
from brics_cities.models import DERIVED, PARTS, TABLES

CONTENT = {name: Resources().read(name) for name in FILES}
ROWS: dict[str, Any] = {name: json.loads(content) for name, content in CONTENT.items()}
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 10**30),
    st.floats(),
    st.text(st.characters(codec=None, exclude_categories=()), max_size=3),
    st.sampled_from(["kazan", "tabriz", "IR", "irna-85517800", "events/kazan-2024", "2024-06-31", "about", "می‌شود"]),
    st.lists(st.sampled_from(["kazan", "tourism", {}, None]), max_size=3),
    st.dictionaries(
        st.sampled_from(["en", "fa", "source", "text"]), st.sampled_from(["x", " ", "ي", None]), max_size=2
    ),
)


class Changed:
    """The bundled data with some files in another form."""

    def __init__(self, changed: dict[str, bytes]) -> None:
        self.changed = changed

    def names(self) -> list[str]:
        """All files, in order."""
        return sorted(FILES)

    def read(self, name: str) -> bytes:
        """A file, changed or not."""
        return self.changed.get(name, CONTENT[name])


def test_bundled_data_is_right() -> None:
    """The slow way finds nothing wrong with the bundled data, and all ways lead to equal records."""
    slow = check(Resources())
    assert load_bundled() == build(Changed({}).read, checked=True) == slow == forum
    assert all(
        type(getattr(one, field.name)) is type(getattr(other, field.name))
        for table, records in slow._tables().items()
        for one, other in zip(records, getattr(load_bundled(), table), strict=True)
        for field in fields(type(one))
    )


@settings(max_examples=30)
@given(data=st.data())
def test_quick_way_takes_nothing_that_is_wrong(data: st.DataObject) -> None:
    """Whatever stands in a file, the quick way either fails or leads to what the slow way leads to."""
    name = data.draw(st.sampled_from(FILES))
    content = json.loads(CONTENT[name])
    inner: Any = content
    while inner:
        key = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
        if not isinstance(inner[key], (dict, list)) or data.draw(st.integers(0, 3)) == 0:
            action = data.draw(st.sampled_from(["set", "delete", "add"]))
            if action == "set":
                inner[key] = data.draw(VALUES)
            elif action == "delete":
                del inner[key]
            elif isinstance(inner, dict):
                inner[data.draw(st.sampled_from(["colour", "note", "corroboration", "claims", "own"]))] = data.draw(
                    VALUES
                )
            else:
                inner.append(data.draw(st.sampled_from(inner)))
            break
        inner = inner[key]
    files = Changed({name: json.dumps(content).encode()})
    quick: Forum | None = None
    with suppress(Exception):
        quick = build(files.read, checked=True)
    try:
        slow = check(files)
    except InvalidDataError:
        assert quick is None
    else:
        assert quick is None or quick == slow


def test_bundled_data_takes_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither cattrs nor importlib_resources is needed for the bundled data, nor for right data of a user."""
    for name in ("cattrs", "importlib_resources", "brics_cities.checking"):
        monkeypatch.setitem(sys.modules, name, None)
    assert load_bundled().version == forum.version
    assert build(Changed({}).read, checked=True).version == forum.version


def test_defaults_may_be_left_out() -> None:
    """Without a check too, a key that is left out says what the default of its field says."""
    changed = {}
    for table, cls in TABLES.items():
        defaults = {field.name: field.default for field in fields(cls) if field.default not in (NOTHING, None)}
        rows = [
            {key: value for key, value in row.items() if value != defaults.get(key) and value != []}
            for row in ROWS[f"{table}.json"]
        ]
        changed[f"{table}.json"] = json.dumps(rows).encode()
    assert build(Changed(changed).read, checked=False) == build(Changed(changed).read, checked=True) == forum


def test_loaders_that_give_out_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a loader of another make than Python's own the data is the same."""
    monkeypatch.setattr(brics_cities.bundle.__spec__, "loader", object())
    assert load_bundled() == forum


def test_damaged_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the bundled data is damaged, that is said as of a user's data."""
    monkeypatch.setattr(brics_cities.bundle.__spec__, "loader", object())
    monkeypatch.setattr(Resources, "read", Changed({"topics.json": b"["}).read)
    with pytest.raises(InvalidDataError, match=r"topics\.json"):
        load_bundled()


@pytest.mark.parametrize("at_work", [True, False])
def test_collector_is_left_as_it_was(at_work: bool) -> None:
    """Whether the collector of cycles is at work, building changes only for as long as it lasts."""
    (gc.enable if at_work else gc.disable)()
    try:
        build(Changed({}).read, checked=False)
        assert gc.isenabled() == at_work
        with pytest.raises(ValueError, match="Expecting"):
            build(Changed({"topics.json": b"["}).read, checked=True)
        assert gc.isenabled() == at_work
    finally:
        gc.enable()


def test_types_are_read_by_name() -> None:
    """The quick way knows a way to read the type of every field."""
    builder = brics_cities.building._Builder(checked=True)
    plain = {"str", "int", "float", "bool", "Bound", "Attendance", "Corroboration"}
    for cls in (*TABLES.values(), *PARTS):
        for field in fields(cls):
            type_ = cls.__annotations__[field.name]
            is_term = type_.removesuffix(" | None").endswith(("Kind", "Status", "Role"))
            is_plain = is_term or type_.removesuffix(" | None") in plain
            assert (builder.reader(type_) is None) == is_plain, type_
            assert field.metadata != DERIVED or field.default is not NOTHING
