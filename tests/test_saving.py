"""`Forum.save`: a saved data set is loaded unchanged, and is written as a whole or not at all."""

from __future__ import annotations

import copy
import errno
import json
import os
import pickle
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields, frozen
from importlib_resources import files

from brics_cities import Forum, InvalidDataError, InvalidValueError, Person, Problem, Records, forum, load
from brics_cities._loading import FILES, contents_of
from brics_cities._storage import PREFIX, UNFINISHED
from brics_cities._writing import write_directory, write_file
from brics_cities.testing import fictional_forum

FICTIONAL = fictional_forum(every_field=True, members=2, claims=3, disagreements=1, agreements=1, topics=2, sources=2)


class Wrapped:
    """An object that is a path, or says that it is."""

    def __init__(self, path: Any) -> None:
        self.path = path

    def __fspath__(self) -> Any:
        return self.path


@pytest.fixture(params=["data", "data.zip", "data.json"])
def target(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a path for a data set, of a directory and of a zip file."""
    path: Path = tmp_path / "saved" / request.param
    path.parent.mkdir()
    return path


SMALL = {"first.json": b"1", "second.json": b"2", "third.json": b"3"}


def there(path: Path) -> dict[str, bytes | None]:
    """Return the content of a file, or of each file below a directory; None for directories."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {os.fspath(one.relative_to(path)): one.read_bytes() if one.is_file() else None for one in path.rglob("*")}


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


@pytest.mark.skipif(os.name != "posix", reason="needs modes as POSIX has them")
def test_empty_directory_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory that is there is filled, and stays what it was: the working directory, its inode, its mode."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o2750)
    (folder / ".keep").touch()
    (folder / "lost+found").mkdir()
    before = folder.stat()
    tmp_path.chmod(0o500)  # nothing can be made beside it
    monkeypatch.chdir(folder)
    try:
        FICTIONAL.save(".")
    finally:
        tmp_path.chmod(0o700)
    assert load(".") == load(folder) == FICTIONAL
    assert Path.cwd() == folder
    assert (folder.stat().st_ino, folder.stat().st_mode) == (before.st_ino, before.st_mode)
    assert sorted(path.name for path in folder.iterdir()) == sorted([".keep", "lost+found", *FILES])


@pytest.mark.skipif(os.name != "posix", reason="needs modes as POSIX has them")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o400])
def test_replaced_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    """A file that is replaced keeps its mode; a new one and a new directory have the usual one."""
    file = tmp_path / "data.ZIP"
    file.write_text("old", encoding="utf-8")
    file.chmod(mode)
    FICTIONAL.save(file)
    assert stat.S_IMODE(file.stat().st_mode) == mode
    FICTIONAL.save(tmp_path / "new.zip")
    FICTIONAL.save(tmp_path / "new")
    (tmp_path / "usual").touch()
    (tmp_path / "usual directory").mkdir()
    assert (tmp_path / "new.zip").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual directory").stat().st_mode
    assert (tmp_path / "new" / FILES[0]).stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize(
    "there",
    [
        *("full/", "file", "data.zip/", "x.tar.gz", "x.TGZ", "x.7z", "x.tar/", "\0", "\ud800", "", None, 5, b"data"),
        *(Wrapped(b"data"), Wrapped(5)),
    ],
)
def test_nothing_else_is_overwritten(tmp_path: Path, there: Any) -> None:
    """A directory that is not empty, another file, or no path is refused, and nothing is changed."""
    path = there
    if isinstance(there, str) and there and there.isprintable():
        path = tmp_path / there.rstrip("/")
        if there.startswith("x."):
            pass  # refused though nothing is there
        elif there.endswith("/"):
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


