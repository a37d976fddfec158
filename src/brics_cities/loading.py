"""Read a data set: JSON tables become records, references become objects, every problem is named.

This is the only module that reads data files, and the only one that uses cattrs and
importlib_resources. A table is a JSON list of objects; a reference is the id of a record.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, cast, get_args, get_origin

import importlib_resources
from attrs import fields, resolve_types
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override
from importlib_resources.abc import Traversable

from brics_cities.datapackage import DESCRIPTOR, written
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.evidence import corroborated, disagreements
from brics_cities.exceptions import InvalidDataError, InvalidValueError, Problem
from brics_cities.models import (
    DERIVED,
    TABLES,
    Association,
    BricsStanding,
    Citation,
    Forum,
    Member,
    Participant,
    Point,
    Post,
    Record,
    Standing,
    Term,
)
from brics_cities.passages import Passage
from brics_cities.records import Records
from brics_cities.text import Text

_FILES = (DESCRIPTOR, *(f"{table}.json" for table in TABLES))
_LONGEST_CHAIN = 32  # references that lead from record to record, as topics to broader ones
_UNREADABLE = (OSError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error)
_PARTS = (
    Passage,
    Citation,
    SolarHijriDate,
    BricsStanding,
    Standing,
    Post,
    Point,
    Participant,
    Term,
)  # what records are made of


def load(path: str | os.PathLike[str]) -> Forum:
    """Load a data set of the same shape as the bundled one.

    Args:
        path: A directory or a zip file that holds ``datapackage.json`` and one JSON file a table.

    Returns:
        The whole data set, immutable.

    Raises:
        InvalidDataError: Something is missing or wrong; it lists every problem.
        InvalidValueError: The path is not a path.

    >>> load("no/such/place")
    Traceback (most recent call last):
    brics_cities.exceptions.InvalidDataError: 1 problem in the data:
      no/such/place, neither a directory nor a zip file
    """
    if not isinstance(path, (str, os.PathLike)):
        raise InvalidValueError("path", "a path", path)
    # Unlike Path.is_dir and is_file, these are False for a path that no system can have.
    if os.path.isdir(path):  # noqa: PTH112
        return _Loader(cast(Traversable, Path(path))).forum()
    with suppress(*_UNREADABLE):
        if os.path.isfile(path) and zipfile.is_zipfile(path):  # noqa: PTH113
            with zipfile.ZipFile(path) as archive:
                return _Loader(cast(Traversable, zipfile.Path(archive))).forum()
    raise InvalidDataError((Problem(str(path), None, "", "neither a directory nor a zip file"),))


def load_bundled() -> Forum:
    """Load the data that the package carries, from wherever it is installed, a zip too."""
    return _Loader(importlib_resources.files("brics_cities") / "data").forum()


class _Unresolved(Exception):
    """A reference to a record that has a problem of its own, which is reported there."""


class _Loader:
    """One reading of one data set: the rows as read, the records built so far, the problems met."""

    def __init__(self, root: Traversable) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.rows: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
        self.unread: set[str] = set()
        self.unfinished: dict[tuple[str, str], int] = {}  # and the length of the chain found so far
        self.chains: dict[tuple[str, str], int] = {}
        self.records: dict[tuple[str, str], Any] = {}
        self.structure = _structures(self.resolve, self.is_association)

    def forum(self) -> Forum:
        """Read all, then build all; complain once."""
        version = self.read_version()
        for table in TABLES:
            self.read_table(table)
        self.check_files()
        tables = {table: [self.build(table, id) for id in rows] for table, rows in self.rows.items()}
        if not self.problems and len(tables["associations"]) != 1:
            self.report("associations.json", None, "", "a data set has exactly one association")
        if self.problems:
            raise self.error()
        (association,) = tables.pop("associations")
        tables["claims"] = corroborated(tables["claims"])
        tables["disagreements"] = disagreements(tables["claims"], tables["disagreements"])
        for idle in (one for one in tables["disagreements"] if not one.claims):
            self.report("disagreements.json", idle.id, "measure", "no two claims about it differ")
        if self.problems:
            raise self.error()
        known = _known(tables, association)
        return Forum(
            version=version,
            association=association,
            **{table: Records(table, records, known) for table, records in tables.items()},
        )

    def error(self) -> InvalidDataError:
        """Every problem, in the order of the files and of the rows in them."""
        files = {file: number for number, file in enumerate(_FILES)}
        places = {(f"{table}.json", id): n for table, rows in self.rows.items() for n, id in enumerate(rows)}

        def order(problem: Problem) -> tuple[int, int]:
            return files.get(problem.file, len(files)), places.get((problem.file, problem.id or ""), -1)

        return InvalidDataError(tuple(sorted(self.problems, key=order)))

    def report(self, file: str, id: str | None, path: str, reason: str) -> None:
        self.problems.append(Problem(file, id, path, reason))

    def read(self, file: str) -> Any:
        """The content of a JSON file, or None after a complaint."""
        try:
            return _parse(self.root.joinpath(file).read_bytes())
        except _UNREADABLE:
            self.report(file, None, "", "missing, or not a file that can be read")
        except UnicodeDecodeError as error:
            self.report(file, None, "", f"not UTF-8: {error.reason} at byte {error.start}")
        except RecursionError:
            self.report(file, None, "", "nested too deeply")
        except RuntimeError as error:
            self.report(file, None, "", f"cannot be read: {error}")
        except ValueError as error:
            self.report(file, None, "", f"not JSON: {error}")
        return None

    def read_version(self) -> str:
        problems = len(self.problems)
        descriptor = self.read(DESCRIPTOR)
        version = descriptor.get("version") if isinstance(descriptor, dict) else None
        if not isinstance(version, str) or not version:
            if len(self.problems) == problems:
                self.report(DESCRIPTOR, None, "version", f"must be a text, not {version!r}")
            return ""
        return version

    def read_table(self, table: str) -> None:
        file = f"{table}.json"
        problems = len(self.problems)
        rows = self.read(file)
        if not isinstance(rows, list):
            self.unread.add(table)
            if len(self.problems) == problems:
                self.report(file, None, "", "must be a list of records")
            return
        for position, row in enumerate(rows):
            id = row.get("id") if isinstance(row, dict) else None
            if not isinstance(id, str):
                self.report(file, None, f"[{position}]", "must be an object with an id")
            elif id in self.rows[table]:
                self.report(file, id, "id", "stands twice in the table; an id belongs to one record")
            else:
                self.rows[table][id] = row

    def check_files(self) -> None:
        """A file that no table is named after would be left out without a word."""
        try:
            names = sorted(entry.name for entry in self.root.iterdir())
        except OSError:
            return
        for name in names:
            if name.endswith(".json") and name not in _FILES:
                self.report(name, None, "", f"no such table; tables are {', '.join(TABLES)}")

    def build(self, table: str, id: str) -> Any:
        """The record with an id, built when first asked for, or None after a complaint."""
        if (table, id) not in self.records:
            self.unfinished[table, id] = 0
            record = None
            try:
                record = self.structure[table](self.rows[table][id], None)
            except BaseValidationError as error:
                for path, reason in _reasons(error):
                    self.report(f"{table}.json", id, path, reason)
            self.chains[table, id] = self.unfinished.pop((table, id))
            self.records[table, id] = record
        return self.records[table, id]

    def is_association(self, id: object) -> bool:
        """Whether a reference means an association."""
        return isinstance(id, str) and id in self.rows["associations"]

    def resolve(self, table: str, id: object) -> Any:
        """The record that a reference means."""
        if table in self.unread:
            raise _Unresolved
        if not isinstance(id, str) or id not in self.rows[table]:
            raise InvalidValueError("reference", f"the id of a record in {table}.json", id)
        if (table, id) in self.unfinished:
            raise InvalidValueError("reference", "the id of a record that does not lead back here", id)
        too_long = InvalidValueError("reference", f"the end of a chain of at most {_LONGEST_CHAIN} references", id)
        if len(self.unfinished) > _LONGEST_CHAIN:
            raise too_long
        record = self.build(table, id)
        if record is None:
            raise _Unresolved
        referring = next(reversed(self.unfinished))
        self.unfinished[referring] = max(self.unfinished[referring], self.chains[table, id] + 1)
        if self.unfinished[referring] > _LONGEST_CHAIN:
            raise too_long
        return record


def _parse(content: bytes) -> Any:
    """JSON in strict UTF-8, without duplicate keys and without NaN."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        row = dict(pairs)
        if len(row) < len(pairs):
            raise ValueError(f"an object has a key twice, among {', '.join(sorted(row))}")
        return row

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not a number")

    return json.loads(content.decode("utf-8"), object_pairs_hook=unique, parse_constant=refuse)


