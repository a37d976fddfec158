"""Dates as sources give them: known to the year, the month or the day, in the calendar that they print."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Literal

from attrs import field, frozen

from brics_cities._attrs import Rules, Value, compiled, in_range, line, optional_field
from brics_cities.exceptions import InvalidValueError
from brics_cities.text import Text

_ISO_8601 = "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_DAYS = "(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31"
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
DATE = f"({_YEAR}(-(0[1-9]|1[0-2]|{_DAYS}))?|{_LEAP_YEAR}-02-29)"
"""The pattern of the dates that there are, for JSON Schema."""
_ISO_8601_DATE = "an ISO 8601 date such as '2024', '2024-06' or '2024-06-21'"
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
"""The Persian digit of each ASCII one, for `str.translate`."""
_SOLAR_HIJRI_MONTHS = {
    "en": "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand".split(),
    "fa": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(),
}
_LEAP_YEARS = (1, 5, 9, 13, 17, 22, 26, 30)  # of each 33 years
_SHORT_MONTHS = {
    "if": {"properties": {"month": {"minimum": 7}}},
    "then": {"properties": {"day": {"maximum": 30}}},
}
FIRST_DAY = datetime.date(622, 3, 21)
"""The first day of the Solar Hijri calendar, 1 Farvardin 1."""
LAST_DAY = datetime.date(9999, 3, 20)
"""30 Esfand 9377, the end of the last year that ends before the Gregorian year 10000."""


def _check_day(year: int, month: int | None, day: int | None) -> None:
    if day is None:
        return
    try:
        datetime.date(year, month or 0, day)
    except ValueError as error:
        raise InvalidValueError("day", "a day that exists in its month, and requires a month", day) from error


def _check_solar_hijri_day(year: int, month: int, day: int) -> None:
    last = 31 if month < 7 else 30 if month < 12 or year % 33 in _LEAP_YEARS else 29
    if day > last:
        name = _SOLAR_HIJRI_MONTHS["en"][month - 1]
        raise InvalidValueError("day", f"an integer from 1 to {last} in {name} {year}", day)


def _solar_hijri_ordinal(year: int, month: int, day: int) -> int:
    """Count the days since the end of the Gregorian year 0, as `datetime.date.toordinal` does."""
    cycles, years = divmod(year, 33)
    leap_days = 8 * cycles + sum(leap < years for leap in _LEAP_YEARS)
    return FIRST_DAY.toordinal() - 1 + 365 * (year - 1) + leap_days + 30 * (month - 1) + min(month - 1, 6) + day


@frozen(kw_only=True, eq=False, repr=False)
class PartialDate(Value):
    """A Gregorian date at the precision that its source gives: a year, a month or a day.

    Partial dates have no order of their own (is 2009 before May 2009?); compare `earliest` or
    `latest`, which have one.

    Attributes:
        year: 1 to 9999.
        month: 1 to 12, or None.
        day: 1 to the length of the month, or None; requires a month.

    >>> spring = PartialDate.parse("2025-05")
    >>> str(spring), spring.precision, spring.latest
    ('2025-05', 'month', datetime.date(2025, 5, 31))
    """

    year: int = field(validator=in_range(1, 9999))
    month: int | None = optional_field(in_range(1, 12))
    day: int | None = optional_field(in_range(1, 31))

    __attrs_post_init__ = Rules({_check_day: ("year", "month", "day")})

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Parse an ISO 8601 date: ``2024``, ``2024-06`` or ``2024-06-21``.

        Raises:
            InvalidValueError: The text is not such a date, or the day does not exist.
        """
        if type(text) is not str:
            raise InvalidValueError("date", _ISO_8601_DATE, text)
        return _parsed(text)

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """Return the smallest part that is known."""
        return "day" if self.day is not None else "month" if self.month is not None else "year"

    @property
    def earliest(self) -> datetime.date:
        """Return the first day that the date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> datetime.date:
        """Return the last day that the date can mean."""
        if self.day is not None:
            return self.earliest
        if self.month in (None, 12):
            return datetime.date(self.year, 12, 31)
        return datetime.date(self.year, self.month + 1, 1) - datetime.timedelta(days=1)

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


@lru_cache(4096)  # dates recur in data
def _parsed(text: str) -> PartialDate:
    match = compiled(_ISO_8601).fullmatch(text)
    if match is None:
        raise InvalidValueError("date", _ISO_8601_DATE, text)
    year, *rest = (int(part) for part in match.groups() if part)
    return PartialDate(year=year, **dict(zip(("month", "day"), rest, strict=False)))


@frozen(kw_only=True, eq=False, repr=False)
class SolarHijriDate(Value):
    """A day in the Solar Hijri calendar of Iran, as a Persian source prints it.

    The conversion is arithmetical: 8 years of each 33 have a 30 Esfand.

    Attributes:
        year: The Solar Hijri year, 1 to 9377; that of the publication if the source leaves it out.
        month: The month, 1 (Farvardin) to 12 (Esfand).
        day: The day, 1 to the length of the month: 31, from the seventh month on 30, and 29 in Esfand except in a leap year.
        printed: The words of the source, or None.

    >>> day = SolarHijriDate(year=1403, month=4, day=1)
    >>> str(day), day.gregorian
    ('1 Tir 1403', datetime.date(2024, 6, 21))
    """

    year: int = field(validator=in_range(1, 9377))
    month: int = field(validator=in_range(1, 12))
    day: int = field(validator=in_range(1, 31))
    printed: str | None = optional_field(line)

    __attrs_post_init__ = Rules({_check_solar_hijri_day: ("year", "month", "day")}, **_SHORT_MONTHS)

    @classmethod
    def from_gregorian(cls, day: datetime.date, *, printed: str | None = None) -> SolarHijriDate:
        """Convert a Gregorian day.

        Args:
            day: A day from 21 March 622 to 20 March 9999.
            printed: The words of a source, or None.

        Raises:
            InvalidValueError: It is no such day.

        >>> str(SolarHijriDate.from_gregorian(datetime.date(2024, 6, 21)))
        '1 Tir 1403'
        """
        if type(day) is not datetime.date or not FIRST_DAY <= day <= LAST_DAY:
            raise InvalidValueError("day", f"a date from {FIRST_DAY} to {LAST_DAY}", day)
        ordinal = day.toordinal()
        year = day.year - 621
        if ordinal < _solar_hijri_ordinal(year, 1, 1):
            year -= 1
        past = ordinal - _solar_hijri_ordinal(year, 1, 1)
        month = past // 31 if past < 186 else (past - 6) // 30
        return cls(
            year=year,
            month=month + 1,
            day=ordinal - _solar_hijri_ordinal(year, month + 1, 1) + 1,
            printed=printed,
        )

    @property
    def gregorian(self) -> datetime.date:
        """Return the same day in the Gregorian calendar."""
        return datetime.date.fromordinal(_solar_hijri_ordinal(self.year, self.month, self.day))

    @property
    def text(self) -> Text:
        """Return the date in words, in Persian and English."""
        english, persian = (
            f"{self.day} {_SOLAR_HIJRI_MONTHS[tag][self.month - 1]} {self.year}" for tag in ("en", "fa")
        )
        return Text({"fa": persian.translate(PERSIAN_DIGITS), "en": english})

    def __str__(self) -> str:
        return self.text["en"]