@pytest.mark.parametrize("kind", ["new", "old", "file"])
def test_failure_changes_nothing(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever step fails, what was there before is still there, nothing else, and the error has the path."""
    target = tmp_path / ("data.zip" if kind == "file" else "data")
    steps = failing = failures = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == failing:
                raise OSError(errno.ENOSPC, "No space left on device", "/.hidden")
            return real(*arguments, **named)

        return step

    for name in ("mkdir", "rename", "replace", "open", "fsync", "chmod"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    while steps >= failing:
        failing, next_failing = 0, failing + 1
        for path in tmp_path.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if kind == "old":
            target.mkdir()
        if kind == "file":
            target.write_bytes(b"old")
        before = there(tmp_path)
        steps, failing = 0, next_failing
        caught: list[OSError] = []
        try:
            write_file(str(target), b"new") if kind == "file" else write_directory(str(target), SMALL)
        except OSError as error:
            caught.append(error)
        failures += len(caught)
        for error in caught:
            assert (error.errno, error.filename, error.filename2) == (errno.ENOSPC, str(target), None)
        assert there(tmp_path) == before or not caught
        assert there(target) == ({"": b"new"} if kind == "file" else SMALL) or caught
    assert failures > 3
    assert beside(target) == [target.name]


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


def test_ids_of_members_and_associations(target: Path) -> None:
    """A member with the id of the association is a problem, since a party of an agreement could be either."""
    member = evolve(FICTIONAL.members[0], id="association")
    rows = Records("members", [*FICTIONAL.members, member], {})
    with pytest.raises(InvalidDataError) as caught:
        evolve(FICTIONAL, members=rows).save(target)
    assert caught.value.problems == (Problem("members.json", "association", "id", "also the id of the association"),)
    assert beside(target) == []


def without_disagreements(forum: Forum) -> Forum:
    """Return a forum in which conflicting claims are no disagreement."""
    return evolve(forum, disagreements=forum.disagreements[:0])


def corroborated(forum: Forum) -> Forum:
    """Return a forum with a claim that has another corroboration than the one that follows."""
    other = copy.deepcopy(forum)
    object.__setattr__(other.claims[0], "corroboration", "confirmed")
    return other


def with_other_claims(forum: Forum) -> Forum:
    """Return a forum with a disagreement whose claims are in another order."""
    other = copy.deepcopy(forum)
    object.__setattr__(other.disagreements[0], "claims", other.disagreements[0].claims[::-1])
    return other


def credited_twice(forum: Forum) -> Forum:
    """Return a forum that names its creator twice."""
    return evolve(forum, creators=("Nobody", "Nobody"))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (credited_twice, ("datapackage.json", None, "contributors")),
        (without_disagreements, ("disagreements.json", "association-association-disputed-1", "")),
        (corroborated, ("claims.json", "claim-1", "corroboration")),
        (with_other_claims, ("disagreements.json", "disagreement-1", "claims")),
    ],
)
def test_what_would_be_loaded_as_something_else(target: Path, change: Any, where: tuple[str, str, str]) -> None:
    """What does not follow from the claims would be lost: it is a problem, and nothing is written."""
    with pytest.raises(InvalidDataError) as caught:
        change(FICTIONAL).save(target)
    assert [problem[:3] for problem in caught.value.problems] == [where]
    assert beside(target) == []


@pytest.mark.parametrize(("name", "value"), [("version", b"x"), ("version", float("nan")), ("license", "here")])
def test_forum_that_is_none(target: Path, name: str, value: Any) -> None:
    """A version or a licence that is none is refused by name, and nothing is written."""
    other = copy.deepcopy(FICTIONAL)
    object.__setattr__(other, name, value)
    with pytest.raises(InvalidValueError, match=name):
        other.save(target)
    assert beside(target) == []


def test_records_of_another_class(target: Path) -> None:
    """A record of a subclass, or of another class, is a problem at its place in the table."""

    @frozen(kw_only=True, eq=False, repr=False)
    class Mayor(Person):
        pass

    mayor = Mayor(**{field.name: getattr(FICTIONAL.people[0], field.name) for field in fields(Person)})
    other = copy.deepcopy(FICTIONAL)
    object.__setattr__(other.people, "_items", (*other.people, mayor))
    with pytest.raises(InvalidDataError) as caught:
        other.save(target)
    (problem,) = caught.value.problems
    assert problem == Problem("people.json", None, "[1]", "must be of type Person, not Mayor")
    assert beside(target) == []


def test_long_data_is_not_saved(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be too long to be loaded is not saved."""
    monkeypatch.setattr("brics_cities._storage.MAX_BYTES", 1000)
    with pytest.raises(InvalidDataError, match="longer than 1,000 bytes"):
        FICTIONAL.save(target)
    assert beside(target) == []


def test_missing_parent(tmp_path: Path) -> None:
    """An error of the system has the path that was given."""
    for name in ("no/such/data", "no/such/data.zip"):
        with pytest.raises(FileNotFoundError) as caught:
            FICTIONAL.save(tmp_path / name)
        assert str(caught.value) == f"[Errno 2] No such file or directory: {str(tmp_path / name)!r}"


# Killed programs, and several at once

FORKING = """if True:
    import errno, os, signal, sys
    from pathlib import Path
    from brics_cities import InvalidValueError
    from brics_cities._storage import UNFINISHED
    from brics_cities._writing import check_target, write_directory, write_file

    folder = Path(sys.argv[1])
    kinds = {"new": folder / "new" / "data", "old": folder / "old" / "data", "file": folder / "file" / "data.zip"}
    names = ["first.json", "second.json", "third.json"]

    def prepare(kind, target):
        if kind == "file":
            target.write_bytes(b"old")
        elif target.exists():
            for name in names:
                (target / name).unlink(missing_ok=True)
            if kind == "new":
                target.rmdir()

    def save(kind, target, content):
        check_target(str(target), names)
        if kind == "file":
            write_file(str(target), content)
        else:
            write_directory(str(target), dict.fromkeys(names, content))

    def is_whole(kind, target, content):
        if kind == "file":
            return target.read_bytes() == content
        return {one.name: one.read_bytes() for one in target.iterdir()} == dict.fromkeys(names, content)

    def forked(work):
        child = os.fork()
        if child == 0:
            try:
                work()
                os._exit(0)
            except (InvalidValueError, OSError) as error:
                os._exit(3)
            finally:
                os._exit(4)
        return child

    for kind, target in kinds.items():
        target.parent.mkdir()
    (folder / "old" / "data").mkdir()
"""
KILLED = """
    def killed(kind, target, last):
        step = 0
        def audit(event, arguments):
            nonlocal step
            if event == "open" or event.startswith(("os.", "shutil.")):
                step += 1
                if step == last:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(audit)
        save(kind, target, b"new")

    for kind, target in kinds.items():
        status, last, parts = None, 0, 0
        while status != 0:
            last += 1
            prepare(kind, target)
            status = os.waitpid(forked(lambda: killed(kind, target, last)), 0)[1]
            assert status in (0, signal.SIGKILL), status
            if kind == "file":
                assert target.read_bytes() in (b"old", b"new")
            elif target.exists():
                seen = {one.name for one in target.iterdir() if not one.name.startswith(".")}
                if seen not in (set(), set(names)):
                    parts += 1
                    assert kind == "old" and names[0] not in seen and (target / UNFINISHED).is_dir()
                if names[0] in seen:
                    prepare(kind, target)
            save(kind, target, b"newer")
            assert is_whole(kind, target, b"newer"), (kind, last)
            assert len(list(target.parent.iterdir())) == 1, (kind, last)
        print(kind, last > 9, parts > 0)
"""
AT_ONCE = """
    for kind, target in kinds.items():
        won = 0
        for attempt in range(10):
            prepare(kind, target)
            children = [forked(lambda: save(kind, target, bytes([number]))) for number in range(6)]
            codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
            assert set(codes) <= {0, 3} and 0 in codes, codes
            assert kind == "file" or codes.count(0) == 1, (kind, codes)
            assert kind != "file" or codes.count(0) == 6, codes
            assert any(is_whole(kind, target, bytes([number])) for number, code in enumerate(codes) if code == 0)
            assert len(list(target.parent.iterdir())) == 1, kind
"""
forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def run(code: str, folder: Path) -> str:
    """Return what a new interpreter prints."""
    return subprocess.check_output([sys.executable, "-c", code, os.fspath(folder)], encoding="utf-8")


@forking
def test_killed_at_any_step(tmp_path: Path) -> None:
    """A program killed at any step leaves what was there or the whole, or marks a part; the next save is whole."""
    assert run(FORKING + KILLED, tmp_path) == "new True False\nold True True\nfile True False\n"


@forking
def test_programs_that_save_at_once(tmp_path: Path) -> None:
    """Of several programs that save to one directory, one does; of those that save to one file, the last one counts."""
    assert run(FORKING + AT_ONCE, tmp_path) == ""


def test_unfinished_save_is_not_loaded(tmp_path: Path) -> None:
    """A directory in which a program was killed is refused by one line that says what to do, and then replaced."""
    (tmp_path / UNFINISHED).mkdir()
    for number, (name, content) in enumerate(contents_of(FICTIONAL).items()):
        (tmp_path / (UNFINISHED if number < 4 else "") / name).write_bytes(content)
    with pytest.raises(InvalidDataError) as caught:
        load(tmp_path)
    reason = "missing, because saving was interrupted; save it again"
    assert caught.value.problems == (Problem(FILES[0], None, "", reason),)
    FICTIONAL.save(tmp_path)
    assert load(tmp_path) == FICTIONAL
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)


