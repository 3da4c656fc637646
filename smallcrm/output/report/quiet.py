"""The report on customers who are slipping away."""

import datetime as dt
from collections.abc import Mapping, Sequence

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import Chart, Report, amount, amounts, few
from smallcrm.output.report.intervals import plain, said_day, who
from smallcrm.parsing.say import say_length
from smallcrm.reports.period import Period
from smallcrm.reports.quiet import SET, Quiet

KEYS = (
    "contact", "handle", "group", "bought", "talked", "silent", "rhythm", "rhythm_from", "net",
)  # fmt: skip
RULE = (
    "Silent for longer than the rhythm set, or than twice their usual gap.",
    "A gap is told from 4 purchases on; orders and talks both end a silence.",
)


def quiet_report(
    found: Sequence[Quiet],
    *,
    most: int,
    period: Period,
    today: dt.date,
    currency: str,
    customers: int,
    span: str,
    by_span: Mapping[str, int],
) -> Report:
    """Who is quiet, at most so many; `span` is the fixed one, "" for each one's own rhythm."""
    rows = [_row(one) for one in found[:most]]
    more = len(found) - len(rows)
    spans = ", ".join(f"{length} {count}" for length, count in by_span.items())
    return Report(
        Listing(
            KEYS,
            rows,
            (
                Column("Who", who, style="bold"),
                Column("Silent for", _silent, whole=True, right=True),
                Column("Rhythm", _rhythm, whole=True),
                Column("Last bought", said_day("bought", today), whole=True),
                Column("Last talk", said_day("talked", today), whole=True, beside="talk"),
                amounts("Net", "net", currency),
            ),
            title=f"No dealing for {span}" if span else "Quiet beyond their rhythm",
            empty="there is nobody.",
            note=f"and {more} more: --most {len(found)}" if more else "",
        ),
        period=period,
        remarks=(
            *(() if span or not customers else RULE),
            *((f"No dealing (--for lists them): {spans}.",) if customers and not span else ()),
            *few(customers, "customer"),
        ),
        behind="crm show WHO" if rows else "",
        chart=Chart(
            "Days of silence",
            [str(row["contact"]) for row in rows],
            [int(str(row["silent"] or 0)) for row in rows],
            [_silent(row) for row in rows],
        ),
    )


def _row(one: Quiet) -> Row:
    return {
        "contact": one.contact,
        "handle": one.handle,
        "group": one.group,
        "bought": one.bought,
        "talked": one.talked,
        "silent": one.silent,
        "rhythm": plain(one.rhythm),
        "rhythm_from": one.rhythm_from,
        "net": amount(one.net),
    }


def _silent(row: Row) -> str:
    return "never" if row["silent"] is None else say_length(int(str(row["silent"])))


def _rhythm(row: Row) -> str:
    if row["rhythm"] is None:
        return ""
    verb = "set to" if row["rhythm_from"] == SET else "buys every"
    return f"{verb} {row['rhythm']} day{'' if row['rhythm'] == 1 else 's'}"
