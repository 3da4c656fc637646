"""What customers bought and sent back: lists of orders, one of them whole, a contact's latest.

Money is in thousandths of a cent, quantities in thousandths of a unit, as in the book.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from smallcrm.domain.orders import lines_of, status_of
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Kind, OrderKind, OrderState
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.reports.order_filters import EVERY, OrderFilter, matching

FIRST_LINES = 3  # of each order in a list
BATCH = 500  # ids in one IN list


@dataclass(frozen=True)
class OrderLineView:
    """A line: the product as it is called now, and how much of it came back.

    `description` is what the invoice calls it, or "". `reverses` is the position of the line
    that a return's line takes back.
    """

    id: int
    position: int
    product: str
    code: str
    unit: str
    description: str
    quantity: int
    price: int
    amount: int
    returned: int = 0
    reverses: int | None = None


@dataclass(frozen=True)
class OrderView:
    """An order with its customer, who is None if it was nobody in particular.

    `lines` are the first ones if it stands in a list, and all `line_count` if it stands alone.
    `reverses` is the number of the order that a return takes back, `returns` those of its returns,
    and `returned` what they come to; both are told of an order that stands alone. In a list a
    customer who is `restricted` has no name, unless it is a list of that customer's.
    """

    id: int
    number: int
    kind: str
    status: str
    at: dt.datetime
    delivered: dt.date | None
    paid: dt.date | None
    source: str
    invoice: str
    note: str
    total: int
    contact: str | None
    handle: str | None
    company: str
    reverses: int | None
    lines: tuple[OrderLineView, ...]
    line_count: int
    returns: tuple[int, ...] = ()
    returned: int = 0
    restricted: bool = False


@dataclass(frozen=True)
class Purchases:
    """Orders, the newest first, of the `count` there are.

    `total` is what placed orders and returns come to; quotes and lost ones have sums of their own.
    """

    orders: tuple[OrderView, ...] = ()
    count: int = 0
    total: int = 0
    returns: int = 0
    quotes: int = 0
    quotes_total: int = 0
    lost: int = 0
    lost_total: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.orders)


def list_orders(session: Session, which: OrderFilter = EVERY, *, most: int | None) -> Purchases:
    """The newest orders that the filter lets through, and what all of them come to."""
    conditions = matching(which)
    query = select(Order, Contact).outerjoin(Contact, col(Contact.id) == col(Order.contact_id))
    query = query.where(*conditions).order_by(col(Order.at).desc(), col(Order.id).desc())
    rows = [(order, contact) for order, contact in session.exec(query.limit(most))]
    named = which.contact_ids[0] if which.contact_ids else None
    views = zip(_views(session, rows), rows, strict=True)
    orders = tuple(_hidden(view) if _is_hidden(one, named) else view for view, (_, one) in views)
    return replace(_counted(session, conditions), orders=orders)


def _is_hidden(contact: Contact | None, named: int | None) -> bool:
    """Whether the row is there for the sum alone: the list is not the restricted customer's."""
    return contact is not None and contact.restricted and contact.id != named


def _hidden(view: OrderView) -> OrderView:
    return replace(view, contact=None, handle=None, company="", note="", restricted=True)


def latest(session: Session, contact_ids: Sequence[int], *, most: int | None = 5) -> Purchases:
    """The newest orders of any of the contacts, and how many there are and come to."""
    return list_orders(session, OrderFilter(contact_ids=tuple(contact_ids)), most=most)


def turnover(session: Session, contact_ids: Sequence[int], *, since: dt.date) -> int:
    """What the contacts' placed orders and returns since that day come to."""
    which = OrderFilter(contact_ids=tuple(contact_ids), since=since)
    return _counted(session, matching(which)).total


def with_people(session: Session, contact: Contact) -> tuple[int, ...]:
    """The contact's id, and those of its people if it is a company."""
    if contact.kind != Kind.COMPANY:
        return (contact.id,)
    people = select(Contact.id).where(Contact.company_id == contact.id)
    return (contact.id, *session.exec(people))


def view(session: Session, order: Order) -> OrderView:
    """The whole order."""
    contact = session.get(Contact, order.contact_id) if order.contact_id else None
    query = select(Order.number, Order.total).where(Order.reverses == order.id)
    returns = session.exec(query.order_by(col(Order.number))).all()
    lines = tuple(_whole_lines(session, order))
    reverses = _numbers(session, [order]).get(order.reverses or 0)
    return replace(
        _view(order, contact, reverses, lines, len(lines)),
        returns=tuple(number for number, _ in returns),
        returned=-sum(total for _, total in returns),
    )


