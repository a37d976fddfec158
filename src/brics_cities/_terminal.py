"""Lay out plain text for a terminal: wrapped texts, tables, and records field by field.

A line has one direction, or it begins with columns of ids, dates and terms and ends with one piece of Persian, so that
no terminal moves a column, whether it reorders text or not. On a terminal Persian is isolated, so that a full stop
stays at its left.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

from attrs import field, fields, frozen

from brics_cities._attrs import Entity, Value
from brics_cities._labels import FIELDS, MEASURES, TERMS, UNITS
from brics_cities._tables import reference
from brics_cities._wording import asserted, digits, label, listed, spoken, title, visible
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.models import Citation, Disagreement, Position
from brics_cities.text import Text

_LEAST = 20  # columns for a text, however narrow the terminal is
_ROOM = 24  # columns that a text beside others needs; with fewer it is below them
_WIDE = 60  # columns that the fields of a record need beside their names
_LABEL = 15  # columns for the name of a field and the space after it
_LABELS = {"measure": MEASURES, "unit": UNITS}
_IN_A_LINE = (Citation, Entity, PartialDate, Position, SolarHijriDate)


def terminal_width() -> int:
    """Return the columns of the terminal, which the variable COLUMNS overrides; 80 if there is none."""
    return get_terminal_size().columns


def wrapped(left: str, text: str, width: int) -> Iterator[str]:
    """Wrap a text.

    Args:
        left: What the first line begins with; further lines begin with as much space.
        text: The text.
        width: The most columns; a longer word, such as an address, has a line of its own.
    """
    text = visible(text)
    for line in wrap(text, max(width - len(left), _LEAST), break_long_words=False, break_on_hyphens=False) or [""]:
        yield (left + _isolated(line, text)).rstrip()
        left = " " * len(left)


def _isolated(line: str, text: str) -> str:
    """Isolate, on a terminal, a line of a text that is written from right to left."""
    return f"\u2067{line}\u2069" if os.isatty(1) and _is_right_to_left(text) else line


def _is_right_to_left(text: str) -> bool:
    """Return whether most letters of a text are written from right to left."""
    from unicodedata import bidirectional

    weights = {"R": 1, "AL": 1, "L": -1}
    return not text.isascii() and sum(weights.get(bidirectional(letter), 0) for letter in text) > 0


def tabulated(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Lay out rows in columns, with a text beside them, or below them if there is little room.

    Args:
        rows: The headings, and the rows; the last but one cell is the text, the last a note below it or empty.
    """
    width = terminal_width()
    widths = [max(map(len, column)) for column in list(zip(*rows, strict=True))[:-2]]
    needed = min(_ROOM, max(len(text) for *_, text, _note in rows))
    is_beside = sum(widths) + 2 * len(widths) + needed <= width
    for *cells, text, note in rows:
        left = "".join(
            _isolated(cell, cell) + " " * (columns - len(cell) if is_beside else 0) + "  "
            for cell, columns in zip(cells, widths, strict=True)
            if cell or is_beside
        )
        if not is_beside:
            yield left.rstrip()
            left = "  "
        yield from wrapped(left, text, width)
        if note:
            yield from wrapped(" " * len(left), note, width)


def described(record: Entity, lang: str | None, related: tuple[str, ...]) -> Iterator[str]:
    """Show what is known of a record, field by field, with its citations.

    Args:
        record: A record.
        lang: The language of the output; with None each text is in every language.
        related: What to look at next.
    """
    yield reference(record)
    yield from _Layout(lang).lines(_facts(record) | ({"see also": related} if related else {}), "  ")


@frozen
class _Layout:
    """How fields are shown: in Persian or on a narrow terminal as an outline, else in columns."""

    lang: str | None
    width: int = field(factory=terminal_width)

    @property
    def is_outline(self) -> bool:
        return self.lang == "fa" or self.width < _WIDE

    def lines(self, value: Any, left: str, name: str = "") -> Iterator[str]:
        """Yield the lines of a value with its name; the first begins with `left`."""
        value = value.text if isinstance(value, SolarHijriDate) else value
        parts = self._parts(value)
        if parts is None:
            yield from self._line(self._in_a_line(value, name), left, name)
            return
        if name and self.is_outline:
            yield from wrapped(left, f"{self._called(name)}:", self.width)
            left += "  "
        elif name:
            left += f"{name:{_LABEL}}"
        for number, (key, part) in enumerate(parts):
            if number and _is_part(part):
                yield ""
            if isinstance(value, Text):
                yield from wrapped(f"{left}{key:5}", part, self.width)
            else:
                yield from self.lines(part, left, key)
            if not self.is_outline:
                left = " " * len(left)

    def _parts(self, value: Any) -> list[tuple[str, Any]] | None:
        """Return the parts of a value and their names, or None if it is shown in a line."""
        if isinstance(value, Text):
            return [*value.items()] if self.lang is None else None
        if isinstance(value, tuple) and not isinstance(value[0], Entity):
            return [("", item) for item in value]
        if _is_part(value):
            return [*_facts(value).items()]
        return [*value.items()] if isinstance(value, dict) else None

    def _line(self, text: str, left: str, name: str) -> Iterator[str]:
        called = self._called(name)
        if not (called and self.is_outline):
            yield from wrapped(left + (f"{called:{_LABEL}}" if called else ""), text, self.width)
        elif _is_right_to_left(called) == _is_right_to_left(text) or not any(map(str.isalpha, text)):
            yield from wrapped(left, f"{called}: {text}", self.width)
        else:  # a line has one direction
            yield from wrapped(left, f"{called}:", self.width)
            yield from wrapped(f"{left}  ", text, self.width)

    def _called(self, name: str) -> str:
        return label(FIELDS, name, "fa") if self.lang == "fa" else name

    def _in_a_line(self, value: Any, name: str) -> str:
        if isinstance(value, Citation):
            return f"{value}, {value.source.url}"
        if isinstance(value, tuple):
            return listed((self._in_a_line(item, "") for item in value), self.lang or "en")
        if self.lang == "fa":
            return _in_persian(value, name)
        if isinstance(value, Entity):
            return reference(value) if name == "about" else value.id
        return spoken(value, self.lang or "en") if isinstance(value, (bool, Text)) else str(value)


def _in_persian(value: Any, name: str) -> str:
    if isinstance(value, Entity):
        return title(value, "fa")
    if isinstance(value, Position):
        sources = listed(dict.fromkeys(title(source, "fa") for source in value.sources), "fa")
        return f"{asserted(value.claims[0], 'fa')} – {sources}"
    if isinstance(value, str):
        return digits(value, "fa") if value.isdecimal() else label(_LABELS.get(name, TERMS), value, "fa")
    return digits(str(value), "fa") if name == "geonames_id" else spoken(value, "fa")


def _facts(record: Any) -> dict[str, Any]:
    """Return the known fields of a record or of a part of one, by name."""
    facts = {attribute.name: getattr(record, attribute.name) for attribute in fields(type(record))}
    if isinstance(record, Entity):
        del facts["id"]
    if isinstance(record, Disagreement):
        del facts["claims"]
        facts |= {"positions": record.positions, "citations": record.citations}
    return {name: value for name, value in facts.items() if value not in (None, ())}


def _is_part(value: Any) -> bool:
    """Return whether a value is shown field by field below its name."""
    return isinstance(value, Value) and not isinstance(value, _IN_A_LINE)
