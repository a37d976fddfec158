"""Look at every page of the built site in a browser; the session ``browser`` of nox runs this."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="needs the packages of the session browser")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the packages of the session browser")

SITE = Path(__file__).parent / "_build" / "html"
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll("article *")].filter((element) => {
  const { left, right, width, height } = element.getBoundingClientRect();
  const inside = left >= -1 && right <= innerWidth + 1;
  if (!width || !height || inside || element.closest("svg svg")) return false; // a frame of the map cuts the land
  for (let box = element; box !== document.body; box = box.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return false;
  }
  return true;
}).map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`)"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the site, since the search reads pages, and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=SITE))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_every_page_can_be_used(width: int, scheme: str, address: str) -> None:
    """No page is wider than the screen, is cut off, has an error in a script, or is hard to use without sight."""
    faults: list[tuple[str, object]] = []
    pages = sorted(file.relative_to(SITE).as_posix() for file in SITE.rglob("*.html"))
    assert pages
    with playwright.sync_playwright() as program:
        browser = program.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme).new_page()
        page.on("pageerror", lambda error: faults.append((page.url, error)))
        for name in pages:
            if name.endswith("search.html"):
                page.goto(f"{address}{name}?q=Metshin")
                page.wait_for_selector(".search-summary:not(:empty)")
            else:
                page.goto(f"{address}{name}")
            if page.evaluate(WIDER):
                faults.append((name, "wider than the screen"))
            faults += ((name, cut) for cut in page.evaluate(CUT_OFF))
            found = axe.Axe().run(page, options={"resultTypes": ["violations"]})
            faults += ((name, one["id"]) for one in found.response["violations"])
        browser.close()
    assert faults == []
