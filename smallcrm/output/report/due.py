"""The report on who should be buying about now, and the callbacks made of it."""

import datetime as dt
from collections.abc import Sequence

from smallcrm import same_book
from smallcrm.domain.due_callbacks import Planned
from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import Chart, Report, few, figures
from smallcrm.output.report.intervals import habit_cells, plain, said_day, say_gap, say_late, who
from smallcrm.parsing.say import say_day, say_full_date
from smallcrm.parsing.text import one_line
from smallcrm.reports.due import Due, DueList
from smallcrm.reports.habits import ENOUGH
from smallcrm.reports.period import Period

KEYS = (
    "line", "contact", "handle", "group", "points", "times", "gap", "spread", "last", "silent",
    "expected", "late", "few", "phone", "callback",
)  # fmt: skip
ONCE = "Who bought once is expected after {gap} days, the usual gap of this shop."
NO_GAP = "Nobody has come back yet, so there is no gap to expect a purchase by."


def due_report(found: DueList, lines: Sequence[Due], *, period: Period, today: dt.date) -> Report:
    """Who is due: these lines of all."""
    rows = [_row(number, line) for number, line in enumerate(lines, 1)]
    more = len(found.lines) - len(rows)
    return Report(
        Listing(
            KEYS,
            rows,
            (
                figures("No", "line"),
                Column("Who", who, style="bold"),
                figures("Points", "points"),
                figures("Times", "times"),
                Column("Every", say_gap, right=True, whole=True),
                Column("Last bought", said_day("last", today), whole=True),
                Column("Late", say_late, right=True, whole=True),
                Column("Phone", _phone, whole=True),
            ),
            title="Due to buy",
            empty="nobody is due.",
            note=f"and {more} more: --most {len(found.lines)}" if more else "",
        ),
        period=period,
        remarks=_remarks(found),
        behind="crm why WHO due" if rows else "",
        chart=Chart(
            "How promising: times bought and days of silence",
            [line.contact for line in lines],
            [round(line.promise.points * 100) for line in lines],
            [f"{line.promise.points:.2f}" for line in lines],
        ),
    )


def _row(number: int, line: Due) -> Row:
    return {
        "line": number,
        "contact": line.contact,
        "handle": line.handle,
        "group": line.group,
        "points": f"{line.promise.points:.2f}",
        **habit_cells(line.habit),
        "expected": line.expected,
        "late": line.late,
        "phone": line.phone,
        "callback": line.callback,
    }


def _phone(row: Row) -> str:
    waiting = f"callback {row['callback']}" if row["callback"] else ""
    return "\n".join(filter(None, (one_line(str(row["phone"]), longest=30), waiting)))


def _remarks(found: DueList) -> tuple[str, ...]:
    if not found.customers:
        return ()
    if found.usual_gap is None:
        return (*few(found.customers, "customer"), NO_GAP)
    rare = f"{found.few} of {len(found.lines)} bought fewer than {ENOUGH} times: hardly a habit."
    once = any(line.habit.gap is None for line in found.lines)
    return (
        *few(found.customers, "customer"),
        *((rare,) if found.few else ()),
        *((ONCE.format(gap=plain(found.usual_gap)),) if once else ()),
    )


def reason(line: Due) -> str:
    """Why to call: `due to buy: every 21 days, last on 5 Oct 2026`."""
    last = say_full_date(line.habit.last)
    if line.habit.gap is None:
        return f"due to buy: bought once, on {last}"
    return f"due to buy: every {plain(line.habit.gap)} days, last on {last}"


def callbacks_report(planned: Sequence[Planned], *, today: dt.date) -> Report:
    """The callbacks that were planned; who had one already is said."""
    rows: list[Row] = [
        {
            "contact": one.contact,
            "handle": one.handle,
            "number": one.number,
            "due": one.due,
            "why": one.why,
        }
        for one in planned
        if one.new
    ]
    kept = tuple(
        f"{one_line(one.contact, longest=60)} has callback {one.number} already,"
        f" due {say_day(one.due, today)}: nothing was planned."
        for one in planned
        if not one.new
    )
    return Report(
        Listing(
            ("contact", "handle", "number", "due", "why"),
            rows,
            (
                figures("No", "number"),
                Column("Who", lambda row: one_line(str(row["contact"])), style="bold"),
                Column("Due", said_day("due", today), whole=True),
                Column("Why", lambda row: one_line(str(row["why"])), prose=True),
            ),
            title="Callbacks planned",
            empty="none: everybody chosen has one already.",
            note=f"{same_book.crm('undo')} takes them back",
        ),
        remarks=kept,
        behind="crm callbacks" if rows else "",
    )
