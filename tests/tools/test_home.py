"""The project's home is named where it is needed, once it has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.home import PLACES, named
from tools.metadata import home_of

ROOT = Path(__file__).parent.parent.parent
TEXTS = {file: (ROOT / file).read_text("utf-8") for file in PLACES}
HOMES = ["https://forge.example/someone/cities", r"https://forge.example/back\1slash/{home}"]


@pytest.mark.parametrize("file", PLACES)
def test_files_name_the_home(file: str) -> None:
    """Each file names the home that pyproject.toml names, and none while it names none."""
    assert named(file, TEXTS[file], home_of(ROOT)) == TEXTS[file]


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("file", PLACES)
def test_home_is_written_and_replaced(file: str, home: str) -> None:
    """A home is written as it is, replaces another, and leaves no trace when it is taken back."""
    settled = named(file, TEXTS[file], home)
    assert home in settled
    assert named(file, settled, home) == settled
    assert named(file, named(file, TEXTS[file], "https://forge.example/other/name"), home) == settled
    assert named(file, settled, "") == named(file, TEXTS[file], "")


@pytest.mark.parametrize("file", PLACES)
def test_place_must_be_there(file: str) -> None:
    """A file without its place for the home is an error that names the file."""
    with pytest.raises(ValueError, match=file):
        named(file, "Another text.\n", "")
