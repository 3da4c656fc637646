"""How often and how regularly a customer buys: anything, or one product."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from smallcrm.domain.listed import is_listed
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.reports.habits import Habit, habit_of
from smallcrm.reports.period import Period
from smallcrm.reports.purchases import buyers
from smallcrm.reports.sales import counts


@dataclass(frozen=True)
class Interval:
    """A customer's habit: of buying anything, or the product that is named. `contact` is the name.

    Days and lateness are as of the last day of the period.
    """

    contact: str
    handle: str
    group: str
    habit: Habit
    product: str = ""
    code: str = ""


def intervals(session: Session, period: Period, *, contact_id: int | None = None) -> list[Interval]:
    """Every customer's habit of buying anything, or that of the one; the most often comes first."""
    found = (
        (buyer, habit_of(buyer.days, period.until))
        for buyer in buyers(session, period)
        if contact_id in (None, buyer.contact_id)
    )
    return _ranked(
        Interval(buyer.contact, buyer.handle, buyer.group, habit) for buyer, habit in found if habit
    )


def product_intervals(
    session: Session,
    period: Period,
    *,
    contact_id: int | None = None,
    product_id: int | None = None,
) -> list[Interval]:
    """The habit of every customer with every product, or of the one or with the one named.

    Contacts who were put aside count only by name. The most often bought comes first.
    """
    rows = session.exec(_days(period, contact_id, product_id))
    habits = {
        key: habit_of((dt.date.fromisoformat(row[2]) for row in days), period.until)
        for key, days in groupby(rows, key=lambda row: (row[0], row[1]))
    }
    people = _contacts(session, {contact for contact, _ in habits})
    goods = _products(session, {product for _, product in habits})
    return _ranked(
        Interval(*people[contact], habit, *goods[product])
        for (contact, product), habit in habits.items()
        if habit
    )


def _days(period: Period, contact_id: int | None, product_id: int | None) -> Any:
    """A query of contact, product and day, a day once; a line with nothing bought is none."""
    day = func.date(Order.at)
    query: Any = select(Order.contact_id, OrderLine.product_id, day).distinct()
    query = query.join(OrderLine, col(OrderLine.order_id) == col(Order.id)).where(
        Order.kind == OrderKind.SALE, col(OrderLine.quantity) > 0, *counts(period)
    )
    if contact_id is None:
        active = select(Contact.id).where(is_listed())
        query = query.where(col(Order.contact_id).in_(active))
    else:
        query = query.where(Order.contact_id == contact_id)
    if product_id is not None:
        query = query.where(OrderLine.product_id == product_id)
    return query.order_by(col(Order.contact_id), col(OrderLine.product_id))


def _contacts(session: Session, ids: set[int]) -> dict[int, tuple[str, str, str]]:
    query = select(Contact.id, Contact.name, Contact.handle, Contact.group)
    return {row[0]: (row[1], row[2], row[3]) for row in session.exec(query) if row[0] in ids}


def _products(session: Session, ids: set[int]) -> dict[int, tuple[str, str]]:
    query = select(Product.id, Product.name, Product.code)
    return {row[0]: (row[1], row[2]) for row in session.exec(query) if row[0] in ids}


def _ranked(found: Iterable[Interval]) -> list[Interval]:
    return sorted(
        found, key=lambda one: (-one.habit.times, one.habit.silent, one.handle, one.product)
    )
