"""Who bought when and for how much: the ground of every report about customers.

Amounts are in thousandths of a cent. A quote and a lost order are no purchase, and a sale to
nobody in particular is nobody's.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from smallcrm.domain.listed import is_listed
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind
from smallcrm.models.sales import Order
from smallcrm.reports.period import Period
from smallcrm.reports.sales import counts


@dataclass(frozen=True)
class Bought:
    """What a customer bought on one day: so many orders for `sold`."""

    day: dt.date
    orders: int
    sold: int


@dataclass(frozen=True)
class Buyer:
    """A customer with the days on which he bought, the first first; there is at least one.

    `returned` is not negative. `contact` is the name.
    """

    contact_id: int
    contact: str
    handle: str
    group: str
    bought: tuple[Bought, ...]
    returns: int
    returned: int

    @property
    def days(self) -> list[dt.date]:
        return [one.day for one in self.bought]

    @property
    def orders(self) -> int:
        return sum(one.orders for one in self.bought)

    @property
    def sold(self) -> int:
        return sum(one.sold for one in self.bought)

    @property
    def net(self) -> int:
        return self.sold - self.returned


def buyers(session: Session, period: Period, *, with_people: bool = False) -> list[Buyer]:
    """Every contact who is not archived and bought in the period, by name.

    `with_people`: what a company's people bought counts for the company. The orders are put
    together here: SQLite would take several times as long to group them by customer and day.
    """
    found = histories(session, period, firms=_firms(session) if with_people else {})
    return [
        _buyer(contact_id, name, handle, group, found[contact_id])
        for contact_id, name, handle, group in session.exec(_named(with_people=with_people))
        if contact_id in found and found[contact_id].days
    ]


@dataclass
class History:
    """Orders and what they came to by day (`2026-11-21`), and what was returned in all, which is
    negative. The days are in no order."""

    days: dict[str, list[int]] = field(default_factory=dict)
    returns: int = 0
    returned: int = 0

    @property
    def net(self) -> int:
        return sum(sold for _, sold in self.days.values()) + self.returned

    def add(self, day: str, kind: str, total: int) -> None:
        if kind == OrderKind.RETURN:
            self.returns += 1
            self.returned += total
            return
        known = self.days.setdefault(day, [0, 0])
        known[0] += 1
        known[1] += total


def histories(
    session: Session, period: Period, *, firms: Mapping[int, int] = MappingProxyType({})
) -> dict[int, History]:
    """What each contact bought and returned in the period, by id, also of who is archived.

    `firms`: the company for which a person's orders count.
    """
    found: defaultdict[int, History] = defaultdict(History)
    # As plain rows: the session would look at every one for objects to load.
    for contact_id, day, kind, total in session.connection().execute(_orders(period)):
        found[firms.get(contact_id, contact_id)].add(day, kind, total)
    return dict(found)


def _firms(session: Session) -> dict[int, int]:
    """The company of each person who belongs to one in the book."""
    query = select(Contact.id, Contact.company_id).where(col(Contact.company_id).is_not(None))
    return {person: company for person, company in session.exec(query) if company}


def _named(*, with_people: bool) -> Any:
    """A query of id, name, handle and group, by name, of all who may have bought."""
    query: Any = select(Contact.id, Contact.name, Contact.handle, Contact.group)
    query = query.where(is_listed())
    if not with_people:  # most contacts of a large book never bought
        query = query.where(col(Contact.id).in_(select(Order.contact_id)))
    return query.order_by(col(Contact.folded), col(Contact.id))


def _orders(period: Period) -> Any:
    """A query of contact, day, kind and total of every order."""
    query: Any = select(Order.contact_id, func.substr(Order.at, 1, 10), Order.kind, Order.total)
    return query.where(col(Order.contact_id).is_not(None), *counts(period))


def _buyer(contact_id: int, name: str, handle: str, group: str, history: History) -> Buyer:
    return Buyer(
        contact_id,
        name,
        handle,
        group,
        tuple(
            Bought(dt.date.fromisoformat(day), orders, sold)
            for day, (orders, sold) in sorted(history.days.items())
        ),
        history.returns,
        -history.returned,
    )