def test_directory_without_locks(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a system has no locks, what a killed program left stays, and everything else is the same."""
    left = target.parent / f"{PREFIX}0123456789abcdef"
    left.mkdir()
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "fcntl", None)
        FICTIONAL.save(target)
    assert load(target) == FICTIONAL
    assert left.exists()
    FICTIONAL.save(target.parent / "another")
    assert not left.exists()


def test_hidden_directory_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hidden directory that another program removes before it is locked is made again."""
    real, made = os.mkdir, []

    def mkdir(path: Any, *mode: Any) -> None:
        made.append(path)
        if len(made) > 1:
            real(path, *mode)

    monkeypatch.setattr(os, "mkdir", mkdir)
    write_file(str(tmp_path / "file"), b"content")
    assert len(made) == 2
    assert there(tmp_path) == {"file": b"content"}


def test_directory_filled_by_another_program(tmp_path: Path) -> None:
    """A directory that another program has filled since it was checked is left as it is, with all hidden files."""
    (tmp_path / "second.json").write_bytes(b"another")
    (tmp_path / f"{PREFIX}of-a-user").mkdir()
    before = there(tmp_path)
    with pytest.raises(InvalidValueError, match="a new or empty directory"):
        write_directory(str(tmp_path), SMALL)
    assert there(tmp_path) == before
