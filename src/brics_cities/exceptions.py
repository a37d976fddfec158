"""Every error that this package raises on purpose.

Each is a `BricsCitiesError` and the built-in error that fits::

    BricsCitiesError
    ├── InvalidValueError (ValueError)         a value that a field or an argument cannot hold
    ├── InvalidDataError (ValueError)          a data set that cannot be loaded or saved
    ├── EmptyQueryError (ValueError)           a search text without letters, digits or symbols
    ├── UnknownIdError (KeyError)              an id that a table does not contain
    ├── UnknownLanguageError (KeyError)        a language that a text or a data set is not available in
    ├── UnknownCriterionError (TypeError)      a criterion that a table cannot be filtered by
    └── PassageNotFoundError (LookupError)     an article that does not contain a passage
"""

from __future__ import annotations

import json
import reprlib
from typing import NamedTuple


class BricsCitiesError(Exception):
    """The base class of all errors of this package."""


def _shown(value: object) -> str:
    """Return a short literal of a plain value, and the type of any other object."""
    if value is None or type(value) in (str, bytes, bool, int, float):
        try:
            return reprlib.repr(value)
        except ValueError:  # Python refuses to write out integers of thousands of digits
            return "a very long integer"
    return f"an object of type {type(value).__name__}"


def _printable(text: str) -> str:
    """Return a text on one line that any terminal can show, as JSON if it is not one already."""
    if text.replace("\u200c", "").isprintable():  # Persian needs ZWNJ
        return text
    return json.dumps(text)


def _suggestion(near: tuple[str, ...]) -> str:
    """Return the question that offers the nearest of what is known, if anything is near."""
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""


class InvalidValueError(BricsCitiesError, ValueError):
    """Raised for a value that a field or an argument cannot hold.

    Attributes:
        field: The name of the field.
        expected: What would be right, in words.
        value: The offending value.
    """

    def __init__(self, field: str, expected: str, value: object) -> None:
        super().__init__(field, expected, value)
        self.field = field
        self.expected = expected
        self.value = value

    def __str__(self) -> str:
        return f"{self.field} must be {self.expected}, not {_shown(self.value)}"


class UnknownIdError(BricsCitiesError, KeyError):
    """Raised for an id that a table does not contain.

    Attributes:
        table: The name of the table.
        id: The unknown id.
        near: Similar ids that the table contains, best first.
    """

    def __init__(self, table: str, id: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(table, id, near)
        self.table = table
        self.id = id
        self.near = near

    def __str__(self) -> str:
        return f"no {_shown(self.id)} in {self.table}{_suggestion(self.near)}"


class UnknownLanguageError(BricsCitiesError, KeyError):
    """Raised for a language that a text is not available in, or no text of a data set.

    Attributes:
        tag: The BCP 47 tag that was asked for.
        languages: The tags that there are.
    """

    def __init__(self, tag: str, languages: tuple[str, ...]) -> None:
        super().__init__(tag, languages)
        self.tag = tag
        self.languages = languages

    def __str__(self) -> str:
        return f"no text in {_shown(self.tag)}; choose from {', '.join(self.languages)}"


class UnknownCriterionError(BricsCitiesError, TypeError):
    """Raised for a criterion that a table cannot be filtered by.

    Attributes:
        table: The name of the table.
        criterion: The unknown criterion.
        criteria: The criteria that the table has.
    """

    def __init__(self, table: str, criterion: str, criteria: tuple[str, ...]) -> None:
        super().__init__(table, criterion, criteria)
        self.table = table
        self.criterion = criterion
        self.criteria = criteria

    def __str__(self) -> str:
        return f"{self.table} cannot be filtered by {_shown(self.criterion)}; choose from {', '.join(self.criteria)}"


class EmptyQueryError(BricsCitiesError, ValueError):
    """Raised for a search text without letters, digits or symbols.

    Attributes:
        query: The search text.
    """

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.query = query

    def __str__(self) -> str:
        return f"query must contain a letter, a digit or a symbol, not {_shown(self.query)}"


class PassageNotFoundError(BricsCitiesError, LookupError):
    """Raised for an article that does not contain a passage, word for word.

    Attributes:
        sha256: The digest of the passage.
    """

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256

    def __str__(self) -> str:
        return f"the article does not contain the passage {self.sha256[:12]}, or contains it with other words"


class Problem(NamedTuple):
    """One thing that is wrong with a data set."""

    file: str
    """The file, relative to the data set."""
    id: str | None
    """The id of the record, if the problem is inside one."""
    path: str
    """The path inside the record, such as ``citations[0].source``; empty for the whole record."""
    reason: str
    """What is wrong and what would be right."""

    def __str__(self) -> str:
        return ", ".join(_printable(part) for part in (self.file, self.id, self.path, self.reason) if part)


class InvalidDataError(BricsCitiesError, ValueError):
    """Raised for a data set that cannot be loaded or saved; it lists all problems at once.

    Attributes:
        problems: What is wrong, in the order of the files; at most 1,000 problems that `load` found.
        more: How many more it found.
    """

    def __init__(self, problems: tuple[Problem, ...], more: int = 0) -> None:
        super().__init__(problems, more)
        self.problems = problems
        self.more = more

    def __str__(self) -> str:
        count = len(self.problems) + self.more
        heading = f"{count} problem{'' if count == 1 else 's'} in the data:"
        return "\n  ".join([heading, *map(str, self.problems), *([f"and {self.more} more"] if self.more else [])])
