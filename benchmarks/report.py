"""Format measurements as Markdown."""

from __future__ import annotations

from typing import NamedTuple

Row = tuple[str, ...]


class Table(NamedTuple):
    """A table of measurements with a heading."""

    heading: str
    columns: Row
    rows: list[Row]

    def __str__(self) -> str:
        lines = [self.columns, tuple("---" for _ in self.columns), *self.rows]
        return "\n".join([f"## {self.heading}", "", *(f"| {' | '.join(line)} |" for line in lines)])


def ratio(measured: float, most: float) -> tuple[str, str, str]:
    """Return the cells of a measurement: its value, its target, and whether the target is met."""
    return f"{measured:.2f}", f"{most:g}", "met" if measured <= most else "**missed**"
