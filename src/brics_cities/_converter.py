"""One cattrs converter for both directions: rows to records, records to rows.

References are hooks: a row has ids where a record has records. A row hook loops over the fields; if
anything is wrong, it goes over that row once more, field by field and with the same hooks, and
collects every problem with a note of its place, as cattrs does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, reduce
from itertools import repeat
from operator import attrgetter, eq, is_, or_
from typing import Any, TypeVar, get_args

from attrs import fields_dict
from cattrs import (
    AttributeValidationNote,
    BaseConverter,
    BaseValidationError,
    ClassValidationError,
    IterableValidationError,
    IterableValidationNote,
)

from brics_cities._attrs import MAX_INTEGER, Rules, check_line, check_tag, tuple_of
from brics_cities._tables import TABLE_OF, TABLES, Field, reference, shape, stored_fields
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidDataError, InvalidValueError, Problem
from brics_cities.models import PARTS, RECORDS
from brics_cities.text import Text, check_original

E = TypeVar("E", bound=Exception)
T = TypeVar("T")
Row = dict[str, Any]
Structure = Callable[[Any, Any], Any]
Unstructure = Callable[[Any], Any]
Records = Mapping[str, Mapping[str, Any]]
"""The records of each table by id; a look-up may build the record, or raise one of `PROBLEMS`."""


class RowError(Exception):
    """A problem that is not the value of a field: a missing key, a circular reference."""


class OtherErrors(Exception):
    """How many more problems than `MAX_PROBLEMS` a row or a list has."""

    def __init__(self, count: int) -> None:
        self.count = count


class UnresolvedError(Exception):
    """A reference to a record that has problems of its own, which are reported there."""


MAX_PROBLEMS = 1000
"""The most problems that are listed; others are counted."""
PROBLEMS = (InvalidValueError, RowError, UnresolvedError, BaseValidationError)
"""The exceptions that hooks raise for wrong data."""

_CLAIMED = int | PartialDate | Text
_VALUE = "value"  # the field of an error whose place only its notes know
_ORIGINAL = "original"  # the key of a text that names its original language; no language tag is so long
_TEXT = "an object with a string per language tag, and the tag of the original"


def _item_type(field: Field) -> Any:
    """Return the type of a known value of a field, or of each item."""
    return reduce(or_, field.types)


_REFERENCES = {_item_type(field) for cls in (*RECORDS, *PARTS) for field in shape(cls) if field.kind == "reference"}


def make_converter(records: Records, refer: Callable[[Any], Unstructure] | None = None) -> BaseConverter:
    """Make the converter for one data set.

    Args:
        records: The records that references lead to. They may be built while rows are converted.
        refer: Makes the hook that unstructures a reference of a type; without it, it has to lead to one of the records.

    Returns:
        A converter that takes the class of a part for its row, and the class of a record for a reference to it.
    """
    converter = BaseConverter()
    is_text, is_date, is_claimed = partial(is_, Text), partial(is_, PartialDate), partial(eq, _CLAIMED)
    is_part, is_reference = PARTS.__contains__, _REFERENCES.__contains__
    # All in C: cattrs would take the MemoryError of a predicate for a no, and choose a hook of its own.
    converter.register_structure_hook_func(is_text, _structure_text)
    converter.register_structure_hook_func(is_date, lambda value, _: PartialDate.parse(value))
    converter.register_structure_hook_func(is_claimed, _structure_value)
    converter.register_unstructure_hook_func(is_text, _unstructure_text)
    converter.register_unstructure_hook_func(is_date, str)
    converter.register_unstructure_hook_func(is_claimed, _unstructure_value)
    structure, unstructure = converter.register_structure_hook_factory, converter.register_unstructure_hook_factory
    structure(is_part, lambda type_: structure_row(type_, converter))
    unstructure(is_part, lambda type_: unstructure_row(type_, converter))
    structure(is_reference, lambda type_: _structure_reference(records, type_))
    unstructure(is_reference, refer or partial(_unstructure_reference, records))
    return converter


# From rows to records.


def structure_row(cls: type[Any], converter: BaseConverter) -> Structure:
    """Make the hook that structures a row of a record class or of a class of parts."""
    described = stored_fields(cls)
    hooks = {field.name: _structure_field(field, converter) for field in described}
    plan = [(name, hook) for name, hook in hooks.items() if hook]
    derived = {field.name for field in shape(cls) if not field.stored}
    attributes = fields_dict(cls)
    rules = getattr(cls, "__attrs_post_init__", Rules({}))

    def structure(row: Any, _: Any) -> Any:
        if type(row) is not dict:
            raise InvalidValueError(_VALUE, "an object", row)
        try:
            if derived and not derived.isdisjoint(row):
                raise RowError  # which names no key, as the second look does
            values = row.copy()
            for name, hook in plan:
                value = values.get(name)
                if value is not None:
                    values[name] = hook(value, None)
            return cls(**values)
        except (*PROBLEMS, TypeError) as error:  # TypeError: a key is missing or unknown
            raise failure(cls, attempt(second_look(row))[1]) from error

    def second_look(row: Row) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield the same steps again, each with its place, and each rule on several fields if theirs are right."""
        values: Row = {}
        for key in sorted(row.keys() - hooks.keys()):
            yield key, partial(_refuse, f"unknown key; choose from {', '.join(hooks)}")
        for field in described:
            if field.name in row:
                yield field.name, partial(structure_one, field, row[field.name], values)
            elif field.required:
                yield field.name, partial(_refuse, "missing")
            else:
                values[field.name] = field.default
        for check, names in rules.names.items():
            if values.keys() >= set(names):
                yield "", partial(_check_rule, check, [values[name] for name in names])

    def structure_one(field: Field, raw: Any, values: Row) -> None:
        """Structure and validate the value of one field."""
        hook, attribute = hooks[field.name], attributes[field.name]
        value = raw if hook is None or (raw is None and field.optional) else hook(raw, None)
        try:
            attribute.validator(None, attribute, value)  # type: ignore[misc]
        except InvalidValueError as error:
            raise InvalidValueError(error.field, error.expected, raw) from error
        values[field.name] = value

    return structure


