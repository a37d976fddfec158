"""Flat rows of records, for whatever reads tables: csv, pandas, polars, Arrow, a database.

Every field makes a column of its name, with these turns:

- a text ``name`` makes ``name_en``, ``name_fa``, ``name_ru`` and ``name_original``, or ``name``
  alone where one language is asked for;
- a date is an ISO 8601 text at its precision, a Solar Hijri date a text such as ``1403-04-01``;
- a record that is referred to is its id; where it can be of any table, ``table/id``;
- several ids or terms stand in one text with a space between them, several texts with a bar, " | ";
- a part of a record, such as a post, is its first field; citations are the ids of their sources;
- what a claim asserts makes ``value``, a text, and ``value_number``, a whole number or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import fields

from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.models import PARTS, TABLES, CitedText, Tenure, reference
from brics_cities.text import Text, in_english
from brics_cities.validators import check_tag
from brics_cities.values import Identified

Scalar = str | int | float | bool | None
"""What a cell holds."""
Reader = Callable[[Any], Scalar]

_TAGS = ("en", "fa", "ru")
_CLASSES = {cls.__name__ for cls in TABLES.values()}
_FIRST = {cls: fields(cls)[0].name for cls in PARTS}


def flatten(records: Iterable[Any], cls: type[Any], lang: str | None) -> list[dict[str, Scalar]]:
    """Make a flat row of each record.

    Args:
        records: Records of one class.
        cls: The class.
        lang: The language of all texts, or None for each that has columns of its own.
    """
    if lang is not None:
        check_tag("lang", lang)
    columns = [
        (field.name, column, read)
        for field in fields(cls)
        for column, read in _columns(field.name, cls.__annotations__[field.name], lang)
    ]
    return [{column: read(getattr(record, name)) for name, column, read in columns} for record in records]


def _columns(name: str, type_: str, lang: str | None) -> Iterator[tuple[str, Reader]]:
    """The columns that a field makes, and what makes the value of each."""
    if type_.startswith("Text") and lang is None:
        for tag in _TAGS:
            yield f"{name}_{tag}", lambda text, tag=tag: text and text.get(tag)  # type: ignore[misc]
        yield f"{name}_original", lambda text: text and text.original
    elif type_.startswith("Text"):
        yield name, lambda text: text and text.get(lang)
    elif type_ == "Record":
        yield name, reference
    elif type_ == "int | PartialDate | Text":
        yield name, lambda value: None if (cell := _cell(value, lang)) is None else str(cell)
        yield f"{name}_number", lambda value: value if isinstance(value, int) else None
    elif type_.removesuffix(" | None") in _CLASSES:
        yield name, lambda record: record and record.id
    else:
        yield name, lambda value: _cell(value, lang)


def _cell(value: Any, lang: str | None) -> Scalar:
    """A value as one cell shows it."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, tuple):
        between = " | " if isinstance(next(iter(value), None), (Text, Tenure, CitedText)) else " "
        cells = [str(cell) for item in value if (cell := _cell(item, lang)) is not None]
        return between.join(dict.fromkeys(cells))
    if isinstance(value, Text):
        return value.get(lang) if lang else in_english(value)
    if isinstance(value, SolarHijriDate):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    if isinstance(value, Identified):
        return value.id
    return str(value) if isinstance(value, PartialDate) else _cell(getattr(value, _FIRST[type(value)]), lang)
