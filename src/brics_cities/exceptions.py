"""The errors of this package, all of them children of `BricsCitiesError`."""

from __future__ import annotations

import reprlib
from typing import NamedTuple


class BricsCitiesError(Exception):
    """Whatever goes wrong in this package on purpose."""


def _shown(value: object) -> str:
    """A short representation of any value; Python refuses to write out numbers of thousands of digits."""
    try:
        return reprlib.repr(value)
    except ValueError:
        return f"a very long {type(value).__name__}"


class InvalidValueError(BricsCitiesError, ValueError):
    """A value that a field cannot hold.

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
    """An id that a table does not hold.

    Attributes:
        table: The table that was asked.
        id: The id that it does not hold.
        near: Ids that look like it, best first.
    """

    def __init__(self, table: str, id: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(table, id, near)
        self.table = table
        self.id = id
        self.near = near

    def __str__(self) -> str:
        known = f"; near it: {', '.join(self.near)}" if self.near else ""
        return f"no {_shown(self.id)} in {self.table}{known}"


class UnknownLanguageError(BricsCitiesError, KeyError):
    """A language that a text is not written in.

    Attributes:
        tag: The BCP 47 tag that was asked for.
        languages: The tags that the text has.
    """

    def __init__(self, tag: str, languages: tuple[str, ...]) -> None:
        super().__init__(tag, languages)
        self.tag = tag
        self.languages = languages

    def __str__(self) -> str:
        return f"no text in {_shown(self.tag)}; it is in {', '.join(self.languages)}"


class UnknownCriterionError(BricsCitiesError, TypeError):
    """A criterion that the records of a table cannot be narrowed by.

    Attributes:
        table: The table that was asked.
        criterion: The unknown criterion.
        criteria: The criteria that the table has.
    """

    def __init__(self, table: str, criterion: str, criteria: tuple[str, ...]) -> None:
        super().__init__(table, criterion, criteria)
        self.table = table
        self.criterion = criterion
        self.criteria = criteria

    def __str__(self) -> str:
        return f"{self.table} cannot be narrowed by {_shown(self.criterion)}; criteria are {', '.join(self.criteria)}"


class EmptyQueryError(BricsCitiesError, ValueError):
    """A search text with no letter, digit or symbol in it.

    Attributes:
        query: The search text.
    """

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.query = query

    def __str__(self) -> str:
        return f"a query needs at least one letter, digit or symbol, not {_shown(self.query)}"


class PassageNotFoundError(BricsCitiesError, LookupError):
    """A text that does not contain a passage, word for word.

    Attributes:
        sha256: The digest of the passage that was looked for.
    """

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256

    def __str__(self) -> str:
        return f"the text does not contain the passage {self.sha256[:12]}, or words in it differ"


class Problem(NamedTuple):
    """One thing that is wrong with a data set."""

    file: str
    """The file, relative to the data set."""
    id: str | None
    """The id of the record, where the problem is inside one."""
    path: str
    """Where in the record, as in ``citations[0].source``; empty for the whole."""
    reason: str
    """What is wrong and what would be right."""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.file, self.id, self.path, self.reason) if part)


class InvalidDataError(BricsCitiesError, ValueError):
    """A data set that cannot be loaded; it names every problem at once.

    Attributes:
        problems: Everything that is wrong, in the order of the files.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        count = len(self.problems)
        heading = f"{count} problem{'' if count == 1 else 's'} in the data:"
        return "\n  ".join([heading, *map(str, self.problems)])
