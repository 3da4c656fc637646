"""The days on which the practice shop is open: no weekends, no public holidays of a fixed date."""

import datetime as dt
from functools import cache

HOLIDAYS = frozenset(
    {(1, 1), (2, 24), (5, 1), (6, 23), (6, 24), (8, 20), (12, 24), (12, 25), (12, 26)}
)


@cache
def working_day(today: dt.date, count: int) -> dt.date:
    """The working day so many after today, or before it if negative; 0 is today, open or not."""
    if count == 0:
        return today
    step = 1 if count > 0 else -1
    day = working_day(today, count - step) + dt.timedelta(days=step)
    while not is_open(day):
        day += dt.timedelta(days=step)
    return day


def is_open(day: dt.date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS
