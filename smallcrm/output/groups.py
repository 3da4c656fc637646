"""Groups that the sales speak for, as a list."""

from collections.abc import Sequence

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import amount
from smallcrm.parsing.text import one_line
from smallcrm.reports.group_suggestions import Suggestion

KEYS = ("contact", "handle", "from", "to", "pinned", "net", "why")
PINNED = "Pinned, so they stay as they are"


def suggestion_listing(suggestions: Sequence[Suggestion], *, applied: bool = False) -> Listing:
    """Who would be put into another group and why, those whose group is pinned at the end."""
    free = [one for one in suggestions if not one.pinned]
    pinned = [one for one in suggestions if one.pinned]
    changes = "Changed" if applied else "Would change"
    return Listing(
        KEYS,
        [_row(one) for one in (*free, *pinned)],
        (
            Column("Who", lambda row: one_line(str(row["contact"])), style="bold"),
            Column("From", lambda row: str(row["from"]) or "none", whole=True),
            Column("To", lambda row: str(row["to"]), whole=True, beside="to "),
            Column("Why", lambda row: str(row["why"]), prose=True),
        ),
        section=lambda row: PINNED if row["pinned"] else changes,
        empty="Every contact is in the group that its last twelve months speak for.",
        note=_note(len(free), len(pinned), applied=applied),
    )


def _note(free: int, pinned: int, *, applied: bool) -> str:
    said = [f"{free} group{'' if free == 1 else 's'} {'changed' if applied else 'would change'}"]
    if pinned:
        said.append(f"{pinned} pinned")
    way = "" if applied or not free else "; crm group suggest --apply writes it"
    return f"{', '.join(said)}{way}"


def _row(one: Suggestion) -> Row:
    return {
        "contact": one.contact,
        "handle": one.handle,
        "from": one.group,
        "to": str(one.advice.group),
        "pinned": one.pinned,
        "net": amount(one.net),
        "why": one.advice.why,
    }
