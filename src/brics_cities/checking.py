"""Find whatever is wrong with a data set: the slow way to build it, with cattrs.

A table is a JSON list of objects; a reference is the id of a record. One strict converter makes
records of rows, references become objects, and every problem is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from attrs import fields, resolve_types
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from brics_cities.building import DESCRIPTOR, assemble, identify, parse_strictly
from brics_cities.corroboration import MOST_CLAIMS, by_subject, differing, subject
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidDataError, InvalidValueError, Problem
from brics_cities.files import FILES, Files, UnreadableError, unknown_tables
from brics_cities.models import DERIVED, PARTS, TABLE_OF, TABLES, Association, Forum, Member, Record, written
from brics_cities.text import Text

_LONGEST_CHAIN = 32  # references that lead from record to record, as topics to broader ones


def check(files: Files) -> Forum:
    """Build a data set, or name every problem that it has.

    Raises:
        InvalidDataError: Something is missing or wrong.
    """
    return _Check(files).forum()


class _Unresolved(Exception):
    """A reference to a record that has a problem of its own, which is reported there."""


class _Check:
    """One reading of one data set: the rows as read, the records built so far, the problems met."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.rows: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
        self.unread: set[str] = set()
        self.unfinished: dict[tuple[str, str], int] = {}  # and the length of the chain found so far
        self.chains: dict[tuple[str, str], int] = {}
        self.records: dict[tuple[str, str], Any] = {}
        self.structure = _structures(self.resolve, self.is_association)

    def forum(self) -> Forum:
        """Read all, then build all; complain once."""
        descriptor = self.read_descriptor()
        for table in TABLES:
            self.read_table(table)
        self.check_files()
        tables = {table: {id: self.build(table, id) for id in rows} for table, rows in self.rows.items()}
        if not self.problems:
            self.check_tables(tables)
        if self.problems:
            raise self.error()
        return assemble(tables, **descriptor)

    def check_tables(self, tables: Mapping[str, dict[str, Any]]) -> None:
        """What only all records together can have wrong."""
        if len(tables["associations"]) != 1:
            self.report("associations.json", None, "", "a data set has exactly one association")
        groups = by_subject(tables["claims"].values())
        for group in groups.values():
            for one in group[MOST_CLAIMS:]:
                reason = (
                    f"on the same of {one.about.id} as {MOST_CLAIMS} claims before; at most {MOST_CLAIMS} are weighed"
                )
                self.report("claims.json", one.id, "measure", reason)
        open_ = set(differing(groups))
        for noted in tables["disagreements"].values():
            if subject(noted) in open_:
                open_.remove(subject(noted))
            else:
                self.report("disagreements.json", noted.id, "measure", "no two claims about it differ")

    def error(self) -> InvalidDataError:
        """Every problem, in the order of the files and of the rows in them."""
        files = {file: number for number, file in enumerate(FILES)}
        places = {(f"{table}.json", id): n for table, rows in self.rows.items() for n, id in enumerate(rows)}

        def order(problem: Problem) -> tuple[int, int]:
            return files.get(problem.file, len(files)), places.get((problem.file, problem.id or ""), -1)

        return InvalidDataError(tuple(sorted(self.problems, key=order)))

    def report(self, file: str, id: str | None, path: str, reason: str) -> None:
        self.problems.append(Problem(file, id, path, reason))

    def read(self, file: str) -> Any:
        """The content of a JSON file, or None after a complaint."""
        try:
            return parse_strictly(self.files.read(file))
        except UnreadableError as error:
            self.report(file, None, "", str(error))
        except UnicodeDecodeError as error:
            self.report(file, None, "", f"not UTF-8: {error.reason} at byte {error.start}")
        except RecursionError:
            self.report(file, None, "", "nested too deeply")
        except ValueError as error:
            self.report(file, None, "", f"not JSON: {error}")
        return None

    def read_descriptor(self) -> dict[str, Any]:
        problems = len(self.problems)
        descriptor = self.read(DESCRIPTOR)
        if len(self.problems) == problems:
            try:
                return identify(descriptor)
            except InvalidValueError as error:
                self.report(DESCRIPTOR, None, error.field, str(error).removeprefix(f"{error.field} "))
        return {}

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
        for name in unknown_tables(self.files):
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


def _structures(
    resolve: Callable[[str, object], Any], is_association: Callable[[object], bool]
) -> dict[str, Callable[[Any, Any], Any]]:
    """For each table, what makes a record of a row: one strict converter, references resolved by id."""
    converter: Any = Converter()

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
        lambda cls: cls in TABLE_OF, lambda value, cls: resolve(TABLE_OF[cls], value)
    )
    converter.register_structure_hook_factory(lambda cls: cls in PARTS, structure_row)
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
