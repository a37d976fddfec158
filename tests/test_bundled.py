"""`forum`, the bundled data: it costs nothing to import, is loaded once, and then is a `Forum` in every respect."""

from __future__ import annotations

import copy
import os
import pickle
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from importlib_resources import files
from importlib_resources.abc import Traversable

import brics_cities
from brics_cities import Forum, InvalidDataError, forum, load
from brics_cities._bundled import LazyForum
from brics_cities._loading import FILES
from brics_cities._storage import Package

Install = Callable[[dict[str, bytes]], None]


def run(code: str, *options: str, path: Path | None = None) -> str:
    """Return what a new interpreter prints, which imports from a path first."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    if path is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(path), environment.get("PYTHONPATH", "")])
    return subprocess.check_output([sys.executable, *options, "-c", code], env=environment, encoding="utf-8")


def files_in(folder: Traversable, prefix: str = "") -> dict[str, bytes]:
    """Return the content of every file in a folder, wherever the package is installed."""
    found = {}
    for entry in folder.iterdir():
        if entry.is_file():
            found[prefix + entry.name] = entry.read_bytes()
        elif entry.name != "__pycache__":
            found |= files_in(entry, f"{prefix}{entry.name}/")
    return found


BYTES = files_in(files("brics_cities") / "data")


@pytest.fixture(params=["directory", "zip file"])
def install(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that installs other data with the package, in a directory or in a zip file."""

    def install(data: dict[str, bytes]) -> None:
        if request.param == "directory":
            (tmp_path / "data").mkdir(exist_ok=True)
            for name in BYTES:
                (tmp_path / "data" / name).unlink(missing_ok=True)
            for name, content in data.items():
                (tmp_path / "data" / name).write_bytes(content)
        else:
            with zipfile.ZipFile(tmp_path / "packages.zip", "w") as archive:
                for name, content in data.items():
                    archive.writestr(f"brics_cities/data/{name}", content)
        folder = tmp_path if request.param == "directory" else zipfile.Path(tmp_path / "packages.zip", "brics_cities/")
        monkeypatch.setattr("brics_cities._storage.files", lambda _: folder)

    return install


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Forum:
    """Return the bundled data, loaded from a copy of its directory."""
    directory = tmp_path_factory.mktemp("data")
    for name, content in BYTES.items():
        (directory / name).write_bytes(content)
    return load(directory)


# The import and the first use


def test_import_costs_nothing() -> None:
    """Importing `forum` imports no dependency and opens no data file; its first use imports all of them."""
    code = """if True:
        import sys
        before, opened = set(sys.modules), []
        sys.addaudithook(lambda event, details: opened.append(str(details[0])) if event == "open" else None)
        def show():
            libraries = {"attr", "attrs", "cattrs", "importlib_resources", "json"}
            data = {"data" for name in opened if name.endswith(".json")}
            print(*sorted(libraries & (set(sys.modules) - before) | data))
        from brics_cities import forum
        show()
        forum.version
        show()
    """
    imported, used = run(code).splitlines()
    assert imported == ""
    assert set(used.split()) - {"data"} == {"attr", "attrs", "cattrs", "importlib_resources", "json"}


def test_threads_load_one_forum() -> None:
    """Threads that use the bundled data first, at the same time, all get the same records."""
    lazy, barrier = LazyForum(), Barrier(64)

    def use(_: int) -> Any:
        barrier.wait()
        return lazy.people

    with ThreadPoolExecutor(64) as pool:
        first, *others = pool.map(use, range(64))
    assert all(other is first for other in others)
    assert first is not forum.people


