"""The lines of an order replaced by those of a file; what returns point at stays where it can."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from smallcrm.domain.orders import sum_up
from smallcrm.models.sales import Order, OrderLine

FIELDS = ("order_id", "position", "product_id", "description", "quantity", "price", "amount")


def replace_lines(session: Session, order_id: int, rows: Sequence[Sequence[object]]) -> None:
    """Let the order have these lines, given by FIELDS; a line of the same product is kept."""
    old = list(session.exec(select(OrderLine).where(OrderLine.order_id == order_id)))
    for row in rows:
        values = dict(zip(FIELDS, row, strict=True))
        line = _kept(old, values) or OrderLine(
            order_id=0, position=0, product_id=0, quantity=0, price=0, amount=0
        )
        for name, value in values.items():
            setattr(line, name, value)
        session.add(line)
    for line in old:
        _remove(session, line)
    order = session.get_one(Order, order_id)
    sum_up(session, order)


def _kept(old: list[OrderLine], values: dict[str, object]) -> OrderLine | None:
    """Of the lines that are left one of the same product, the most alike first."""
    alike = [line for line in old if line.product_id == values["product_id"]]
    if not alike:
        return None
    best = max(alike, key=lambda one: (one.price == values["price"], -one.position))
    old.remove(best)
    return best


def _remove(session: Session, line: OrderLine) -> None:
    for back in session.exec(select(OrderLine).where(col(OrderLine.reverses) == line.id)):
        back.reverses = None
        session.add(back)
    session.flush()
    session.delete(line)
    session.flush()
