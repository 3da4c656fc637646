"""Which orders a list is about: by customer, status, product, source and day."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order, OrderLine

OPEN = "open"
STATUSES = ("quote", "placed", "delivered", "paid", "done", "lost", "return", OPEN)


@dataclass(frozen=True)
class OrderFilter:
    """Which orders a list is about; every condition that is given must hold.

    `walk_in`: only those to nobody in particular. `status`: one of STATUSES, where `open` is a
    placed order that is not yet both delivered and paid. `until` is the last day.
    """

    contact_ids: tuple[int, ...] | None = None
    walk_in: bool = False
    status: str = ""
    kind: str = ""
    source: str = ""
    product_id: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None


EVERY = OrderFilter()


def matching(which: OrderFilter) -> list[ColumnElement[bool]]:
    """The filter as SQL conditions on Order."""
    wanted: list[ColumnElement[bool]] = []
    if which.contact_ids is not None:
        wanted.append(col(Order.contact_id).in_(which.contact_ids))
    if which.walk_in:
        wanted.append(col(Order.contact_id).is_(None))
    if which.status:
        wanted.append(_has_status(which.status))
    if which.kind:
        wanted.append(col(Order.kind) == which.kind)
    if which.source:
        wanted.append(col(Order.source) == which.source)
    if which.product_id is not None:
        holding = select(OrderLine.order_id).where(OrderLine.product_id == which.product_id)
        wanted.append(col(Order.id).in_(holding))
    if which.since:
        wanted.append(col(Order.at) >= dt.datetime.combine(which.since, dt.time()))
    if which.until:
        day_after = which.until + dt.timedelta(days=1)
        wanted.append(col(Order.at) < dt.datetime.combine(day_after, dt.time()))
    return wanted


def _has_status(status: str) -> ColumnElement[bool]:
    """The same words as `orders.status_of` gives."""
    sale = col(Order.kind) != OrderKind.RETURN
    placed = and_(sale, col(Order.state) == OrderState.PLACED)
    delivered, paid = col(Order.delivered).is_not(None), col(Order.paid).is_not(None)
    of_days = {
        "placed": and_(placed, ~delivered, ~paid),
        "delivered": and_(placed, delivered, ~paid),
        "paid": and_(placed, paid, ~delivered),
        "done": and_(placed, delivered, paid),
        OPEN: and_(placed, or_(~delivered, ~paid)),
        "return": ~sale,
    }
    return of_days[status] if status in of_days else and_(sale, col(Order.state) == status)
