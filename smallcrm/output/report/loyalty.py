"""The report on loyalty."""

import datetime as dt
from collections.abc import Sequence

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import NARROW, Chart, Report, amount, amounts, bars, few, figures
from smallcrm.parsing.say import say_day
from smallcrm.parsing.text import one_line
from smallcrm.reports.loyalty import FEWEST, Loyal
from smallcrm.reports.period import Period

KEYS = (
    "contact", "handle", "group", "score", "recency", "frequency", "money", "last", "days_since",
    "times", "net", "years", "returned",
)  # fmt: skip


def loyal_report(
    customers: Sequence[Loyal],
    *,
    most: int,
    period: Period,
    today: dt.date,
    currency: str,
    with_people: bool = False,
) -> Report:
    """The most loyal customers, at most so many of them."""
    rows = [_row(customer) for customer in customers[:most]]
    more = len(customers) - len(rows)
    said = few(len(customers), "customer", FEWEST)
    fixed = "Under 20 customers the scores are by fixed limits, not by fifths of the customers."
    return Report(
        Listing(
            KEYS,
            rows,
            (
                Column("Who", _who, style="bold"),
                Column("R F M", _scores, whole=True),
                bars(rows, "score", NARROW),
                Column("Last bought", lambda row: _last(row, today), whole=True),
                figures("Times", "times"),
                amounts("Net", "net", currency),
                figures("Years", "years"),
                Column("Returned", lambda row: f"{float(str(row['returned'])):.0%}", right=True),
            ),
            title="Loyal customers",
            empty="nobody has bought anything.",
            note=f"and {more} more: --most {len(customers)}" if more else "",
        ),
        period=period,
        remarks=(*said, *((fixed,) if said else ())),
        behind=f"crm why WHO loyal{' --with-people' if with_people else ''}",
        chart=Chart(
            "Recency, frequency and money, 3 to 15",
            [str(row["contact"]) for row in rows],
            [customer.score for customer in customers[:most]],
            [str(customer.score) for customer in customers[:most]],
        ),
    )


def _row(customer: Loyal) -> Row:
    return {
        "contact": customer.contact,
        "handle": customer.handle,
        "group": customer.group,
        "score": customer.score,
        "recency": customer.recency,
        "frequency": customer.frequency,
        "money": customer.money,
        "last": customer.last,
        "days_since": customer.days_since,
        "times": customer.times,
        "net": amount(customer.net),
        "years": f"{customer.years:.1f}",
        "returned": f"{customer.returned:.3f}",
    }


def _who(row: Row) -> str:
    return "\n".join(filter(None, (one_line(str(row["contact"])), str(row["group"]))))


def _scores(row: Row) -> str:
    return " ".join(str(row[key]) for key in ("recency", "frequency", "money"))


def _last(row: Row, today: dt.date) -> str:
    last = row["last"]
    return say_day(last, today) if isinstance(last, dt.date) else ""
