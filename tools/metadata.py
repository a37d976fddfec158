"""Give the package the parts of its metadata that depend on the project's home; hatchling runs this at each build."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

RELATIVE_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)(?=[^)\s]+\))")


def home_of(root: Path) -> str:
    """Return the address of the project's repository; empty while it has none."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    home: str = project["tool"]["brics-cities"]["home"]
    return home


def urls(home: str, version: str) -> dict[str, str]:
    """Return the links that a package index shows beside the description."""
    if not home:
        return {}
    return {
        "Homepage": home,
        "Documentation": f"{home}/blob/v{version}/README.md#where-to-read-on",
        "Changelog": f"{home}/blob/v{version}/CHANGELOG.md",
        "Issues": f"{home}/issues",
        "Source": home,
    }


def description(readme: str, home: str, version: str) -> str:
    """Return the README with links that work wherever it is shown: to the files of this version."""
    return RELATIVE_LINK.sub(f"{home}/blob/v{version}/", readme) if home else readme


class HomeMetadataHook(MetadataHookInterface):
    """Adds the links and the description."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add them to the metadata of the project."""
        root = Path(self.root)
        home, version = home_of(root), metadata["version"]
        readme = (root / "README.md").read_text("utf-8")
        metadata["urls"] = urls(home, version)
        metadata["readme"] = {"content-type": "text/markdown", "text": description(readme, home, version)}
