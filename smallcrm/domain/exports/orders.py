"""Products and orders as plain records, and the lines of orders as rows of a table.

Amounts and quantities are exact decimals: as texts in records, so that no float is ever made.
"""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlmodel import Session, col, select

from smallcrm.domain.exports.records import Of, Record, handles_of
from smallcrm.models.contacts import Contact
from smallcrm.models.sales import Order, Product
from smallcrm.parsing.money import FINE, decimal_of, whole_cents
from smallcrm.parsing.quantities import decimal_of_milli

BATCH = 500  # orders that are in memory at once
_LINES = """
    SELECT line.order_id, line.position, product.code AS product_code, product.name AS product,
        line.description, line.quantity, product.unit, line.price, line.amount,
        sale.number AS reverses, sold.position AS reverses_position
    FROM order_line AS line JOIN product ON product.id = line.product_id
    LEFT JOIN order_line AS sold ON sold.id = line.reverses
    LEFT JOIN customer_order AS sale ON sale.id = sold.order_id
    WHERE line.order_id BETWEEN ? AND ? ORDER BY line.order_id, line.position, line.id
"""


def product_records(session: Session, of: Of = None) -> Iterator[Record]:
    """Every product, archived ones too; whose they are does not matter."""
    query = select(Product).order_by(col(Product.id)).execution_options(yield_per=1000)
    for row in session.exec(query):
        yield {
            "code": row.code,
            "name": row.name,
            "category": row.category,
            "unit": row.unit,
            "price": None if row.price is None else decimal_of(row.price),
            "archived": row.archived,
            "created": row.created,
        }


def product_rows(session: Session, of: Of = None) -> Iterator[Record]:
    """The same with prices as numbers."""
    for record in product_records(session, of):
        yield record | {"price": _number(record["price"])}


def order_records(session: Session, of: Of = None) -> Iterator[Record]:
    """The orders with their lines; what they reverse by number, and of lines by position too."""
    handles = handles_of(session)
    names = dict(session.exec(select(Contact.id, Contact.name)).all())
    numbers = _reversed_numbers(session)
    for orders in _batches(session):
        lines = _lines_of(session, orders)
        for order in orders:
            if of is not None and order.contact_id not in of:
                continue
            yield {
                "number": order.number,
                "invoice": order.invoice,
                "at": order.at,
                "handle": handles.get(order.contact_id or 0),
                "contact": names.get(order.contact_id or 0),
                "kind": order.kind,
                "state": order.state,
                "delivered": order.delivered,
                "paid": order.paid,
                "source": order.source,
                "note": order.note,
                "total": decimal_of(whole_cents(order.total) * FINE),
                "reverses": numbers.get(order.reverses or 0),
                "written": order.written,
                "lines": lines.get(order.id, []),
            }
        session.expunge_all()


def order_line_rows(session: Session, of: Of = None) -> Iterator[Record]:
    """A row for each line, with its order; an order without lines has a row without a product."""
    for order in order_records(session, of):
        head = {key: value for key, value in order.items() if key not in ("lines", "total")}
        head["order_reverses"] = head.pop("reverses")
        for line in order["lines"] or [{}]:
            numbers = {key: _number(line.get(key)) for key in ("quantity", "price", "amount")}
            yield head | line | numbers


def without_names(records: Iterable[Record], handles: Collection[str]) -> Iterator[Record]:
    """The orders with nothing of who bought, where the handle is one of these."""
    for record in records:
        if record["handle"] in handles:
            yield record | {"handle": None, "contact": None, "note": ""}
        else:
            yield record


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _batches(session: Session) -> Iterator[list[Order]]:
    """The orders in the order of their ids."""
    last = 0
    query = select(Order).order_by(col(Order.id)).limit(BATCH)
    while orders := list(session.exec(query.where(col(Order.id) > last))):
        yield orders
        last = orders[-1].id


def _lines_of(session: Session, orders: list[Order]) -> dict[int, list[Record]]:
    rows = session.connection().exec_driver_sql(_LINES, (orders[0].id, orders[-1].id)).mappings()
    return {
        order: list(map(_line, lines)) for order, lines in groupby(rows, itemgetter("order_id"))
    }


def _line(row: Any) -> Record:
    return {
        "position": row["position"],
        "product_code": row["product_code"],
        "product": row["product"],
        "description": row["description"],
        "quantity": decimal_of_milli(row["quantity"]),
        "unit": row["unit"],
        "price": decimal_of(row["price"]),
        "amount": decimal_of(row["amount"]),
        "reverses": row["reverses"],
        "reverses_position": row["reverses_position"],
    }


def _reversed_numbers(session: Session) -> dict[int, int]:
    reversed_ids = select(Order.reverses).where(col(Order.reverses).is_not(None))
    query = select(Order.id, Order.number).where(col(Order.id).in_(reversed_ids))
    return dict(session.exec(query).all())
