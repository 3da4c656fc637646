"""Orders: what was bought, its lines and totals, and how far it is.

Amounts are in thousandths of a cent, quantities in thousandths of a unit.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from smallcrm.errors import Ambiguous, NotFound, Refused, Unreadable
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind, OrderState, Source
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.parsing.choices import choose
from smallcrm.parsing.money import FINE, MOST, whole_cents
from smallcrm.parsing.quantities import MILLI
from smallcrm.parsing.text import LONGEST_TEXT, clean, clean_line, fold, one_line

MOST_LISTED = 8
MOST_IN_ALL = 2**63 - 1  # thousandths of a cent; the file keeps no larger number
LONGEST_NUMBER = 9  # more digits are an invoice's number


@dataclass(frozen=True)
class Wanted:
    """A line as it is ordered; without a price of its own it has the product's."""

    product: Product
    quantity: int
    price: int | None = None


def place(
    session: Session,
    contact: Contact | None,
    lines: Iterable[Wanted],
    *,
    at: dt.datetime,
    state: OrderState = OrderState.PLACED,
    source: str = "",
    invoice: str = "",
    note: str = "",
    delivered: dt.date | None = None,
    paid: dt.date | None = None,
) -> Order:
    """A new order; without a contact it is a sale to nobody in particular.

    Refused if an order has that invoice number already.
    """
    order = Order(
        number=next_number(session),
        contact_id=contact.id if contact else None,
        state=state,
        at=at,
        source=choose(Source, source, "source"),
        delivered=delivered,
        paid=paid,
    )
    describe(session, order, invoice=invoice, note=note)
    add_lines(session, order, lines)
    return order


def describe(session: Session, order: Order, *, invoice: str, note: str) -> None:
    """Give the order its invoice number and note."""
    order.invoice = clean_line(invoice, "invoice number")
    order.note = clean(note, "note", longest=LONGEST_TEXT)
    order.folded = fold(f"{order.invoice}\n{order.note}".strip())
    _check_invoice(session, order)
    session.add(order)
    session.flush()


def add_lines(session: Session, order: Order, lines: Iterable[Wanted]) -> None:
    """More lines at the end of the order; Unreadable for a product whose price nobody knows."""
    position = session.exec(
        select(func.max(OrderLine.position)).where(OrderLine.order_id == order.id)
    ).one()
    for number, line in enumerate(lines, (position or 0) + 1):
        price = line.product.price if line.price is None else line.price
        if price is None:
            name = one_line(line.product.name, longest=60)
            raise Unreadable(f"{name} has no price; write one behind it, as in {name}@12,50")
        session.add(
            OrderLine(
                order_id=order.id,
                position=number,
                product_id=line.product.id,
                quantity=line.quantity,
                price=price,
                amount=checked(amount_of(line.quantity, price), line.product),
            )
        )
    sum_up(session, order)


def checked(amount: int, product: Product) -> int:
    """The amount of a line; Unreadable if a sum of such could be too large for the file."""
    if abs(amount) > MOST:
        name = one_line(product.name, longest=60)
        raise Unreadable(f"so much of {name} is more than an order can hold")
    return amount


def checked_total(total: int) -> int:
    """The total of an order; Unreadable if the file cannot keep it."""
    if abs(total) > MOST_IN_ALL:
        raise Unreadable("its lines come to more than an order can hold")
    return total


def sum_up(session: Session, order: Order) -> None:
    """Work the total out anew from the lines."""
    session.flush()
    amounts = select(func.coalesce(func.sum(OrderLine.amount), 0))
    order.total = session.exec(amounts.where(OrderLine.order_id == order.id)).one()
    session.add(order)
    session.flush()


def amount_of(quantity: int, price: int) -> int:
    """What so many thousandths at that price come to, in whole cents as on an invoice."""
    exact = abs(quantity) * abs(price)
    fine, rest = divmod(exact, MILLI)
    cents = whole_cents(fine + (rest * 2 >= MILLI))
    return (-cents if (quantity < 0) != (price < 0) else cents) * FINE


def next_number(session: Session) -> int:
    return (session.exec(select(func.max(Order.number))).one() or 0) + 1


def find(session: Session, text: str) -> Order:
    """The order with that number, or with that invoice number; `#7` is the number alone.

    Raises NotFound, or Ambiguous where several orders fit.
    """
    plain = text.strip()
    number = plain.removeprefix("#")
    found: list[Order] = []
    if number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER:
        found += session.exec(select(Order).where(Order.number == int(number))).all()
    if plain and plain == number:
        found += [order for order in _invoiced(session, plain) if order not in found]
    shown = one_line(plain, longest=40)
    if not found:
        raise NotFound(f'there is no order "{shown}" (crm order list shows them)')
    if len(found) > 1:
        numbers = ", ".join(f"#{order.number}" for order in found[:MOST_LISTED])
        raise Ambiguous(f'"{shown}" fits {len(found)} orders; write the number: {numbers}')
    return found[0]


def _invoiced(session: Session, text: str) -> list[Order]:
    """The sales with that invoice number, else whatever has it."""
    spellings = {text, text.upper(), text.lower()}
    found = list(session.exec(select(Order).where(col(Order.invoice).in_(spellings))))
    return [order for order in found if order.kind == OrderKind.SALE] or found


def lines_of(session: Session, order: Order) -> list[tuple[OrderLine, Product]]:
    """The order's lines with their products, as they stand on it."""
    query = (
        select(OrderLine, Product)
        .join(Product, col(Product.id) == col(OrderLine.product_id))
        .where(OrderLine.order_id == order.id)
        .order_by(col(OrderLine.position), col(OrderLine.id))
    )
    return list(session.exec(query))


def status_of(order: Order) -> str:
    """How far it is in one word: quote, lost, return, placed, delivered, paid, or done."""
    if order.kind == OrderKind.RETURN:
        return "return"
    if order.state != OrderState.PLACED:
        return order.state
    if order.delivered and order.paid:
        return "done"
    return "delivered" if order.delivered else "paid" if order.paid else "placed"


def _check_invoice(session: Session, order: Order) -> None:
    if not order.invoice:
        return
    with session.no_autoflush:
        same = select(Order).where(Order.invoice == order.invoice, Order.kind == order.kind)
        known = session.exec(same.where(col(Order.id).is_not(order.id))).first()
    if known:
        shown = one_line(order.invoice, longest=40)
        raise Refused(f"invoice {shown} belongs to order {known.number} already")
