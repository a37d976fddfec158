"""What is written from right to left, from Unicode CLDR: ``python -m tools.directions CLDR``.

``CLDR`` is the directory of the npm package ``cldr-core``: ``npm pack cldr-core`` and unpack it.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

MODULE = Path(__file__).parent.parent / "src" / "brics_cities" / "_directions.py"
VARIANTS = ("Aran", "Syre", "Syrj", "Syrn")  # of Arabic and Syriac in ISO 15924, which CLDR does not list


def directions(cldr: Path) -> str:
    """Write the module with the scripts, the languages, and the languages of some regions."""
    metadata = json.loads((cldr / "scriptMetadata.json").read_bytes())["scriptMetadata"]
    subtags = json.loads((cldr / "supplemental" / "likelySubtags.json").read_bytes())["supplemental"]
    aliases = json.loads((cldr / "supplemental" / "aliases.json").read_bytes())["supplemental"]
    scripts = {script for script, described in metadata.items() if described["rtl"] == "YES"} | set(VARIANTS)
    likely = {tag: full.split("-")[1] for tag, full in subtags["likelySubtags"].items()}
    languages = {tag: tag for tag in likely if "-" not in tag}
    for tag, alias in aliases["metadata"]["alias"]["languageAlias"].items():
        if "-" not in tag:
            languages[tag] = alias["_replacement"].split("-")[0]
    regions = {tag[-2:] for tag in likely if re.fullmatch("[a-z]+-[A-Z]{2}", tag)}

    def is_right_to_left(language: str, region: str = "") -> bool:
        language = languages[language]
        return likely.get(f"{language}-{region}", likely.get(language)) in scripts

    whole = {language for language in languages if is_right_to_left(language)}
    parts = {
        (language, f"{language}-{region}")
        for language in languages
        for region in regions
        if is_right_to_left(language, region) is not (language in whole)
    }
    return _MODULE.format(
        version=subtags["version"]["_cldrVersion"],
        scripts=_wrapped(scripts),
        right=_wrapped(whole | {tag for language, tag in parts if language not in whole}),
        left=_wrapped(tag for language, tag in parts if language in whole),
    )


def _wrapped(tags: Iterable[str]) -> str:
    words = " ".join(sorted(tags))
    return textwrap.fill(words, 116, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


_MODULE = '''"""What is written from right to left in Unicode CLDR {version} (Unicode License v3); ``tools.directions`` writes this module."""

SCRIPTS = frozenset(
    """
{scripts}
    """.split()
)
"""Scripts."""

RIGHT_TO_LEFT = frozenset(
    """
{right}
    """.split()
)
"""Languages, and languages in some regions, whose likely script is one of those."""

LEFT_TO_RIGHT = frozenset(
    """
{left}
    """.split()
)
"""Exceptions from these: languages in some regions."""
'''

if __name__ == "__main__":
    (cldr,) = sys.argv[1:]
    MODULE.write_text(directions(Path(cldr)), encoding="utf-8", newline="\n")