def attempt(steps: Iterable[tuple[str | int, Callable[[], T]]]) -> tuple[list[T], list[Exception]]:
    """Take each step of a conversion, and return the results, and errors with a note of their place."""
    results: list[T] = []
    errors: list[Exception] = []
    others = 0
    for place, step in steps:
        try:
            results.append(step())
        except PROBLEMS as error:
            if len(errors) == MAX_PROBLEMS:
                others += 1
                continue
            # Its frames would hold it in a cycle, and with it all others, as long as no garbage is collected.
            error.__traceback__ = error.__cause__ = error.__context__ = None
            errors.append(located(error, place))
    if others:
        errors.append(OtherErrors(others))
    return results, errors


def failure(cls: type[Any], errors: list[Exception]) -> BaseValidationError:
    """Make one error of those in the conversion of a class or a list."""
    group = IterableValidationError if cls is list else ClassValidationError
    return group(f"while converting {cls.__name__}", errors, cls)  # pyright: ignore[reportCallIssue]


def _refuse(reason: str) -> None:
    raise RowError(reason)


def _check_rule(check: Callable[..., None], values: list[Any]) -> None:
    try:
        check(*values)
    except InvalidValueError as error:
        raise located(error, error.field) from error


def _structure_field(field: Field, converter: BaseConverter) -> Structure | None:
    """Return the hook for the value of a field; None if the validator alone decides."""
    if field.kind in ("string", "number", "boolean"):
        return None
    if field.kind == "integer":
        return _structure_integer
    item: Structure = converter.get_structure_hook(_item_type(field))
    return _structure_list(item, field.validator) if isinstance(field.validator, tuple_of) else item


def _structure_list(item: Structure, validator: tuple_of) -> Structure:
    def structure(values: Any, _: Any) -> tuple[Any, ...]:
        if type(values) is not list:
            raise InvalidValueError(_VALUE, "a list", values)
        try:
            return tuple([item(value, None) for value in values])
        except PROBLEMS as error:
            raise failure(list, attempt(second_look(values))[1]) from error

    def second_look(values: list[Any]) -> Iterator[tuple[str | int, Callable[[], object]]]:
        for index, value in enumerate(values):
            yield index, partial(item, value, None)
        ids = all(type(value) is str for value in values)
        different = values if ids else range(min(len(values), validator.least))  # others are compared when built
        yield "", partial(validator.check_items, _VALUE, different, values)

    return structure


