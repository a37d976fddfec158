"""What the project's home gives to the metadata of the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager
from hypothesis import given
from hypothesis import strategies as st

from tools.metadata import description, home_of, urls

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
HOME = "https://forge.example/someone/cities"
TEXTS = st.text(st.characters(exclude_characters="]"))
LINK = re.compile(r"(?<=\]\()[^)\s]+(?=\))")


def built_metadata(folder: Path) -> ProjectMetadata:
    """Return the metadata that a build gives to the package."""
    return ProjectMetadata(str(folder), PluginManager())


@pytest.fixture
def at_home(tmp_path: Path) -> Path:
    """A copy of the project that has a home."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    licences = [f"LICENSES/{path.name}" for path in (ROOT / "LICENSES").iterdir()]
    for file in ("README.md", "LICENSE", "LICENSE-DATA", "tools/metadata.py", *licences):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes((ROOT / file).read_bytes())
    settled = re.sub(r'^home = ".*"$', f'home = "{HOME}"', project, flags=re.MULTILINE)
    (tmp_path / "pyproject.toml").write_text(settled, encoding="utf-8")
    return tmp_path


def test_links_of_the_readme_lead_to_files() -> None:
    """Every link of the README without an address leads to a file or folder of the project."""
    links = [link for link in LINK.findall(README) if ":" not in link]
    assert links
    for link in links:
        assert (ROOT / link.partition("#")[0]).exists(), link


def test_package_shows_its_home(at_home: Path) -> None:
    """With a home, every link that a package index shows, beside and in the description, leads into it."""
    core = built_metadata(at_home).core
    assert core.urls["Source"] == HOME
    assert all(url.startswith(HOME) for url in core.urls.values())
    assert core.readme_content_type == "text/markdown"
    assert all(link.startswith("https://") for link in LINK.findall(core.readme))
    assert f"]({HOME}/blob/v{core.version}/CHANGELOG.md)" in core.readme


def test_package_has_no_address_without_a_home() -> None:
    """Without a home, there are no links, and the description is the README."""
    assert urls("", "1.0") == {}
    assert description(README, "", "1.0") == README


def test_package_has_the_home_of_the_project() -> None:
    """The package of this project shows the home that the setting names, if it names one."""
    core = built_metadata(ROOT).core
    assert set(core.urls.values()) == set(urls(home_of(ROOT), core.version).values())
    assert core.readme == description(README, home_of(ROOT), core.version)


def test_package_has_its_licences() -> None:
    """The package names the licences of what is installed, and has the text of each."""
    core = built_metadata(ROOT).core
    texts = [(ROOT / file).read_text("utf-8") for file in core.license_files]
    titles = {"MIT": "MIT License", "CC-BY-4.0": "Attribution 4.0 International", "Unicode-3.0": "UNICODE LICENSE V3"}
    assert core.license_expression.split(" AND ") == list(titles)
    for title in titles.values():
        assert any(title in text.partition("\n")[0] for text in texts), title


@given(before=TEXTS, target=st.from_regex(r"[A-Za-z0-9./-]+(#[a-z-]+)?", fullmatch=True), after=TEXTS)
def test_relative_links_become_absolute(before: str, target: str, after: str) -> None:
    """A link to a file gets the address of that file in the version; nothing else changes."""
    absolute = description(f"{before}[x]({target}){after}", HOME, "1.0")
    assert absolute == f"{before}[x]({HOME}/blob/v1.0/{target}){after}"


@pytest.mark.parametrize("link", ["https://irna.ir/", "http://example.org", "mailto:a@example.org", "#example"])
def test_other_links_stay(link: str) -> None:
    """A link with an address, or within the page, stays as it is."""
    assert description(f"[x]({link})", HOME, "1.0") == f"[x]({link})"
