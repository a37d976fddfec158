"""Write the project's home where files need it as it is: ``python -m tools.home``, or ``nox -s home``.

``home`` in pyproject.toml is the one place to change; `tools.metadata` gives it to the package.
"""

from __future__ import annotations

import re
from pathlib import Path

from tools.metadata import home_of

ROOT = Path(__file__).parent.parent
CHECKS = "{home}/actions/workflows/checks.yml"
PLACES = {
    "README.md": (
        re.compile(r"(?<=<!-- badges -->\n)(.*\n)?(?=<!-- /badges -->\n)"),
        f"[![Checks]({CHECKS}/badge.svg)]({CHECKS})\n",
        "",
    ),
    "SECURITY.md": (
        re.compile(r"\[?the security page of the repository(\]\([^)]*\))?"),
        "[the security page of the repository]({home}/security/advisories/new)",
        "the security page of the repository",
    ),
    "CITATION.cff": (
        re.compile(r"^(repository-code: .*\n)?version: ", re.MULTILINE),
        'repository-code: "{home}"\nversion: ',
        "version: ",
    ),
}
"""By file, the place where the home is named, what is written there, and what while there is no home."""


def named(file: str, text: str, home: str) -> str:
    """Return the text of a file with the home in its place."""
    place, known, unknown = PLACES[file]
    words = known.format(home=home) if home else unknown
    text, count = place.subn(lambda _: words, text)
    if count != 1:
        raise ValueError(f"{file} must have one place for the home, not {count}: {place.pattern}")
    return text


if __name__ == "__main__":
    for file in PLACES:
        path = ROOT / file
        path.write_text(named(file, path.read_text("utf-8"), home_of(ROOT)), encoding="utf-8", newline="\n")
