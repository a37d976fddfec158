"""Checks that need environments of their own: ``nox`` runs them all, ``nox -s NAME`` one."""

import os
import shutil
from pathlib import Path

import nox

nox.options.sessions = [
    "lint",
    "types",
    "coverage",
    "tests",
    "oldest",
    "zipped",
    "notebook",
    "exchange",
    "databases",
    "package",
    "citation",
    "docs",
    "start",
]
nox.options.error_on_missing_interpreters = False

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = [*nox.project.python_versions(PROJECT), "3.15"]  # the last as a pre-release, where it is found
DIST = Path("dist").resolve()
FORGE = {
    "github-workflows": (".github/workflows/checks.yml", ".github/workflows/publish.yml"),
    "github-issue-forms": (".github/ISSUE_TEMPLATE/bug.yml", ".github/ISSUE_TEMPLATE/wrong-fact.yml"),
    "github-issue-config": (".github/ISSUE_TEMPLATE/config.yml",),
    "dependabot": (".github/dependabot.yml",),
    "readthedocs": (".readthedocs.yaml",),
    "citation-file-format": ("CITATION.cff",),
}  # by the schema that each has to meet
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}  # as mypy and pyright call them
LOCK = Path("constraints.txt").resolve()
PARALLEL = ("-n2", "--dist=loadfile")  # the examples of a page run one after the other
FEW = ("--hypothesis-profile=few", *PARALLEL)  # where the README's command, which has more, runs anyway

_CORE = (
    "test_bundled",
    "test_cli",
    "test_package",
    "test_summary",
    "exports/test_jsonld",
    "testing/test_pytest_plugin",
)
CORE = tuple(f"tests/{name}.py" for name in _CORE)  # whatever reads files or looks at the package

os.environ.setdefault("PIP_CONSTRAINT", LOCK.as_uri())  # for all sessions, but where one sets it otherwise


def group(name: str) -> tuple[str, ...]:
    """Return the requirements of a dependency group."""
    return nox.project.dependency_groups(PROJECT, name)


def built(suffix: str = ".whl") -> str:
    """Return the path of the wheel, or of the sdist, that the session `wheel` built."""
    (path,) = DIST.glob(f"*{suffix}")
    return os.fspath(path)


