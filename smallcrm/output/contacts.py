"""Contacts, tags and groups as lists."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from smallcrm.output.listing import Column, Listing
from smallcrm.parsing.say import say_day
from smallcrm.parsing.text import one_line
from smallcrm.reports.people import ContactLine

KEYS = (
    "contact", "handle", "kind", "company", "group", "tags", "phone", "email", "city", "last",
)  # fmt: skip


def contact_listing(lines: Sequence[ContactLine], today: dt.date) -> Listing:
    """Contacts by name, a few lines each on the screen."""
    return Listing(
        KEYS,
        [asdict(line) for line in lines],
        (
            Column("Who", _who, style="bold"),
            Column("Phone, e-mail", _reach, whole=True),
            Column("Group, tags", _group),
            Column(
                "Last talk, town", lambda row: _last(row, today), whole=True, beside="last talk "
            ),
        ),
        title=f"{len(lines)} contact{'' if len(lines) == 1 else 's'}",
        empty="No contact is like that.",
    )


def _who(row: Any) -> str:
    return "\n".join(
        filter(None, (one_line(row["contact"]), one_line(row["company"]), row["handle"]))
    )


def _reach(row: Any) -> str:
    return "\n".join(one_line(row[key]) for key in ("phone", "email") if row[key])


def _group(row: Any) -> str:
    return "\n".join(filter(None, (row["group"], one_line(", ".join(row["tags"])))))


def _last(row: Any, today: dt.date) -> str:
    last = say_day(row["last"].date(), today) if row["last"] else "never"
    return f"{last}\n{one_line(row['city'])}".rstrip()


def count_listing(counts: Sequence[tuple[str, int]], word: str, *, empty: str) -> Listing:
    """How many contacts carry each tag, or are in each group."""
    return Listing(
        (word, "contacts"),
        [{word: name, "contacts": count} for name, count in counts],
        (
            Column(word.capitalize(), lambda row: one_line(str(row[word])) or "none"),
            Column("Contacts", lambda row: str(row["contacts"]), right=True),
        ),
        empty=empty,
    )
