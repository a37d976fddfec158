"""Change a data set: one record to its row and back, and a new data set from changed records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from brics_cities._attrs import Entity
from brics_cities._converter import (
    PROBLEMS,
    Unstructure,
    make_converter,
    name_reference,
    problems,
    structure_row,
    unknown_id,
    unstructure_row,
)
from brics_cities._descriptor import metadata
from brics_cities._forum import Forum, check_forum
from brics_cities._loading import load_from
from brics_cities._storage import DESCRIPTOR, Memory
from brics_cities._tables import TABLE_OF, check_record, reference, stored_fields, suggestions
from brics_cities.corroboration import by_subject, conflicts, subject
from brics_cities.exceptions import InvalidDataError, InvalidValueError, Problem, UnknownIdError
from brics_cities.models import Record

R = TypeVar("R", bound="Record")


def to_dict(record: Record, *, embed: bool = False) -> dict[str, Any]:
    """Return a record as the data files have it: a JSON object with every field that is stored, references as ids.

    Args:
        record: Any record.
        embed: Whether to give each record that it refers to as an object, in which references are ids, for readers
            who have only this one. `from_dict` and `load` want ids.

    Returns:
        A new dict of lists, dicts, strings, numbers, booleans and None, for `json.dumps`.

    Raises:
        InvalidValueError: It is not a record.

    >>> from brics_cities import forum, to_dict
    >>> to_dict(forum.topics["tourism"])["broader"]
    'economy'
    >>> to_dict(forum.topics["tourism"], embed=True)["broader"]["name"]["fa"]
    'اقتصاد'
    """
    return _hook(type(check_record(record)), embed)(record)  # type: ignore[no-any-return, arg-type]  # a class is hashable


def from_dict(cls: type[R], row: dict[str, Any], forum: Forum) -> R:
    """Return the record that a row of the data files describes.

    Args:
        cls: The class of the record.
        row: A JSON object, as `to_dict` returns it. Fields that may be empty may be missing.
        forum: The data set that its references lead to; it does not get the record, see `Forum.replace`.

    Returns:
        The record, without what only a whole data set can have found, such as the corroboration of a claim.

    Raises:
        InvalidDataError: The row is wrong; the error lists every problem.
        InvalidValueError: The class is not that of a record, or the data set is no `Forum`.

    >>> from brics_cities import Topic, forum, from_dict, to_dict
    >>> row = to_dict(forum.topics["tourism"]) | {"id": "hiking", "name": {"original": "en", "en": "Hiking"}}
    >>> from_dict(Topic, row, forum).broader.name.en
    'Economy'
    """
    table = TABLE_OF.get(cls)
    if table is None:
        raise InvalidValueError("cls", "the class of a record, such as Person", cls)
    check_forum(forum)
    known = {name: _Known(name, records) for name, records in _tables(forum).items()}
    try:
        record: R = structure_row(cls, make_converter(known))(row, None)
    except PROBLEMS as error:
        id = dict(row).get("id") if isinstance(row, Mapping) else None  # type: ignore[redundant-expr]
        known_id = id if isinstance(id, str) else None
        found = (Problem(f"{table}.json", known_id, path, reason) for path, reason in problems(error))
        raise InvalidDataError(tuple(found)) from error
    return record


def replace(forum: Forum, given: tuple[Record, ...], without: Iterable[Record | str], version: str | None) -> Forum:
    """Return a data set with some records changed, added or removed; see `Forum.replace`."""
    before = _tables(forum)
    changed = {table: records.copy() for table, records in before.items()}
    for name in dict.fromkeys(_names(forum, without)):
        table, _, id = name.partition("/")
        del changed[table][id]
    found: list[Problem] = []
    placed: set[str] = set()
    for record in given:
        table = TABLE_OF[type(check_record(record))]
        if reference(record) in placed:
            found.append(Problem(f"{table}.json", record.id, "id", "duplicate id"))
        placed.add(reference(record))
        changed[table][record.id] = record
    for record in given:
        found += _lost(record, (before, changed))
    if found:
        raise InvalidDataError(tuple(found))
    conflicting = conflicts(by_subject(changed["claims"].values()))
    changed["disagreements"] = {
        id: one
        for id, one in changed["disagreements"].items()
        if one.note or reference(one) in placed or subject(one) in conflicting
    }
    rows = {f"{table}.json": [to_dict(one) for one in records.values()] for table, records in changed.items()}
    descriptor = metadata(forum) | ({} if version is None else {"version": version})
    return load_from(Memory({DESCRIPTOR: descriptor, **rows}))


class _Known(dict[str, Any]):
    """The records of a table by id, for references."""

    def __init__(self, table: str, records: dict[str, Any]) -> None:
        super().__init__(records)
        self.table = table

    def __missing__(self, id: str) -> Any:
        raise unknown_id(id, self.table)


def _tables(forum: Forum) -> dict[str, dict[str, Any]]:
    """Return the records of every table by id, in order."""
    return {table: {record.id: record for record in records} for table, records in forum._with_association().items()}


@cache
def _hook(cls: type[Any], embed: bool) -> Unstructure:
    """Return the hook that unstructures a record."""
    refer = (lambda type_: to_dict) if embed else name_reference
    return unstructure_row(cls, make_converter({}, refer))


def _names(forum: Forum, without: Iterable[Record | str]) -> Iterator[str]:
    """Yield the table and the id of each record to remove."""
    known = {reference(record) for record in forum._all()}
    for one in (without,) if isinstance(without, (str, Entity)) else without:
        name = one if isinstance(one, str) else reference(check_record(one))
        if name not in known:
            raise UnknownIdError("the data", name, suggestions(name, known))
        yield name


def _lost(record: Any, known: tuple[dict[str, dict[str, Any]], ...]) -> Iterator[Problem]:
    """Yield the references of a given record that lead, directly or not, to a changed record that is not given.

    References become ids, so what such a record has of its own would be lost.
    """
    table = TABLE_OF[type(record)]
    seen: set[int] = set()
    pending = [*_references(record, "")]
    while pending:
        path, other = pending.pop()
        name = TABLE_OF[type(other)]
        same = [tables[name][other.id] for tables in known if other.id in tables[name]]
        if id(other) in seen or not same or any(other is one for one in same):
            continue
        seen.add(id(other))
        if any(to_dict(other) == to_dict(one) for one in same):
            pending += _references(other, f"{path}.")
        else:
            reason = f"refers to {reference(other)} with changes that are not given, too"
            yield Problem(f"{table}.json", record.id, path, reason)


def _references(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the records that a record and its parts refer to, each with its place."""
    for field in stored_fields(type(value)):
        content = getattr(value, field.name)
        for index, item in enumerate(content if field.many else (content,)):
            place = f"{path}{field.name}" + (f"[{index}]" if field.many else "")
            if item is not None and field.kind == "reference":
                yield place, item
            elif item is not None and field.kind == "part":
                yield from _references(item, f"{place}.")
