"""Dates as sources give them: known to the year, the month or the day, in the calendar they print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from brics_cities import validators as must
from brics_cities.exceptions import InvalidValueError
from brics_cities.text import Text
from brics_cities.values import Value

if TYPE_CHECKING:
    import datetime

_ISO_8601 = "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_SOLAR_HIJRI_MONTHS = (
    ("Farvardin", "فروردین"),
    ("Ordibehesht", "اردیبهشت"),
    ("Khordad", "خرداد"),
    ("Tir", "تیر"),
    ("Mordad", "مرداد"),
    ("Shahrivar", "شهریور"),
    ("Mehr", "مهر"),
    ("Aban", "آبان"),
    ("Azar", "آذر"),
    ("Dey", "دی"),
    ("Bahman", "بهمن"),
    ("Esfand", "اسفند"),
)


@frozen(kw_only=True, eq=False, repr=False)
class PartialDate(Value):
    """A Gregorian date at the precision that its source gives: a year, a month or a day.

    Partial dates have no order of their own (is 2009 before May 2009?); compare `earliest` or
    `latest`, which do.

    Attributes:
        year: 1 to 9999.
        month: 1 to 12, or None.
        day: 1 to the length of the month, or None; needs a month.

    >>> spring = PartialDate.parse("2025-05")
    >>> str(spring), spring.precision, spring.latest
    ('2025-05', 'month', datetime.date(2025, 5, 31))
    """

    year: int = field(validator=must.be_whole_number(1, 9999))
    month: int | None = field(default=None, validator=must.be_none_or(must.be_whole_number(1, 12)))
    day: int | None = field(default=None, validator=must.be_none_or(must.be_whole_number(1, 31)))

    def __attrs_post_init__(self) -> None:
        if self.day is not None and (self.month is None or self.day > self._month_length):
            raise InvalidValueError("day", "a day of its month, which has to be given", self.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read an ISO 8601 date: ``2024``, ``2024-06`` or ``2024-06-21``.

        Raises:
            InvalidValueError: The text is not such a date, or the day does not exist.
        """
        match = must.compiled(_ISO_8601).fullmatch(text) if isinstance(text, str) else None  # type: ignore[redundant-expr]
        if match is None:
            raise InvalidValueError("date", "like '2024', '2024-06' or '2024-06-21'", text)
        year, *rest = (int(part) for part in match.groups() if part)
        return cls(year=year, **dict(zip(("month", "day"), rest, strict=False)))

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """The smallest part that is known."""
        return "day" if self.day is not None else "month" if self.month is not None else "year"

    @property
    def earliest(self) -> datetime.date:
        """The first day that it can mean."""
        from datetime import date

        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> datetime.date:
        """The last day that it can mean."""
        from datetime import date

        return date(self.year, self.month or 12, self.day or self._month_length)

    @property
    def _month_length(self) -> int:
        from calendar import monthrange

        return monthrange(self.year, self.month or 12)[1]

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


@frozen(kw_only=True, eq=False, repr=False)
class SolarHijriDate(Value):
    """A day in the Solar Hijri calendar of Iran, as a Persian source prints it.

    Attributes:
        year: The Solar Hijri year; where the source leaves it out, that of its publication.
        month: 1 (Farvardin) to 12 (Esfand).
        day: 1 to 31, 1 to 30 from the seventh month on.
        printed: The words of the source, or None.

    >>> str(SolarHijriDate(year=1403, month=4, day=1))
    '1 Tir 1403'
    """

    year: int = field(validator=must.be_whole_number(1, 9999))
    month: int = field(validator=must.be_whole_number(1, 12))
    day: int = field(validator=must.be_whole_number(1, 31))
    printed: str | None = field(default=None, validator=must.be_none_or(must.be_line))

    def __attrs_post_init__(self) -> None:
        if self.day == 31 and self.month > 6:
            raise InvalidValueError("day", "1 to 30 from the seventh month on", self.day)

    @property
    def text(self) -> Text:
        """The date in words, in Persian and English."""
        english, persian = _SOLAR_HIJRI_MONTHS[self.month - 1]
        return Text(
            {
                "fa": f"{self.day} {persian} {self.year}".translate(_PERSIAN_DIGITS),
                "en": f"{self.day} {english} {self.year}",
            }
        )

    def __str__(self) -> str:
        return self.text["en"]
