"""The languages that are written from right to left, from Unicode CLDR: ``python -m tools.directions``.

Babel carries the likely scripts of CLDR; which scripts are written from right to left is the property ``rtl`` of
CLDR's script metadata, which it does not carry.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from babel.core import get_global

MODULE = Path(__file__).parent.parent / "src" / "brics_cities" / "_directions.py"
SCRIPTS = frozenset(
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo "
    "Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Todr Yezi".split()
)


def directions() -> str:
    """Write the module with the scripts, the languages, and the languages of some regions."""
    likely = {tag.replace("_", "-"): full.split("_")[1] for tag, full in get_global("likely_subtags").items()}
    aliases = {tag: full.split("_")[0] for tag, full in get_global("language_aliases").items() if "_" not in tag}
    languages = {tag: tag for tag in likely if "-" not in tag} | aliases
    regions = {tag.partition("-")[2] for tag in likely if _has_region(tag)}

    def is_right_to_left(language: str, region: str = "") -> bool:
        tag = f"{languages[language]}-{region}"
        return likely.get(tag, likely.get(languages[language])) in SCRIPTS

    whole = {language for language in languages if is_right_to_left(language)}
    parts = {
        f"{language}-{region}"
        for language in languages
        for region in regions
        if is_right_to_left(language, region) is not (language in whole)
    }
    return _MODULE.format(
        scripts=_wrapped(SCRIPTS),
        right=_wrapped(whole | {tag for tag in parts if tag.partition("-")[0] not in whole}),
        left=_wrapped({tag for tag in parts if tag.partition("-")[0] in whole}),
    )


def _has_region(tag: str) -> bool:
    region = tag.partition("-")[2]
    return region.isupper() or region.isdigit()


def _wrapped(tags: frozenset[str] | set[str]) -> str:
    words = " ".join(sorted(tags))
    return textwrap.fill(words, 116, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


_MODULE = '''"""What is written from right to left by Unicode CLDR; ``tools.directions`` writes this module."""

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
    MODULE.write_text(directions(), encoding="utf-8")
