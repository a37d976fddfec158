"""Export every relation of a data set as an SQLite database, with the standard library alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from brics_cities._descriptor import metadata
from brics_cities._forum import Forum, check_forum
from brics_cities._tables import TABLES, Column, Field, shape
from brics_cities.dates import SolarHijriDate
from brics_cities.exports._columns import LANGUAGES, cells
from brics_cities.exports._relations import ITEMS, Relation, owner, relations
from brics_cities.text import fold

if TYPE_CHECKING:
    from sqlite3 import Connection

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
_METADATA = """
CREATE TABLE "metadata" (
  "name" TEXT NOT NULL PRIMARY KEY, -- A property of a Data Package, such as version.
  "value" TEXT NOT NULL -- A string, or JSON that begins with a bracket.
)
"""
_SEARCH = (
    'CREATE VIRTUAL TABLE "texts_search" USING fts5("text", content="texts", tokenize="unicode61 remove_diacritics 0")'
)


def to_sqlite(forum: Forum) -> bytes:
    """Export the tables of `to_tables` as an SQLite database.

    The tables have primary and foreign keys, and their definitions explain each column. For each table of records
    there is a view such as ``events_flat`` with what `Records.rows` returns. ``texts_search`` is a full-text index
    (FTS5) of ``texts`` by their words as `fold` makes them. The table ``metadata`` has the title, version, licence and
    creators of the data set, as far as they are known. The database is made in a temporary directory.

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

    with TemporaryDirectory() as directory:  # the library would hold a database in memory twice to return it
        file = Path(directory) / "data"
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            for name in ("journal_mode", "synchronous"):
                database.execute(f"PRAGMA {name} = OFF")
            database.execute("BEGIN")
            _fill(database, forum)
            database.execute("COMMIT")
        return file.read_bytes()


def _fill(database: Connection, forum: Forum) -> None:
    """Create the tables, their index and the views."""
    for name, relation in relations().items():
        database.execute(_created(name, relation))
        places = ", ".join("?" * len(relation.columns))
        database.executemany(f'INSERT INTO "{name}" VALUES ({places})', relation.rows(forum))
        for column in relation.columns:
            if column.references and column.name != relation.key[0]:
                database.execute(f'CREATE INDEX "{name}_{column.name}" ON "{name}" ("{column.name}")')
    database.execute(_METADATA)
    database.executemany('INSERT INTO "metadata" VALUES (?, ?)', _metadata(forum))
    database.execute(_SEARCH)
    texts = database.execute('SELECT rowid, "text" FROM "texts"')
    # The index has folded words, and finds the texts as they are.
    database.executemany('INSERT INTO "texts_search" (rowid, "text") VALUES (?, ?)', map(_folded, texts))
    for table in TABLES:
        database.execute(_view(table))


def _folded(row: tuple[int, str]) -> tuple[int, str]:
    return row[0], " ".join(map(_word, row[1].split()))


_word = lru_cache(2**16)(fold)  # words recur


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
        elif field.kind == "text":
            columns += _texts(table, field.name)
        else:
            columns += [f't."{cell.name}"' for cell in cells(field, None)]
    return f'CREATE VIEW "{table}_flat" AS SELECT\n  {", ".join(columns)}\nFROM "{table}" AS t'


def _texts(table: str, name: str) -> Iterator[str]:
    """Yield the columns of a text, in some languages and in its own."""
    found = f"""SELECT "text" FROM "texts" WHERE "record" = '{table}/' || t."id" AND "path" = '{name}' AND"""
    for tag in LANGUAGES:
        yield f"""({found} "language" = '{tag}') AS "{name}_{tag}\""""
    yield f'({found} "original") AS "{name}_original"'


def _several(table: str, field: Field) -> str:
    """Write the expression of a cell with several items: each once, in their order; that of a part is its first field."""
    first = shape(field.types[0])[0] if field.kind == "part" and field.types != (SolarHijriDate,) else field
    items = f'"{table}_{field.name}" WHERE "{owner(table).name}" = t."id"'
    cell, order, separator = f'"{ITEMS.get(first.name, first.name)}"', '"position"', " "
    if field.name == "citations":
        items = f""""citations" WHERE "record" = '{table}/' || t."id" AND "path" = 'citations'"""
    elif not field.stored:  # the claims of a disagreement
        items = '"disagreements_positions_claims" WHERE "disagreement" = t."id"'
        order = '(SELECT rowid FROM "claims" WHERE "id" = "claim")'
    elif first.kind == "text":
        items, separator = _english_texts(table, field, first), " | "
        cell = '"text"'
    elif first.kind == "part":
        cell = _solar_hijri("")
    elif len(first.tables) > 1:
        cell = f"substr({cell}, instr({cell}, '/') + 1)"
    return (
        f"coalesce((SELECT group_concat(cell, '{separator}') FROM (SELECT {cell} AS cell FROM {items}"
        f" GROUP BY cell ORDER BY min({order}))), '')"
    )


def _english_texts(table: str, field: Field, first: Field) -> str:
    """Write the table of the texts of a field with several, in English or in the original."""
    end = "" if first is field else f"/{first.name}"
    place = f'substr("path", {len(field.name) + 2})'
    return (
        """(SELECT coalesce(max(CASE "language" WHEN 'en' THEN "text" END), max(CASE WHEN "original" THEN "text" END))"""
        f""" AS "text", CAST(substr({place}, 1, instr({place} || '/', '/') - 1) AS INTEGER) AS "position" FROM "texts\""""
        f""" WHERE "record" = '{table}/' || t."id" AND "path" GLOB '{field.name}/*{end}' GROUP BY "path")"""
    )


def _solar_hijri(prefix: str) -> str:
    """Write the expression of a date such as 1403-04-01, which is NULL if its year is."""
    names = ", ".join(f'"{prefix}{name}"' for name in ("year", "month", "day"))
    return f"""CASE WHEN "{prefix}year" IS NOT NULL THEN printf('%04d-%02d-%02d', {names}) END"""