def _structures(
    resolve: Callable[[str, object], Any], is_association: Callable[[object], bool]
) -> dict[str, Callable[[Any, Any], Any]]:
    """For each table, what makes a record of a row: one strict converter, references resolved by id."""
    converter: Any = Converter()
    table_of = {cls: table for table, cls in TABLES.items()}

    def made_by(origin: Any) -> Callable[[Any], bool]:
        return lambda cls: get_origin(cls) == origin

    def strict(expected: str, *classes: type) -> Callable[[Any, Any], Any]:
        def structure(value: Any, cls: Any) -> Any:
            if type(value) not in classes:  # what JSON gives is of these very types, and true is no number
                raise InvalidValueError("value", expected, value)
            return value

        return structure

    def structure_tuple(value: Any, cls: Any) -> Any:
        if not isinstance(value, list):
            raise InvalidValueError("value", "a list", value)
        return tuple(converter.structure(value, list[get_args(cls)[0]]))  # type: ignore[misc]

    def structure_about(value: Any, cls: Any) -> Any:
        table, _, id = value.partition("/") if isinstance(value, str) else ("", "", "")
        if table not in TABLES:
            raise InvalidValueError("about", "a table and an id, like 'events/kazan-2024'", value)
        return resolve(table, id)

    def structure_value(value: Any, cls: Any) -> Any:
        if isinstance(value, dict):
            return Text(value)
        return PartialDate.parse(value) if isinstance(value, str) else value

    def structure_row(cls: type) -> Callable[[Any, Any], Any]:
        def checked(attribute: Any) -> Any:
            if attribute.metadata == DERIVED:
                return override(omit=True)
            structure = converter.get_structure_hook(attribute.type)

            def structure_field(value: Any, _: Any) -> Any:
                result = structure(value, attribute.type)
                attribute.validator(None, attribute, result)
                return result

            return override(struct_hook=structure_field)

        overrides = {attribute.name: checked(attribute) for attribute in fields(resolve_types(cls))}
        from_dict: Any = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **overrides)

        def structure(value: Any, _: Any) -> Any:
            if not isinstance(value, dict):
                raise InvalidValueError("value", "an object", value)
            return from_dict(value, cls)

        return structure

    def structure_party(value: Any, cls: Any) -> Any:
        return resolve("associations" if is_association(value) else "members", value)

    converter.register_structure_hook(bool, strict("true or false", bool))
    converter.register_structure_hook(str, strict("a text", str))
    converter.register_structure_hook(int, strict("a whole number", int))
    converter.register_structure_hook(float, strict("a number", int, float))
    converter.register_structure_hook_func(made_by(Literal), strict("a text", str))
    converter.register_structure_hook_func(made_by(tuple), structure_tuple)
    converter.register_structure_hook_func(lambda cls: cls == Record, structure_about)
    converter.register_structure_hook_func(lambda cls: cls == Association | Member, structure_party)
    converter.register_structure_hook_func(lambda cls: cls == int | PartialDate | Text, structure_value)
    converter.register_structure_hook(Text, lambda value, _: Text(value))
    converter.register_structure_hook(PartialDate, lambda value, _: PartialDate.parse(value))
    converter.register_structure_hook_func(
        lambda cls: cls in table_of, lambda value, cls: resolve(table_of[cls], value)
    )
    converter.register_structure_hook_factory(lambda cls: cls in _PARTS, structure_row)
    return {table: structure_row(cls) for table, cls in TABLES.items()}


