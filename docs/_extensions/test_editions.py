"""Test that the frame of the Persian edition is in Persian, and mirrored."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest

sphinx = pytest.importorskip("sphinx", reason="needs the dependency group docs")
furo = pytest.importorskip("furo", reason="needs the dependency group docs")

import editions  # in this directory, where pytest looks first
from babel.messages.pofile import read_po
from jinja2 import Environment

THEME = Path(furo.__file__).parent / "theme" / "furo"
FRAME = ["base", "page", "search", "partials/icons", *(f"sidebar/{name}" for name in ("brand", "navigation", "search"))]
CATALOGUES = [
    Path(__file__).parents[1] / "fa" / "locales" / "fa" / "LC_MESSAGES" / "sphinx.po",
    Path(sphinx.__file__).parent / "locale" / "fa" / "LC_MESSAGES" / "sphinx.po",
]
IN_JAVASCRIPT = re.compile(r'"((?:[^"\\]|\\.)+)":\s')


def translated() -> set[str]:
    """Return the messages that have Persian words."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]
        for file in CATALOGUES
        for message in read_po(BytesIO(file.read_bytes()), locale="fa")
        if any(message.string)
    }


@pytest.mark.parametrize("name", FRAME)
def test_every_message_of_the_frame_is_translated(name: str) -> None:
    """Each message in a template of the theme has Persian words, whether the theme marks it for translation or not."""
    source = (THEME / f"{name}.html").read_text("utf-8")
    marked = [message for _, _, message in Environment(extensions=["jinja2.ext.i18n"]).extract_translations(source)]
    written = re.findall(r'aria-label="([^"{]+)"|<title>([^<{]+)</title>', source)
    messages = {str(message).strip() for message in marked} | {one or other for one, other in written}
    assert messages - {message.strip() for message in translated()} == set()
    for one, other in written:  # the theme does not mark these
        assert editions.FIXED.search(f'aria-label="{one}"' if one else f"<title>{other}</title>")


def test_every_message_of_the_search_is_translated() -> None:
    """Each message that the search shows in the browser has Persian words."""
    static = Path(sphinx.__file__).parent / "themes" / "basic" / "static"
    scripts = "".join((static / f"{name}.js").read_text("utf-8") for name in ("searchtools", "sphinx_highlight"))
    calls = re.findall(r'(?:\b_|gettext)\(\s*"([^"]+)"', scripts)
    known = set(IN_JAVASCRIPT.findall(CATALOGUES[0].with_suffix(".js").read_text("utf-8")))
    assert set(calls) - known == set()


@pytest.mark.parametrize(
    ("sheet", "mirrored"),
    [
        ("a{margin-left:1px}", "a{margin-inline-start:1px}"),
        ("a{border-right-color:red}", "a{border-inline-end-color:red}"),
        ("a{top:0;left:-15em;float:right}", "a{top:0;inset-inline-start:-15em;float:inline-end}"),
        ("a{transition:left .25s}", "a{transition:inset-inline-start .25s}"),
        ("a{text-align:right;clear:left}", "a{text-align:end;clear:inline-start}"),
        (
            "a{padding:1px 2px 3px calc(4px + var(--a))}",
            "a{padding-block:1px 3px;padding-inline:calc(4px + var(--a)) 2px}",
        ),
        ("a{padding:1px 2px;color:red}", "a{padding:1px 2px;color:red}"),
        (".align-left{background:left}", ".align-left{background:left}"),
    ],
)
def test_the_theme_is_mirrored(sheet: str, mirrored: str) -> None:
    """What a style sheet says of the left or the right is said of the start or the end of a line."""
    assert editions.PHYSICAL.sub(editions.logical, sheet) == mirrored
