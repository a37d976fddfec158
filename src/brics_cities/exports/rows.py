"""Flatten records to rows for anything that reads tables: csv, pandas, polars, Arrow, a database.

Every field is a column with its name, and these rules apply:

- a text ``name`` is the columns ``name_en``, ``name_fa``, ``name_ru`` and ``name_original``, or just
  ``name`` if one language is asked for;
- a date is an ISO 8601 string at its precision, a Solar Hijri date a string such as ``1403-04-01``;
- a reference is the id of the record, or ``table/id`` if it can be of any table;
- several ids or terms are one string, separated by spaces; several texts are separated by " | ";
- a part of a record, such as a tenure, is its first field; citations are the ids of their sources;
- the value of a claim is the columns ``value``, a string, and ``value_number``, an integer or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from brics_cities._attrs import Entity, check_tag
from brics_cities._tables import TABLES, Field, Scalar, reference, shape
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.models import CitedText, Tenure
from brics_cities.text import Text, english_or_original

__all__ = ["Scalar", "flatten"]

_Read = Callable[[Any], Scalar]

_TAGS = ("en", "fa", "ru")


def flatten(records: Iterable[Any], cls: type[Any], lang: str | None) -> list[dict[str, Scalar]]:
    """Flatten each record to a row.

    Args:
        records: Records of one class.
        cls: The class.
        lang: The language of all texts, or None for columns in several languages.

    Returns:
        One dict per record, all with the same keys.

    Raises:
        InvalidValueError: The language is not a well-formed tag.
    """
    if lang is not None:
        check_tag("lang", lang)
    columns = [(field.name, column, read) for field in shape(cls) for column, read in _columns(field, lang)]
    return [{column: read(getattr(record, name)) for name, column, read in columns} for record in records]


def _columns(field: Field, lang: str | None) -> Iterator[tuple[str, _Read]]:
    """Yield the columns of a field, and the function that reads each from its value."""
    name = field.name
    if field.kind == "text" and not field.many and lang is None:
        for tag in _TAGS:
            yield f"{name}_{tag}", lambda text, tag=tag: text and text.get(tag)  # type: ignore[misc]
        yield f"{name}_original", lambda text: text and text.original
    elif field.kind == "text" and not field.many:
        yield name, lambda text: text and text.get(lang)
    elif field.kind == "value":
        yield name, lambda value: None if (cell := _cell(value, lang)) is None else str(cell)
        yield f"{name}_number", lambda value: value if isinstance(value, int) else None
    elif len(field.tables) == len(TABLES):
        yield name, reference
    else:
        yield name, lambda value: _cell(value, lang)


def _cell(value: Any, lang: str | None) -> Scalar:
    """Return a value as one cell has it."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, tuple):
        separator = " | " if isinstance(next(iter(value), None), (Text, Tenure, CitedText)) else " "
        cells = [str(cell) for item in value if (cell := _cell(item, lang)) is not None]
        return separator.join(dict.fromkeys(cells))
    if isinstance(value, Text):
        return value.get(lang) if lang else english_or_original(value)
    if isinstance(value, SolarHijriDate):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    if isinstance(value, Entity):
        return value.id
    return str(value) if isinstance(value, PartialDate) else _cell(getattr(value, shape(type(value))[0].name), lang)
