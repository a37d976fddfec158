"""What the frozen classes have in common: they are equal, hashed and shown by their fields.

attrs would write these methods for each class and compile them whenever the package is imported,
which would take a third of the time until the first record.
"""

from __future__ import annotations

from typing import Any

from attrs import fields


def show_as_repr(value: object, printer: Any, cycle: bool) -> None:
    """Show a value in IPython and Hypothesis, which would else show all that it refers to, and so on."""
    printer.text(repr(value))


def show_as_html(value: object) -> str:
    """Show a value in a notebook as a card or a table."""
    from brics_cities._notebook import render

    return render(value)


class Value:
    """Something that is what its fields are."""

    __slots__ = ()
    _repr_pretty_ = show_as_repr
    _repr_html_ = show_as_html

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return _equal(self, other, set())

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[Any, ...]:
        """What makes it equal to another of its class."""
        return tuple([getattr(self, attribute.name) for attribute in fields(type(self))])  # type: ignore[arg-type]

    def __repr__(self) -> str:
        names = (attribute.name for attribute in fields(type(self)))  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(f'{name}={_brief(getattr(self, name))}' for name in names)})"

    def _brief(self) -> str:
        return repr(self)


class Identified(Value):
    """Something with an id, by which others name it, so that one record fits on a screen."""

    __slots__ = ()
    id: str

    def __hash__(self) -> int:
        return hash(self.id)

    def _brief(self) -> str:
        return f"<{self.id}>"


def _brief(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_brief, value))}{',' if len(value) == 1 else ''})"
    return value._brief() if isinstance(value, Value) else repr(value)


def _equal(one: Any, other: Any, known: set[tuple[int, int]]) -> bool:
    """Whether two values are equal; two records are compared once, however many others refer to them."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_equal(*pair, known) for pair in zip(one, other, strict=True))
    if not isinstance(one, Value) or type(one) is not type(other):
        return bool(one == other)
    pair = id(one), id(other)
    if pair not in known:
        if not _equal(one._compared(), other._compared(), known):
            return False
        known.add(pair)
    return True