def run_tests(session: nox.Session, *files: str) -> None:
    """Run the tests of the sdist with few examples, in a folder without the source."""
    away = Path(session.create_tmp()) / "away"
    shutil.rmtree(away, ignore_errors=True)
    shutil.unpack_archive(built(".tar.gz"), away, filter="data")
    (unpacked,) = away.iterdir()
    shutil.rmtree(unpacked / "src")
    session.chdir(unpacked)
    session.run("python", "-m", "pytest", "-q", *FEW, *(files or ("README.md", "tests")), *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the sdist, and the wheel from it, once for all sessions that test them."""
    session.install("build", "hatchling")
    shutil.rmtree(DIST, ignore_errors=True)
    session.run("python", "-m", "build", "-q", "--no-isolation", "--outdir", os.fspath(DIST))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format, that every file has a licence, and what other programs read of the project."""
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("reuse", "lint", "-q")
    for schema, files in FORGE.items():
        session.run("check-jsonschema", f"--builtin-schema=vendor.{schema}", *files)
    session.run("zizmor", "--offline", "--pedantic", "-q", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, in our code and in a user's, with two type checkers, for every system."""
    session.install("-q", ".", *group("types"))
    for mypy_name, pyright_name in SYSTEMS.items():
        session.run("mypy", f"--platform={mypy_name}")
        session.run("pyright", f"--pythonplatform={pyright_name}")


@nox.session
def coverage(session: nox.Session) -> None:
    """Run every test, slow ones too, with few examples, and check that every line and branch is covered."""
    session.install("-e", ".", *group("coverage"))
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", "-q", "-m", "", *FEW, *session.posargs)
    session.run("coverage", "combine", "-q")
    session.run("coverage", "report")


@nox.session(python=PYTHONS, requires=["wheel"])
def tests(session: nox.Session) -> None:
    """Test the built wheel, away from the source tree."""
    session.install(built(), *group("test"))
    run_tests(session)


@nox.session(python=PYTHONS[0], requires=["wheel"])
def oldest(session: nox.Session) -> None:
    """Test the wheel with the oldest versions of all that it requires, on the oldest Python."""
    project = PROJECT["project"]
    required = (*project["dependencies"], *project["optional-dependencies"]["cli"])
    session.install(built(), *group("test"))
    oldest = (one.replace(">=", "==") for one in required)
    session.install(*oldest, "click<8.5", env={"PIP_CONSTRAINT": ""})  # which warns of typer 0.19
    run_tests(session)


@nox.session(requires=["wheel"])
def zipped(session: nox.Session) -> None:
    """Test the wheel as a zip file on the path."""
    session.install(*PROJECT["project"]["dependencies"], *group("test"))
    session.env["PYTHONPATH"] = built()
    run_tests(session, *CORE)


@nox.session(requires=["wheel"])
def notebook(session: nox.Session) -> None:
    """Run a notebook against the built wheel as Jupyter runs it."""
    session.install(built(), *group("test"), *group("notebook"))
    session.run("python", "-m", "pytest", "-q", "tests/test_notebook.py", *session.posargs)


@nox.session
def exchange(session: nox.Session) -> None:
    """Check formats with programs that read them but need much themselves: a compiler and ICU, numpy and pandas."""
    session.install("-e", ".", *group("exchange"))
    names = ("exports/test_ftm", "exports/test_graphml", "tools/test_catalog")
    files = (*(f"tests/{name}.py" for name in names), "docs/howto/follow-the-money.md")
    session.run("python", "-m", "pytest", "-q", *files, *session.posargs)


@nox.session
def databases(session: nox.Session) -> None:
    """Check the database with Datasette and with DuckDB, in the version that its extension for SQLite is for."""
    session.install("-e", ".", *group("databases"))
    session.install("duckdb-extension-sqlite-scanner", env={"PIP_CONSTRAINT": ""})
    session.run("python", "-m", "pytest", "-q", "tests/exports/test_databases.py", *session.posargs)


@nox.session(requires=["wheel"])
def package(session: nox.Session) -> None:
    """Check what a release would upload, and that the sdist installs all that the wheel has."""
    session.install(*group("package"))
    session.run("twine", "check", "--strict", built(), built(".tar.gz"))
    session.run("check-wheel-contents", built())
    unknown = "AuthorEmail" if PROJECT["tool"]["brics-cities"]["home"] else "AuthorEmail,Url"
    session.run("pyroma", "--min=10", f"--skip-tests={unknown}", built(".tar.gz"))
    session.install(built(".tar.gz"), *group("test"))
    run_tests(session, *CORE)


@nox.session
def citation(session: nox.Session) -> None:
    """Check that CITATION.cff is valid and can be converted; apart from the tests, which need a newer jsonschema."""
    session.install("cffconvert>=2", env={"PIP_CONSTRAINT": ""})
    session.run("cffconvert", "--validate")
    for format in ("apalike", "bibtex", "codemeta", "endnote", "ris", "schema.org", "zenodo"):
        session.run("cffconvert", "--format", format)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site in ``docs/_build/html`` without warnings or broken internal links, and run its examples."""
    session.install(".", *group("docs"))
    session.run("sphinx-build", "-n", "-W", "--keep-going", "docs", "docs/_build/html")
    session.run("python", "-m", "pytest", "-q", "docs")


@nox.session
def browser(session: nox.Session) -> None:
    """Look at every page of the site in Chromium, on a phone and a desktop, light and dark."""
    session.install(".", *group("docs"), "playwright", "axe-playwright-python")
    session.run("sphinx-build", "-n", "-W", "--keep-going", "docs", "docs/_build/html")
    session.run("python", "-m", "pytest", "-q", "-m", "", "docs/test_browser.py")


@nox.session
def data(session: nox.Session) -> None:
    """Put the tables in canonical form and renew their descriptor and schema; takes the version of the data."""
    session.install(".")
    (version,) = session.posargs
    session.run("python", "-m", "tools.renew_data", version)


@nox.session
def home(session: nox.Session) -> None:
    """Write the project's home, which pyproject.toml names, wherever else it is needed."""
    session.install("hatchling")
    session.run("python", "-m", "tools.home")


@nox.session
def catalog(session: nox.Session) -> None:
    """Describe the data for catalogues (Croissant, DCAT) in ``catalog``, beside the files."""
    session.install(".", "hatchling")
    session.run("python", "-m", "tools.catalog", "catalog")


@nox.session
def release(session: nox.Session) -> None:
    """Check all that a release needs, then build what it uploads into ``dist``; RELEASING.md says what follows."""
    session.install("hatchling")
    session.run("python", "-m", "tools.release")
    for name in ("lint", "wheel", "package"):
        session.notify(name)


@nox.session
def lock(session: nox.Session) -> None:
    """Choose the versions in constraints.txt of all that is required, for every Python and system; takes --upgrade."""
    session.install(*group("lock"))
    groups = [f"--group={name}" for name in PROJECT["dependency-groups"]]
    session.run(
        *("uv", "pip", "compile", "-q", "--universal", "--python-version=3.11", "--all-extras", *groups),
        *("--no-annotate", "--custom-compile-command=nox -s lock"),
        *("--output-file", os.fspath(LOCK), "pyproject.toml", *session.posargs),
    )


@nox.session(requires=["wheel"])
def start(session: nox.Session) -> None:
    """Guard the cost of the first use, where valgrind can count instructions."""
    session.install(built())
    session.run("python", "-m", "compileall", "-q", session.virtualenv.location, success_codes=[0, 1])
    session.run("python", "benchmarks/guard.py")


@nox.session(requires=["wheel"])
def benchmarks(session: nox.Session) -> None:
    """Measure start, scale and tables beside other packages, and write benchmarks/RESULTS.md."""
    session.install(built(), *group("benchmarks"))
    session.run("python", "benchmarks")
