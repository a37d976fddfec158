"""`forum`, the handle: light to import, loaded once, then the `Forum` in every respect."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from attrs import evolve
from importlib_resources import files
from importlib_resources.abc import Traversable

import brics_cities
from brics_cities import Forum, forum, load
from brics_cities.handle import Handle


def run(code: str, **environment: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", code]
    return subprocess.check_output(command, env={**os.environ, **environment}, encoding="utf-8")


def copy_tree(source: Traversable, target: Path) -> None:
    """Copy a folder out of wherever the package is installed."""
    target.mkdir()
    for entry in source.iterdir():
        if entry.is_file():
            (target / entry.name).write_bytes(entry.read_bytes())
        elif entry.name != "__pycache__":
            copy_tree(entry, target / entry.name)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Forum:
    """The bundled data, loaded from a directory of the reader's own."""
    directory = tmp_path_factory.mktemp("own") / "data"
    copy_tree(files("brics_cities") / "data", directory)
    return load(directory)


@pytest.mark.parametrize(
    ("use", "loads"),
    [
        ("import brics_cities", False),
        ("from brics_cities import forum; forum", False),
        ("from brics_cities import *", True),
        ("from brics_cities import forum; forum.version", True),
    ],
)
def test_import_costs_nothing(use: str, loads: bool) -> None:
    """To import the package or the handle imports no dependency and opens no table; to use it does."""
    code = f"""if True:
        import sys
        before, opened = set(sys.modules), []
        sys.addaudithook(lambda event, details: opened.append(str(details[0])) if event == "open" else None)
        {use}
        heavy = {{"attr", "attrs", "cattrs", "importlib_resources", "json", "brics_cities.models"}}
        print(*heavy & (set(sys.modules) - before), *(name for name in opened if name.endswith(".json")))
    """
    assert bool(run(code).strip()) == loads


def test_threads_load_one_forum() -> None:
    """However many threads use a handle first, at the same time, they all get the parts of one forum."""
    handle, barrier = Handle(), Barrier(64)

    def use(_: int) -> Any:
        barrier.wait()
        return handle.people

    with ThreadPoolExecutor(64) as pool:
        first, *others = pool.map(use, range(64))
    assert all(other is first for other in others)
    assert first is not forum.people


def test_failure_is_not_remembered(tmp_path: Path) -> None:
    """A load that fails says so at each use, and the next use succeeds when the data has come."""
    copy_tree(files("brics_cities"), tmp_path / "brics_cities")
    (tmp_path / "brics_cities" / "data").rename(tmp_path / "data")
    code = f"""if True:
        import os
        from brics_cities import InvalidDataError, forum
        for _ in range(2):
            try:
                forum.version
            except InvalidDataError as error:
                print(error.problems[0].file)
        os.rename({str(tmp_path / "data")!r}, {str(tmp_path / "brics_cities" / "data")!r})
        print(forum.version)
    """
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    assert run(code, PYTHONPATH=path).split() == ["datapackage.json", "datapackage.json", forum.version]


def test_handle_is_a_forum(loaded: Forum) -> None:
    """To isinstance, ==, hash, dir, repr and str the handle is the forum, from either side."""
    assert isinstance(forum, Forum)
    assert forum == loaded
    assert loaded == forum
    assert (forum != loaded) is (loaded != forum) is False
    other = evolve(loaded, version="another")
    assert forum != other
    assert other != forum
    assert hash(forum) == hash(loaded)
    assert dir(forum) == dir(loaded)
    assert repr(forum) == repr(loaded)
    assert str(forum) == str(loaded)


def test_handle_has_what_the_forum_has(loaded: Forum) -> None:
    """Each public attribute of the forum is there through the handle, and nothing else is."""
    names = [name for name in dir(loaded) if not name.startswith("_") and name not in ("save", "timeline", "verify")]
    assert [getattr(forum, name) for name in names] == [getattr(loaded, name) for name in names]
    assert forum.verify("") == loaded.verify("")
    assert forum.timeline() == loaded.timeline()
    with pytest.raises(AttributeError, match="no_such"):
        forum.no_such  # noqa: B018


@pytest.mark.parametrize(
    "remake",
    [
        copy.copy,
        copy.deepcopy,
        *(lambda value, n=n: pickle.loads(pickle.dumps(value, n)) for n in range(pickle.HIGHEST_PROTOCOL + 1)),
    ],
)
def test_copies_are_the_handle_itself(remake: Any) -> None:
    """A copy of the handle, shallow, deep or through pickle, is the handle, also inside something else."""
    assert remake(forum) is forum
    assert remake({"data": forum})["data"] is forum


def test_pickle_carries_no_data() -> None:
    """A pickled handle is small, and stands for the data of the program that reads it."""
    pickled = pickle.dumps(forum)
    assert len(pickled) < 100
    assert run(f"import pickle; print(pickle.loads({pickled!r}).version)").strip() == forum.version


@pytest.mark.parametrize("name", ["version", "people", "new", "_forum", "__class__"])
def test_handle_is_frozen(name: str) -> None:
    """No attribute of the handle can be set or deleted, before its first use or after."""
    for handle in (forum, Handle()):
        with pytest.raises(AttributeError):
            setattr(handle, name, None)
        with pytest.raises(AttributeError):
            delattr(handle, name)
    assert forum.version
    assert brics_cities.forum is forum
