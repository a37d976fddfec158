"""Check the finished site: every internal link has an existing page and anchor, and no page has a duplicate id."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
ELSEWHERE = {"404.html"}  # its links are relative to the root of the host, which a directory is not


class Page(HTMLParser):
    """Collect the ids and the links of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Collect the id and the links of a tag."""
        for name, value in attributes:
            if name == "id" and value:
                self.ids[value] += 1
            elif name in ("href", "src") and value:
                self.links.add(value)


def check(app: Sphinx, error: Exception | None) -> None:
    """Warn of each broken link and each duplicate id."""
    if error or app.builder.name != "html":
        return
    root = Path(app.outdir)
    pages = {file.as_uri(): Page(file) for file in root.rglob("*.html") if file.name not in ELSEWHERE}
    for address, page in pages.items():
        for id in (id for id, count in page.ids.items() if count > 1):
            LOGGER.warning("%s has the id %r twice", address, id)
        for link in page.links:
            target, _, anchor = urljoin(address, link).partition("#")
            parts = urlsplit(target)
            if parts.scheme != "file":
                continue
            found = pages.get(parts._replace(query="").geturl())
            missing = anchor and found and unquote(anchor) not in found.ids
            if missing or not Path(unquote(parts.path)).exists():
                LOGGER.warning("%s has a broken link: %s", address, link)
    for link in re.findall(r"\]\(([^)]+)\)", (root / "llms.txt").read_text(encoding="utf-8")):
        if not Path(root, link).exists():
            LOGGER.warning("llms.txt has a broken link: %s", link)


def setup(app: Sphinx) -> dict[str, bool]:
    """Check the site after everything is written."""
    app.connect("build-finished", check, priority=900)  # after llms.txt is written
    return {"parallel_read_safe": True}
