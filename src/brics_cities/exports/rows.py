"""Flatten records to rows for anything that reads tables: csv, pandas, polars, Arrow, a database.

Every field is a column with its name, and these rules apply:

- a text ``name`` is the columns ``name_en``, ``name_fa``, ``name_ru`` and ``name_original``, or just
  ``name`` if one language is asked for;
- a date ``starts`` is an ISO 8601 string at its precision, and the columns ``starts_earliest`` and
  ``starts_latest`` are the first and the last day that it can mean; a Solar Hijri date is a string such as
  ``1403-04-01``;
- a reference is the id of the record, or ``table/id`` if it can be of any table;
- several ids or terms are one string, separated by spaces; several texts are separated by " | ";
- a part of a record, such as a tenure, is its first field; citations are the ids of their sources;
- the value of a claim is the columns ``value``, a string, ``value_number``, an integer, and ``value_earliest`` and
  ``value_latest``, dates;
- None is unknown, or not available in the language; none of several is an empty string.

`Records.columns` describes the columns, also of a selection without records. `brics_cities.exports.to_tables` gives
each relation a table of its own instead, and `brics_cities.exports.to_sqlite` all of it as a database.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from brics_cities._tables import Column, Scalar, shape
from brics_cities.exports._columns import cells, described, meanings_of

__all__ = ["Scalar"]


def columns(cls: type[Any], tags: tuple[str, ...] | None) -> tuple[Column, ...]:
    """Describe the columns of the rows of a class.

    Args:
        cls: The class.
        tags: The tags of the language of all texts, best first, or None for columns in several languages.
    """
    meanings = meanings_of(cls)
    return tuple(described(cell, meanings[field.name]) for field in shape(cls) for cell in cells(field, tags))


def flatten(records: Iterable[Any], cls: type[Any], tags: tuple[str, ...] | None) -> list[dict[str, Scalar]]:
    """Flatten each record to a row.

    Args:
        records: Records of one class.
        cls: The class.
        tags: The tags of the language of all texts, best first, or None for columns in several languages.

    Returns:
        One dict per record, all with the same keys.
    """
    readers = [(field.name, cell.name, cell.read) for field in shape(cls) for cell in cells(field, tags)]
    return [{column: read(getattr(record, name)) for name, column, read in readers} for record in records]
