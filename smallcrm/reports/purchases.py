"""Who bought when and for how much: the ground of every report about customers.

Amounts are in thousandths of a cent. A quote and a lost order are no purchase, and a sale to
nobody in particular is nobody's.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

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

    `with_people`: what a company's people bought counts for the company.
    """
    named: dict[int, tuple[str, str, str]] = {
        row[0]: row[1:] for row in session.exec(_named(with_people=with_people))
    }
    rows = session.exec(_days(period, with_people=with_people)).all()
    by_contact = {key: list(group) for key, group in groupby(rows, key=lambda row: row[0])}
    found = (
        _buyer(key, *about, by_contact[key]) for key, about in named.items() if key in by_contact
    )
    return [buyer for buyer in found if buyer.bought]


def _named(*, with_people: bool) -> Any:
    """A query of id, name, handle and group, by name, of all who may have bought."""
    query: Any = select(Contact.id, Contact.name, Contact.handle, Contact.group)
    query = query.where(col(Contact.archived).is_(False))
    if not with_people:  # most contacts of a large book never bought
        query = query.where(col(Contact.id).in_(select(Order.contact_id)))
    return query.order_by(col(Contact.folded), col(Contact.id))


def _days(period: Period, *, with_people: bool) -> Any:
    """A query of contact, day, kind, how many orders, and their total."""
    whose: Any = col(Order.contact_id)
    if with_people:
        whose = func.coalesce(Contact.company_id, Order.contact_id)
    day = func.date(Order.at)
    query: Any = select(  # type: ignore[call-overload]
        whose, day, Order.kind, func.count(), func.sum(Order.total)
    ).select_from(Order)
    if with_people:
        query = query.join(Contact, col(Contact.id) == col(Order.contact_id))
    query = query.where(col(Order.contact_id).is_not(None), *counts(period))
    return query.group_by(whose, day, Order.kind).order_by(whose, day)


def _buyer(contact_id: int, name: str, handle: str, group: str, rows: Sequence[Any]) -> Buyer:
    sales = [row for row in rows if row[2] == OrderKind.SALE]
    returns = [row for row in rows if row[2] == OrderKind.RETURN]
    return Buyer(
        contact_id,
        name,
        handle,
        group,
        tuple(Bought(dt.date.fromisoformat(row[1]), row[3], row[4]) for row in sales),
        sum(row[3] for row in returns),
        -sum(row[4] for row in returns),
    )