def test_use_within_the_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal handler that uses the data while its thread loads it gets the same records as that thread."""
    lazy, found, real = LazyForum(), [], Package.read

    def read(self: Package, name: str) -> bytes:
        if not found:
            found.append(None)
            found.append(lazy.people)
        return real(self, name)

    monkeypatch.setattr(Package, "read", read)
    people = lazy.people
    assert found[1] is people is lazy.people


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_fork_within_the_first_use() -> None:
    """A process that is forked while another thread loads the data can use it, and so can the thread."""
    code = """if True:
        import os, signal, time, warnings
        from threading import Event, Thread
        from brics_cities import forum
        from brics_cities._storage import Package
        started, real = Event(), Package.read
        def read(self, name):
            started.set()
            time.sleep(0.01)
            return real(self, name)
        Package.read = read
        thread = Thread(target=lambda: forum.version)
        thread.start()
        started.wait()
        warnings.simplefilter("ignore")  # Python warns of a fork beside threads
        child = os.fork()
        if child == 0:
            signal.alarm(9)
            version = forum.version
            os._exit(0 if version else 1)
        print(os.waitpid(child, 0)[1], len(forum.people) > 0)
        thread.join()
    """
    assert run(code) == "0 True\n"


@pytest.mark.slow
@pytest.mark.parametrize("error", ["KeyboardInterrupt", "MemoryError"])
def test_interrupted_first_use(error: str) -> None:
    """Wherever the first use is interrupted, the next one succeeds, and garbage is collected as before."""
    code = f"""if True:
        import gc, sys
        from brics_cities import forum
        from brics_cities._bundled import LazyForum
        forum.version
        steps = 0
        def trace(frame, event, argument):
            global steps
            if "brics_cities" not in frame.f_code.co_filename or frame.f_code.co_name == "gc_paused":
                return None  # Python handles no signal at the first line of `finally`
            steps += 1
            if steps == last:
                raise {error}
            return trace
        def use(lazy):
            sys.settrace(trace)
            try:
                lazy.version
            finally:
                sys.settrace(None)
        last = 0
        use(LazyForum())
        total, raised = steps, 0
        for last in [*range(1, 40, 4), *range(40, total, total // 9), *range(total - 20, total, 3)]:
            steps, lazy = 0, LazyForum()
            try:
                use(lazy)
            except {error}:
                raised += 1
            assert gc.isenabled()
            assert lazy.people is lazy.people and lazy.people == forum.people, last
        print(raised > 20)
    """
    assert run(code) == "True\n"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a system with timers")
@pytest.mark.parametrize("milliseconds", range(1, 200, 9))
def test_interrupted_import(milliseconds: int) -> None:
    """Whenever a signal interrupts the first use in a process, its imports too, the next one succeeds."""
    code = f"""if True:
        import signal
        from brics_cities import forum
        waiting = True
        def interrupt(*_):
            if waiting:
                raise KeyboardInterrupt
        signal.signal(signal.SIGALRM, interrupt)
        try:
            signal.setitimer(signal.ITIMER_REAL, {milliseconds} / 1000)
            forum.version
            waiting = False
        except KeyboardInterrupt:
            pass
        signal.setitimer(signal.ITIMER_REAL, 0)  # which would kill the process at its end
        print(forum.version)
    """
    assert run(code) == f"{forum.version}\n"


def test_optimized(tmp_path: Path) -> None:
    """Without docstrings and assertions, `python -OO`, all public names exist, and data is saved and loaded."""
    code = f"""if True:
        import brics_cities
        from brics_cities import forum, load
        assert False, "this is not an optimized interpreter"
        print(sum(getattr(brics_cities, name) is not None for name in brics_cities.__all__))
        for path in ({str(tmp_path / "data")!r}, {str(tmp_path / "data.zip")!r}):
            forum.save(path)
            print(load(path) == forum)
        print(len(brics_cities.schema()["$defs"]) > 0)
    """
    assert run(code, "-OO").split() == [str(len(brics_cities.__all__)), "True", "True", "True"]


def test_package_in_a_zip_file(tmp_path: Path) -> None:
    """A package that is imported from a zip file has the same data, and can save it."""
    with zipfile.ZipFile(tmp_path / "packages.zip", "w") as archive:
        for name, content in files_in(files("brics_cities")).items():
            archive.writestr(f"brics_cities/{name}", content)
    code = f"""if True:
        import brics_cities
        brics_cities.forum.save({str(tmp_path / "data")!r})
        print(brics_cities.__file__)
    """
    assert run(code, path=tmp_path / "packages.zip").startswith(str(tmp_path / "packages.zip"))
    assert load(tmp_path / "data") == forum


# The data


def test_bundled_data_is_loaded_like_any_other(loaded: Forum) -> None:
    """A copy of the bundled data, loaded from its directory, is equal to `forum`."""
    assert loaded == forum
    assert loaded.version == forum.version
    assert loaded.license == forum.license


def test_wherever_it_is_installed(install: Install) -> None:
    """The data is the same in a directory and in a zip file."""
    install(BYTES)
    assert LazyForum() == forum


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("datapackage.json", None),
        ("sources.json", None),
        ("topics.json", BYTES["topics.json"][:-9]),
        ("topics.json", BYTES["topics.json"].replace(b'"en": "', b'"en": " ', 1)),
        ("people.json", BYTES["people.json"].replace(b'"kazan', b'"nowhere', 1)),
        ("datapackage.json", b"{}"),
        ("towns.json", b"[]"),
    ],
)
def test_damaged_installation(install: Install, file: str, content: bytes | None) -> None:
    """If the bundled data is damaged, its first use raises the error that `load` does, with the name of the file."""
    data = {**BYTES, file: content}
    install({name: content for name, content in data.items() if content is not None})
    with pytest.raises(InvalidDataError) as caught:
        LazyForum().version  # noqa: B018
    assert {problem.file for problem in caught.value.problems} == {file}


def test_missing_data(install: Install) -> None:
    """If the package is installed without any data, that is one problem."""
    install({})
    with pytest.raises(InvalidDataError) as caught:
        LazyForum().version  # noqa: B018
    assert [problem.file for problem in caught.value.problems] == [FILES[0]]


def test_failure_is_not_remembered(install: Install) -> None:
    """A failure is raised at each use, and the next use succeeds once the data is there."""
    lazy = LazyForum()
    install({})
    for _ in range(2):
        with pytest.raises(InvalidDataError):
            lazy.version  # noqa: B018
    install(BYTES)
    assert lazy.version == forum.version


# The proxy


def test_it_behaves_like_a_forum(loaded: Forum) -> None:
    """To isinstance, ==, hash, dir, repr and str, on either side, it is the forum that it loads."""
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


@pytest.mark.parametrize(
    "first",
    [
        "isinstance(forum, Forum)",
        "forum.__class__ is Forum",
        "bool(forum.people)",
        "hash(forum) == hash(forum)",
        "copy.copy(forum) is forum",
        "pickle.loads(pickle.dumps(forum)) is forum",
        "weakref.ref(forum)() is forum",
        "forum == load_bundled() and load_bundled() == forum",
    ],
)
def test_it_is_a_forum_from_its_first_use(first: str) -> None:
    """Whatever asks first finds the forum itself."""
    code = f"""if True:
        import copy, pickle, weakref
        from brics_cities import Forum, forum
        from brics_cities._loading import load_from
        from brics_cities._storage import Package
        load_bundled = lambda: load_from(Package())
        print({first}, isinstance(forum, Forum))
    """
    assert run(code).split() == ["True", "True"]


@pytest.mark.parametrize(
    "use", [repr, str, dir, hash, lambda one: one == forum, lambda one: forum == one, lambda one: one.version]
)
def test_any_use_makes_it_a_forum(use: Callable[[Any], Any]) -> None:
    """Whatever uses it first finds what any forum has, and leaves a forum."""
    one = LazyForum()
    assert use(one) == use(forum)
    assert type(one) is Forum


@pytest.mark.parametrize(
    "change", [lambda one: setattr(one, "version", "another"), lambda one: delattr(one, "version")]
)
def test_it_is_frozen_at_its_first_use(change: Callable[[Any], None]) -> None:
    """Nothing changes it, not even before its first use."""
    one = LazyForum()
    with pytest.raises(FrozenInstanceError):
        change(one)
    assert one == forum


def test_it_has_the_attributes_of_a_forum(loaded: Forum) -> None:
    """It has each public attribute of a forum, and no others."""
    methods = ("replace", "save", "timeline", "verify")
    names = [name for name in dir(loaded) if not name.startswith("_") and name not in methods]
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
def test_copies_are_the_same_object(remake: Callable[[Any], Any]) -> None:
    """A copy of it, shallow, deep or through pickle, is the same object, also inside another one."""
    assert remake(forum) is forum
    assert remake({"data": forum})["data"] is forum


def test_pickle_contains_no_data() -> None:
    """A pickle of it is small, has the version of the data, and gives the data of the program that reads it."""
    pickled = pickle.dumps(forum)
    assert len(pickled) < 100
    assert forum.version.encode() in pickled
    assert run(f"import pickle; print(pickle.loads({pickled!r}).version)").strip() == forum.version


def test_pickles_are_the_same_in_every_process() -> None:
    """Records have the same pickle in every process, so that caches recognize them."""
    code = "import hashlib, pickle; from brics_cities import forum; print(hashlib.md5(pickle.dumps(forum.topics)).hexdigest())"
    assert run(code) == run(code)


@pytest.mark.parametrize("name", ["version", "people", "new", "_forum", "__class__"])
def test_it_is_frozen(name: str) -> None:
    """No attribute of it can be set or deleted, before its first use or after."""
    for lazy in (forum, LazyForum()):
        with pytest.raises(AttributeError):
            setattr(lazy, name, None)
        with pytest.raises(AttributeError):
            delattr(lazy, name)
    assert forum.version
    assert brics_cities.forum is forum
