"""Days, moments and distances are said the same way everywhere."""

from datetime import date, datetime, time

import pytest

from smallcrm.parsing.say import say_day, say_distance, say_moment

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 27), "Fri 27 Nov"),
        (date(2026, 11, 21), "Sat 21 Nov"),
        (date(2026, 1, 1), "Thu 1 Jan"),
        (date(2026, 12, 31), "Thu 31 Dec"),
        (date(2027, 1, 8), "Fri 8 Jan 2027"),
        (date(2025, 12, 31), "Wed 31 Dec 2025"),
        (date(2024, 2, 29), "Thu 29 Feb 2024"),
    ],
)
def test_a_day_is_said_with_its_year_only_when_that_is_another(day: date, said: str) -> None:
    assert say_day(day, TODAY) == said


def test_every_weekday_and_month_has_its_short_name() -> None:
    weekdays = [say_day(date(2026, 6, number), TODAY) for number in range(1, 8)]
    months = [say_day(date(2026, month, 2), TODAY)[6:] for month in range(1, 13)]
    assert " ".join(weekdays) == (
        "Mon 1 Jun Tue 2 Jun Wed 3 Jun Thu 4 Jun Fri 5 Jun Sat 6 Jun Sun 7 Jun"
    )
    assert " ".join(months) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def test_a_time_follows_the_day() -> None:
    assert say_day(date(2026, 11, 27), TODAY, at=time(14, 30)) == "Fri 27 Nov 14:30"
    assert say_day(date(2027, 1, 8), TODAY, at=time(9, 5)) == "Fri 8 Jan 2027 09:05"
    assert say_day(date(2026, 11, 27), TODAY, at=time(0, 0)) == "Fri 27 Nov 00:00"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 22), "tomorrow"),
        (date(2026, 11, 20), "yesterday"),
        (date(2026, 11, 23), "in 2 days"),
        (date(2026, 11, 27), "in 6 days"),
        (date(2026, 11, 18), "3 days ago"),
        (date(2026, 12, 11), "in 20 days"),
        (date(2026, 12, 12), "in 3 weeks"),
        (date(2026, 12, 26), "in 5 weeks"),
        (date(2026, 10, 31), "3 weeks ago"),
        (date(2027, 2, 18), "in 13 weeks"),
        (date(2027, 2, 19), "in 3 months"),
        (date(2027, 3, 21), "in 4 months"),
        (date(2027, 11, 21), "in 12 months"),
        (date(2026, 5, 21), "6 months ago"),
        (date(2024, 11, 21), "2 years ago"),
        (date(2028, 11, 21), "in 2 years"),
        (date(1926, 11, 21), "100 years ago"),
    ],
)
def test_a_distance_is_said_in_its_largest_fitting_unit(day: date, said: str) -> None:
    assert say_distance(day, TODAY) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 21, 15, 30), "today 15:30"),
        (datetime(2026, 11, 20, 9, 5), "yesterday 09:05"),
        (datetime(2026, 11, 16, 14, 0), "Mon 16 Nov 14:00"),
        (datetime(2026, 11, 16), "Mon 16 Nov"),
        (datetime(2026, 11, 21), "today"),
        (datetime(2026, 11, 20), "yesterday"),
        (datetime(2026, 11, 16, 0, 0, 1), "Mon 16 Nov 00:00"),
        (datetime(2026, 11, 22, 10, 0), "Sun 22 Nov 10:00"),
        (datetime(2025, 11, 16, 14, 0), "Sun 16 Nov 2025 14:00"),
    ],
)
def test_a_moment_is_said_with_its_time_unless_that_is_midnight(at: datetime, said: str) -> None:
    assert say_moment(at, TODAY) == said
