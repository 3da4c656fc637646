"""What was found, as a list."""

import datetime as dt
from dataclasses import asdict

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.parsing.say import say_day, say_moment
from smallcrm.parsing.text import one_line
from smallcrm.reports.finding import Findings

KEYS = ("kind", "contact", "handle", "when", "number", "text")
LONGEST_TEXT = 200
WALK_IN = "walk-in"


def findings_listing(found: Findings, today: dt.date) -> Listing:
    """Contacts, products, callbacks, cases, orders and talks that hold the words."""
    kinds = " and ".join(filter(None, (", ".join(found.more[:-1]), *found.more[-1:])))
    note = f"only the newest {found.most} {kinds} are shown (--all shows every one)"
    return Listing(
        KEYS,
        [asdict(hit) for hit in found.hits],
        (
            Column("Who, when", lambda row: _who(row, today), style="bold", whole=True),
            Column(
                "Text", lambda row: one_line(str(row["text"]), longest=LONGEST_TEXT), prose=True
            ),
        ),
        note=note if found.more else "",
    )


def _who(row: Row, today: dt.date) -> str:
    about = f"{_what(row)} {_when(row, today)}".rstrip()
    if row["kind"] == "product":
        return about
    return f"{one_line(str(row['contact'])) or WALK_IN}\n{about}"


def _what(row: Row) -> str:
    return f"{row['kind']} {row['number']}" if row["number"] else str(row["kind"])


def _when(row: Row, today: dt.date) -> str:
    when = row["when"]
    if isinstance(when, dt.datetime):
        return say_moment(when, today)
    return say_day(when, today) if isinstance(when, dt.date) else ""
