"""Load and save a data set: JSON to rows by table and id, and what only all records together can have wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import Any

from brics_cities._attrs import fits, slug
from brics_cities._collector import gc_paused
from brics_cities._converter import (
    MAX_PROBLEMS,
    PROBLEMS,
    RowError,
    Structure,
    UnresolvedError,
    located,
    make_converter,
    problems,
    structure_row,
    unknown_id,
)
from brics_cities._descriptor import METADATA, SCHEMA, describe, identify, metadata
from brics_cities._forum import Forum, assemble
from brics_cities._storage import (
    DESCRIPTOR,
    UNFINISHED,
    Memory,
    Storage,
    UnreadableError,
    canonical,
    check_size,
    is_document,
    opened,
    packed,
    path_of,
    read_file,
)
from brics_cities._tables import TABLE_OF, TABLES, reference, shape
from brics_cities.corroboration import MAX_CLAIMS, by_subject, conflicts, subject
from brics_cities.exceptions import InvalidDataError, InvalidValueError, Problem

FILES = (DESCRIPTOR, *(f"{table}.json" for table in TABLES))
"""The files of a data set."""
MAX_CHAIN = 32
"""The most references in a chain of fields that can refer to their own table, such as the broader topic."""
_TOO_LONG = f"a chain of more than {MAX_CHAIN} references"
_LEADING = b"\xef\xbb\xbf \t\r\n"  # what may be before the first character of JSON


def load(path: str | os.PathLike[str]) -> Forum:
    """Load a data set of the same shape as the bundled one.

    Args:
        path: A directory or a zip file with ``datapackage.json`` and one JSON file per table, or one file with the
            extension ``.json`` that has all tables, as `schema` describes it; each file of at most 128 MiB.

    Returns:
        The whole data set, immutable.

    Raises:
        InvalidDataError: Something is missing or wrong; the error lists every problem, of one file with all tables by
            the names that the tables have as files.
        InvalidValueError: The path is not a path.

    >>> load("no/such/place")
    Traceback (most recent call last):
    brics_cities.exceptions.InvalidDataError: 1 problem in the data:
      no/such/place, neither a directory nor a zip or JSON file
    """
    place = path_of(path)
    with _readable(place):
        if is_document(place):
            return load_from(_split(read_file(os.path.realpath(place))))
        with opened(place) as storage:
            return load_from(storage)


def check_hashes(path: str) -> None:
    """Check that each table of a data set that can be loaded is the one whose hash the descriptor has.

    Raises:
        InvalidDataError: A table has changed since, or has no hash.
    """
    if is_document(path):
        raise InvalidDataError((Problem(path, None, "", "one file with all tables has no hashes of them"),))
    from hashlib import sha256

    with opened(path) as storage:
        described = parse(storage.read(DESCRIPTOR)).get("resources")
        resources = [one for one in described if isinstance(one, dict)] if isinstance(described, list) else []
        found = []
        for table in TABLES:
            known = [one.get("hash") for one in resources if one.get("name") == table]
            if f"sha256:{sha256(storage.read(f'{table}.json')).hexdigest()}" not in known:
                reason = (
                    f"not the table whose SHA-256 hash {DESCRIPTOR} has" if any(known) else f"no hash in {DESCRIPTOR}"
                )
                found.append(Problem(f"{table}.json", None, "", reason))
    if found:
        raise InvalidDataError(tuple(found))


def load_from(storage: Storage) -> Forum:
    """Load a data set from wherever it is stored.

    Raises:
        InvalidDataError: Something is missing or wrong.
    """
    with gc_paused():
        return _Loading(storage).forum()


def save(forum: Forum, path: str | os.PathLike[str]) -> None:
    """Save a data set to a directory, a zip file or a JSON file; see `Forum.save`."""
    from brics_cities._writing import check_target, is_zip, write_directory, write_file

    place = path_of(path)
    check_target(place, FILES)
    contents = {place: canonical(document_of(forum))} if is_document(place) else contents_of(forum)
    with _readable(place):
        loaded = load_from(_split(contents[place]) if is_document(place) else Memory(contents))
    if loaded != forum:
        raise InvalidDataError(tuple(_differences(forum, loaded)))
    if is_document(place):
        write_file(place, contents[place])
    elif is_zip(place):
        write_file(place, packed(contents))
    else:
        write_directory(place, contents)


def contents_of(forum: Forum) -> dict[str, bytes]:
    """Return the name and the content of each file of a data set.

    Raises:
        InvalidDataError: A record is not of the class of its table, or refers to one that its table does not contain.
        InvalidValueError: The version, the licence or a creator is none.
    """
    tables = {table: canonical(rows) for table, rows in forum._rows().items()}
    descriptor = describe(forum, tables)
    return {DESCRIPTOR: canonical(descriptor), **{f"{table}.json": content for table, content in tables.items()}}


def document_of(forum: Forum) -> dict[str, Any]:
    """Return a whole data set as one JSON object.

    Raises:
        InvalidDataError: A record is not of the class of its table, or refers to one that its table does not contain.
        InvalidValueError: The version, the licence or a creator is none.
    """
    known = metadata(forum)
    identify(known)
    return known | forum._rows()


def _split(content: bytes) -> Memory:
    """Return the files of a data set from one JSON file.

    Raises:
        UnreadableError: It is too long, not strict JSON in UTF-8, or no object with tables.
    """
    check_size(len(content))
    with _parsing():
        document = parse(content)
    if not isinstance(document, dict) or document.keys().isdisjoint(TABLES):
        raise UnreadableError("not a data set in one file; if it is a file of a directory, give the directory")
    if unknown := sorted(document.keys() - {*METADATA, *TABLES}):
        raise UnreadableError(f"unknown key {unknown[0]!r}; choose from {', '.join((*METADATA, *TABLES))}")
    described = {key: document.pop(key) for key in METADATA if key in document}
    return Memory({DESCRIPTOR: described, **{f"{table}.json": rows for table, rows in document.items()}})


@contextmanager
def _readable(place: str) -> Iterator[None]:
    """Raise InvalidDataError for a data set that cannot be read at all."""
    try:
        yield
    except UnreadableError as error:
        raise InvalidDataError((Problem(place, None, "", str(error)),)) from error


@contextmanager
def _parsing() -> Iterator[None]:
    """Raise UnreadableError for what is not strict JSON in UTF-8."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not UTF-8: {error.reason} at byte {error.start}") from error
    except RecursionError as error:
        raise UnreadableError("nested too deeply") from error
    except ValueError as error:
        raise UnreadableError(f"not JSON: {error}") from error


