"""Build the Persian edition of the site within the English one, and link each page to the same page in the other.

The English pages are in ``docs``, the Persian ones in ``docs/fa``, under the same names; the pages of the records are
generated for each. Building ``docs`` builds ``docs/fa`` too, by running Sphinx again with the same configuration and
the tag ``fa``. Sphinx takes the Persian words of the frame from ``docs/fa/locales``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.locale import _
from sphinx.util import logging

from brics_cities import direction

LOGGER = logging.getLogger(__name__)
NAMES = {"en": "English", "fa": "فارسی"}

# Words that the theme has in its templates in English only; all others are in its catalogue of messages.
FIXED = re.compile(
    r'(?<=aria-label=")(?:Toggle navigation of(?= )|Toggle [a-zA-Z /]+(?=")|On [a-zA-Z ]+(?="))'
    r"|<a [^>]*>@pradyunsg</a>'s"
    r"|(?<=<title>)(?:Contents|Menu|Expand|Light mode|Dark mode|Auto light/dark, in (?:light|dark) mode)(?=</title>)"
)

# The words of the button that copies an example, which knows some languages but not Persian.
COPY_BUTTON = {
    "copy": "کپی",
    "copy_to_clipboard": "کپی در حافظه",
    "copy_success": "کپی شد",
    "copy_failure": "کپی نشد",
}

# Properties for one side of the page, and what they are in the direction of reading.
SIDES = {"left": "inline-start", "right": "inline-end"}
PHYSICAL = re.compile(
    r"(?P<property>\b(?:margin|padding|border)-)(?P<side>left|right)(?=[-:])"
    r"|(?<=[;{: ])(?P<inset>left|right)(?=:|\s\.\d+s)"
    r"|(?<=float:)(?P<float>left|right)|(?<=clear:)(?P<clear>left|right)"
    r"|(?<=text-align:)(?P<text>left|right)"
    r"|(?P<around>padding|margin):(?P<sides>(?:calc\([^;}]*\)|[^ ;}]+)(?: (?:calc\([^;}]*\)|[^ ;}]+)){3})(?=[;}])"
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the steps of a build."""
    app.connect("html-page-context", add_other_edition)
    app.connect("build-finished", build_persian_edition, priority=800)  # before the links are checked
    app.connect("build-finished", adapt_theme)
    return {"parallel_read_safe": True}


def add_other_edition(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Add the link to the same page in the other edition, or to its first page where it has no such page."""
    other = "en" if app.config.language == "fa" else "fa"
    folder = Path(app.confdir) if other == "en" else Path(app.confdir, other)
    shared = pagename == "search" or (pagename.startswith("record/") and pagename != "record/fields")
    exists = shared or (folder / f"{pagename}.md").exists()
    context["other_edition"] = {
        "language": other,
        "direction": direction(other),
        "name": NAMES[other],
        "page": f"{'..' if other == 'en' else other}/{pagename if exists else 'index'}.html",
        "same": exists,
    }


class Templates(BuiltinTemplateLoader):
    """Render templates; add to the frame of a page the direction of its language, and translate the theme's own words."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return a rendered template."""
        page = super().render(template, context)
        if (language := context.get("language")) != "fa":
            return page
        page = page.replace(f'lang="{language}"', f'lang="{language}" dir="{direction(language)}"', 1)
        return FIXED.sub(lambda found: _(found[0]), page)


def build_persian_edition(app: Sphinx, error: Exception | None) -> None:
    """Build the Persian edition after the English one."""
    if error or app.builder.name != "html" or app.config.language == "fa":
        return
    options = ["-n", "-W", "--keep-going", "-q", "-t", "fa", "-c", app.confdir]
    command = [sys.executable, "-m", "sphinx", *options, Path(app.srcdir, "fa"), Path(app.outdir, "fa")]
    if subprocess.run(command, check=False).returncode:
        LOGGER.warning("the Persian edition has warnings")


def adapt_theme(app: Sphinx, error: Exception | None) -> None:
    """Mirror the theme in the Persian edition, which is written for reading from the left, and translate a script."""
    if error or app.builder.name != "html" or app.config.language != "fa":
        return
    static = Path(app.outdir, "_static")
    for name in ("furo", "furo-extensions"):
        sheet = static / "styles" / f"{name}.css"
        sheet.write_text(PHYSICAL.sub(logical, sheet.read_text("utf-8")), "utf-8")
    script = static / "copybutton.js"
    known = json.dumps(COPY_BUTTON, ensure_ascii=False)
    script.write_text(
        script.read_text("utf-8").replace("const messages = {", f"const messages = {{'fa': {known},", 1), "utf-8"
    )


def logical(found: re.Match[str]) -> str:
    """Return a property or a value of CSS for a side of the page as one in the direction of reading."""
    if found["around"]:
        top, right, bottom, left = re.findall(r"calc\([^;}]*\)|[^ ]+", found["sides"])
        return f"{found['around']}-block:{top} {bottom};{found['around']}-inline:{left} {right}"
    side = SIDES[found["side"] or found["inset"] or found["float"] or found["clear"] or found["text"]]
    if found["side"]:
        return f"{found['property']}{side}"
    if found["inset"]:
        return f"inset-{side}"
    return side.removeprefix("inline-") if found["text"] else side
