"""Who is restricted, and whom nobody dealt with for long, on the screen."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from smallcrm.domain.privacy.restricting import Restricted
from smallcrm.output.listing import Column, Listing
from smallcrm.parsing.say import say_day
from smallcrm.parsing.text import one_line

RESTRICTED_KEYS = ("contact", "handle", "since", "archived")


def restricted_listing(found: Sequence[Restricted], today: dt.date) -> Listing:
    """Everybody who is restricted, by name, and since when."""
    return Listing(
        RESTRICTED_KEYS,
        [vars(one) for one in found],
        (
            Column("Who", _who, style="bold"),
            Column("Since", lambda row: _since(row["since"], today), whole=True, beside="since"),
        ),
        empty="Nobody is restricted.",
        note="crm data restrict WHO --lift uses the data again",
    )


def _who(row: Any) -> str:
    about = " · ".join([row["handle"], *(["archived"] if row["archived"] else [])])
    return f"{one_line(row['contact'])}\n{about}"


def _since(day: Any, today: dt.date) -> str:
    return say_day(day, today) if day else "not known"
