"""Build records from rows, quickly: the way for data that is right.

`load` goes this way first, with every validator at work; where it ends in an error, `load` goes the
way of `brics_cities.checking`, which is slower and finds every problem. What the package carries is
built without validators, as pickle would build it; a test holds that both ways lead to equal records.
"""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Callable, Collection, Mapping
from typing import Any

from attrs import fields

from brics_cities.collector import without_collector
from brics_cities.corroboration import MOST_CLAIMS, by_subject, corroboration, differing, subject
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidValueError
from brics_cities.models import PARTS, TABLES, Disagreement, Forum, item_type, written
from brics_cities.records import Records
from brics_cities.text import Text
from brics_cities.validators import check_line, check_url

DESCRIPTOR = "datapackage.json"
Maker = Callable[[Any], Any]
_ORDER = (  # each table after those that its records refer to
    "sources",
    "countries",
    "places",
    "topics",
    "members",
    "people",
    "events",
    "associations",
    "statements",
    "agreements",
    "claims",
    "disagreements",
)
_TREES = {"sources": "derived_from", "topics": "broader", "claims": "about"}  # may refer to their own kind
_MOST_LEVELS = 4  # of which this way goes


class Unusual(Exception):
    """Data that is wrong, or that is at least not what this way is for."""


def build(read: Callable[[str], bytes], *, checked: bool) -> Forum:
    """Build a data set.

    Args:
        read: Gives the content of a file.
        checked: Whether to validate every value.

    Raises:
        Exception: Of whatever kind, where anything is wrong.
    """
    parse = parse_strictly if checked else json.loads
    with without_collector():
        descriptor = identify(parse(read(DESCRIPTOR)))
        builder = _Builder(checked=checked)
        tables = {table: builder.table(table, parse(read(f"{table}.json"))) for table in _ORDER}
        return assemble(tables, **descriptor)


