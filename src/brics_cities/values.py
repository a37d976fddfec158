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
    from brics_cities.cards import render

    return render(value)


class Value:
    """Something that is what its fields are."""

    __slots__ = ()
    _repr_pretty_ = show_as_repr
    _repr_html_ = show_as_html

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self is other or _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(_values(self))

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


def _values(value: Any) -> tuple[Any, ...]:
    return tuple([getattr(value, attribute.name) for attribute in fields(type(value))])
