"""Checks that need environments of their own: ``nox`` runs them all, ``nox -s NAME`` one."""

import shutil
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests", "zipped"]
nox.options.error_on_missing_interpreters = False

PYTHONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))
GROUPS = nox.project.load_toml("pyproject.toml")


def build(session: nox.Session) -> Path:
    """Build the wheel, once for all sessions of a run."""
    session.install("build", "hatchling")
    folder = Path(session.create_tmp()) / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    session.run("python", "-m", "build", "-q", "--wheel", "--no-isolation", "--outdir", str(folder), silent=True)
    (wheel,) = folder.glob("*.whl")
    return wheel.resolve()


def run_tests(session: nox.Session) -> None:
    """Run the tests from a folder that has them and the README, and no source."""
    away = Path(session.create_tmp()) / "away"
    shutil.rmtree(away, ignore_errors=True)
    shutil.copytree("tests", away / "tests")
    for file in ("conftest.py", "pyproject.toml", "README.md", "CHANGELOG.md", "CITATION.cff"):
        shutil.copy(file, away / file)
    session.chdir(away)
    session.run("python", "-m", "pytest", "-q", "README.md", "tests", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and format."""
    session.install(*nox.project.dependency_groups(GROUPS, "lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types, in our code and in a user's, by two checkers."""
    session.install("-q", ".", *nox.project.dependency_groups(GROUPS, "types"))
    session.run("mypy")
    session.run("pyright")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests against the built wheel, away from the source tree."""
    wheel = build(session)
    session.install(str(wheel), *nox.project.dependency_groups(GROUPS, "test"))
    run_tests(session)


@nox.session
def zipped(session: nox.Session) -> None:
    """The tests against the wheel as a zip file on the path."""
    wheel = build(session)
    session.install("attrs", "cattrs", "importlib-resources", *nox.project.dependency_groups(GROUPS, "test"))
    session.env["PYTHONPATH"] = str(wheel)
    run_tests(session)


@nox.session
def data(session: nox.Session) -> None:
    """Put the tables in canonical form and renew their descriptor; takes the version of the data."""
    session.install(".")
    (version,) = session.posargs
    code = (
        "import sys, pathlib; from brics_cities.datapackage import seal; seal(pathlib.Path(sys.argv[1]), sys.argv[2])"
    )
    session.run("python", "-c", code, "src/brics_cities/data", version)
