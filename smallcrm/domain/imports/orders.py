"""Taking orders in from a file: each is new, the same as one in the book, changed or unreadable."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sqlmodel import Session, func, select

from smallcrm.domain.imports.counting import SAMPLES, Remarks
from smallcrm.domain.imports.order_customers import Customers
from smallcrm.domain.imports.order_goods import Goods
from smallcrm.domain.imports.order_known import Known, KnownOrder, Line
from smallcrm.domain.imports.order_links import link_returns
from smallcrm.domain.imports.order_replacing import replace_lines
from smallcrm.domain.imports.order_stage import StagedOrder, open_stage
from smallcrm.domain.orders import checked_total
from smallcrm.errors import CrmError, Unreadable
from smallcrm.formats.order_csv import OrderLineRecord, UnreadableRow
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order
from smallcrm.parsing.money import FINE, decimal_of, whole_cents
from smallcrm.parsing.text import fold, one_line

NEW = 0  # the id of no contact: that of a customer who is not in the book yet
BATCH = 5_000  # lines that are written at once
_ORDER = (
    "INSERT INTO customer_order (id, number, contact_id, kind, state, at, delivered, paid,"
    " source, invoice, note, folded, total, written)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, '', ?, ?, ?)"
)
_LINE = (
    "INSERT INTO order_line (order_id, position, product_id, description, quantity, price, amount)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


@dataclass
class OrdersTaken:
    """What became of the orders of a file; money in thousandths of a cent.

    `new` and `lines` are of sales and returns together; `changed` orders are in the book with
    other lines, of which `replaced` were taken over from the file. `bought` and `returned` are
    what the new orders come to, and `linked` the lines of returns whose sale was found. `future`
    of the new ones are dated after today, none later than `latest`.
    """

    new: int = 0
    lines: int = 0
    returns: int = 0
    return_lines: int = 0
    linked: int = 0
    walk_ins: int = 0
    future: int = 0
    latest: dt.date = dt.date.min
    zero_prices: int = 0
    same: int = 0
    replaced: int = 0
    bought: int = 0
    returned: int = 0
    changed: Remarks = field(default_factory=Remarks)
    doubtful: Remarks = field(default_factory=Remarks)
    unreadable: Remarks = field(default_factory=Remarks)
    remarks: Remarks = field(default_factory=Remarks)
    customers: list[str] = field(default_factory=list)
    numbered: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    samples: list[StagedOrder] = field(default_factory=list)


def take_orders(
    session: Session,
    rows: Iterable[OrderLineRecord | UnreadableRow],
    *,
    today: dt.date,
    currency: str = "",
    overwrite: bool = False,
    with_doubtful: bool = False,
    in_memory: bool = False,
    watched: Callable[[Iterator[StagedOrder]], Iterable[StagedOrder]] = iter,
) -> OrdersTaken:
    """Add the new orders of a file, and count the rest; lines in another currency are left out.

    The orders go through `watched`, which can show how far they are. Until lines are in order they
    wait `in_memory`, or else in a nameless file.
    Run in a transaction that is not committed, this is the rehearsal.
    """
    work = _Import(session, today=today, overwrite=overwrite, with_doubtful=with_doubtful)
    with open_stage(in_memory=in_memory) as stage:
        stage.put(work.readable(rows, currency))
        for order in watched(stage.orders()):
            work.take(order)
    return work.finish()


class _Import:
    """An import under way."""

    def __init__(
        self, session: Session, *, today: dt.date, overwrite: bool, with_doubtful: bool
    ) -> None:
        self._today = today
        self._taken = OrdersTaken()
        self._session = session
        self._overwrite = overwrite
        self._customers = Customers(session, with_doubtful=with_doubtful)
        self._goods = Goods(session)
        self._known = Known(session)
        self._newest = session.exec(select(func.max(Order.id))).one() or 0
        self._next = _free_id(session)
        self._number = (session.exec(select(func.max(Order.number))).one() or 0) + 1
        self._written = _written()
        self._orders: list[tuple[object, ...]] = []
        self._lines: list[tuple[object, ...]] = []

    def readable(
        self, rows: Iterable[OrderLineRecord | UnreadableRow], currency: str
    ) -> Iterator[OrderLineRecord]:
        """The lines that can be read; what is to be said of the others is kept."""
        for row in rows:
            if isinstance(row, UnreadableRow):
                self._taken.unreadable.add(row.line, row.reason)
                continue
            if currency and row.currency and row.currency != currency:
                reason = f"it is in {one_line(row.currency, longest=8)}, the book is in {currency}"
                self._taken.unreadable.add(row.line, reason)
                continue
            if row.remark:
                self._taken.remarks.add(row.line, row.remark)
            self._goods.hear(row)
            yield row

    def take(self, order: StagedOrder) -> None:
        """Sort an order in, and write it if it is new."""
        try:
            checked_total(order.total)
        except Unreadable as error:
            self._taken.unreadable.add(order.line, f"{_name(order)}: {error}")
            return
        try:
            known = self._find_known(order)
        except CrmError as error:
            self._taken.doubtful.add(order.line, f"{_name(order)}: {error}")
            return
        if known is None:
            self._add(order)
        elif known.lines == self._compared(order):
            self._taken.same += 1
        else:
            self._change(known, order)

    def _find_known(self, order: StagedOrder) -> KnownOrder | None:
        contact_id = self._customers.find(order.customer_id, order.customer)
        if contact_id is None and (order.customer_id or order.customer):
            contact_id = NEW
        for line in order.lines:
            self._goods.find(line)
        if not self._known:
            return None
        lines = None if order.invoice else self._compared(order)
        return self._known.find(order.invoice, order.at, contact_id, lines)

    def _compared(self, order: StagedOrder) -> list[Line]:
        """The lines as the book would hold them; a product that is new has no id."""
        return sorted(
            (self._goods.find(line) or 0, line.quantity, line.price, line.amount)
            for line in order.lines
        )

    def _change(self, known: KnownOrder, order: StagedOrder) -> None:
        there, here = order.total, sum(line[3] for line in known.lines)
        self._taken.changed.add(
            order.line,
            f"order {known.number}, invoice {one_line(order.invoice, longest=40)}, has"
            f" {_lines(len(order.lines), there)} in the file and {_lines(len(known.lines), here)}"
            " in the book",
        )
        if self._overwrite:
            replace_lines(self._session, known.id, self._rows(known.id, order))
            self._taken.replaced += 1

    def _rows(self, order_id: int, order: StagedOrder) -> list[tuple[int, ...]]:
        rows: list[tuple[object, ...]] = []
        for position, line in enumerate(order.lines, 1):
            product = self._goods.take(line)
            called = self._goods.description(product, line.product)
            rows.append(
                (order_id, position, product, called, line.quantity, line.price, line.amount)
            )
        return rows  # type: ignore[return-value]

    def _add(self, order: StagedOrder) -> None:
        contact_id = self._customers.take(order.customer_id, order.customer, order.country)
        kind = OrderKind.RETURN if order.is_return else OrderKind.SALE
        # An invoice of the past waits for nothing: the goods were handed over and paid for.
        done = None if order.is_return else order.at[:10]
        self._orders.append(
            (self._next, self._number, contact_id, str(kind), str(OrderState.PLACED), order.at,
             done, done, order.invoice, fold(order.invoice), order.total, self._written)
        )  # fmt: skip
        self._lines += self._rows(self._next, order)
        self._next += 1
        self._number += 1
        self._count(order, walk_in=contact_id is None)
        if len(self._lines) >= BATCH:
            self._write()

    def _count(self, order: StagedOrder, *, walk_in: bool) -> None:
        taken, total = self._taken, order.total
        taken.new += 1
        taken.lines += len(order.lines)
        taken.walk_ins += walk_in
        day = dt.date.fromisoformat(order.at[:10])
        taken.future += day > self._today
        taken.latest = max(taken.latest, day)
        taken.zero_prices += sum(line.price == 0 for line in order.lines)
        if order.is_return:
            taken.returns += 1
            taken.return_lines += len(order.lines)
            taken.returned += total
        else:
            taken.bought += total
        if len(taken.samples) < SAMPLES:
            taken.samples.append(order)

    def _write(self) -> None:
        connection = self._session.connection()
        for sql, rows in ((_ORDER, self._orders), (_LINE, self._lines)):
            if rows:
                connection.exec_driver_sql(sql, rows)
                rows.clear()

    def finish(self) -> OrdersTaken:
        """Write what waits, and let returns point at what they reverse."""
        self._write()
        self._taken.linked = link_returns(self._session, newer_than=self._newest)
        self._session.expire_all()
        self._taken.customers = self._customers.new
        self._taken.numbered = self._customers.numbered
        self._taken.products = self._goods.new
        return self._taken


def _written() -> str:
    """The moment that the book would give a row written now, as it keeps it."""
    return Order(number=0, at=dt.datetime.min).written.strftime("%Y-%m-%d %H:%M:%S.%f")


def _free_id(session: Session) -> int:
    """The id after the last that was ever given: none is used twice."""
    sql = "SELECT seq FROM sqlite_sequence WHERE name = 'customer_order'"
    return int(session.connection().exec_driver_sql(sql).scalar() or 0) + 1


def _name(order: StagedOrder) -> str:
    return f"order {one_line(order.invoice, longest=40)}" if order.invoice else "an order"


def _lines(count: int, total: int) -> str:
    money = decimal_of(whole_cents(total) * FINE)
    return f"{count} line{'' if count == 1 else 's'} of {money}"
