"""The report on activity: talks, promises, and the hours in which people are reached."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.bars import sparkline
from smallcrm.output.report.base import Chart, Report, bars, few, figures
from smallcrm.parsing.say import say_full_date
from smallcrm.reports.activity import ENOUGH, Hour, Promises, Talks, best_hour
from smallcrm.reports.period import Period

TALKS = ("talks", "in", "out", "reached", "no_answer", "message")
HOURS = ("hour", "calls", "reached", "not_reached", "share")
PROMISES = (
    "promised_by", "kept", "broken", "late", "overdue", "dropped", "waiting", "share",
)  # fmt: skip
SIDES = {"me": "mine", "they": "theirs"}
MOST_WEEKS = 53  # of a sparkline, the newest: as many as fit on a line


def talks_report(
    lines: Sequence[Talks],
    by: str,
    *,
    whose: str,
    weekly: Sequence[int],
    period: Period,
    behind: str,
) -> Report:
    """Talks under each heading, and below them how many there were week by week."""
    rows = [_talks_row(line, by) for line in lines]
    count = sum(line.talks for line in lines)
    return Report(
        Listing(
            (by, *TALKS),
            rows,
            (
                Column(by.capitalize(), lambda row: _heading(row, by), style="bold", whole=True),
                figures("Talks", "talks"),
                *(() if by == "direction" else (figures("In", "in"), figures("Out", "out"))),
                *(() if by == "outcome" else _outcomes()),
                bars(rows, "talks"),
            ),
            title=f"Talks{whose} by {by}",
            empty="nobody was talked to.",
            note="\n".join((_counted(count, "talk"), *_by_week(weekly))),
        ),
        period=period,
        remarks=few(count, "talk"),
        behind=behind,
        chart=Chart(
            "Talks",
            [_heading(row, by) for row in rows],
            [line.talks for line in lines],
            [str(line.talks) for line in lines],
        ),
    )


def _talks_row(line: Talks, by: str) -> Row:
    return {
        by: line.key,
        "talks": line.talks,
        "in": line.incoming,
        "out": line.outgoing,
        "reached": line.reached,
        "no_answer": line.no_answer,
        "message": line.message,
    }


def _heading(row: Row, by: str) -> str:
    key = str(row[by])
    if by == "week":
        return f"from {say_full_date(dt.date.fromisoformat(key))}"
    return key or "not said"


def _outcomes() -> tuple[Column, ...]:
    return (
        figures("Reached", "reached"),
        figures("No answer", "no_answer"),
        figures("Message", "message"),
    )


def _by_week(weekly: Sequence[int]) -> tuple[str, ...]:
    shown = weekly[-MOST_WEEKS:]
    drawn = sparkline(shown)
    if not drawn or len(shown) < 2:
        return ()
    return (f"Week by week, {len(shown)} of them, at most {max(shown)} talks in one:", drawn)


def hours_report(hours: Sequence[Hour], *, whose: str, period: Period, behind: str) -> Report:
    """The calls made in each hour of the day, and in which of them people were reached."""
    rows: list[Row] = [
        {
            "hour": f"{hour.hour:02}:00",
            "calls": hour.calls,
            "reached": hour.reached,
            "not_reached": hour.calls - hour.reached,
            "share": _share(hour.share),
        }
        for hour in hours
    ]
    calls = sum(hour.calls for hour in hours)
    return Report(
        Listing(
            HOURS,
            rows,
            (
                Column("From", lambda row: str(row["hour"]), style="bold", whole=True),
                figures("Calls", "calls"),
                figures("Reached", "reached"),
                figures("Not", "not_reached"),
                Column("Share", lambda row: _percent(row["share"]), right=True, whole=True),
                bars(rows, "share"),
            ),
            title=f"Calls made{whose} by hour",
            empty="no call says its hour and whether it reached anybody.",
            note=_best(best_hour(hours)),
        ),
        period=period,
        remarks=few(calls, "call"),
        behind=behind,
        chart=Chart(
            "Share of the calls that reached somebody",
            [str(row["hour"]) for row in rows],
            [round(hour.share * 1000) for hour in hours],
            [_percent(row["share"]) for row in rows],
        ),
    )


def _best(hour: Hour | None) -> str:
    if hour is None:
        return f"No hour has {ENOUGH} calls: a best one cannot be said."
    return (
        f"Best from {hour.hour:02}:00 to {(hour.hour + 1) % 24:02}:00:"
        f" {hour.reached} of {hour.calls} calls reached somebody"
    )


def promises_report(
    found: Sequence[Promises], *, whose: str, period: Period, behind: str
) -> Report:
    """The callbacks first due in the period: who promised them, and what became of them."""
    rows = [_promises_row(line) for line in found]
    judged = sum(line.kept + line.broken for line in found)
    return Report(
        Listing(
            PROMISES,
            rows,
            (
                Column("Whose", lambda row: SIDES[str(row["promised_by"])], style="bold"),
                figures("Kept", "kept"),
                figures("Broken", "broken"),
                figures("Done late", "late"),
                figures("Overdue", "overdue"),
                figures("Dropped", "dropped"),
                figures("Not yet due", "waiting"),
                Column("Share kept", lambda row: _percent(row["share"]), right=True, whole=True),
            ),
            title=f"Promises{whose}",
            empty="no callback was due.",
            note="Kept: done on the day first agreed, or before. Broken: done late, or overdue.",
        ),
        period=period,
        remarks=few(judged, "promise"),
        behind=behind,
        chart=Chart(
            "Kept, of those kept and broken",
            [SIDES[line.promised_by] for line in found],
            [round(1000 * (line.share or 0)) for line in found],
            [_percent(row["share"]) for row in rows],
        ),
    )


def _promises_row(line: Promises) -> Row:
    return {
        **{key: getattr(line, key) for key in PROMISES},
        "share": None if line.share is None else _share(line.share),
    }


def _share(share: float) -> Decimal:
    return Decimal(f"{share:.3f}")


def _percent(share: object) -> str:
    return "" if share is None else f"{float(str(share)):.0%}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'} in all"
