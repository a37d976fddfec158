"""The tables of a data set, and one description of the fields of each class, which all other modules read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, Literal, NamedTuple

from attrs import NOTHING, fields

from brics_cities import models
from brics_cities._attrs import DERIVED, Entity, Validator, optional, tuple_of
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidValueError
from brics_cities.text import Text

TABLES: dict[str, type[Any]] = {
    "associations": models.Association,
    "events": models.Event,
    "members": models.Member,
    "people": models.Person,
    "statements": models.Statement,
    "claims": models.Claim,
    "disagreements": models.Disagreement,
    "agreements": models.Agreement,
    "topics": models.Topic,
    "places": models.Place,
    "countries": models.Country,
    "sources": models.Source,
}
"""The class of the records of each table; the tables of a forum are all but the first."""

TABLE_OF = {cls: table for table, cls in TABLES.items()}
"""The table of each class of records."""

Kind = Literal["string", "integer", "number", "boolean", "text", "date", "part", "reference", "value"]

_KINDS: dict[type[Any], Kind] = {
    Text: "text",
    PartialDate: "date",
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
}


_NAMES = ("name", "other_names", "printed_as", "acronym")
"""The fields that say what a record is called."""

Scalar = str | int | float | bool | None
"""The type of a cell of a row."""


ColumnType = Literal["string", "integer", "number", "boolean", "date"]
"""The type of the known cells of a column, in the terms of Table Schema; a date is a string such as ``2024-06-21``."""


class Column(NamedTuple):
    """The description of a column."""

    name: str
    """Its name."""
    type: ColumnType
    """The type of its cells; any of them can be None unless it is a key."""
    meaning: str
    """What it says."""
    references: str | None = None
    """The table to whose key it refers, if it is of one table."""


class Field(NamedTuple):
    """The description of one field of a record or of a part of one."""

    name: str
    kind: Kind
    """What it contains; a ``value`` is an integer, a date or a text."""
    types: tuple[type[Any], ...]
    """The types of its value, or of each item."""
    many: bool
    """Whether it is a tuple of any number of items."""
    optional: bool
    """Whether it may be None, which means that the value is not known."""
    default: Any
    """Its default; attrs.NOTHING if it is required."""
    stored: bool
    """Whether it is stored in the data files; other fields are computed by comparing records."""
    validator: Validator
    """The validator of a known value, with the keywords of JSON Schema."""

    @property
    def required(self) -> bool:
        """Return whether a row has to have the field."""
        return self.default is NOTHING

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the tables that it can refer to."""
        return tuple(TABLE_OF[one] for one in self.types if one in TABLE_OF)


def shape(cls: type[Any]) -> tuple[Field, ...]:
    """Describe the fields of a record class or of a class of its parts, in order."""
    return _shape(cls)  # type: ignore[arg-type]  # mypy takes no class for hashable


@cache
def _shape(cls: type[Any]) -> tuple[Field, ...]:
    described = []
    for attribute in fields(cls):
        is_optional = isinstance(attribute.validator, optional)
        validator: Any = attribute.validator.validator if is_optional else attribute.validator
        described.append(
            Field(
                name=attribute.name,
                kind=_kind(validator),
                types=validator.types,
                many=isinstance(validator, tuple_of),
                optional=is_optional,
                default=attribute.default,
                stored=attribute.metadata != DERIVED,
                validator=validator,
            )
        )
    return tuple(described)


def stored_fields(cls: type[Any]) -> tuple[Field, ...]:
    """Describe the fields of a class that are stored in the data files."""
    return tuple(field for field in shape(cls) if field.stored)


def _kind(validator: Validator) -> Kind:
    first, *further = validator.types
    if first in TABLE_OF:
        return "reference"
    if first in models.PARTS:
        return "part"
    return "value" if further else _KINDS[first]


def reference(record: Entity) -> str:
    """Return the name of a record among those of all tables, such as ``events/kazan-2024``."""
    return f"{TABLE_OF[type(record)]}/{record.id}"


def check_record(record: Any) -> Any:
    """Return a record, and refuse anything else."""
    if type(record) not in TABLE_OF:
        raise InvalidValueError("record", "a record, such as a Person", record)
    return record


def citations_in(value: Any) -> Iterator[models.Citation]:
    """Yield every citation of a record and of its parts, but none of other records."""
    for field in shape(type(value)):
        content = getattr(value, field.name)
        for item in content if field.many else (content,):
            if isinstance(item, models.Citation):
                yield item
            elif field.kind == "part" and item is not None:
                yield from citations_in(item)


def texts_in(value: Any) -> Iterator[Text]:
    """Yield every text of a record and of its parts, but none of other records."""
    for field in shape(type(value)):
        if field.kind in ("text", "value", "part"):
            content = getattr(value, field.name)
            for item in content if field.many else (content,):
                if isinstance(item, Text):
                    yield item
                elif field.kind == "part" and item is not None:
                    yield from texts_in(item)


def names_in(record: Any) -> list[str]:
    """Return everything that a record is called, in every language; nothing for None."""
    values = [getattr(record, field.name) for field in shape(type(record)) if field.name in _NAMES] if record else []
    names = chain.from_iterable(value if isinstance(value, tuple) else (value,) for value in values)
    return [string for name in names if name for string in (name.values() if isinstance(name, Text) else (name,))]


_MAX_COMPARED = 1000  # comparing two ids takes some 10 microseconds


def suggestions(id: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three known ids that a mistaken one may have meant, best first.

    Of very many known ids, those of about the same length that begin or end with the same letters are compared.
    """
    from difflib import get_close_matches
    from heapq import nsmallest

    wanted = id.lower()
    if not wanted or len(wanted) > _MAX_COMPARED:
        return ()
    spelled = {candidate.lower(): candidate for candidate in sorted(known)}
    inside = nsmallest(3, (candidate for candidate in spelled if wanted in candidate), key=len)
    likely: Iterable[str] = spelled
    if len(spelled) > _MAX_COMPARED:

        def unlike(candidate: str) -> tuple[bool, int]:
            return candidate[:2] != wanted[:2] and candidate[-2:] != wanted[-2:], abs(len(candidate) - len(wanted))

        likely = nsmallest(_MAX_COMPARED, spelled, key=unlike)
    close = get_close_matches(wanted, likely, n=3)
    return tuple(spelled[candidate] for candidate in dict.fromkeys([*inside, *close]))[:3]
