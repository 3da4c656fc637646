"""The report on how often and how regularly customers buy."""

import datetime as dt
from collections.abc import Callable, Sequence

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import Chart, Report, figures
from smallcrm.parsing.say import say_date
from smallcrm.parsing.text import one_line
from smallcrm.reports.habits import ENOUGH, Habit
from smallcrm.reports.intervals import Interval
from smallcrm.reports.period import Period

HABIT_KEYS = ("times", "gap", "spread", "last", "silent", "expected", "late", "few")
KEYS = ("contact", "handle", "group", "product", "code", *HABIT_KEYS)


def intervals_report(
    found: Sequence[Interval], *, most: int, period: Period, today: dt.date, behind: str
) -> Report:
    """The habits, at most so many of them."""
    rows = [_row(one) for one in found[:most]]
    more = len(found) - len(rows)
    regular = [row for row in rows if row["gap"] is not None]
    return Report(
        Listing(
            KEYS,
            rows,
            (
                Column("Who", who, style="bold"),
                *((Column("What", _what),) if any(row["product"] for row in rows) else ()),
                figures("Times", "times"),
                Column("Every", say_gap, whole=True, right=True),
                Column("Last bought", said_day("last", today), whole=True),
                Column("Expected", said_day("expected", today), whole=True, beside="expected"),
                Column("Late", say_late, whole=True, right=True),
            ),
            title="How often they buy",
            empty="nobody bought it.",
            note=f"and {more} more: --most {len(found)}" if more else "",
        ),
        period=period,
        remarks=said_few([one.habit for one in found]),
        behind=behind if rows else "",
        chart=Chart(
            "Days between purchases, the median",
            [" ".join(filter(None, (str(row["contact"]), str(row["product"])))) for row in regular],
            [int(float(str(row["gap"]))) for row in regular],
            [say_gap(row) for row in regular],
        ),
    )


def _row(one: Interval) -> Row:
    return {
        "contact": one.contact,
        "handle": one.handle,
        "group": one.group,
        "product": one.product,
        "code": one.code,
        **habit_cells(one.habit),
    }


def habit_cells(habit: Habit) -> dict[str, object]:
    """A habit as data: gaps and silence in days, whole or with a half."""
    return {
        "times": habit.times,
        "gap": plain(habit.gap),
        "spread": plain(habit.spread),
        "last": habit.last,
        "silent": habit.silent,
        "expected": habit.expected,
        "late": habit.late,
        "few": habit.few,
    }


def plain(days: float | None) -> int | float | None:
    """Days without the point where they are whole."""
    return int(days) if days is not None and days == int(days) else days


def said_few(habits: Sequence[Habit]) -> tuple[str, ...]:
    """The remark on habits of too few purchases."""
    rare = sum(habit.few for habit in habits)
    if not rare:
        return ()
    return (f"{rare} of {len(habits)} bought fewer than {ENOUGH} times: their gap says little.",)


def who(row: Row) -> str:
    """The name, and the group below it."""
    return "\n".join(filter(None, (one_line(str(row["contact"])), str(row["group"]))))


def _what(row: Row) -> str:
    said = " ".join(filter(None, (str(row["code"]), str(row["product"]))))
    return one_line(said, longest=60) or "anything"


def say_gap(row: Row) -> str:
    """`21 ± 2 days`: the median gap and the spread, as far as they are known."""
    if row["gap"] is None:
        return "once"
    spread = "" if row["spread"] is None else f" ± {row['spread']}"
    return f"{row['gap']}{spread} day{'' if row['gap'] == 1 and not spread else 's'}"


def said_day(key: str, today: dt.date) -> Callable[[Row], str]:
    """The text of a cell with a day, or nothing."""

    def text(row: Row) -> str:
        day = row[key]
        return say_date(day, today) if isinstance(day, dt.date) else ""

    return text


def say_late(row: Row) -> str:
    """`3 days late`, `today`, or nothing while the day is to come."""
    late = row["late"]
    if not isinstance(late, int) or late < 0:
        return ""
    return f"{late} day{'' if late == 1 else 's'} late" if late else "today"
