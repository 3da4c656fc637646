"""Customers who are slipping away: silent beyond their own rhythm, or for a fixed span.

A dealing is an order or a talk; silence is the days since the last one. Customers are those who
bought, whom the owner keeps in touch with by a rhythm, or who stand in a group from small to top.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from smallcrm.domain.listed import is_listed
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Group
from smallcrm.models.talks import Interaction, Participant
from smallcrm.reports.habits import habit_of
from smallcrm.reports.period import Period
from smallcrm.reports.purchases import Buyer, buyers

SLACK = 2  # usual gaps of purchases: half of all gaps are longer than the median
CUSTOMERS = (Group.SMALL, Group.MEDIUM, Group.LARGE, Group.TOP)
SET, BOUGHT = "set", "bought"


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

    def silent_since(self, day: dt.date) -> bool:
        """Whether there was no dealing after the day; never is since ever."""
        return not ((self.bought and self.bought > day) or (self.talked and self.talked > day))


def customers(session: Session, period: Period, *, group: str = "") -> list[Quiet]:
    """Every customer as of the period's last day, who bought for the most first.

    `group`: whoever is in it.
    """
    bought = {buyer.contact_id: buyer for buyer in buyers(session, period)}
    found = [
        _quiet(bought.get(row[0]), row, period.until)
        for row in session.exec(_rows(period, group, list(bought)))
    ]
    return sorted(found, key=lambda one: (-one.net, -(one.silent or 0), one.handle))


def _rows(period: Period, group: str, buyers: Sequence[int]) -> Any:
    """A query of contact, name, handle, group, the rhythm that was set, and the last talk."""
    query: Any = select(  # type: ignore[call-overload]
        Contact.id,
        Contact.name,
        Contact.handle,
        Contact.group,
        Contact.rhythm_days,
        func.date(_last_talk(period)),
    ).where(is_listed())
    if group:
        return query.where(Contact.group == group)
    one = func.json_each(json.dumps(buyers)).table_valued("value")
    known = col(Contact.id).in_(select(one.c.value))
    kept = col(Contact.rhythm_days).is_not(None)
    return query.where(or_(known, kept, col(Contact.group).in_(CUSTOMERS)))


def _last_talk(period: Period) -> Any:
    """SQL for the last talk before the period's end, of the contact or with it."""
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
    return func.max(func.coalesce(first, second), func.coalesce(second, first))


def _quiet(buyer: Buyer | None, row: Any, today: dt.date) -> Quiet:
    _, name, handle, group, rhythm_days, talk = row
    talked = dt.date.fromisoformat(talk) if talk else None
    habit = habit_of(buyer.days, today) if buyer else None
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
        buyer.net if buyer else 0,
    )
