"""Compare two data sets, record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from brics_cities._attrs import Value
from brics_cities._editing import to_dict
from brics_cities._forum import Forum, check_forum
from brics_cities._tables import TABLE_OF, reference
from brics_cities.models import Record
from brics_cities.records import Records

_OWN = ("version", "license", "creators")  # the fields of a data set that are no tables


@frozen(kw_only=True, eq=False, repr=False)
class Change(Value):
    """One record of two data sets whose own fields differ.

    Attributes:
        old: The record as the old data set has it.
        new: The record as the new one has it.
        fields: The names of the fields that differ. A reference differs if it leads to another id; what is derived by
            comparing records is not compared.
    """

    old: Record
    new: Record
    fields: tuple[str, ...]

    def __str__(self) -> str:
        return f"{reference(self.new)}: {', '.join(self.fields)}"


@frozen(kw_only=True, eq=False, repr=False)
class Diff(Value):
    """What differs between two data sets, by id and field; false if nothing does.

    Attributes:
        old: The old data set.
        new: The new data set.
        fields: The names of the fields of the data set itself that differ: version, license, creators.
        removed: The records that only the old data set has, in the order of its tables.
        added: The records that only the new one has, in the order of its tables.
        changed: The records that both have and whose own fields differ, in the order of the new tables.
    """

    old: Forum
    new: Forum
    fields: tuple[str, ...]
    removed: tuple[Record, ...]
    added: tuple[Record, ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.removed or self.added or self.changed)

    def __str__(self) -> str:
        lines = [f"{name}: {getattr(self.old, name)} -> {getattr(self.new, name)}" for name in self.fields]
        return "\n".join([*lines, *_lines(self.removed, self.added, self.changed)])


def diff(old: Forum, new: Forum) -> Diff:
    """Compare two data sets by id and field; the order of records makes no difference.

    Args:
        old: A data set.
        new: Another, such as a newer version of it.

    Returns:
        What was removed, added and changed. A record is changed if it has other values of its own; that one it refers
        to is changed shows at that one only. ``old.replace(*diff.added, *(change.new for change in diff.changed),
        without=diff.removed)`` has the records of the new data set.

    Raises:
        InvalidValueError: One of the two is not a data set.

    >>> from attrs import evolve
    >>> from brics_cities import Text, diff, forum
    >>> person = evolve(forum.people["yaghoub-houshyar"], note=Text({"en": "Spoke first."}))
    >>> print(diff(forum, forum.replace(person)))
    ~ people/yaghoub-houshyar: note
    """
    check_forum(old, "old")
    check_forum(new, "new")
    removed, added, changed = _compared(old._all(), new._all())
    fields = tuple(name for name in _OWN if getattr(old, name) != getattr(new, name))
    return Diff(old=old, new=new, fields=fields, removed=removed, added=added, changed=changed)


def explain(left: object, right: object) -> list[str] | None:
    """Return lines that tell in which ids and fields two unequal data sets, tables or records differ, for pytest.

    Args:
        left: Anything.
        right: Anything else.

    Returns:
        The lines, or None if they are not two data sets, two tables or two records of one class.
    """
    if isinstance(left, Forum) and isinstance(right, Forum):
        lines = str(diff(left, right)).splitlines()
    elif isinstance(left, Records) and isinstance(right, Records):
        lines = _lines(*_compared(left, right))
    elif type(left) is type(right) and type(left) in TABLE_OF:
        lines = _lines(*_compared([left], [right]))
    else:
        return None
    return [f"{left!r} == {right!r}", *(lines or ["they differ in their order, or in records that they refer to"])]


def _compared(
    old: Iterable[Any], new: Iterable[Any]
) -> tuple[tuple[Record, ...], tuple[Record, ...], tuple[Change, ...]]:
    """Return the records that were removed, those that were added, and the changes of the others."""
    before, after = ({reference(record): record for record in records} for records in (old, new))
    removed = tuple(record for name, record in before.items() if name not in after)
    added = tuple(record for name, record in after.items() if name not in before)
    return removed, added, tuple(_changes(before, after))


def _lines(removed: Iterable[Record], added: Iterable[Record], changed: Iterable[Change]) -> list[str]:
    gone, come = (
        [f"{mark} {reference(record)}" for record in records] for mark, records in (("-", removed), ("+", added))
    )
    return [*gone, *come, *(f"~ {change}" for change in changed)]


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name, new in after.items():
        old = before.get(name)
        if old is None or old is new:
            continue
        rows = to_dict(old), to_dict(new)
        differing = tuple(field for field in rows[0] if rows[0][field] != rows[1][field])
        if differing:
            yield Change(old=old, new=new, fields=differing)
