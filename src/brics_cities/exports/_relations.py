"""The relations of a data set: a table per class of records, and one per field with several items.

CSV and SQLite write them, and `to_tables` returns them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from brics_cities._forum import Forum, check_forum
from brics_cities._tables import TABLES, Column, Field, Scalar, reference, shape, stored_fields
from brics_cities.exports._columns import cells, described, meanings_of
from brics_cities.models import PARTS, RECORDS, Citation, Position
from brics_cities.text import Text

Row = tuple[Scalar, ...]
Read = Callable[[Any], Scalar]


class Table(NamedTuple):
    """A relation of a data set as a table."""

    columns: tuple[Column, ...]
    """The description of each column."""
    key: tuple[str, ...]
    """The names of the columns that together are different in every row, and never None."""
    rows: list[dict[str, Scalar]]
    """A dict per row, all with the same keys."""


class Relation(NamedTuple):
    """How a table is made of a data set."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Forum], Iterator[Row]]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)


ITEMS = {
    "claims": "claim",
    "topics": "topic",
    "parties": "party",
    "signatories": "signatory",
    "derived_from": "derived_from",
}
"""The column of the items of each field with several references."""
RECORD = Column("record", "string", "The table and the id of a record, such as events/kazan-2024.", "records")
_POSITION = Column("position", "integer", "The position in the list, from 0.")
_CITATIONS = "citations"


def to_tables(forum: Forum) -> dict[str, Table]:
    """Return every relation of a data set as a table of its own, with keys that refer to each other.

    Each class of records has a table with its fields of one value but texts, in the columns of `Records.rows`. Each field
    with several items has a table such as ``statements_topics`` or ``events_participants``, whose key is the id of the
    record and the ``position`` in the list. The positions of a disagreement are in ``disagreements_positions``, and
    their claims in ``disagreements_positions_claims``. Three tables are about records of any kind, with a ``record``
    such as ``events/kazan-2024``: ``records`` lists them, ``citations`` has all citations of them and of their
    parts, and ``texts`` all names and other texts, by language. There the ``path`` of ``agenda/0/text`` is the text
    of the first item of the agenda.

    Args:
        forum: Any data set.

    Returns:
        The tables by name; each has its columns and its key even if it has no rows.

    Raises:
        InvalidValueError: What is given is no `Forum`.

    >>> from brics_cities import forum
    >>> tables = to_tables(forum)
    >>> tables["statements_topics"].rows[0]
    {'statement': 'houshyar-1', 'position': 0, 'topic': 'trade'}
    >>> tables["statements_topics"].key
    ('statement', 'position')
    """
    check_forum(forum)
    return {
        name: Table(
            relation.columns,
            relation.key,
            [dict(zip(relation.names, row, strict=True)) for row in relation.rows(forum)],
        )
        for name, relation in relations().items()
    }


@cache
def relations() -> dict[str, Relation]:
    """Return each relation by the name of its table; those that others refer to come first."""
    found = {"records": _records()}
    for table, cls in TABLES.items():
        found[table] = _table(table, cls)
    for table, cls in TABLES.items():
        for field in stored_fields(cls):
            if field.many and field.name != _CITATIONS and (found_cells := _item_cells(cls, field)):
                found[f"{table}_{field.name}"] = _items(table, field.name, found_cells)
    positions = ("disagreements_positions", "disagreements_positions_claims")
    return {**found, **dict(zip(positions, _positions(), strict=True)), _CITATIONS: _citations(), "texts": _texts()}


def _cells_of(cls: type[Any]) -> Iterator[tuple[Column, Read]]:
    """Yield the columns of the fields of one value but texts, with what reads their cells; a part has one for each of its own."""
    meanings = meanings_of(cls)
    for field in shape(cls):
        if field.many or field.kind == "text":
            continue
        if field.kind == "part":
            (part,) = field.types
            for column, read in _cells_of(part):
                yield column._replace(name=f"{field.name}_{column.name}"), _reader(field.name, read)
        else:
            for column, read in _cells(field, meanings[field.name]):
                yield column, _reader(field.name, read)


def _item_cells(cls: type[Any], field: Field) -> list[tuple[Column, Read]]:
    """Return the columns of the items of a field with several, which have none if they are only texts."""
    if field.kind == "part":
        return [*_cells_of(field.types[0])]
    if field.kind == "text":
        return []
    return [*_cells(field._replace(name=ITEMS[field.name], many=False), meanings_of(cls)[field.name])]


def _cells(field: Field, meaning: str) -> Iterator[tuple[Column, Read]]:
    """Yield the columns of a field of one value, with what reads their cells from that value."""
    for cell in cells(field, None):
        column = described(cell, meaning)
        if len(field.tables) > 1:
            column = column._replace(references=RECORD.references)
        yield column, cell.read