def parse_strictly(content: bytes) -> Any:
    """Read JSON in UTF-8, without a key twice and without NaN.

    Raises:
        ValueError: It is something else.
        RecursionError: It is nested too deeply.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        row = dict(pairs)
        if len(row) < len(pairs):
            raise ValueError(f"an object has a key twice, among {', '.join(sorted(row))}")
        return row

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not a number")

    return json.loads(content.decode("utf-8"), object_pairs_hook=unique, parse_constant=refuse)


def identify(descriptor: Any) -> dict[str, Any]:
    """What the descriptor of a data set tells of it: the version, and the address of the licence or None.

    Raises:
        InvalidValueError: It has no version, or what it says of a licence is no address.
    """
    if not isinstance(descriptor, dict):
        raise InvalidValueError("version", "the version of the data, in an object", descriptor)
    version = check_line("version", descriptor.get("version"))
    licenses = descriptor.get("licenses")
    if licenses is None:
        return {"version": version, "license": None}
    try:
        (license,) = licenses
        return {"version": version, "license": check_url("licenses", license["path"])}
    except (TypeError, ValueError, KeyError):
        raise InvalidValueError(
            "licenses", "a list of one object with the address of a licence as its path", licenses
        ) from None


def assemble(tables: Mapping[str, dict[str, Any]], *, version: str, license: str | None) -> Forum:
    """Put new records together, and fill in what is found by comparing them.

    Args:
        tables: The records of each table by their ids; they refer to one another and to no others.
        version: The version of the data.
        license: The address of their licence.

    Returns:
        The whole; disagreements that nobody has noted come after those of the table.

    Raises:
        Unusual: There is not exactly one association, a noted disagreement is none, or there are
            more claims on one thing than are weighed.
    """
    claims = tables["claims"].values()
    disagreements = tables["disagreements"]
    groups = by_subject(claims)
    for group in groups.values():
        if len(group) > MOST_CLAIMS:
            raise Unusual
        for claim in group:
            _fill_in(claim, "corroboration", corroboration(claim, group))
    disputed = differing(groups)
    for noted in disagreements.values():
        if subject(noted) not in disputed:
            raise Unusual
        _fill_in(noted, "claims", disputed.pop(subject(noted)))
    for (kind, about, measure), rivals in disputed.items():
        id = f"{kind}-{about}-{measure}".lower()
        while id in disagreements:
            id += "-2"
        disagreements[id] = Disagreement(id=id, about=rivals[0].about, measure=measure, claims=rivals)
    known: dict[str, Collection[str]] = {
        **tables,
        "records": ChainMap(*tables.values()),
        "measures": {claim.measure for claim in claims},
        "languages": {source.language for source in tables["sources"].values()},
        "parties": {name for person in tables["people"].values() if person.party for name in person.party.values()},
    }
    if len(tables["associations"]) != 1:
        raise Unusual
    return Forum(
        version=version,
        license=license,
        association=next(iter(tables["associations"].values())),
        **{table: Records(table, tables[table].values(), known) for table in TABLES if table != "associations"},
    )


def _fill_in(record: Any, name: str, value: object) -> None:
    """Set a derived field of a frozen record that nobody has seen yet."""
    object.__setattr__(record, name, value)


class _Table(dict[str, Any]):
    """The records of a table by their ids; one that another refers to is built before its turn."""

    make: Maker
    rows: dict[str, Any]

    def __missing__(self, id: str) -> Any:
        record = self[id] = self.make(self.rows.pop(id))
        return record


class _Builder:
    """One building of one data set: the tables so far, and what reads a value of each type."""

    def __init__(self, *, checked: bool) -> None:
        self.checked = checked
        self.tables = {table: _Table() for table in _ORDER}
        self.readers: dict[str, Maker] = {
            "Text": Text if checked else _text,
            "PartialDate": PartialDate.parse if checked else _date,
            "Record": self.record,
            "Association | Member": self.party,
            "int | PartialDate | Text": self.value,
        }
        for table, cls in TABLES.items():
            self.readers[cls.__name__] = self.tables[table].__getitem__
        for cls in PARTS:
            self.readers[cls.__name__] = self.maker(cls)
        for table, cls in TABLES.items():
            self.tables[table].make = self.maker(cls)

    def table(self, table: str, rows: list[Any]) -> dict[str, Any]:
        """The records of a table, in its order."""
        ids = [row["id"] for row in rows]
        records = self.tables[table]
        records.rows = dict(zip(ids, rows, strict=True))
        if len(records.rows) < len(ids):
            raise Unusual
        ordered = {id: records[id] for id in ids}
        if table in _TREES and _levels(records, _TREES[table]) > _MOST_LEVELS:
            raise Unusual
        return ordered

    def maker(self, cls: type[Any]) -> Maker:
        """What makes an object of a row."""
        readers = {name: self.reader(type_) for name, type_ in cls.__annotations__.items()}
        return _checking(cls, readers) if self.checked else _trusting(cls, readers)

    def reader(self, type_: str) -> Maker | None:
        """What reads a value of a type, written as in the source; None for one that JSON has."""
        item = item_type(type_)
        if item is None:
            return self.readers.get(type_.removesuffix(" | None"))
        read = self.readers[item]

        def read_several(values: Any) -> tuple[Any, ...]:
            if type(values) is not list:
                raise Unusual
            return tuple(map(read, values))

        return read_several

    def record(self, reference: str) -> Any:
        """A record of any table."""
        table, _, id = reference.partition("/")
        return self.tables[table][id]

    def party(self, id: str) -> Any:
        """An association or a member."""
        associations = self.tables["associations"]
        return associations[id] if id in associations else self.tables["members"][id]

    def value(self, value: Any) -> Any:
        """What a claim asserts."""
        if isinstance(value, dict):
            return self.readers["Text"](value)
        return self.readers["PartialDate"](value) if isinstance(value, str) else value


def _checking(cls: type[Any], readers: dict[str, Maker | None]) -> Maker:
    """What makes an object of a row with all validators at work."""
    converted = [(name, read) for name, read in readers.items() if read]
    derived = readers.keys() - {attribute.name for attribute in written(cls)}

    def make(row: Any) -> Any:
        if derived and not derived.isdisjoint(row):
            raise Unusual
        for name, read in converted:
            value = row.get(name)
            if value is not None:
                row[name] = read(value)
        return cls(**row)

    return make


def _trusting(cls: type[Any], readers: dict[str, Maker | None]) -> Maker:
    """What makes an object of a row that needs no check, as pickle makes it."""
    plan = [(a.name, a.default, readers[a.name], getattr(cls, a.name).__set__) for a in fields(cls)]
    new: Callable[[type[Any]], Any] = object.__new__

    def make(row: Any) -> Any:
        record = new(cls)
        for name, default, read, set_ in plan:
            value = row.get(name)
            if value is None:
                value = default
            elif read:
                value = read(value)
            set_(record, value)
        return record

    return make


_date_of_parts = _trusting(PartialDate, {"year": int, "month": int, "day": int})
_text_of_strings = _trusting(Text, {"_strings": None})


def _date(text: str) -> Any:
    return _date_of_parts(dict(zip(("year", "month", "day"), text.split("-"), strict=False)))


def _text(strings: dict[str, str]) -> Any:
    return _text_of_strings({"_strings": tuple(strings.items())})


def _levels(records: dict[str, Any], above: str) -> int:
    """How many records of one kind stand behind one another at most; those behind come first."""
    levels: dict[str, int] = {}
    for id, record in records.items():
        value = getattr(record, above)
        behind = value if isinstance(value, tuple) else (value,)
        levels[id] = 1 + max((levels[one.id] for one in behind if type(one) is type(record)), default=0)
    return max(levels.values(), default=0)
