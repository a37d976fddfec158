"""`Forum.save`: what is saved is loaded again unchanged, and is there as a whole or not at all."""

from __future__ import annotations

import copy
import json
import os
import pickle
import zipfile
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from importlib_resources import files

import brics_cities.saving
from brics_cities import Forum, InvalidDataError, InvalidValueError, Records, forum, load
from brics_cities.saving import contents

SHIPPED = files("brics_cities") / "data"


@pytest.fixture(params=["data", "data.zip"])
def target(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A place for a data set, as a directory and as a zip file."""
    place: Path = tmp_path / "kept" / request.param
    place.parent.mkdir()
    return place


def beside(target: Path) -> list[str]:
    """What is in the same directory, by name."""
    return sorted(path.name for path in target.parent.iterdir())


def test_round_trip(target: Path) -> None:
    """What is saved is loaded as an equal forum, and nothing is left beside it."""
    forum.save(target)
    assert load(target) == forum
    assert beside(target) == [target.name]


@pytest.mark.parametrize("remake", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_copies_are_saved_alike(target: Path, remake: Any) -> None:
    """A copy, whose references are to its own records, is saved as the original is."""
    original = load(str(SHIPPED))
    assert contents(remake(original)) == contents(original)


def test_descriptor_is_kept() -> None:
    """What the descriptor says of the bundled data, it says of the saved."""
    shipped = json.loads((SHIPPED / "datapackage.json").read_bytes())
    saved = json.loads(contents(forum)["datapackage.json"])
    for described in (shipped, saved):
        for resource in described["resources"]:
            del resource["hash"]  # parts of the bundled rows leave out what is not known
    assert saved == shipped


def test_same_forum_same_bytes(tmp_path: Path) -> None:
    """The same forum makes the same zip file, byte for byte."""
    for name in ("one.zip", "other.zip"):
        forum.save(tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_order_is_kept(target: Path) -> None:
    """Records are loaded in the order in which they were saved."""
    own = load(str(SHIPPED))
    turned = evolve(own, topics=own.topics[::-1])
    turned.save(target)
    assert load(target) == turned != own


def test_zip_file_is_replaced(tmp_path: Path) -> None:
    """A zip file, or whatever file has such a name, gives way to the new one, also through a link."""
    (tmp_path / "data.zip").write_text("old", encoding="utf-8")
    (tmp_path / "link.zip").symlink_to("data.zip")
    forum.save(tmp_path / "link.zip")
    assert (tmp_path / "link.zip").is_symlink()
    assert load(tmp_path / "data.zip") == forum


def test_empty_directory_is_filled(tmp_path: Path) -> None:
    """An empty directory takes the data set."""
    forum.save(tmp_path)
    assert load(tmp_path) == forum


@pytest.mark.parametrize("there", ["full/", "file", "data.zip/", "\0", None, 5, b"data"])
def test_nothing_else_is_overwritten(tmp_path: Path, there: Any) -> None:
    """A directory with something in it, a file that is no zip file, or no path is refused and left as it is."""
    path = there
    if isinstance(there, str) and there != "\0":
        path = tmp_path / there.rstrip("/")
        if there.endswith("/"):
            path.mkdir()
            (path / "letter").write_text("old", encoding="utf-8")
        else:
            path.write_text("old", encoding="utf-8")
    before = {one: one.is_file() and one.read_bytes() for one in tmp_path.rglob("*")}
    with pytest.raises(InvalidValueError, match=r"path must be .*\.zip") as caught:
        forum.save(path)
    assert caught.value.value is path
    assert {one: one.is_file() and one.read_bytes() for one in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("failing", ["fsync", "replace", "load"])
def test_failure_leaves_what_was_there(target: Path, failing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever step fails, what was there before is there after, and nothing else."""
    packed = target.suffix == ".zip"
    if packed:
        target.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    owner = {"fsync": os, "replace": Path, "load": brics_cities.saving}[failing]
    monkeypatch.setattr(owner, failing, fail)
    with pytest.raises(OSError, match="the disk is full"):
        forum.save(target)
    assert beside(target) == ([target.name] if packed else [])
    assert not packed or target.read_text(encoding="utf-8") == "old"


def strange(**changes: Any) -> Forum:
    """The bundled data with something else in it."""
    return evolve(load(str(SHIPPED)), **changes)


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        (lambda: strange(topics=forum.topics[:0]), ("statements.json", "topics[0]")),
        (lambda: strange(places=forum.places), ("events.json", "place")),
        (lambda: strange(events=forum.events[:0]), ("claims.json", "about")),
        (lambda: strange(sources=forum.sources[1:]), ("events.json", "citations[0].source")),
    ],
)
def test_reference_that_leads_elsewhere(target: Path, changed: Any, place: tuple[str, str]) -> None:
    """A record that refers to one outside its table, be it an equal one, is a problem, and nothing is written."""
    with pytest.raises(InvalidDataError) as caught:
        changed().save(target)
    assert place in {(problem.file, problem.path) for problem in caught.value.problems}
    assert all("another" in problem.reason for problem in caught.value.problems)
    assert beside(target) == []


def test_what_load_would_refuse(target: Path) -> None:
    """Two records with one id are a problem, and nothing is written."""
    own = load(str(SHIPPED))
    twice = evolve(own, topics=Records("topics", [*own.topics, own.topics[0]], {}))
    with pytest.raises(InvalidDataError, match="twice"):
        twice.save(target)
    assert beside(target) == []


def test_zip_file_is_small(tmp_path: Path) -> None:
    """A zip file is packed, and holds the files at its top."""
    forum.save(tmp_path / "data.zip")
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(contents(forum))
        assert all(entry.compress_size < entry.file_size for entry in archive.infolist())
