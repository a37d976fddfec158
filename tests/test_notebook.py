"""A notebook, run as Jupyter runs it: what its cells show."""

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
    """What each cell of code shows, by media type."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(notebook, timeout=120).execute()
    return {
        cell.source: {media: text for output in cell.outputs for media, text in output.get("data", {}).items()}
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def test_every_cell_shows_html(shown: dict[str, Any]) -> None:
    """Each expression, be it the forum, a table, a record, a part or a text, shows as HTML, and as text where there is none."""
    first, *expressions = shown
    assert first == "from brics_cities import forum"
    for source in expressions:
        value = eval(source, {"forum": forum})
        assert shown[source] == {"text/html": render(value), "text/plain": repr(value)}
