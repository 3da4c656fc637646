"""Which automatic copies have had their time."""

import datetime as dt
from dataclasses import astuple

import pytest

from smallcrm.backups.retention import Keep, superseded
from smallcrm.backups.settings import CopySettings
from smallcrm.copy_names import CopyName, read_name
from smallcrm.domain.settings import KNOWN

TODAY = dt.date(2026, 11, 21)  # a Saturday


def _names(text: str) -> list[CopyName]:
    """`11-20-0815-daily 11-19-0900`, all of 2026."""
    found = []
    for short in text.split():
        day, time, *why = short[:5], short[6:10], short[11:]
        name = read_name(f"book-2026-{day}-{time}00{'-' * bool(why[0])}{why[0]}.db", "book")
        assert name, short
        found.append(name)
    return found


def _gone(text: str, keep: Keep) -> set[str]:
    return {f"{name.moment:%m-%d-%H%M}" for name in superseded(_names(text), keep, today=TODAY)}


DAYS = " ".join(f"11-{day:02}-0800-daily" for day in range(1, 22))


@pytest.mark.parametrize(
    ("names", "keep", "gone"),
    [
        ("", Keep(), ""),
        ("11-21-0800-daily", Keep(0, 0, 0), ""),
        ("11-21-0800-daily 11-20-0800-daily", Keep(1, 0, 0), "11-20-0800"),
        ("11-21-0800-daily 11-21-0900-daily", Keep(), "11-21-0800"),
        ("11-21-0800-daily 11-20-0800 11-19-0800", Keep(1, 0, 0), ""),
        (DAYS, Keep(21, 0, 0), ""),
        (DAYS, Keep(19, 0, 0), "11-01-0800 11-02-0800"),
        # Weeks end on Sunday: of those before the three days stay the 18th, the 15th, the 8th.
        (
            DAYS,
            Keep(3, 3, 0),
            " ".join(f"11-{day:02}-0800" for day in (*range(1, 8), *range(9, 15), 16, 17)),
        ),
        ("09-30-0800-daily 10-01-0800-daily 10-31-0800-daily 11-20-0800-daily 11-21-0800-daily",
         Keep(1, 0, 2), "10-01-0800 09-30-0800"),
        ("11-21-0800-daily 11-14-0900-before-import", Keep(), "11-14-0900"),
        ("11-21-0800-daily 11-15-0900-before-import", Keep(), ""),
        ("11-21-0800-daily " + " ".join(f"11-20-100{n}-before-merge" for n in range(7)), Keep(),
         "11-20-1000 11-20-1001"),
        ("11-21-0800-daily 01-02-0900-before-upgrade 01-03-0900-before-restore", Keep(), ""),
        ("11-21-0800-daily 01-02-0900-before-upgrade 01-03-0900-before-upgrade", Keep(),
         "01-02-0900"),
        ("11-21-0800-daily 01-02-0900-damaged", Keep(0, 0, 0), ""),
        ("01-02-0900-before-import", Keep(), ""),
    ],
)  # fmt: skip
def test_what_goes(names: str, keep: Keep, gone: str) -> None:
    assert _gone(names, keep) == set(gone.split())


def test_two_years_of_daily_copies_are_bounded_and_reach_back_a_year() -> None:
    kept: list[CopyName] = []
    for number in range(730):
        today = dt.date(2025, 1, 1) + dt.timedelta(number)
        kept.append(CopyName("book", dt.datetime.combine(today, dt.time(8)), "daily"))
        gone = superseded(kept, Keep(), today=today)
        kept = [name for name in kept if name not in gone]
        assert len(kept) <= 7 + 5 + 12
    days = [name.moment.date() for name in kept]
    last = dt.date(2026, 12, 31)
    assert set(days) >= {last - dt.timedelta(number) for number in range(7)}
    months = {(2025, 12), *((2026, month) for month in range(1, 13))}
    assert {(day.year, day.month) for day in days} == months
    assert {day.weekday() for day in days[-12:-7]} <= {3, 6}  # Sundays, and the one now running


def test_the_defaults_are_those_of_the_settings() -> None:
    names = ("backup.daily", "backup.weekly", "backup.monthly")
    assert astuple(CopySettings().keep) == tuple(int(KNOWN[name].default) for name in names)
    assert CopySettings().folder == KNOWN["backup.folder"].default