def _counted(session: Session, conditions: Iterable[ColumnElement[bool]]) -> Purchases:
    """How many there are and what they come to, without the orders themselves."""
    query = select(
        Order.kind, Order.state, func.count(), func.coalesce(func.sum(Order.total), 0)
    ).where(*conditions)
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    grouped = query.group_by(col(Order.kind), col(Order.state))
    for kind, state, number, amount in session.exec(grouped):
        what = kind if kind == OrderKind.RETURN else state
        counts[what] += number
        totals[what] += amount
    return Purchases(
        count=counts.total(),
        total=totals[OrderState.PLACED] + totals[OrderKind.RETURN],
        returns=counts[OrderKind.RETURN],
        quotes=counts[OrderState.QUOTE],
        quotes_total=totals[OrderState.QUOTE],
        lost=counts[OrderState.LOST],
        lost_total=totals[OrderState.LOST],
    )


def _views(session: Session, rows: Sequence[tuple[Order, Contact | None]]) -> tuple[OrderView, ...]:
    orders = [order for order, _ in rows]
    numbers = _numbers(session, orders)
    lines, counts = _first_lines(session, orders), _line_counts(session, orders)
    return tuple(
        _view(
            order,
            contact,
            numbers.get(order.reverses or 0),
            tuple(lines.get(order.id, ())),
            counts.get(order.id, 0),
        )
        for order, contact in rows
    )


def _view(
    order: Order,
    contact: Contact | None,
    reverses: int | None,
    lines: tuple[OrderLineView, ...],
    line_count: int,
) -> OrderView:
    return OrderView(
        id=order.id,
        number=order.number,
        kind=order.kind,
        status=status_of(order),
        at=order.at,
        delivered=order.delivered,
        paid=order.paid,
        source=order.source,
        invoice=order.invoice,
        note=order.note,
        total=order.total,
        contact=contact.name if contact else None,
        handle=contact.handle if contact else None,
        company=contact.company if contact else "",
        reverses=reverses,
        lines=lines,
        line_count=line_count,
    )


def _numbers(session: Session, orders: Iterable[Order]) -> dict[int, int]:
    """The numbers of the orders that these reverse, by their ids."""
    found: dict[int, int] = {}
    for batch in _batches([order.reverses for order in orders if order.reverses]):
        query = select(Order.id, Order.number).where(col(Order.id).in_(batch))
        found |= dict(session.exec(query).all())
    return found


def _first_lines(session: Session, orders: Sequence[Order]) -> dict[int, list[OrderLineView]]:
    """The first lines of each order, by its id."""
    found: dict[int, list[OrderLineView]] = {}
    for batch in _batches([order.id for order in orders]):
        query = (
            select(col(OrderLine.order_id), *_line_columns())
            # An outer join, for SQLite to begin with the lines and not with the products.
            .outerjoin(Product, col(Product.id) == col(OrderLine.product_id))
            .where(col(OrderLine.order_id).in_(batch), OrderLine.position <= FIRST_LINES)
            .order_by(col(OrderLine.order_id), col(OrderLine.position), col(OrderLine.id))
        )
        for order_id, *values in session.exec(query):
            found.setdefault(order_id, []).append(OrderLineView(*values))
    return found


def _line_columns() -> tuple[Any, ...]:
    """The columns of an OrderLineView in its order, as far as a list tells them."""
    line, product = OrderLine, Product
    return (
        line.id, line.position, product.name, product.code, product.unit, line.description,
        line.quantity, line.price, line.amount,
    )  # fmt: skip


def _line_counts(session: Session, orders: Sequence[Order]) -> dict[int, int]:
    found: dict[int, int] = {}
    for batch in _batches([order.id for order in orders]):
        query = select(OrderLine.order_id, func.count()).where(col(OrderLine.order_id).in_(batch))
        found |= dict(session.exec(query.group_by(col(OrderLine.order_id))).all())
    return found


def _whole_lines(session: Session, order: Order) -> Iterable[OrderLineView]:
    """All lines, with what came back of each and which line each takes back."""
    rows = lines_of(session, order)
    ids = [line.id for line, _ in rows]
    reversed_ids = [line.reverses for line, _ in rows if line.reverses]
    returned: dict[int, int] = {}
    positions: dict[int, int] = {}
    for batch in _batches(ids):
        back = select(OrderLine.reverses, func.sum(OrderLine.quantity)).where(
            col(OrderLine.reverses).in_(batch)
        )
        returned |= {of: -sum_ for of, sum_ in session.exec(back.group_by("reverses")) if of}
    for batch in _batches(reversed_ids):
        query = select(OrderLine.id, OrderLine.position).where(col(OrderLine.id).in_(batch))
        positions |= dict(session.exec(query).all())
    for line, product in rows:
        yield _line_view(line, product, returned.get(line.id, 0), positions.get(line.reverses or 0))


def _line_view(
    line: OrderLine, product: Product, returned: int = 0, reverses: int | None = None
) -> OrderLineView:
    return OrderLineView(
        id=line.id,
        position=line.position,
        product=product.name,
        code=product.code,
        unit=product.unit,
        description=line.description,
        quantity=line.quantity,
        price=line.price,
        amount=line.amount,
        returned=returned,
        reverses=reverses,
    )


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
