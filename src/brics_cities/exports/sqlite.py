"""Export every relation of a data set as an SQLite database, with the standard library alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

from brics_cities._descriptor import metadata
from brics_cities._forum import Forum, check_forum
from brics_cities._tables import TABLES, Column, Field, shape
from brics_cities.dates import SolarHijriDate
from brics_cities.exports._columns import cells
from brics_cities.exports._relations import ITEMS, Relation, Row, owner, relations
from brics_cities.text import fold

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
_FOLDED = Column("folded", "string", "The text as brics_cities.fold makes it, for the search in texts_search.")
_METADATA = """
CREATE TABLE "metadata" (
  "name" TEXT NOT NULL PRIMARY KEY, -- A property of a Data Package, such as version.
  "value" TEXT NOT NULL -- A string, or JSON that begins with a bracket.
)
"""
_SEARCH = """
CREATE VIRTUAL TABLE "texts_search"
USING fts5("folded", content="texts", tokenize="trigram")
"""


def to_sqlite(forum: Forum) -> bytes:
    """Export the tables of `to_tables` as an SQLite database.

    The tables have primary and foreign keys, and their definitions explain each column. For each table of records
    there is a view such as ``events_flat`` with what `Records.rows` returns. ``texts_search`` is a full-text index
    (FTS5) of ``texts`` for words, or parts of words, of three letters or more, as `fold` makes them. The table
    ``metadata`` has the title, version, licence and creators of the data set, as far as they are known.

    Args:
        forum: Any data set.

    Returns:
        The bytes of a database file, the same for the same data set and version of SQLite.

    Raises:
        InvalidValueError: What is given is no `Forum`.

    >>> import sqlite3
    >>> from brics_cities import forum
    >>> database = sqlite3.connect(":memory:")
    >>> database.deserialize(to_sqlite(forum))
    >>> database.execute("SELECT participants FROM events_flat WHERE id = 'dubai-2024'").fetchone()
    ('ilsur-metshin pushyamitra-bhargav',)
    """
    check_forum(forum)
    import sqlite3  # some builds of Python lack it

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("BEGIN")
        for name, relation in _stored().items():
            database.execute(_created(name, relation))
            places = ", ".join("?" * len(relation.columns))
            database.executemany(f'INSERT INTO "{name}" VALUES ({places})', relation.rows(forum))
            for column in relation.columns:
                if column.references and column.name != relation.key[0]:
                    database.execute(f'CREATE INDEX "{name}_{column.name}" ON "{name}" ("{column.name}")')
        database.execute(_METADATA)
        database.executemany('INSERT INTO "metadata" VALUES (?, ?)', _metadata(forum))
        database.execute(_SEARCH)
        database.execute("INSERT INTO texts_search (texts_search) VALUES ('rebuild')")
        for table in TABLES:
            database.execute(_view(table))
        database.execute("COMMIT")
        return database.serialize()


def _stored() -> dict[str, Relation]:
    """Return the relations, and with each text what it is found by."""
    texts = relations()["texts"]

    def rows(forum: Forum) -> Iterator[Row]:
        position = texts.names.index("text")
        for row in texts.rows(forum):
            yield *row, fold(str(row[position]))

    return {**relations(), "texts": Relation((*texts.columns, _FOLDED), texts.key, rows)}


def _metadata(forum: Forum) -> Iterator[tuple[str, str]]:
    for name, value in metadata(forum).items():
        yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _created(name: str, relation: Relation) -> str:
    """Write the definition of a table, with the meaning of each column as a comment."""
    lines = [f"{_defined(column, relation.key)}, -- {column.meaning}" for column in relation.columns]
    key = ", ".join(f'"{one}"' for one in relation.key)
    return "\n  ".join([f'CREATE TABLE "{name}" (', *lines, f"PRIMARY KEY ({key})"]) + "\n)"


def _defined(column: Column, key: tuple[str, ...]) -> str:
    name = f'"{column.name}"'
    parts = [name, _TYPES[column.type]]
    if column.name in key:
        parts.append("NOT NULL")
    if column.type == "boolean":
        parts.append(f"CHECK ({name} IN (0, 1))")
    if column.references:
        (referred,) = relations()[column.references].key
        parts.append(f'REFERENCES "{column.references}" ("{referred}")')
    return " ".join(parts)


def _view(table: str) -> str:
    """Write the definition of the view with the flat rows of a table."""
    columns: list[str] = []
    for field in shape(TABLES[table]):
        if field.many:
            columns.append(f'{_several(table, field)} AS "{field.name}"')
        elif field.kind == "part":  # a Solar Hijri date
            columns.append(f'{_solar_hijri(f"{field.name}_")} AS "{field.name}"')
        else:
            columns += [f't."{cell.name}"' for cell in cells(field, None)]
    return f'CREATE VIEW "{table}_flat" AS SELECT\n  {", ".join(columns)}\nFROM "{table}" AS t'


def _several(table: str, field: Field) -> str:
    """Write the expression of a cell with several items: each once, in their order."""
    items, of_record, order = f"{table}_{field.name}", f'"{owner(table).name}" = t."id"', '"position"'
    if field.name == "citations":
        items, of_record = "citations", f""""record" = '{table}/' || t."id" AND "path" = 'citations'"""
    elif not field.stored:  # the claims of a disagreement
        items, order = "disagreements_positions_claims", '(SELECT rowid FROM "claims" WHERE "id" = "claim")'
    cell, separator = _item(field)
    return (
        f"coalesce((SELECT group_concat(cell, '{separator}') FROM (SELECT {cell} AS cell FROM \"{items}\""
        f" WHERE {of_record} GROUP BY cell ORDER BY min({order}))), '')"
    )


def _item(field: Field) -> tuple[str, str]:
    """Write the expression of an item of a field, and what separates it from others; that of a part is its first field."""
    if field.types == (SolarHijriDate,):
        return _solar_hijri(""), " "
    first = shape(field.types[0])[0] if field.kind == "part" else field
    name = ITEMS.get(first.name, first.name)
    if first.kind == "text":
        return f'coalesce("{name}_en", "{name}_original")', " | "
    return (f'substr("{name}", instr("{name}", \'/\') + 1)' if len(first.tables) > 1 else f'"{name}"'), " "


def _solar_hijri(prefix: str) -> str:
    """Write the expression of a date such as 1403-04-01, which is NULL if its year is."""
    names = ", ".join(f'"{prefix}{name}"' for name in ("year", "month", "day"))
    return f"""CASE WHEN "{prefix}year" IS NOT NULL THEN printf('%04d-%02d-%02d', {names}) END"""
