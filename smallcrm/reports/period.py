"""The days that a report looks at."""

import datetime as dt
from dataclasses import dataclass

MONTHS = 12


@dataclass(frozen=True)
class Period:
    """From one day to another, both with it; without `since`, from the beginning."""

    since: dt.date | None
    until: dt.date

    @property
    def start(self) -> dt.datetime:
        """The first moment of the period."""
        return dt.datetime.combine(self.since or dt.date.min, dt.time())

    @property
    def end(self) -> dt.datetime:
        """The first moment after it."""
        return dt.datetime.combine(self.until, dt.time()) + dt.timedelta(days=1)

    @property
    def words(self) -> tuple[str, ...]:
        """The options by which a command is given the same period."""
        since = ("--since", self.since.isoformat()) if self.since else ()
        return (*since, "--until", self.until.isoformat())


def months(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first day of every month in which the days from `first` to `last` lie."""
    count = (last.year - first.year) * MONTHS + last.month - first.month + 1
    start = first.year * MONTHS + first.month - 1
    return [
        dt.date(month // MONTHS, month % MONTHS + 1, 1) for month in range(start, start + count)
    ]


def weeks(first: dt.date, last: dt.date) -> list[dt.date]:
    """The Monday of every week in which the days from `first` to `last` lie."""
    monday = first - dt.timedelta(days=first.weekday())
    return [monday + dt.timedelta(days=days) for days in range(0, (last - monday).days + 1, 7)]
