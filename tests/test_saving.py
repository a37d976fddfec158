"""`Forum.save`: a saved data set is loaded unchanged, and is written as a whole or not at all."""

from __future__ import annotations

import copy
import json
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from importlib_resources import files

from brics_cities import Forum, InvalidDataError, InvalidValueError, Problem, Records, forum, load
from brics_cities._loading import FILES, contents_of
from brics_cities.testing import fictional_forum

FICTIONAL = fictional_forum(every_field=True, members=2, claims=3, disagreements=1, agreements=1, topics=2, sources=2)


@pytest.fixture(params=["data", "data.zip"])
def target(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a path for a data set, of a directory and of a zip file."""
    path: Path = tmp_path / "saved" / request.param
    path.parent.mkdir()
    return path


def beside(target: Path) -> list[str]:
    """Return the names in the directory that a data set is saved to, in order."""
    return sorted(path.name for path in target.parent.iterdir())


@pytest.mark.parametrize("saved", [forum, FICTIONAL], ids=["bundled", "fictional"])
def test_round_trip(target: Path, saved: Forum) -> None:
    """A saved data set is loaded as an equal one, and nothing is left beside it."""
    saved.save(target)
    assert load(target) == saved
    assert beside(target) == [target.name]


@pytest.mark.parametrize("remake", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_copies_are_saved_alike(remake: Callable[[Forum], Forum]) -> None:
    """A copy, whose records refer to one another, is saved with the same bytes as the original."""
    assert contents_of(remake(FICTIONAL)) == contents_of(FICTIONAL)


def test_descriptor_is_kept() -> None:
    """A copy of the bundled data is described as the bundled data is, apart from the hashes."""
    shipped = json.loads((files("brics_cities") / "data" / "datapackage.json").read_bytes())
    saved = json.loads(contents_of(forum)["datapackage.json"])
    for described in (shipped, saved):
        for resource in described["resources"]:
            del resource["hash"]  # the bundled rows leave out some keys whose value is not known
    assert saved == shipped


def test_same_data_same_bytes(tmp_path: Path) -> None:
    """Equal data sets make the same zip file, byte for byte."""
    FICTIONAL.save(tmp_path / "one.zip")
    copy.deepcopy(FICTIONAL).save(tmp_path / "other.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_zip_file_is_compressed(tmp_path: Path) -> None:
    """A zip file is compressed, and has the files at its top."""
    FICTIONAL.save(tmp_path / "data.zip")
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == list(FILES)
        assert all(entry.compress_size < entry.file_size for entry in archive.infolist())


def test_order_is_kept(target: Path) -> None:
    """Records are loaded in the order in which they were saved."""
    turned = evolve(FICTIONAL, topics=FICTIONAL.topics[::-1])
    turned.save(target)
    assert load(target) == turned != FICTIONAL


@pytest.mark.usefixtures("links")
def test_zip_file_is_replaced(tmp_path: Path) -> None:
    """A file with the extension .zip is replaced, through a link too."""
    (tmp_path / "data.zip").write_text("old", encoding="utf-8")
    (tmp_path / "link.zip").symlink_to("data.zip")
    FICTIONAL.save(tmp_path / "link.zip")
    assert (tmp_path / "link.zip").is_symlink()
    assert load(tmp_path / "data.zip") == FICTIONAL


def test_empty_directory_is_filled(tmp_path: Path) -> None:
    """A data set can be saved to an empty directory."""
    FICTIONAL.save(tmp_path)
    assert load(tmp_path) == FICTIONAL


@pytest.mark.parametrize("there", ["full/", "file", "data.zip/", "\0", None, 5, b"data"])
def test_nothing_else_is_overwritten(tmp_path: Path, there: Any) -> None:
    """A directory that is not empty, another file, or no path is refused, and nothing is changed."""
    path = there
    if isinstance(there, str) and there != "\0":
        path = tmp_path / there.rstrip("/")
        if there.endswith("/"):
            path.mkdir()
            (path / "letter").write_text("old", encoding="utf-8")
        else:
            path.write_text("old", encoding="utf-8")
    before = {one: one.is_file() and one.read_bytes() for one in tmp_path.rglob("*")}
    with pytest.raises(InvalidValueError) as caught:
        FICTIONAL.save(path)
    assert caught.value.field == "path"
    assert caught.value.value == (os.fspath(path) if isinstance(path, Path) else path)
    assert {one: one.is_file() and one.read_bytes() for one in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("failing", ["os.fsync", "pathlib.Path.replace", "brics_cities._loading.load"])
def test_failure_changes_nothing(target: Path, failing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If any step fails, what was there before is still there, and nothing else."""
    is_zip = target.suffix == ".zip"
    if is_zip:
        target.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(failing, fail)
    with pytest.raises(OSError, match="the disk is full"):
        FICTIONAL.save(target)
    assert beside(target) == ([target.name] if is_zip else [])
    assert not is_zip or target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("table", "change", "file", "path"),
    [
        ("topics", lambda records: records[:0], "statements.json", "topics[0]"),
        ("places", lambda records: [evolve(one) for one in records], "events.json", "place"),
        ("events", lambda records: records[:0], "agreements.json", "event"),
        ("sources", lambda records: records[1:], "events.json", "citations[0].source"),
        ("members", lambda records: records[1:], "agreements.json", "parties[1]"),
    ],
)
def test_reference_to_another_record(target: Path, table: str, change: Any, file: str, path: str) -> None:
    """A reference to a record outside its table, even to an equal one, is a problem, and nothing is written."""
    records = change(getattr(FICTIONAL, table))
    with pytest.raises(InvalidDataError) as caught:
        evolve(FICTIONAL, **{table: Records(table, records, {})}).save(target)
    assert (file, path) in {(problem.file, problem.path) for problem in caught.value.problems}
    assert beside(target) == []


def test_duplicate_id(target: Path) -> None:
    """Two records with one id are a problem, as they are for `load`, and nothing is written."""
    topics = Records("topics", [*FICTIONAL.topics, FICTIONAL.topics[0]], {})
    with pytest.raises(InvalidDataError) as caught:
        evolve(FICTIONAL, topics=topics).save(target)
    assert caught.value.problems == (Problem("topics.json", "topic-1", "id", "duplicate id"),)
    assert beside(target) == []
