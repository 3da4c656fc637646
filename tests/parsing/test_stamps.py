"""Stamps of other programs: every order of day, month and year, clocks, offsets."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.parsing.stamps import (
    find_order,
    needs_order,
    read_clock,
    read_milliseconds,
    read_stamp,
)

TALLINN = ZoneInfo("Europe/Tallinn")


@pytest.mark.parametrize(
    ("text", "order", "stamp"),
    [
        ("2010-12-01 08:26:00", "", "2010-12-01T08:26:00"),
        ("1996-07-04 00:00:00.000", "", "1996-07-04T00:00:00"),
        ("2026-11-21T10:00", "", "2026-11-21T10:00:00"),
        ("2026-11-21", "", "2026-11-21T00:00:00"),
        ("2014/11/03 17:34:13", "", "2014-11-03T17:34:13"),
        ("2014.11.03.", "", "2014-11-03T00:00:00"),
        ("31.12.2026", "", "2026-12-31T00:00:00"),
        ("3.11.2014 kell 17:34", "", "2014-11-03T17:34:00"),
        ("3.11.14. plkst. 17.34", "", "2014-11-03T17:34:00"),
        ("01.01.99", "", "1999-01-01T00:00:00"),
        ("8/15/14", "mdy", "2014-08-15T00:00:00"),
        ("8/15/14", "", "2014-08-15T00:00:00"),
        ("4/12/14", "mdy", "2014-04-12T00:00:00"),
        ("4/12/14", "dmy", "2014-12-04T00:00:00"),
        ("4/4/14", "", "2014-04-04T00:00:00"),
        ("15/8/2014 9:05", "", "2014-08-15T09:05:00"),
        ("22-Apr-15", "", "2015-04-22T00:00:00"),
        ("3. märts 2014 17:34", "", "2014-03-03T17:34:00"),
        ("Nov 3, 2014 5:34:13 PM", "", "2014-11-03T17:34:13"),
        ("Nov 3, 2014, 12:00 AM", "", "2014-11-03T00:00:00"),
        ("2026-07-01T10:00:00Z", "", "2026-07-01T13:00:00"),
        ("2026-07-01 10:00:00+02:00", "", "2026-07-01T11:00:00"),
        ("2026-07-01 10:00 UTC", "", "2026-07-01T13:00:00"),
    ],
)
def test_a_stamp_is_read_as_local_time(text: str, order: str, stamp: str) -> None:
    assert read_stamp(text, order, zone=TALLINN) == datetime.fromisoformat(stamp)


@pytest.mark.parametrize(
    ("text", "order", "message"),
    [
        ("4/12/14", "", "could be day/month or month/day; say which order, dmy or mdy"),
        ("15/8/14", "mdy", "is no day of the calendar"),
        ("2014-02-30", "", "is no day of the calendar"),
        ("0001-01-01", "", "is no day of the years 1900 to 2199"),
        ("", "", "is no date; write it as 2026-12-31 or 31.12.2026 14:30"),
        ("yesterday", "", "is no date; write it as 2026-12-31 or 31.12.2026 14:30"),
        ("3 foo 2014", "", "is no date; write it as 2026-12-31 or 31.12.2026 14:30"),
        ("2014-11-03 25:00", "", "is no date; write it as 2026-12-31 or 31.12.2026 14:30"),
        ("2014-11-03 13:00 PM", "", "is no date; write it as 2026-12-31 or 31.12.2026 14:30"),
        ("2014-11-03 1", "", "is no date; write it as 2026-12-31 or 31.12.2026 14:30"),
        ("2014-11-031", "", "is no date; write it as 2026-12-31 or 31.12.2026 14:30"),
    ],
)
def test_what_is_no_moment_is_unreadable(text: str, order: str, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_stamp(text, order)
    assert str(error.value) == f'"{text}" {message}'


@pytest.mark.parametrize(
    ("stamps", "order"),
    [
        (["4/12/14", "8/15/14"], "mdy"),
        (["4/12/14", "15/8/14"], "dmy"),
        (["4/12/14", "5/5/15"], ""),
        (["15.8.2014", "2014-12-31"], ""),
        (["99/99/14", "x", ""], ""),
    ],
)
def test_the_order_is_found_where_only_one_is_possible(stamps: list[str], order: str) -> None:
    assert find_order(stamps) == order


@pytest.mark.parametrize(
    ("stamp", "needs"),
    [
        ("4/12/14", True),
        ("4-12-2014", True),
        ("4/4/14", False),
        ("8/15/14", False),
        ("4.12.14", False),
        ("2014-04-12", False),
        ("", False),
    ],
)
def test_only_a_stamp_of_two_readings_needs_an_order(stamp: str, needs: bool) -> None:
    assert needs_order(stamp) is needs


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("1415054053956", "2014-11-04T00:34:13"),
        ("1411331568231", "2014-09-21T23:32:48"),
        (" 1764000000000 ", "2025-11-24T18:00:00"),
    ],
)
def test_milliseconds_are_local_time_of_the_place(text: str, stamp: str) -> None:
    assert read_milliseconds(text, zone=TALLINN) == datetime.fromisoformat(stamp)


@pytest.mark.parametrize("text", ["", "0", "-1", "1415054053", "999999999999999", "1e12", "١"])
def test_other_numbers_are_no_milliseconds(text: str) -> None:
    with pytest.raises(Unreadable):
        read_milliseconds(text, zone=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"), [("17:34", 63240), ("5:34:13 PM", 63253), ("00.05", 300)]
)
def test_a_clock_is_read_as_the_span_from_midnight(text: str, seconds: int) -> None:
    assert read_clock(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "17", "24:00", "10:00Z"])
def test_what_is_no_clock_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read_clock(text)


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2199, 12, 30)),
    st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
def test_every_moment_comes_back_in_its_zone(moment: datetime, zone: timezone) -> None:
    there = moment.replace(tzinfo=zone, microsecond=0)
    milliseconds = (there - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    assert read_milliseconds(str(milliseconds), zone=zone) == there.replace(tzinfo=None)
    assert read_stamp(there.isoformat(), zone=zone) == there.replace(tzinfo=None)


@given(
    st.text(max_size=80) | st.text(alphabet="0123456789./-: TZ+PM", max_size=25),
    st.sampled_from(["", "dmy", "mdy"]),
)
def test_any_text_is_a_moment_or_one_sentence(text: str, order: str) -> None:
    try:
        assert read_stamp(text, order, zone=TALLINN).tzinfo is None
    except Unreadable as error:
        assert "\n" not in str(error)
    needs_order(text)
