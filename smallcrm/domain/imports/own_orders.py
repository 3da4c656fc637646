"""Taking orders in as our exports hold them: each is new, the same as one we have, or unreadable.

Orders of other programs go another way, see `order_imports`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from smallcrm.domain.imports.counting import Counted
from smallcrm.domain.imports.order_goods import Goods
from smallcrm.domain.imports.order_stage import StagedLine
from smallcrm.domain.imports.people import People
from smallcrm.domain.imports.tables import Rows, Taking
from smallcrm.domain.imports.values import day_of, moment_of, number_of, text_of, written_of
from smallcrm.domain.orders import checked_total
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.enums import OrderKind, OrderState, Source
from smallcrm.models.sales import Order, OrderLine
from smallcrm.parsing.choices import choose
from smallcrm.parsing.money import is_kept, to_fine
from smallcrm.parsing.quantities import MILLI
from smallcrm.parsing.text import LONGEST_TEXT, clean, clean_line, fold


class Orders(Taking[Order]):
    """The orders of one file on their way into the book; `id_of` goes by their numbers there."""

    file_id = "number"

    def __init__(self, session: Session, people: People) -> None:
        super().__init__(session, Order)
        self._people = people
        self._goods = Goods(session)
        self._taken = set(session.exec(select(Order.number)))
        self._returns: list[tuple[Order, TableRow]] = []

    def read(self, row: TableRow) -> Order:
        at = moment_of(row, "at")
        if at is None:
            raise Unreadable("it says no day")
        order = Order(
            number=number_of(row, "number") or 0,
            contact_id=self._contact(row),
            kind=choose(OrderKind, text_of(row, "kind"), "kind of order") or OrderKind.SALE,
            state=choose(OrderState, text_of(row, "state"), "state") or OrderState.PLACED,
            at=at,
            delivered=day_of(row, "delivered"),
            paid=day_of(row, "paid"),
            source=choose(Source, text_of(row, "source"), "source"),
            invoice=clean_line(text_of(row, "invoice"), "invoice number"),
            note=clean(text_of(row, "note"), "note", longest=LONGEST_TEXT),
        )
        order.folded = fold(f"{order.invoice}\n{order.note}".strip())
        order.written = written_of(row) or order.written
        order.total = checked_total(sum(_staged(line).amount for line in _lines(row)))
        number_of(row, "reverses")
        return order

    def _contact(self, row: TableRow) -> int | None:
        handle, name = text_of(row, "handle"), text_of(row, "contact")
        return self._people.find(handle, name) if handle or name else None

    def compared(self, row: TableRow) -> Sequence[str]:
        """What stays when an order is delivered, paid or edited."""
        same = ("contact_id", "at", "kind", "invoice")
        return ("contact_id", "kind", "written") if written_of(row) else same

    def complete(self, stored: Order, row: TableRow) -> None:
        if not stored.number or stored.number in self._taken:
            stored.number = max(self._taken, default=0) + 1
        self._taken.add(stored.number)

    def add_parts(self, stored: Order, row: TableRow) -> None:
        lines = list(self._rows(stored, row))
        if lines:
            self.session.connection().execute(insert(OrderLine), lines)
        if row.values.get("reverses") or any(line.get("reverses") for line in _lines(row)):
            self._returns.append((stored, row))

    def _rows(self, order: Order, row: TableRow) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for place, line in enumerate(_lines(row), 1):
            staged = _staged(line)
            rows.append(
                {
                    "order_id": order.id,
                    "position": line.get("position") or place,
                    "product_id": self._goods.take(staged),
                    "description": clean_line(str(line.get("description") or ""), "description"),
                    "quantity": staged.quantity,
                    "price": staged.price,
                    "amount": staged.amount,
                }
            )
        return rows

    def sample(self, stored: Order, row: TableRow) -> str:
        who = text_of(row, "contact") or text_of(row, "handle") or "nobody"
        count = len(_lines(row))
        lines = f"{count} line{'' if count == 1 else 's'}"
        return f"{stored.at:%Y-%m-%d %H:%M} {stored.kind} {stored.invoice} {who}, {lines}"

    def take(self, rows: Rows) -> Counted:
        """Add the orders that are new, and let them point at what they reverse."""
        counted = super().take(rows)
        for order, row in self._returns:
            self._link(order, row)
        self._returns.clear()
        self.session.flush()
        return counted

    def _link(self, order: Order, row: TableRow) -> None:
        order.reverses = self.id_of.get(number_of(row, "reverses") or 0)
        self.session.add(order)
        wanted: dict[int, tuple[int | None, int | None]] = {
            line.get("position") or place: (line.get("reverses"), line.get("reverses_position"))
            for place, line in enumerate(_lines(row), 1)
        }
        mine = select(OrderLine).where(OrderLine.order_id == order.id)
        for line in self.session.exec(mine).all():
            line.reverses = self._line_at(*wanted[line.position])
            self.session.add(line)

    def _line_at(self, number: int | None, position: int | None) -> int | None:
        sale = self.id_of.get(number or 0)
        query = select(OrderLine.id).where(
            OrderLine.order_id == sale, OrderLine.position == position
        )
        return self.session.exec(query.order_by(col(OrderLine.id))).first() if sale else None


def _lines(row: TableRow) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = row.values.get("lines") or ()  # type: ignore[assignment]
    return found


def _staged(line: Mapping[str, Any]) -> StagedLine:
    """A line as the book keeps it. Raises Unreadable."""
    code = clean_line(str(line.get("product_code") or ""), "product code")
    product = clean_line(str(line.get("product") or ""), "product name")
    if not code and not product:
        raise Unreadable("a line names no product")
    price, amount = (_money(line, one) for one in ("price", "amount"))
    unit = clean_line(str(line.get("unit") or ""), "unit")
    return StagedLine(0, code, product, unit, _quantity(line), price, amount)


def _decimal(line: Mapping[str, Any], field: str) -> Decimal:
    value = line.get(field)
    if not isinstance(value, Decimal):
        raise Unreadable(f"a line has no {field}")
    return value


def _quantity(line: Mapping[str, Any]) -> int:
    milli = _decimal(line, "quantity") * MILLI
    if milli != int(milli):
        raise Unreadable("a line has a quantity finer than a thousandth")
    return int(milli)


def _money(line: Mapping[str, Any], field: str) -> int:
    value = _decimal(line, field)
    if not is_kept(value):
        raise Unreadable(f"a line has a larger {field} than an order can hold")
    return to_fine(value)