def _reasons(error: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every problem in an error of cattrs, as the path to a value and what is wrong with it."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            steps = map(_step, getattr(inner, "__notes__", ()))
            yield from _reasons(inner, path + "".join(steps))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            known = ", ".join(attribute.name for attribute in written(error.cl))
            yield f"{path}.{key}".lstrip("."), f"no such key; keys are {known}"
    elif isinstance(error, InvalidValueError):
        reason = str(error)
        yield path.lstrip("."), reason.removeprefix("value ").removeprefix(f"{path.rpartition('.')[2]} ")
    elif not isinstance(error, _Unresolved):
        assert isinstance(error, KeyError), error  # what cattrs raises for a key that a row lacks
        yield path.lstrip("."), "missing"


def _step(note: object) -> str:
    """The step into a value that a note of cattrs speaks of; of any other note, nothing."""
    if isinstance(note, IterableValidationNote):
        return f"[{note.index}]"
    return f".{note.name}" if isinstance(note, AttributeValidationNote) else ""


def _known(tables: dict[str, list[Any]], association: Association) -> dict[str, frozenset[str]]:
    """The ids and terms that criteria may name, by table or vocabulary."""
    known = {table: frozenset(record.id for record in records) for table, records in tables.items()}
    known["records"] = frozenset([association.id]).union(*known.values())
    known["measures"] = frozenset(claim.measure for claim in tables["claims"])
    known["languages"] = frozenset(source.language for source in tables["sources"])
    known["parties"] = frozenset(name for person in tables["people"] if person.party for name in person.party.values())
    return known
