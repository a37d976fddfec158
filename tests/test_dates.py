"""Dates at the precision and in the calendar of their sources."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import jdatetime
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brics_cities import InvalidValueError, PartialDate, SolarHijriDate

LENGTHS = {"year": 4, "month": 7, "day": 10}

precisions = st.sampled_from(sorted(LENGTHS))
LEAP_YEAR = 1403
solar_hijri_days = [(month, day) for month in range(1, 13) for day in range(1, 32) if month < 7 or day < 31]


@given(st.dates(), precisions)
@example(date.min, "day")
@example(date.max, "year")
def test_iso_date_is_parsed_and_written(day: date, precision: str) -> None:
    """An ISO 8601 date at any precision is parsed to a date that is written the same."""
    iso = day.isoformat()[: LENGTHS[precision]]
    partial = PartialDate.parse(iso)
    assert str(partial) == iso
    assert PartialDate.parse(str(partial)) == partial
    assert partial.precision == precision


@given(st.dates())
def test_parts_are_those_of_the_calendar(day: date) -> None:
    """A date of given parts is the date that is parsed."""
    parts = {"year": day.year, "month": day.month, "day": day.day}
    for known in range(1, 4):
        partial = PartialDate(**dict(list(parts.items())[:known]))
        assert partial == PartialDate.parse(day.isoformat()[: 1 + 3 * known])
        assert hash(partial) == hash(PartialDate.parse(str(partial)))


@given(st.dates(), st.integers(-400, 400), precisions)
@example(date(2031, 1, 1), -1, "year")
@example(date(2031, 12, 31), 1, "year")
@example(date(2031, 6, 1), -1, "month")
@example(date(2031, 6, 30), 1, "month")
def test_earliest_and_latest_are_bounds(day: date, days: int, precision: str) -> None:
    """A day is between earliest and latest if and only if its ISO date begins with the partial one."""
    partial = PartialDate.parse(day.isoformat()[: LENGTHS[precision]])
    assert partial.earliest <= day <= partial.latest
    if date.min.toordinal() <= day.toordinal() + days <= date.max.toordinal():
        other = day + timedelta(days)
        assert (partial.earliest <= other <= partial.latest) is other.isoformat().startswith(str(partial))


def test_partial_dates_have_no_order() -> None:
    """Partial dates cannot be compared by order."""
    with pytest.raises(TypeError):
        PartialDate.parse("2031") < PartialDate.parse("2031-05")  # noqa: B015


@pytest.mark.parametrize(
    "text",
    [
        *("", "31", "02031", "20310", "2031-", "2031-6", "2031-6-1", "2031-06-1", "2031-06-01T00:00", "20310601"),
        *(
            "2031/06/01",
            "01-06-2031",
            "-2031",
            "+2031",
            " 2031",
            "2031\n",
            "۲۰۳۱",
            "۲۰۳۱-۰۶",
            "٢٠٣١",
            "2031–06",
            "unknown",
        ),
        *(
            "0000",
            "0000-01",
            "2031-00",
            "2031-13",
            "2031-06-00",
            "2031-06-31",
            "2031-02-30",
            "2023-02-29",
            "1900-02-29",
        ),
        *(None, 2031, 2031.0, b"2031", date(2031, 6, 1), ("2031",), PartialDate(year=2031)),
    ],
)
def test_wrong_dates_are_refused(text: object) -> None:
    """A string that is not ISO 8601, a day that does not exist, and another type are refused."""
    with pytest.raises(InvalidValueError) as caught:
        PartialDate.parse(text)
    assert caught.value.field in ("date", "year", "month", "day")


@given(st.text(st.characters(), max_size=12))
def test_any_other_string_is_refused(text: str) -> None:
    """A string with more than an ISO 8601 date is refused, and is the value of the error."""
    with pytest.raises(InvalidValueError) as caught:
        PartialDate.parse(f"{text}?")
    assert caught.value.value == f"{text}?"


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"year": 0}, "year"),
        ({"year": 10_000}, "year"),
        ({"year": "2031"}, "year"),
        ({"year": None}, "year"),
        ({"year": True}, "year"),
        ({"year": 2031, "month": 0}, "month"),
        ({"year": 2031, "month": 13}, "month"),
        ({"year": 2031, "month": "06"}, "month"),
        ({"year": 2031, "month": 6, "day": 0}, "day"),
        ({"year": 2031, "month": 6, "day": 31}, "day"),
        ({"year": 2031, "month": 6, "day": 32}, "day"),
        ({"year": 2031, "month": 2, "day": 29}, "day"),
        ({"year": 2031, "day": 5}, "day"),
    ],
)
def test_impossible_parts_are_refused(parts: dict[str, object], field: str) -> None:
    """A part that does not exist, or a day without a month, is refused, and is the field of the error."""
    with pytest.raises(InvalidValueError) as caught:
        PartialDate(**parts)
    assert caught.value.field == field


@pytest.mark.parametrize("year", [*range(1370, 1440), 1, 5, 9377])
def test_solar_hijri_months_have_their_length(year: int) -> None:
    """A month has 31 days, from the seventh on 30, and Esfand 29 except in leap years, as an independent library says."""
    for month in range(1, 13):
        length = 31 if month <= 6 else 30 if month < 12 or jdatetime.date(year, 1, 1).isleap() else 29
        assert SolarHijriDate(year=year, month=month, day=length).day == length
        with pytest.raises(InvalidValueError) as caught:
            SolarHijriDate(year=year, month=month, day=length + 1)
        assert caught.value.field == "day"


@given(st.dates(date(622, 3, 21), date(9999, 3, 20)))
@example(date(622, 3, 21))
@example(date(9999, 3, 20))
@example(date(2025, 3, 20))
@example(date(2025, 3, 21))
def test_solar_hijri_dates_are_converted(day: date) -> None:
    """A Gregorian day is the Solar Hijri one that an independent library gives, and converts back."""
    converted = SolarHijriDate.from_gregorian(day)
    expected = jdatetime.date.fromgregorian(date=day)
    assert (converted.year, converted.month, converted.day) == (expected.year, expected.month, expected.day)
    assert converted.gregorian == day


def test_consecutive_days_are_consecutive() -> None:
    """Day after day through leap years and others, both calendars go on by one."""
    day = SolarHijriDate(year=1402, month=1, day=1)
    for number in range(3000):
        converted = SolarHijriDate.from_gregorian(day.gregorian + timedelta(days=number), printed="روز")
        assert converted.gregorian - day.gregorian == timedelta(days=number)
        assert converted.printed == "روز"


@pytest.mark.parametrize(
    "day", [date(622, 3, 20), date(9999, 3, 21), date.max, datetime(2024, 6, 21), "2024-06-21", None]
)
def test_days_that_cannot_be_converted(day: Any) -> None:
    """What is no day of both calendars is refused."""
    with pytest.raises(InvalidValueError, match=r"^day must be a date from 0622-03-21 to 9999-03-20") as caught:
        SolarHijriDate.from_gregorian(day)
    assert caught.value.value is day


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("year", year) for year in (0, 9378, "1410", None)),
        *(("month", month) for month in (0, 13, "4", None)),
        *(("day", day) for day in (0, 32, "1", None)),
        *(("printed", words) for words in ("", " ۱ تیر", "۱\nتیر", 1410)),
    ],
)
def test_impossible_solar_hijri_parts_are_refused(field: str, value: object) -> None:
    """A part that does not exist is refused, and the error has its name and value."""
    with pytest.raises(InvalidValueError) as caught:
        SolarHijriDate(**{"year": 1410, "month": 4, "day": 1, field: value})
    assert (caught.value.field, caught.value.value) == (field, value)


@given(
    st.integers(0, 9377 // 33 - 1).map(lambda cycle: 33 * cycle + 17),
    st.sampled_from(solar_hijri_days),
    st.sampled_from([None, "یکم تیرماه"]),
)
@example(1, (1, 1), None)
@example(9377, (12, 30), None)
def test_solar_hijri_date_is_written_in_words(year: int, month_and_day: tuple[int, int], printed: str | None) -> None:
    """The text is day, name of the month and year, in Persian and English, with the digits of the language."""
    month, day = month_and_day
    written = SolarHijriDate(year=year, month=month, day=day, printed=printed)
    assert list(written.text) == ["fa", "en"]
    for text in written.text.values():
        first, _, last = text.split()
        assert (int(first), int(last)) == (day, year)
    assert str(written) == written.text.en
    assert str(written).isascii()
    assert not any(digit in "0123456789" for digit in written.text["fa"])


def test_solar_hijri_days_have_different_texts() -> None:
    """No two days of a year have the same text in either language."""
    texts = [SolarHijriDate(year=LEAP_YEAR, month=month, day=day).text for month, day in solar_hijri_days]
    assert len({text.fa for text in texts}) == len({text.en for text in texts}) == len(solar_hijri_days) == 366


@pytest.mark.parametrize("month", range(1, 13))
def test_solar_hijri_months_have_their_usual_names(month: int) -> None:
    """The months have the names that an independent library gives them."""
    text = SolarHijriDate(year=1410, month=month, day=2).text
    assert text.fa == f"۲ {jdatetime.date.j_months_fa[month - 1]} ۱۴۱۰"
    assert text.en == f"2 {jdatetime.date.j_months_en[month - 1]} 1410"
