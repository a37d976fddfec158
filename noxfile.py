"""Checks that need environments of their own: ``nox`` runs them all, ``nox -s NAME`` one."""

import os
import shutil
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests", "zipped", "notebook", "docs", "start"]
nox.options.error_on_missing_interpreters = False

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
DIST = Path("dist").resolve()

SEAL = """
import pathlib, sys
from brics_cities import datapackage, json_schema
data = pathlib.Path("src/brics_cities/data")
datapackage.seal(data, version=sys.argv[1], license="https://creativecommons.org/licenses/by/4.0/")
(data / "schema.json").write_bytes(datapackage.canonical(json_schema.draw()))
"""


def group(name: str) -> tuple[str, ...]:
    """What a dependency group of the project asks for."""
    return nox.project.dependency_groups(PROJECT, name)


def built() -> str:
    """The wheel that the session `wheel` built."""
    (wheel,) = DIST.glob("*.whl")
    return os.fspath(wheel)


def run_tests(session: nox.Session, *files: str) -> None:
    """Run tests from a folder that has them and the README, and no source; few examples, two at a time."""
    away = Path(session.create_tmp()) / "away"
    shutil.rmtree(away, ignore_errors=True)
    shutil.copytree("tests", away / "tests")
    for file in ("conftest.py", "pyproject.toml", "README.md", "CHANGELOG.md", "CITATION.cff"):
        shutil.copy(file, away / file)
    session.chdir(away)
    few = ("--hypothesis-profile=few", "-n2")
    session.run("python", "-m", "pytest", "-q", *few, *(files or ("README.md", "tests")), *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel, once for all sessions that test it."""
    session.install("build", "hatchling")
    shutil.rmtree(DIST, ignore_errors=True)
    session.run("python", "-m", "build", "-q", "--wheel", "--no-isolation", "--outdir", os.fspath(DIST))


@nox.session
def lint(session: nox.Session) -> None:
    """Style and format."""
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types, in our code and in a user's, by two checkers."""
    session.install("-q", ".", *group("types"))
    session.run("mypy")
    session.run("pyright")


@nox.session(python=PYTHONS, requires=["wheel"])
def tests(session: nox.Session) -> None:
    """The tests against the built wheel, away from the source tree."""
    session.install(built(), *group("test"), "pytest-xdist")
    run_tests(session)


@nox.session(requires=["wheel"])
def zipped(session: nox.Session) -> None:
    """The wheel as a zip file on the path: whatever reads files or looks at the package."""
    session.install(*PROJECT["project"]["dependencies"], *group("test"), "pytest-xdist")
    session.env["PYTHONPATH"] = built()
    rooms = (
        "building",
        "cli",
        "handle",
        "json_schema",
        "exports/jsonld",
        "package",
        "testing/pytest_plugin",
        "summary",
    )
    run_tests(session, *(f"tests/test_{room}.py" for room in rooms))


@nox.session(requires=["wheel"])
def notebook(session: nox.Session) -> None:
    """A notebook, run against the built wheel as Jupyter runs it."""
    session.install(built(), *group("test"), *group("notebook"))
    session.run("python", "-m", "pytest", "-q", "tests/test_notebook.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The site, in ``docs/_build/html``: no warning, no broken link within it, and its examples run."""
    session.install(".", *group("docs"))
    session.run("sphinx-build", "-n", "-W", "--keep-going", "docs", "docs/_build/html")
    session.run("python", "-m", "pytest", "-q", "docs")


@nox.session
def data(session: nox.Session) -> None:
    """Put the tables in canonical form and renew their descriptor and schema; takes the version of the data."""
    session.install(".")
    (version,) = session.posargs
    session.run("python", "-c", SEAL, version)


@nox.session(requires=["wheel"])
def start(session: nox.Session) -> None:
    """Guard the cost of the start, where valgrind can count instructions."""
    session.install(built())
    session.run("python", "-m", "compileall", "-q", session.virtualenv.location, success_codes=[0, 1])
    session.run("python", "benchmarks/guard.py")


@nox.session(requires=["wheel"])
def benchmarks(session: nox.Session) -> None:
    """Measure start, scale and tables beside other packages, and write benchmarks/RESULTS.md."""
    session.install(built(), *group("benchmarks"))
    session.run("python", "benchmarks")
