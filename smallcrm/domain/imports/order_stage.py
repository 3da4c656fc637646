"""Lines of orders put in order: they wait in a nameless file, and come back order by order.

A file may spread an order over its whole length, and memory must not grow with it; but for an
encrypted book nothing waits on the disk, where it would be plain.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from smallcrm.formats.order_record import OrderLineRecord
from smallcrm.parsing.money import to_fine
from smallcrm.parsing.quantities import MILLI

_TABLE = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
CREATE TABLE waiting (
    line INTEGER, day TEXT, invoice TEXT, apart TEXT, customer_id TEXT, customer TEXT,
    country TEXT, at TEXT, code TEXT, product TEXT, unit TEXT,
    quantity INTEGER, price INTEGER, amount INTEGER
);
"""
_PUT = f"INSERT INTO waiting VALUES ({', '.join('?' * 14)})"
_IN_ORDER = "SELECT * FROM waiting ORDER BY day, invoice, apart, line"

Row = tuple[int, str, str, str, str, str, str, str, str, str, str, int, int, int]


class StagedLine(NamedTuple):
    """A line with its money in thousandths of a cent and its quantity in thousandths."""

    line: int
    code: str
    product: str
    unit: str
    quantity: int
    price: int
    amount: int


@dataclass(frozen=True)
class StagedOrder:
    """An order with all its lines, as they follow each other in the file.

    `at` is as the book keeps moments, that of its first line; a walk-in has no customer.
    """

    invoice: str
    at: str
    customer_id: str
    customer: str
    country: str
    lines: tuple[StagedLine, ...]

    @property
    def line(self) -> int:
        """Where it begins in the file."""
        return self.lines[0].line

    @property
    def is_return(self) -> bool:
        """Whether nothing was bought and something came back."""
        quantities = [line.quantity for line in self.lines]
        return min(quantities) < 0 and max(quantities) <= 0

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


class Stage:
    """The nameless file, or memory; see `open_stage`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, lines: Iterable[OrderLineRecord]) -> None:
        """Keep lines; they are asked for one by one."""
        self._connection.execute("BEGIN")
        self._connection.executemany(_PUT, map(_row, lines))
        self._connection.execute("COMMIT")

    def orders(self) -> Iterator[StagedOrder]:
        """The orders by day: lines of one number and day are one, whose customer a blank shares.

        Without a number, those of one customer and moment are one.
        """
        rows: Iterator[Row] = self._connection.execute(_IN_ORDER)
        for _, group in groupby(rows, itemgetter(1, 2, 3)):
            yield from _by_customer(list(group))


@contextmanager
def open_stage(*, in_memory: bool = False) -> Iterator[Stage]:
    """A place for lines of orders, gone at the end; `in_memory` touches no disk, to sort either."""
    connection = sqlite3.connect(":memory:" if in_memory else "", isolation_level=None)
    try:
        if in_memory:
            connection.execute("PRAGMA temp_store = MEMORY")
        connection.executescript(_TABLE)
        yield Stage(connection)
    finally:
        connection.close()


def _row(record: OrderLineRecord) -> Row:
    at = record.at.strftime("%Y-%m-%d %H:%M:%S.%f")
    apart = "" if record.invoice else f"{at}\n{record.customer_id}\n{record.customer}"
    price, amount = _price_and_amount(record)
    return (
        record.line, at[:10], record.invoice, apart, record.customer_id, record.customer,
        record.country, at, record.product_code, record.product, record.unit,
        record.quantity_milli, price, amount,
    )  # fmt: skip


def _price_and_amount(record: OrderLineRecord) -> tuple[int, int]:
    """Of one missing the other tells it; a line that has neither comes to nothing."""
    amount = to_fine(record.amount) if record.amount is not None else 0
    if record.price is not None:
        return to_fine(record.price), amount
    if not record.quantity_milli or not amount:
        return abs(amount), amount
    quantity = abs(record.quantity_milli)
    price, rest = divmod(abs(amount) * MILLI, quantity)
    price += rest * 2 >= quantity
    return price if (amount < 0) == (record.quantity_milli < 0) else -price, amount


def _by_customer(rows: list[Row]) -> Iterator[StagedOrder]:
    named = dict.fromkeys((row[4], row[5]) for row in rows if row[4] or row[5])
    if len(named) <= 1:
        yield _order(rows, next(iter(named), ("", "")))
        return
    for customer, group in groupby(sorted(rows, key=itemgetter(4, 5, 0)), itemgetter(4, 5)):
        yield _order(list(group), customer)


def _order(rows: list[Row], customer: tuple[str, str]) -> StagedOrder:
    country = next((row[6] for row in rows if row[6]), "")
    lines = tuple(StagedLine(row[0], *row[8:]) for row in rows)
    return StagedOrder(rows[0][2], min(row[7] for row in rows), *customer, country, lines)
