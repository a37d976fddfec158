"""The package where something is missing: metadata, Hypothesis, docstrings; and how programs that freeze it find it all."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import brics_cities

ROOT = Path(__file__).parent.parent
PACKAGE = Path(brics_cities.__file__).parent
BLOCKED = "import importlib.metadata, sys; sys.modules['importlib.metadata'] = sys.modules['hypothesis'] = None\n"


def run(code: str, path: Path) -> str:
    """Return what an optimized interpreter prints, which imports from a path first."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    own["PYTHONPATH"] = os.pathsep.join([str(path), own.get("PYTHONPATH", "")])
    return subprocess.check_output([sys.executable, "-OO", "-c", code], env=own, encoding="utf-8")


@pytest.mark.parametrize(
    "code",
    [
        "import brics_cities; print(all(hasattr(brics_cities, name) for name in brics_cities.__all__))",
        "import brics_cities; print(getattr(brics_cities, 'nothing', True))",
        "from brics_cities import *; print(__version__ is not None)",
        "import brics_cities, inspect; print({*brics_cities.__all__} <= {*dict(inspect.getmembers(brics_cities))})",
        "import brics_cities, pydoc; print('Forum' in pydoc.render_doc(brics_cities))",
        "from brics_cities.testing import fictional_forum as new; print(new() == new())",
    ],
)
def test_every_name_without_what_may_be_missing(tmp_path: Path, code: str) -> None:
    """Every public name is there, and no other, without metadata and docstrings, and where Hypothesis is blocked."""
    assert run(BLOCKED + code, tmp_path) == "True\n"


def test_another_module_called_hypothesis(tmp_path: Path) -> None:
    """A module of the user that has the name of Hypothesis is no reason to import the strategies."""
    (tmp_path / "hypothesis.py").write_text("is_own = True", encoding="utf-8")
    code = (
        "import hypothesis; from brics_cities import forum, fold, Text; print(hypothesis.is_own, len(forum.people) > 0)"
    )
    assert run(code, tmp_path) == "True True\n"


def test_pyinstaller_is_told_of_every_file() -> None:
    """The hook that the project registers names every file that is no module, and the directory where it has to be."""
    ((name, value),) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"][
        "pyinstaller40"
    ].items()
    assert name == "hook-dirs"
    (folder,) = EntryPoint(name, value, "pyinstaller40").load()()
    datas = runpy.run_path(f"{folder}/hook-brics_cities.py")["datas"]
    others = [path for path in PACKAGE.rglob("*") if path.suffix not in ("", ".py", ".pyc")]
    assert {path.name for path in others} >= {"people.json", "schema.json", "vocabulary.ttl", "py.typed"}
    assert sorted(Path(target, Path(path).name) for path, target in datas) == sorted(
        path.relative_to(PACKAGE.parent) for path in others
    )
