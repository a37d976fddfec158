"""How values read as plain text in a language: terms, numbers, dates, claims and the names of records.

Persian has labels, digits and months of its own; every other language has the English ones and ISO 8601 dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from brics_cities._labels import ANSWERS, MEASURES, MONTHS, TERMS, UNITS
from brics_cities.dates import PERSIAN_DIGITS, PartialDate, SolarHijriDate
from brics_cities.models import Agreement, Claim, Disagreement, Source, Statement
from brics_cities.text import Text

_PERSIAN = PERSIAN_DIGITS | str.maketrans(",.", "٬٫")
# White space is a space; what could control a terminal or reorder a line is shown as Python escapes it.
_ESCAPES: dict[int, str] = {
    code: " " if chr(code) in "\t\n\v\f\r" else repr(chr(code))[1:-1]
    for first, last in ((0, 0x1F), (0x7F, 0x9F), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069), (0x61C, 0x61C))
    for code in range(first, last + 1)
}


def visible(text: str) -> str:
    """Return a text on one line that controls no terminal and whose characters stand in their order."""
    return text.translate(_ESCAPES)


def say(text: Text, lang: str) -> str:
    """Return a text in a language, or else in English or its original one."""
    return text.best(lang, "en")


def label(labels: Mapping[str, Text], key: str, lang: str) -> str:
    """Return what a term, a measure or a unit is called; data of one's own may have some without a label."""
    return say(labels[key], lang) if key in labels else key


def digits(text: str, lang: str) -> str:
    """Return a number, or an ISO 8601 date, in the digits of a language."""
    return text.translate(_PERSIAN) if lang == "fa" else text


def date(value: PartialDate, lang: str) -> str:
    """Return a Gregorian date: in words in Persian, where a line of numbers and hyphens has no clear direction."""
    if lang != "fa":
        return str(value)
    month = say(MONTHS[value.month - 1], lang) if value.month else None
    return " ".join(digits(str(part), lang) for part in (value.day, month, value.year) if part)


def listed(items: Iterable[str], lang: str) -> str:
    """Return items with commas between them."""
    return ("، " if lang == "fa" else ", ").join(items)


def spoken(value: float | Text | PartialDate | SolarHijriDate, lang: str) -> str:
    """Return a value as a reader of a language expects it."""
    if isinstance(value, bool):
        return say(ANSWERS["yes" if value else "no"], lang)
    if isinstance(value, (int, float)):
        return digits(f"{value:,}", lang)
    if isinstance(value, Text):
        return say(value, lang)
    if isinstance(value, SolarHijriDate):
        return say(value.text, lang)
    return date(value, lang)


def asserted(claim: Claim, lang: str) -> str:
    """Return what a claim asserts, with the bound and the unit of a number."""
    bound = "" if claim.bound == "exactly" else label(TERMS, claim.bound, lang)
    unit = label(UNITS, claim.unit, lang) if claim.unit else ""
    return " ".join(filter(None, (bound, spoken(claim.value, lang), unit)))


def values(one: Disagreement, lang: str) -> str:
    """Return the values that sources give for one thing."""
    return " / ".join(asserted(position.claims[0], lang) for position in one.positions)


def title(record: Any, lang: str) -> str:
    """Return what a record is called: its name, or what it consists of."""
    if isinstance(record, Agreement):
        return f"{label(TERMS, record.kind, lang)}: {' – '.join(say(party.name, lang) for party in record.parties)}"
    if isinstance(record, Source):
        return say(record.publisher, lang)
    if isinstance(record, Statement):
        return say(record.text, lang)
    if isinstance(record, (Claim, Disagreement)):
        said = asserted(record, lang) if isinstance(record, Claim) else values(record, lang)
        return f"{listed((title(record.about, lang), label(MEASURES, record.measure, lang)), lang)}: {said}"
    return say(record.name, lang)
