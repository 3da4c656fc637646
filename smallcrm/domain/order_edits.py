"""Changing an order that is written: its lines, its day, its customer.

Amounts are in thousandths of a cent, quantities in thousandths of a unit.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, func, select

from smallcrm.domain import orders
from smallcrm.domain.baskets import in_unit
from smallcrm.domain.orders import Wanted
from smallcrm.domain.returns import share
from smallcrm.errors import NotFound, Refused, Unreadable
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind, Source
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.parsing.basket import BasketLine
from smallcrm.parsing.choices import choose
from smallcrm.parsing.line_changes import LineChange
from smallcrm.parsing.say import say_day

Bought = tuple[OrderLine, Product]


def move(session: Session, order: Order, at: dt.datetime) -> None:
    """Give the order another time; Refused if it would be delivered or come back before it."""
    today = at.date()
    if order.delivered and order.delivered < today:
        raise Refused(
            f"order {order.number} was delivered on {say_day(order.delivered, today)};"
            f" it cannot be of a day after (crm order deliver {order.number} --at moves that)"
        )
    sale = session.get(Order, order.reverses) if order.reverses else None
    if sale and at.date() < sale.at.date():
        raise Refused(
            f"order {order.number} takes back order {sale.number} of"
            f" {say_day(sale.at.date(), today)}; it cannot be of a day before"
        )
    first = select(func.min(Order.at)).where(Order.reverses == order.id)
    returned = session.exec(first).one()
    if returned and returned.date() < at.date():
        raise Refused(
            f"some of order {order.number} came back on {say_day(returned.date(), today)};"
            " it cannot be of a day after"
        )
    order.at = at
    _store(session, order)


def set_source(session: Session, order: Order, source: str) -> None:
    order.source = choose(Source, source, "source")
    _store(session, order)


def give_to(session: Session, order: Order, contact: Contact | None) -> None:
    """Make it the contact's order, with its returns; None is nobody in particular."""
    sale = session.get(Order, order.reverses) if order.reverses else None
    if sale:
        raise Refused(
            f"order {order.number} takes back order {sale.number};"
            f" change whose that is (crm order edit {sale.number})"
        )
    returns = select(Order).where(Order.reverses == order.id)
    for one in (order, *session.exec(returns)):
        one.contact_id = contact.id if contact else None
        _store(session, one)


def edit_lines(
    session: Session,
    order: Order,
    *,
    drop: Iterable[int] = (),
    change: Iterable[LineChange] = (),
    add: Sequence[Wanted] = (),
) -> None:
    """Drop and change the lines at these positions, and add others; the rest close up.

    Refused for a line of which something came back, and for more in a return.
    """
    change = list(change)
    if order.kind == OrderKind.RETURN and (change or add):
        raise Refused(
            f"order {order.number} is a return; its lines can only be dropped"
            " (crm return takes more back)"
        )
    lines = {line.position: (line, product) for line, product in orders.lines_of(session, order)}
    dropped = {position: _open_line(session, order, lines, position) for position in drop}
    for wanted in change:
        if wanted.line in dropped:
            raise Unreadable(f"line {wanted.line} cannot be both changed and dropped")
        _change(session, *_open_line(session, order, lines, wanted.line), wanted)
    for line, _ in dropped.values():
        session.delete(line)
    session.flush()
    if dropped:
        _close_up(session, order)
    orders.add_lines(session, order, add)


def _open_line(
    session: Session, order: Order, lines: Mapping[int, Bought], position: int
) -> Bought:
    """The line at the position with its product; nothing of it came back."""
    if position not in lines:
        there = f"it has {len(lines)}" if lines else "it has none"
        raise NotFound(f"order {order.number} has no line {position}; {there}")
    line, product = lines[position]
    back = session.exec(
        select(Order.number, OrderLine.position)
        .join(OrderLine, col(OrderLine.order_id) == col(Order.id))
        .where(OrderLine.reverses == line.id)
        .order_by(col(Order.number))
        .limit(1)
    ).first()
    if back:
        raise Refused(
            f"line {position} of order {order.number} came back in order {back[0]}"
            f" (crm order edit {back[0]} --drop {back[1]} says it did not)"
        )
    return line, product


def _change(session: Session, line: OrderLine, product: Product, wanted: LineChange) -> None:
    """The line with other numbers; a discount on its amount stays if only the quantity changes."""
    quantity = line.quantity
    if wanted.quantity is not None:
        quantity = in_unit(BasketLine(product.name, wanted.quantity, wanted.unit), product)
    if quantity <= 0 and quantity != line.quantity:
        raise Unreadable(f"line {line.position} needs a quantity; --drop takes it away")
    plain = line.amount == orders.amount_of(line.quantity, line.price)
    if wanted.price is not None or plain or line.quantity <= 0:
        price = line.price if wanted.price is None else wanted.price
        line.price, line.amount = price, orders.amount_of(quantity, price)
    else:
        line.amount = share(line.amount, quantity, line.quantity)
    orders.checked(line.amount, product)
    line.quantity = quantity
    session.add(line)


def _close_up(session: Session, order: Order) -> None:
    for position, (line, _) in enumerate(orders.lines_of(session, order), 1):
        line.position = position
        session.add(line)
    session.flush()


def _store(session: Session, order: Order) -> None:
    session.add(order)
    session.flush()