def _reader(name: str, read: Read) -> Read:
    """Return what reads a cell from the field of a record or a part, if there is one."""
    return lambda whole: None if whole is None else read(getattr(whole, name))


def owner(table: str) -> Column:
    """Return the column of the tables of items that refers to the record in a table."""
    cls = TABLES[table]
    return Column(cls.__name__.lower(), "string", f"The id of the {cls.__name__.lower()}.", table)


def _records() -> Relation:
    key = RECORD._replace(references=None)
    columns = (key, Column("table_name", "string", "The table."), Column("id", "string", "The id."))

    def rows(forum: Forum) -> Iterator[Row]:
        for table, records in forum._with_association().items():
            for record in records:
                yield f"{table}/{record.id}", table, record.id

    return Relation(columns, ("record",), rows)


def _table(table: str, cls: type[Any]) -> Relation:
    columns, readers = zip(*_cells_of(cls), strict=True)

    def rows(forum: Forum) -> Iterator[Row]:
        for record in forum._with_association()[table]:
            yield tuple([read(record) for read in readers])

    return Relation(columns, ("id",), rows)


def _items(table: str, name: str, cells: list[tuple[Column, Read]]) -> Relation:
    """Return the relation of a field with several items."""
    whose = owner(table)
    columns, readers = zip(*cells, strict=True)

    def rows(forum: Forum) -> Iterator[Row]:
        for record in forum._with_association()[table]:
            for position, item in enumerate(getattr(record, name)):
                yield (record.id, position, *[read(item) for read in readers])

    return Relation((whose, _POSITION, *columns), (whose.name, _POSITION.name), rows)


def _positions() -> tuple[Relation, Relation]:
    """Return the relation of the positions of disagreements, and that of their claims."""
    whose = owner("disagreements")
    key = (whose, Column("position", "integer", "The position in the order of the oldest source, from 0."))
    value = Column("value", "string", "The value as a person would write it.")
    claim = Column("claim", "string", "The id of a claim that asserts the value.", "claims")

    def positions(forum: Forum) -> Iterator[tuple[str, int, Position]]:
        for record in forum.disagreements:
            for number, position in enumerate(record.positions):
                yield record.id, number, position

    def values(forum: Forum) -> Iterator[Row]:
        for id, number, position in positions(forum):
            yield id, number, position.value

    def claims(forum: Forum) -> Iterator[Row]:
        for id, number, position in positions(forum):
            for claim in position.claims:
                yield id, number, claim.id

    return (
        Relation((*key, value), ("disagreement", "position"), values),
        Relation((*key, claim), ("disagreement", "claim"), claims),
    )


def _citations() -> Relation:
    path = Column("path", "string", "The path of the list in the record, such as participants/0/citations.")
    columns, readers = zip(*_cells_of(Citation), strict=True)
    # Those of a disagreement are the citations of its claims.
    citing = {cls for cls in (*RECORDS, *PARTS) if any(field.name == _CITATIONS for field in shape(cls))}

    def rows(forum: Forum) -> Iterator[Row]:
        for record in forum._all():
            name = reference(record)
            for place, part in _parts(record, ""):
                for position, citation in enumerate(part.citations if type(part) in citing else ()):
                    yield (name, f"{place}{_CITATIONS}", position, *[read(citation) for read in readers])

    return Relation((RECORD, path, _POSITION, *columns), ("record", "path", "position"), rows)


def _texts() -> Relation:
    columns = (
        RECORD,
        Column("path", "string", "The path of the text in the record, such as name or agenda/0/text."),
        Column("language", "string", "The BCP 47 tag of the language."),
        Column("text", "string", "The text in the language."),
        Column("original", "boolean", "Whether it is the original."),
    )

    def rows(forum: Forum) -> Iterator[Row]:
        for record in forum._all():
            name = reference(record)
            for place, part in _parts(record, ""):
                for path, text in _texts_of(part, place):
                    original = text.original_language
                    for tag, string in text.items():
                        yield name, path, tag, string, tag == original

    return Relation(columns, ("record", "path", "language"), rows)


def _parts(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Yield a record and each of its parts but citations, with what their paths begin with."""
    yield place, value
    for field in shape(type(value)):
        if field.kind == "part" and field.many and field.name != _CITATIONS:
            for position, part in enumerate(getattr(value, field.name)):
                yield from _parts(part, f"{place}{field.name}/{position}/")


def _texts_of(value: Any, place: str) -> Iterator[tuple[str, Text]]:
    """Yield the texts of a record or a part, none of its own parts, with their paths."""
    for field in shape(type(value)):
        if field.kind in ("text", "value"):
            content = getattr(value, field.name)
            if field.many:
                yield from ((f"{place}{field.name}/{position}", text) for position, text in enumerate(content))
            elif isinstance(content, Text):
                yield f"{place}{field.name}", content