def _structure_integer(value: Any, _: Any) -> Any:
    """Take 5.0 for 5, as JSON Schema does: JSON has one type for both."""
    return int(value) if type(value) is float and value.is_integer() else value


def _structure_text(value: Any, _: Any) -> Text:
    strings = value.copy() if type(value) is dict else {}
    original = strings.pop(_ORIGINAL, None)
    if not strings:
        raise InvalidValueError(_VALUE, _TEXT, value)
    try:
        return Text(strings, original or "")  # a text of a data set has no default for it
    except InvalidValueError as error:
        raise failure(Text, attempt(_text_steps(value, strings))[1]) from error


def _text_steps(value: Row, strings: Row) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each step of structuring a text with its place."""
    for tag, string in strings.items():
        yield tag, partial(check_tag, _VALUE, tag)
        yield tag, partial(check_line, _VALUE, string)
    if _ORIGINAL in value:
        yield _ORIGINAL, partial(check_original, _VALUE, value[_ORIGINAL], strings)
    else:
        yield _ORIGINAL, partial(_refuse, "missing")


def _structure_value(value: Any, _: Any) -> Any:
    """Structure the value of a claim."""
    number = _structure_integer(value, _)
    if type(number) is int:
        return number
    if type(value) is str:
        return PartialDate.parse(value)
    if type(value) is dict:
        return _structure_text(value, _)
    integer = f"an integer from {-MAX_INTEGER} to {MAX_INTEGER}"
    raise InvalidValueError(_VALUE, f"{integer}, an ISO 8601 date, or {_TEXT}", value)


def _structure_reference(records: Records, type_: Any) -> Structure:
    """Make the hook of a reference: an id in some tables, or a table and an id if it can be any table."""
    tables = [TABLE_OF[one] for one in get_args(type_) or (type_,)]
    *others, last = tables

    def structure_id(id: Any, _: Any) -> Any:
        if type(id) is not str:
            raise unknown_id(id, *tables)
        if not others:
            return records[last][id]
        for table in tables:
            if id in records[table]:
                return records[table][id]
        raise unknown_id(id, *tables)

    def structure_qualified(value: Any, _: Any) -> Any:
        table, slash, id = value.partition("/") if type(value) is str else ("", "", "")
        if table not in tables or not slash:
            raise InvalidValueError(_VALUE, "a table and an id such as 'events/kazan-2024'", value)
        return records[table][id]

    return structure_qualified if len(tables) == len(TABLES) else structure_id


def unknown_id(id: object, *tables: str) -> InvalidValueError:
    """Make the error of a reference to a record that no table contains."""
    return InvalidValueError(_VALUE, f"the id of a record in {' or '.join(f'{table}.json' for table in tables)}", id)


# From records to rows.


def unstructure_tables(tables: Mapping[str, Iterable[Any]]) -> dict[str, list[Row]]:
    """Unstructure all records of a data set.

    Args:
        tables: The records of each table.

    Returns:
        The rows of each table, as its file has them.

    Raises:
        InvalidDataError: A record is not of the class of its table, or refers to one that its table does not contain.
    """
    if strangers := [*_strangers(tables)]:
        raise InvalidDataError(tuple(strangers))
    converter = make_converter({table: {record.id: record for record in records} for table, records in tables.items()})
    rows: dict[str, list[Row]] = {table: [] for table in tables}
    found: list[Problem] = []
    for table, records in tables.items():
        unstructure = unstructure_row(TABLES[table], converter)
        for record in records:
            try:
                rows[table].append(unstructure(record))
            except BaseValidationError as error:
                found += [Problem(f"{table}.json", record.id, path, reason) for path, reason in problems(error)]
    if found:
        raise InvalidDataError(tuple(found))
    return rows


def _strangers(tables: Mapping[str, Iterable[Any]]) -> Iterator[Problem]:
    for table, records in tables.items():
        for position, record in enumerate(records):
            if type(record) is not TABLES[table]:
                reason = f"must be of type {TABLES[table].__name__}, not {type(record).__name__}"
                yield Problem(f"{table}.json", None, f"[{position}]", reason)


def unstructure_row(cls: type[Any], converter: BaseConverter) -> Unstructure:
    """Make the hook that unstructures a record or a part of one as a row."""
    hooks = {field.name: _unstructure_field(field, converter) for field in stored_fields(cls)}

    def unstructure(record: Any) -> Row:
        values, errors = attempt((name, partial(hook, getattr(record, name))) for name, hook in hooks.items())
        if errors:
            raise failure(cls, errors)
        return dict(zip(hooks, values, strict=True))

    return unstructure


def _unstructure_field(field: Field, converter: BaseConverter) -> Unstructure:
    item: Unstructure = converter.get_unstructure_hook(_item_type(field))

    def unstructure_items(values: tuple[Any, ...]) -> list[Any]:
        items, errors = attempt((index, partial(item, value)) for index, value in enumerate(values))
        if errors:
            raise failure(list, errors)
        return items

    return unstructure_items if field.many else lambda value: None if value is None else item(value)


def _unstructure_value(value: Any) -> Any:
    if isinstance(value, int):
        return value
    return _unstructure_text(value) if isinstance(value, Text) else str(value)


def _unstructure_text(value: Text) -> Row:
    return {_ORIGINAL: value.original_language, **value}


def name_reference(type_: Any) -> Unstructure:
    """Make the hook that names a record: by its id, with its table before it if it can be any table."""
    return reference if len(get_args(type_)) == len(TABLES) else attrgetter("id")


def _unstructure_reference(records: Records, type_: Any) -> Unstructure:
    name = name_reference(type_)
    return lambda record: name(_held(records, record))


def _held(records: Records, record: Any) -> Any:
    """Return a record that its table contains, and refuse any other, even an equal one."""
    if records[TABLE_OF[type(record)]].get(record.id) is not record:
        raise RowError(f"refers to another {record.id} than the one in {TABLE_OF[type(record)]}.json")
    return record


# Problems.


def located(error: E, place: str | int) -> E:
    """Note that an error is in a field or at an index, as cattrs does; an empty place adds no note."""
    if isinstance(place, int):
        error.add_note(IterableValidationNote(f"at index {place}", place, list))
    elif place:
        error.add_note(AttributeValidationNote(f"in {place}", place, None))
    return error


def problems(error: BaseException, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path to each wrong value in an error of the converter, and what is wrong with it."""
    path += "".join(map(_step, getattr(error, "__notes__", ())))
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from problems(inner, path)
    elif isinstance(error, InvalidValueError):
        # An error that is about a part of a value, as the day of a date, names it.
        is_whole = error.field in (_VALUE, "date", path.rpartition(".")[2])
        part = "" if is_whole else f"{error.field} "
        yield path.lstrip("."), f"{part}must be {error.expected}, not {_shown(error.value)}"
    elif isinstance(error, RowError):
        yield path.lstrip("."), str(error)
    elif isinstance(error, OtherErrors):
        yield from repeat((path.lstrip("."), "wrong, as so many others"), error.count)


def _step(note: object) -> str:
    if isinstance(note, IterableValidationNote):
        return f"[{note.index}]"
    return f".{note.name}" if isinstance(note, AttributeValidationNote) else ""


def _shown(value: Any) -> str:
    """Return a value as JSON, shortened; of what contains more than plain values, only what it is."""
    inner = value.values() if type(value) is dict else value if type(value) is list else ()
    if any(isinstance(item, (dict, list)) for item in inner):
        return "an object" if type(value) is dict else "a list"
    shown = json.dumps(value, ensure_ascii=False, default=str)  # default is for the decimals that long integers are
    if not shown.replace("\u200c", "").isprintable():
        shown = json.dumps(value, default=str)
    if not isinstance(value, (str, list, dict)):
        shown = shown.strip('"')
    return shown if len(shown) <= 60 else f"{shown[:40]}...{shown[-10:]}"