def _differences(forum: Forum, loaded: Forum) -> Iterator[Problem]:
    """Yield how a data set differs from the one that would be loaded once it is saved."""
    if loaded.creators != forum.creators:
        yield Problem(DESCRIPTOR, None, "contributors", "must be different creators, each only once")
    for table, records in loaded._tables().items():
        saved = getattr(forum, table)
        for record in records:
            if record.id not in saved:
                yield Problem(f"{table}.json", record.id, "", "missing, though it follows from the claims")
                continue
            for field in shape(type(record)):
                if not field.stored and getattr(record, field.name) != getattr(saved[record.id], field.name):
                    yield Problem(f"{table}.json", record.id, field.name, "must be what follows from the claims")


def parse(content: bytes) -> Any:
    """Parse JSON in UTF-8, with a signature or without, without duplicate keys and without NaN.

    Raises:
        ValueError: It is something else.
        RecursionError: It is nested too deeply.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        row = dict(pairs)
        if len(row) < len(pairs):
            raise ValueError(f"duplicate key in an object with the keys {', '.join(sorted(row))}")
        return row

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not a number")

    def integer(digits: str) -> Any:
        """Parse an integer; Python takes quadratic time for a long one, which no field accepts."""
        if len(digits) < 100:
            return int(digits)
        from decimal import Decimal

        return Decimal(digits)

    text = content.removeprefix(b"\xef\xbb\xbf").decode()  # Windows writes a signature
    return json.loads(text, object_pairs_hook=unique, parse_constant=refuse, parse_int=integer)


class _Table(dict[str, Any]):
    """The records of a table by id; a record is built, and before it the table read, when first asked for."""

    def __init__(self, name: str, loading: _Loading) -> None:
        self.name = name
        self.loading = loading
        self.own = [field for field in shape(TABLES[name]) if name in field.tables]
        self.chains: dict[str, int] = {}  # how many references of these fields lead on from a record, if any
        self.failed: dict[str, Any] = {}  # the rows with problems

    @cached_property
    def structure(self) -> Structure:
        """The hook that builds a record from its row."""
        return structure_row(TABLES[self.name], self.loading.converter)

    @cached_property
    def rows(self) -> dict[str, Any]:
        """The rows by id, each as None once a record is built from it."""
        return self.loading.read_table(self.name)

    def __contains__(self, id: object) -> bool:
        return id in self.rows or self.name in self.loading.unread  # where it may be

    def __missing__(self, id: str) -> Any:
        rows = self.rows  # read by now, if it can be
        if id in self.failed or (self.name in self.loading.unread and self.may_have(id)):
            raise UnresolvedError
        if id not in rows:
            raise unknown_id(id, self.name)
        row = rows[id]
        if row is None:
            raise RowError("circular reference")
        if self.loading.depth > MAX_CHAIN + len(TABLES):
            raise RowError(_TOO_LONG)
        rows[id] = None
        self.loading.depth += 1
        try:
            record = self.structure(row, None)
            if self.own:
                self.follow(record)
        except PROBLEMS as error:
            self.failed[id] = row
            self.loading.report(self.name, id, error)
            raise UnresolvedError from error
        finally:
            self.loading.depth -= 1
        self[id] = record
        return record

    def may_have(self, id: str) -> bool:
        """Return whether an id is one that a record of the table can have."""
        return fits(shape(TABLES[self.name])[0].validator.keywords["pattern"], id)

    def follow(self, record: Any) -> None:
        """Count the references in the longest chain that starts at a record of a table that can refer to itself."""
        for field in self.own:
            value = getattr(record, field.name)
            for index, other in enumerate(value if field.many else filter(None, (value,))):
                length = 1 + self.loading.tables[TABLE_OF[type(other)]].chains.get(other.id, 0)
                if length > MAX_CHAIN:
                    raise located(located(RowError(_TOO_LONG), field.name), index if field.many else "")
                self.chains[record.id] = max(length, self.chains.get(record.id, 0))

    def built(self) -> list[Any]:
        """Return the records of all rows that have no problem."""
        return [self[id] for id in self.rows if id not in self.failed]


class _Loading:
    """One data set while it is loaded: its tables, and the problems found so far."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.problems: list[Problem] = []
        self.more = 0
        self.unread: set[str] = set()
        self.dropped: dict[str, list[Any]] = {table: [] for table in TABLES}  # rows without an id of their own
        self.depth = 0
        self.tables = {table: _Table(table, self) for table in TABLES}
        self.converter = make_converter(self.tables)

    def forum(self) -> Forum:
        """Read and build everything, and raise one error for all problems."""
        descriptor = self.read_descriptor()
        for table in reversed(self.tables.values()):  # most refer to tables further down
            for id in table.rows:
                try:
                    table[id]
                except UnresolvedError:
                    continue  # reported already
        self.check_duplicates()
        self.check_files()
        self.check_together()
        if self.problems:
            raise InvalidDataError(self.in_order(), self.more)
        return assemble({name: table.built() for name, table in self.tables.items()}, **descriptor)

    def report(self, table: str, id: str | None, error: Exception) -> None:
        """Report the problems of a record."""
        for path, reason in problems(error):
            self.add(f"{table}.json", id, path, reason)

    def add(self, file: str, id: str | None, path: str, reason: str) -> None:
        """Report a problem, or count it if there are too many."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(file, id, path, reason))
        else:
            self.more += 1

    def read_descriptor(self) -> dict[str, Any]:
        """Return the version, the licence and the creators, or nothing after a report."""
        try:
            return identify(self.read(DESCRIPTOR))
        except UnreadableError as error:
            self.add(DESCRIPTOR, None, "", str(error))
        except InvalidValueError as error:
            found = problems(located(error, error.field))
            for path, reason in found:
                self.add(DESCRIPTOR, None, path, reason)
        return {}

    def read_table(self, table: str) -> dict[str, Any]:
        """Return the rows of a table by id, in order, and report what is not a row with an id of its own."""
        file = f"{table}.json"
        try:
            content = self.read(file)
            if not isinstance(content, list):
                raise UnreadableError("must be a list of records")
        except UnreadableError as error:
            self.add(file, None, "", str(error))
            self.unread.add(table)
            return {}
        rows: dict[str, Any] = {}
        for position, row in enumerate(content):
            id = row.get("id") if isinstance(row, dict) else None
            if isinstance(id, str) and id not in rows:
                rows[id] = row
                continue
            self.dropped[table].append(row)
            if isinstance(id, str):
                self.add(file, id, "id", "duplicate id")
            else:
                self.add(file, None, f"[{position}]", "must be an object with an id")
        return rows

    def read(self, file: str) -> Any:
        """Return the content of a JSON file.

        Raises:
            UnreadableError: It cannot be read, or is not strict JSON in UTF-8.
        """
        content = self.storage.read(file)
        with _parsing():
            return parse(content) if isinstance(content, bytes) else content

    def check_duplicates(self) -> None:
        """Report what else is wrong with rows that are no records since another has their id."""
        for name, rows in self.dropped.items():
            for row in rows:
                id = row.get("id") if isinstance(row, dict) else None
                if isinstance(id, str):
                    try:
                        self.tables[name].structure(row, None)
                    except PROBLEMS as error:
                        self.report(name, id, error)

    def check_files(self) -> None:
        """Report what files there are besides, and once what is wrong with every table."""
        names = self.storage.names()
        if UNFINISHED in names and DESCRIPTOR not in names:
            reason = "missing, because saving was interrupted; save it again"
            raise InvalidDataError((Problem(DESCRIPTOR, None, "", reason),))
        if len(self.unread) == len(TABLES):
            self.check_all()
        for name in names:
            if name not in (*FILES, SCHEMA) and self.is_table(name):
                self.add(name, None, "", f"no such table; tables are {', '.join(TABLES)}")

    def check_all(self) -> None:
        """Report the reason once for which no table can be read, if it is the same."""
        reasons = {problem.file: problem for problem in self.problems}
        reason = reasons[FILES[-1]].reason
        alike = [reasons[file] for file in FILES if file in reasons and reasons[file].reason == reason]
        if len(alike) < len(TABLES):
            return
        found = " or ".join(map(repr, self.storage.elsewhere()[:9]))
        hint = f"; did you mean the folder {found}?" if found else ""
        problem = alike[0]._replace(reason=f"{reason}; the same is true of every table{hint}")
        if problem.file == DESCRIPTOR:
            raise InvalidDataError((problem,))
        self.problems = [problem, *(one for one in self.problems if one not in alike)]

    def is_table(self, name: str) -> bool:
        """Return whether a file seems to be a table: other programs put objects beside the tables, and hidden files."""
        if not name.endswith(".json") or name.startswith("."):
            return False
        with suppress(UnreadableError):
            content: bytes = self.storage.read(name)
            return content.lstrip(_LEADING).startswith(b"[")
        return False

    def check_together(self) -> None:
        """Report what only all records together can have wrong, as far as they could be built."""
        associations = len(self.tables["associations"].rows)
        is_known = "associations" not in self.unread and not self.dropped["associations"]
        if associations > 1 or (associations == 0 and is_known):
            self.add("associations.json", None, "", "a data set has exactly one association")
        for id in self.tables["associations"].rows:
            if id in self.tables["members"].rows:  # a party of an agreement could be either
                self.add("members.json", id, "id", "also the id of the association")
        claims, noted = self.tables["claims"], self.tables["disagreements"]
        groups = by_subject(claims.built())
        for group in groups.values():
            for claim in group[MAX_CLAIMS:]:
                error = RowError(f"more than {MAX_CLAIMS} claims about {reference(claim.about)} and {claim.measure}")
                self.report("claims", claim.id, located(error, "measure"))
        conflicting = conflicts(groups)
        doubtful = [*claims.failed.values(), *self.dropped["claims"]]  # a claim with problems may conflict
        measures = [row.get("measure") if isinstance(row, dict) else None for row in doubtful]
        are_slugs = all(isinstance(measure, str) and fits(slug.pattern, measure) for measure in measures)
        is_known = "claims" not in self.unread and are_slugs
        for one in noted.built() if is_known else ():
            if conflicting.pop(subject(one), None) is None and one.measure not in measures:
                error = RowError("no conflicting claims for this record and measure")
                self.report("disagreements", one.id, located(error, "measure"))

    def in_order(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the files and of the rows in them."""
        files = {file: number for number, file in enumerate(FILES)}
        rows = {(f"{name}.json", id): n for name, table in self.tables.items() for n, id in enumerate(table.rows)}

        def place(problem: Problem) -> tuple[int, int]:
            return files.get(problem.file, len(files)), rows.get((problem.file, problem.id or ""), -1)

        return tuple(sorted(self.problems, key=place))
