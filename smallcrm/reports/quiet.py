"""Customers who are slipping away: silent beyond their own rhythm, or for a fixed span.

A dealing is an order or a talk; silence is the days since the last one. Customers are those who
bought, whom the owner keeps in touch with by a rhythm, or who stand in a group from small to top.
"""

import datetime as dt
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from smallcrm.domain.listed import is_listed
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Group
from smallcrm.models.talks import Interaction, Participant
from smallcrm.reports.habits import ENOUGH, habit_of
from smallcrm.reports.period import Period
from smallcrm.reports.purchases import History, histories

SLACK = 2  # usual gaps of purchases: half of all gaps are longer than the median
CUSTOMERS = (Group.SMALL, Group.MEDIUM, Group.LARGE, Group.TOP)
SET, BOUGHT = "set", "bought"
RHYTHM, TALKED = 4, 5  # in a row of `_rows`


@dataclass(frozen=True)
class Quiet:
    """A customer and the silence; `contact` is the name, `net` in thousandths of a cent.

    `rhythm` is in days, `rhythm_from` says whether the owner `set` it or it is the usual gap of
    what was `bought`. Who was never dealt with has no silence.
    """

    contact: str
    handle: str
    group: str
    bought: dt.date | None
    talked: dt.date | None
    silent: int | None
    rhythm: float | None
    rhythm_from: str
    net: int

    @property
    def beyond(self) -> bool:
        """Whether the silence is longer than the set rhythm, or than twice the usual gap."""
        if self.silent is None or self.rhythm is None:
            return False
        slack = 1 if self.rhythm_from == SET else SLACK
        return self.silent > slack * self.rhythm


@dataclass(frozen=True)
class Silence:
    """Who is quiet, who bought for the most first; and every customer's last dealing.

    `last` holds a day for each customer, the first first, as `2026-11-21`; "" is never.
    """

    quiet: list[Quiet]
    last: list[str]

    def silent_since(self, day: dt.date) -> int:
        """How many had no dealing after the day; never is since ever."""
        return bisect_right(self.last, day.isoformat())


def silence(
    session: Session, period: Period, *, group: str = "", since: dt.date | None = None
) -> Silence:
    """The customers as of the period's last day; quiet beyond their own rhythm, or `since` a day.

    `group`: whoever is in it. Only of who may be quiet is everything worked out: a large book has
    many customers.
    """
    bought = {one: past for one, past in histories(session, period).items() if past.days}
    rows = session.connection().execute(_rows(period, group, list(bought)))
    known = [(row, bought.get(row[0]), _last(row, bought.get(row[0]))) for row in rows]
    far = since.isoformat() if since else ""
    found = [
        _quiet(row, past, period.until)
        for row, past, last in known
        if (last <= far if since else _has_rhythm(row, past))
    ]
    quiet = found if since else [one for one in found if one.beyond]
    quiet.sort(key=lambda one: (-one.net, -(one.silent or 0), one.handle))
    return Silence(quiet, sorted(last for _, _, last in known))


def _last(row: Any, past: History | None) -> str:
    """The day of the last dealing, "" if there was none."""
    return max(row[TALKED] or "", max(past.days) if past else "")


def _has_rhythm(row: Any, past: History | None) -> bool:
    return bool(row[RHYTHM] or (past and len(past.days) >= ENOUGH))


def _rows(period: Period, group: str, buyers: Sequence[int]) -> Any:
    """A query of contact, name, handle, group, the rhythm that was set, and the last talk."""
    query: Any = select(  # type: ignore[call-overload]
        Contact.id,
        Contact.name,
        Contact.handle,
        Contact.group,
        Contact.rhythm_days,
        func.substr(_last_talk(period), 1, 10),
    ).where(is_listed())
    if group:
        return query.where(Contact.group == group)
    one = func.json_each(json.dumps(buyers)).table_valued("value")
    known = col(Contact.id).in_(select(one.c.value))
    kept = col(Contact.rhythm_days).is_not(None)
    return query.where(or_(known, kept, col(Contact.group).in_(CUSTOMERS)))


def _last_talk(period: Period) -> Any:
    """SQL for the last talk before the period's end, of the contact or with it; "" for none."""
    main: Any = select(func.max(Interaction.at)).where(Interaction.contact_id == Contact.id)
    joined: Any = (
        select(func.max(Interaction.at))
        .join(Participant, col(Participant.interaction_id) == col(Interaction.id))
        .where(Participant.contact_id == Contact.id)
    )
    first, second = (
        query.where(Interaction.at < period.end).correlate(Contact).scalar_subquery()
        for query in (main, joined)
    )
    return func.max(func.coalesce(first, ""), func.coalesce(second, ""))


def _quiet(row: Any, past: History | None, today: dt.date) -> Quiet:
    _, name, handle, group, rhythm_days, talk = row
    talked = dt.date.fromisoformat(talk) if talk else None
    habit = habit_of(map(dt.date.fromisoformat, past.days), today) if past else None
    bought = habit.last if habit else None
    last = max(filter(None, (bought, talked)), default=None)
    gap = habit.gap if habit and not habit.few else None
    return Quiet(
        name,
        handle,
        group,
        bought,
        talked,
        (today - last).days if last else None,
        rhythm_days or gap,
        SET if rhythm_days else BOUGHT if gap else "",
        past.net if past else 0,
    )
