"""A notebook, executed as in Jupyter: the output of its cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from brics_cities import forum
from brics_cities._notebook import render

NOTEBOOK = Path(__file__).parent / "notebook.ipynb"
REASON = "needs the packages of the group notebook, which the session notebook of nox has"

nbformat = pytest.importorskip("nbformat", reason=REASON)
nbclient = pytest.importorskip("nbclient", reason=REASON)
pytest.importorskip("ipykernel", reason=REASON)


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The output of each cell of code, by media type."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(notebook, timeout=120).execute()
    return {
        cell.source: {media: text for output in cell.outputs for media, text in output.get("data", {}).items()}
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def test_every_cell_shows_html(shown: dict[str, Any]) -> None:
    """Each expression is shown as HTML, and as its repr where HTML is not supported."""
    first, *expressions = shown
    assert first == "from brics_cities import forum"
    for source in expressions:
        value = eval(source, {"forum": forum})
        assert shown[source] == {"text/html": render(value), "text/plain": repr(value)}
