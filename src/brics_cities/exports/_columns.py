"""The columns of tables: their descriptions, and how their cells are read from the fields of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from brics_cities._attrs import Entity
from brics_cities._descriptor import schema
from brics_cities._tables import TABLES, Column, ColumnType, Field, Scalar, reference, shape
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.models import CitedText, Tenure
from brics_cities.text import Text, english_or_original


class Cell(NamedTuple):
    """How a column is read from the value of a field."""

    name: str
    type: ColumnType
    note: str
    """What is to be said of the column besides the meaning of the field."""
    read: Callable[[Any], Scalar]
    references: str | None = None


_TEXTS = (Text, Tenure, CitedText)  # the classes whose items are written as texts
LANGUAGES = {"en": "In English.", "fa": "In Persian.", "ru": "In Russian."}
# What the shipped schema does not describe, since no file has it.
_DERIVED = {
    "corroboration": "Whether other sources confirm it, found by comparing the claims of a data set; "
    "None for a claim on its own.",
    "claims": "The claims, found by comparing those of a data set.",
}


def described(cell: Cell, meaning: str) -> Column:
    """Describe a column that is read from a field of a meaning."""
    return Column(cell.name, cell.type, f"{meaning} {cell.note}".rstrip(), cell.references)


def meanings_of(cls: type[Any]) -> dict[str, str]:
    """Return the meaning of each field of a class of records or parts, by name."""
    described = schema()["$defs"][cls.__name__]["properties"]
    return {
        field.name: described[field.name]["description"] if field.stored else _DERIVED[field.name]
        for field in shape(cls)
    }


def cells(field: Field, tags: tuple[str, ...] | None) -> Iterator[Cell]:
    """Yield the columns of a field."""
    name, kind = field.name, field.kind
    if field.many:
        yield Cell(name, "string", _separated(field), lambda value: _joined(value, tags))
    elif kind == "text" and tags is None:
        for tag, note in LANGUAGES.items():
            yield Cell(f"{name}_{tag}", "string", note, lambda text, tag=tag: text and text.get(tag))  # type: ignore[misc]
        yield Cell(f"{name}_original", "string", "In the original language.", lambda text: text and text.original)
    elif kind == "text":
        yield Cell(name, "string", "", lambda text: text and _cell(text, tags))
    elif kind == "date":
        yield Cell(name, "string", "An ISO 8601 year, month or day.", lambda date: date and str(date))
        yield from _days(name)
    elif kind == "value":
        yield Cell(name, "string", "As a string.", lambda value: _joined((value,), tags) or None)
        yield Cell(f"{name}_number", "integer", "The integer.", lambda value: value if type(value) is int else None)
        yield from _days(name)
    elif kind == "reference" and len(field.tables) > 1:
        yield Cell(name, "string", "The table and the id, such as events/kazan-2024.", reference)
    elif kind == "reference":
        yield Cell(name, "string", "The id.", lambda record: record and record.id, *field.tables)
    elif kind == "part":
        yield Cell(name, "string", "", lambda value: _cell(value, tags))
    elif kind == "number":
        yield Cell(name, kind, "", lambda value: None if value is None else float(value))
    else:
        yield Cell(name, kind, "", lambda value: value)


def _days(name: str) -> Iterator[Cell]:
    """Yield the columns with the first and the last day that a date can mean."""
    yield Cell(
        f"{name}_earliest", "date", "The first day that the date can mean.", lambda value: _day(value, "earliest")
    )
    yield Cell(f"{name}_latest", "date", "The last day that the date can mean.", lambda value: _day(value, "latest"))


def _day(value: Any, which: str) -> str | None:
    return getattr(value, which).isoformat() if isinstance(value, PartialDate) else None


def _separated(field: Field) -> str:
    """Say how the items of a field are written into one cell."""
    if field.types[0] in TABLES.values():
        return "Ids, separated by spaces."
    return 'Separated by " | ".' if field.types[0] in _TEXTS else "Separated by spaces."


def _joined(values: tuple[Any, ...], tags: tuple[str, ...] | None) -> str:
    """Return several values as one cell has them, each once."""
    separator = " | " if isinstance(next(iter(values), None), _TEXTS) else " "
    return separator.join(dict.fromkeys(str(cell) for value in values if (cell := _cell(value, tags)) is not None))


def _cell(value: Any, tags: tuple[str, ...] | None) -> Scalar:
    """Return a value as one cell has it."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Text):
        return english_or_original(value) if tags is None else _said(value, tags)
    if isinstance(value, SolarHijriDate):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    if isinstance(value, Entity):
        return value.id
    return str(value) if isinstance(value, PartialDate) else _cell(getattr(value, shape(type(value))[0].name), tags)


def _said(text: Text, tags: tuple[str, ...]) -> str | None:
    """Return a text in the first of some languages that it has, or None."""
    return next((string for tag in tags if (string := text.get(tag)) is not None), None)
