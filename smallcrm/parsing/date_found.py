"""What is asked when a day is read, what is found, and counting from a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from dateutil.relativedelta import relativedelta

YEARS = range(1900, 2200)
OUTSIDE = "only the years 1900 to 2199 are read"


class Toward(Enum):
    """Where a day without a year or week is looked for."""

    AHEAD = auto()
    BACK = auto()
    NEAR = auto()


@dataclass(frozen=True)
class Asked:
    """The day on which the words were said, and the direction they are meant in."""

    today: date
    toward: Toward


@dataclass(frozen=True)
class Found:
    """A day, what was decided about it, and whether the words only count from today."""

    day: date
    remark: str = ""
    counted: bool = False


class Impossible(Exception):
    """The words have a known form but name no day; the message says why."""


Form = Callable[[str, Asked], Found | None]
"""One way to say a day: folded words to the day, or None; raises Impossible."""


def check_year(year: int) -> None:
    """Refuse a year in which nobody calls back."""
    if year not in YEARS:
        raise Impossible(OUTSIDE)


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(day.weekday())


def shift(day: date, unit: str, number: int) -> date:
    """The day so many days, weeks, months or years on; a month's end clips. Raises Impossible."""
    try:
        return day + delta(unit, number)
    except (ValueError, OverflowError):
        raise Impossible(OUTSIDE) from None


def delta(unit: str, number: int) -> relativedelta:
    """So many `days`, `weeks`, `months` or `years`."""
    if unit == "days":
        return relativedelta(days=number)
    if unit == "weeks":
        return relativedelta(weeks=number)
    return relativedelta(months=number) if unit == "months" else relativedelta(years=number)
