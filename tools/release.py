"""Say what keeps the project from being released: ``python -m tools.release``, which ``nox -s release`` runs first."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tools.home import PLACES, ROOT, named
from tools.metadata import home_of

ADDRESS = re.compile(r"https://[^\s/]+(/[^\s/]+)+")
FINAL = re.compile(r"\d+\.\d+\.\d+((a|b|rc)\d+)?")
NOTHING_NEW = re.compile(r"\A(?:(?!## ).*\n)*## \[Unreleased\]\s+## ")
NEWEST = re.compile(r"^## \[(?!Unreleased)(.+)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
DATA = re.compile(r"^Version (\d+(?:\.\d+)*)", re.MULTILINE)

UNRELEASED = re.compile("not released yet|before the first release|پیش از نخستین انتشار", re.IGNORECASE)


def problems(root: Path, today: date) -> Iterator[str]:
    """Yield everything that must change before a release."""
    version: str = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if not FINAL.fullmatch(version):
        yield f"pyproject.toml: version must be one for users, such as 1.2.0 or 1.2.0rc1, not {version}"
    yield from _of_the_home(root)
    yield from _of_the_changelog(root, version, today)
    yield from _of_git(root, version)
    for path in (root / "README.md", *sorted((root / "docs").rglob("*.md"))):
        if "_build" not in path.parts and (found := UNRELEASED.search(path.read_text("utf-8"))):
            yield f"{path.relative_to(root).as_posix()}: is of the time before the first release: {found[0]}"


def _of_the_home(root: Path) -> Iterator[str]:
    home = home_of(root)
    if not home:
        yield "pyproject.toml: home is empty; give the address of the public repository and run nox -s home"
    elif not ADDRESS.fullmatch(home):
        yield f"pyproject.toml: home must be an https address without a slash at the end, not {home}"
    for file in PLACES:
        text = (root / file).read_text("utf-8")
        if named(file, text, home) != text:
            yield f"{file}: does not name the home that pyproject.toml names; run nox -s home"


def _of_the_changelog(root: Path, version: str, today: date) -> Iterator[str]:
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    if not NOTHING_NEW.search(changelog):
        yield "CHANGELOG.md: must begin with an empty section [Unreleased]; what is in it belongs to the release"
    newest = NEWEST.search(changelog)
    day = newest[2] if newest and newest[1] == version else ""
    if not day:
        yield f"CHANGELOG.md: the section after [Unreleased] must be [{version}], with a date"
    elif date.fromisoformat(day) > today:
        yield f"CHANGELOG.md: the date of the release must not be after today, {today}: {day}"

    descriptor = json.loads((root / "src" / "brics_cities" / "data" / "datapackage.json").read_bytes())
    data = descriptor["version"]
    citation = (root / "CITATION.cff").read_text("utf-8")
    for key, value in {"version": data, "date-released": data.replace(".", "-")}.items():
        if f"{key}: {value}" not in citation.splitlines():
            yield f"CITATION.cff: {key} must be {value}, that of the data"

    described = DATA.search(changelog)
    if not described or described[1] != data:
        yield f"CHANGELOG.md: the version of the data that it names first must be {data}"


def _of_git(root: Path, version: str) -> Iterator[str]:
    def git(*arguments: str) -> list[str]:
        return subprocess.check_output(["git", *arguments], cwd=root, encoding="utf-8").splitlines()

    if changed := git("status", "--porcelain"):
        yield f"git: not committed: {', '.join(line[3:] for line in changed)}"
    here = {tag for tag in git("tag", "--points-at=HEAD") if tag.startswith("v")}
    if here - {f"v{version}"}:
        yield f"git: the tag of this commit must be v{version}, not {', '.join(sorted(here))}"
    elif not here and git("tag", "--list", f"v{version}"):
        yield f"git: v{version} is the tag of another commit; a version is released once"


if __name__ == "__main__":
    found = list(problems(ROOT, date.today()))
    print(*found, sep="\n", file=sys.stderr)
    sys.exit(bool(found))
