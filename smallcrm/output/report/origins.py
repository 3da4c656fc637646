"""The rows behind a callback's, an order's or a case's number."""

import datetime as dt
from collections.abc import Sequence

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import Report
from smallcrm.output.report.intervals import said_day
from smallcrm.parsing.text import one_line
from smallcrm.reports.origins import Origin

KEYS = ("of", "contact", "handle", "row", "day", "what")
SEVERAL = "{number} is the number of {count} things; all are listed: {names}."


def origins_report(found: Sequence[Origin], number: int, *, today: dt.date) -> Report:
    """Every row, under what has the number; that several have it is said."""
    names = list(dict.fromkeys(one.of for one in found))
    several = SEVERAL.format(number=number, count=len(names), names=", ".join(names))
    return Report(
        Listing(
            KEYS,
            [{key: getattr(one, key) for key in KEYS} for one in found],
            (
                Column("Row", lambda row: str(row["row"]), style="bold"),
                Column("Day", said_day("day", today), whole=True),
                Column("What", lambda row: one_line(str(row["what"])), prose=True),
            ),
            title=f"The rows behind {number}",
            section=_section,
        ),
        remarks=(several,) if len(names) > 1 else (),
        behind=_behind(found[0], number),
    )


def _section(row: Row) -> str:
    whose = one_line(str(row["contact"]), longest=60) or "nobody in particular"
    return f"{str(row['of']).capitalize()}, {whose}"


def _behind(first: Origin, number: int) -> str:
    kind = first.of.split()[0]
    return f"crm show {first.handle}" if kind == "callback" else f"crm {kind} show {number}"
