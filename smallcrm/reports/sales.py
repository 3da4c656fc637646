"""What was sold in a period, less what came back.

Amounts are in thousandths of a cent. A quote and a lost order are no sale. Sums over all orders
are taken from the orders' totals, so that nobody waits for the lines.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.reports.period import Period, months


@dataclass(frozen=True)
class SalesLine:
    """What was sold under one heading: `net` is `sold` less `returned`, which is not negative.

    `orders` and `returns` count orders; by product they count those with the product.
    """

    key: str
    orders: int
    returns: int
    sold: int
    returned: int
    code: str = ""

    @property
    def net(self) -> int:
        return self.sold - self.returned


@dataclass(frozen=True)
class Sales:
    """The lines of a report on sales, what they are by, and how many orders they come from."""

    by: str
    lines: tuple[SalesLine, ...]
    orders: int


def counts(period: Period) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which an order counts in a figure of the period."""
    return (
        col(Order.state) == OrderState.PLACED,
        col(Order.at) >= period.start,
        col(Order.at) < period.end,
    )


def sales_by(session: Session, period: Period, by: str) -> Sales:
    """Sales by `month`, `product`, `group` (of the customer) or `source`.

    Months stand in their order, also those without sales; all else with the most sold first.
    """
    of_period = select(func.count()).select_from(Order).where(*counts(period))
    orders = session.exec(of_period.where(Order.kind == OrderKind.SALE)).one()
    if by == "product":
        return Sales(by, _by_product(session, period), orders)
    key = {
        "month": func.strftime("%Y-%m", Order.at),
        "group": func.coalesce(Contact.group, "walk-in"),
        "source": col(Order.source),
    }[by]
    query = _sums(key, Order.total).select_from(Order)
    if by == "group":
        query = query.join(Contact, col(Contact.id) == col(Order.contact_id), isouter=True)
    rows = session.exec(query.where(*counts(period)).group_by(key)).all()
    lines = {row[0]: SalesLine(*row) for row in rows}
    if by == "month":
        return Sales(by, tuple(_every_month(lines, period)), orders)
    ranked = sorted(lines.values(), key=lambda line: (-line.net, line.key))
    return Sales(by, tuple(ranked), orders)


def _every_month(lines: dict[str, SalesLine], period: Period) -> list[SalesLine]:
    if not lines:
        return []
    first = period.since or dt.date.fromisoformat(f"{min(lines)}-01")
    wanted = (f"{month:%Y-%m}" for month in months(first, period.until))
    return [lines.get(month) or SalesLine(month, 0, 0, 0, 0) for month in wanted]


def _sums(key: Any, value: Any) -> Any:
    is_return = col(Order.kind) == OrderKind.RETURN
    """A query of the key, how many orders and returns it has, and what was sold and came back."""
    return select(  # type: ignore[call-overload]
        key,
        func.count(func.distinct(Order.id)).filter(~is_return),
        func.count(func.distinct(Order.id)).filter(is_return),
        func.coalesce(func.sum(value).filter(~is_return), 0),
        -func.coalesce(func.sum(value).filter(is_return), 0),
    )


def _by_product(session: Session, period: Period) -> tuple[SalesLine, ...]:
    query = (
        _sums(col(OrderLine.product_id), OrderLine.amount)
        .select_from(OrderLine)
        .join(Order, col(Order.id) == col(OrderLine.order_id))
        .where(*counts(period))
        .group_by(col(OrderLine.product_id))
    )
    named = {product.id: product for product in session.exec(select(Product))}
    lines = (
        SalesLine(named[row[0]].name, row[1], row[2], row[3], row[4], named[row[0]].code)
        for row in session.exec(query)
    )
    return tuple(sorted(lines, key=lambda line: (-line.net, line.key, line.code)))
