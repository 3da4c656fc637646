"""What each product brought in a period, and which were not sold.

Amounts are in thousandths of a cent, quantities in thousandths of a unit. The amounts of all are
summed from an index alone; the rest is looked up for the products that are shown.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, not_
from sqlmodel import Session, col, select

from smallcrm.domain.interactions import BATCH
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.reports.period import Period
from smallcrm.reports.sales import counts


@dataclass(frozen=True)
class ProductSales:
    """A product in the period: `returned` is not negative, `orders` are sales with it.

    `last` is when it was last sold up to the end of the period, also before it.
    """

    code: str
    name: str
    category: str
    unit: str
    sold: int
    returned: int
    orders: int
    net: int
    last: dt.date | None


@dataclass(frozen=True)
class Assortment:
    """The products asked for, of how many, and what all that was sold came to.

    `orders` is how many sales there were, `unsold` how many products not archived had neither a
    sale nor a return.
    """

    products: tuple[ProductSales, ...]
    of: int
    net: int
    orders: int
    unsold: int


def product_sales(
    session: Session, period: Period, *, unsold: bool = False, most: int | None = None
) -> Assortment:
    """Products with the most net sales first, or those unsold, the latest sold first."""
    products = {product.id: product for product in session.exec(select(Product))}
    nets = _nets(session, period)
    idle = [one.id for one in products.values() if not one.archived and one.id not in nets]
    if unsold:
        facts = _facts(session, period, idle)
        idle.sort(key=lambda key: _by_last(products[key], facts.get(key)))
        shown = idle[:most]
    else:
        ranked = sorted(nets, key=lambda key: (-nets[key], products[key].folded, key))
        shown = ranked[:most]
        facts = _facts(session, period, shown)
    orders = select(func.count()).select_from(Order)
    sales = orders.where(*counts(period), Order.kind == OrderKind.SALE)
    return Assortment(
        tuple(_line(products[key], nets.get(key, 0), facts.get(key)) for key in shown),
        of=len(idle) if unsold else len(nets),
        net=sum(nets.values()),
        orders=session.exec(sales).one(),
        unsold=len(idle),
    )


def _nets(session: Session, period: Period) -> dict[int, int]:
    """The net sales of each product that was sold or came back.

    The shorter of two lists is looked at: the orders that count, or those that do not.
    """
    counting = and_(*counts(period))
    total = session.exec(select(func.count()).select_from(Order)).one()
    count = session.exec(select(func.count()).select_from(Order).where(counting)).one()
    of_order = col(OrderLine.order_id)
    wanted: Any = (
        of_order.in_(select(Order.id).where(counting))
        if count <= total // 2
        else of_order.not_in(select(Order.id).where(not_(counting)))
    )
    query = select(OrderLine.product_id, func.sum(OrderLine.amount)).where(wanted)
    return dict(session.exec(query.group_by(col(OrderLine.product_id))).all())


Facts = tuple[int, int, int, str | None]  # sold, returned, orders, the moment of the last sale


def _facts(session: Session, period: Period, ids: Sequence[int]) -> dict[int, Facts]:
    is_sale = col(Order.kind) == OrderKind.SALE
    within = col(Order.at) >= period.start
    quantity = col(OrderLine.quantity)
    found: dict[int, Facts] = {}
    for start in range(0, len(ids), BATCH):
        query: Any = select(  # type: ignore[call-overload]
            OrderLine.product_id,
            func.coalesce(func.sum(quantity).filter(within, is_sale), 0),
            -func.coalesce(func.sum(quantity).filter(within, ~is_sale), 0),
            func.count(func.distinct(Order.id)).filter(within, is_sale),
            func.date(func.max(Order.at).filter(is_sale)),
        ).join(Order, col(Order.id) == col(OrderLine.order_id))
        query = query.where(
            col(OrderLine.product_id).in_(ids[start : start + BATCH]),
            Order.state == OrderState.PLACED,
            col(Order.at) < period.end,
        )
        rows = session.exec(query.group_by(OrderLine.product_id))
        found |= {row[0]: tuple(row[1:]) for row in rows}
    return found


def _by_last(product: Product, facts: Facts | None) -> tuple[int, str]:
    """The latest sold first, never sold at the end."""
    last = facts[3] if facts else None
    day = dt.date.fromisoformat(last).toordinal() if last else 0
    return -day, product.folded


def _line(product: Product, net: int, facts: Facts | None) -> ProductSales:
    sold, returned, orders, last = facts or (0, 0, 0, None)
    return ProductSales(
        product.code,
        product.name,
        product.category,
        product.unit,
        sold,
        returned,
        orders,
        net,
        dt.date.fromisoformat(last) if last else None,
    )
