"""Who is restricted, and whom nobody dealt with for long, on the screen."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from smallcrm.domain.privacy.restricting import Restricted
from smallcrm.output.listing import Column, Listing
from smallcrm.parsing.say import say_date, say_day
from smallcrm.parsing.text import one_line
from smallcrm.reports.retention import Idle

IDLE_KEYS = (
    "contact", "handle", "last", "what", "since", "ordered", "archived", "restricted",
)  # fmt: skip
WAYS = (
    "crm data erase WHO forgets one for good, --keep-orders but for the sales\n"
    "crm contact archive WHO puts one aside"
)
RESTRICTED_KEYS = ("contact", "handle", "since", "archived")


def restricted_listing(found: Sequence[Restricted], today: dt.date) -> Listing:
    """Everybody who is restricted, by name, and since when."""
    return Listing(
        RESTRICTED_KEYS,
        [vars(one) for one in found],
        (
            Column("Who", _who, style="bold"),
            Column(
                "Since", lambda row: _restricted(row["since"], today), whole=True, beside="since"
            ),
        ),
        empty="Nobody is restricted.",
        note="crm data restrict WHO --lift uses the data again",
    )


def idle_listing(found: Sequence[Idle], day: dt.date, today: dt.date) -> Listing:
    """Everybody without dealings from that day on, the longest first."""
    one = len(found) == 1
    return Listing(
        IDLE_KEYS,
        [vars(line) for line in found],
        (
            Column("Who", _who, style="bold"),
            Column("Last dealing", lambda row: _last(row, today), whole=True),
            Column("In the book since", lambda row: _since(row["since"], today), whole=True,
                   beside="in the book since"),
            Column("Last order", lambda row: _ordered(row, today), whole=True, beside="last order"),
        ),
        title=f"{len(found):,} contact{' has' if one else 's have'} had no dealings"
        f" since {say_day(day, today)}",
        empty=f"Nobody: everybody came in, or was dealt with, since {say_day(day, today)}.",
        note=WAYS,
    )  # fmt: skip


def _last(row: Any, today: dt.date) -> str:
    return f"{say_day(row['last'], today)}\n{row['what']}" if row["last"] else "none"


def _ordered(row: Any, today: dt.date) -> str:
    return say_date(row["ordered"], today) if row["ordered"] else "none"


def _who(row: Any) -> str:
    states = (state for state in ("archived", "restricted") if row.get(state))
    about = " · ".join([row["handle"], *states])
    return f"{one_line(row['contact'])}\n{about}"


def _since(day: Any, today: dt.date) -> str:
    return say_date(day, today)


def _restricted(day: Any, today: dt.date) -> str:
    return say_day(day, today) if day else "not known"
