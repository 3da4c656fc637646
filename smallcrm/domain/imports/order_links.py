"""What returns reverse: a sale of the same customer, product and price that was not yet undone."""

from sqlmodel import Session

_RETURNED = """
    SELECT line.id, line.product_id, line.price, line.quantity, ret.contact_id, ret.at, ret.id
    FROM customer_order AS ret JOIN order_line AS line ON line.order_id = ret.id
    WHERE ret.id > ? AND ret.kind = 'return' AND ret.contact_id IS NOT NULL
        AND line.quantity < 0 AND line.reverses IS NULL
    ORDER BY ret.at, ret.id, line.position
"""
# The latest sale first; the customer's orders are fewer than the product's lines.
_SOLD = """
    SELECT line.id, sale.id FROM customer_order AS sale
    CROSS JOIN order_line AS line ON line.order_id = sale.id
    WHERE sale.contact_id = :contact AND sale.at <= :at AND sale.id <> :order
        AND sale.kind = 'sale' AND sale.state = 'placed'
        AND line.product_id = :product AND line.price = :price
        AND line.quantity + :quantity + (
            SELECT coalesce(sum(back.quantity), 0) FROM order_line AS back
            WHERE back.reverses = line.id
        ) >= 0
    ORDER BY sale.at DESC, line.id LIMIT 1
"""
_OF = "SELECT DISTINCT sold.order_id FROM order_line AS back" \
    " JOIN order_line AS sold ON sold.id = back.reverses WHERE back.order_id = ?"  # fmt: skip


def link_returns(session: Session, *, newer_than: int) -> int:
    """Let the lines of returns beyond that id point at what they reverse; how many found it.

    A line that nothing fits points at nothing. A return whose lines lead to one sale points at it.
    """
    connection = session.connection()
    linked, returns = 0, dict[int, None]()
    for line, product, price, quantity, contact, at, order in connection.exec_driver_sql(
        _RETURNED, (newer_than,)
    ).fetchall():
        values = {"contact": contact, "at": at, "order": order, "product": product}
        values |= {"price": price, "quantity": quantity}
        sold = connection.exec_driver_sql(_SOLD, values).first()
        if sold:
            update = "UPDATE order_line SET reverses = ? WHERE id = ?"
            connection.exec_driver_sql(update, (sold[0], line))
            returns[order] = None
            linked += 1
    for order in returns:
        _link_order(session, order)
    return linked


def _link_order(session: Session, order: int) -> None:
    connection = session.connection()
    sales = connection.exec_driver_sql(_OF, (order,)).fetchall()
    if len(sales) == 1:
        update = "UPDATE customer_order SET reverses = ? WHERE id = ? AND reverses IS NULL"
        connection.exec_driver_sql(update, (sales[0][0], order))
