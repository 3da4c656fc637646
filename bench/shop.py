"""Put a gift shop's year of orders, and what went wrong with them, into a large book."""

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from random import Random

from bench.books import FAST
from bench.giftshop import FIRST_CUSTOMER, Line, Year, year_lines
from smallcrm import db
from smallcrm.models.enums import CaseKind, Source, Stage
from smallcrm.parsing.text import fold

FINE = 1000  # of a cent, and of a unit
EVERY = 8  # so many sales to one case
DAYS_TO_SOLVE, STILL_OPEN = 20, 0.05
COLUMNS = {
    "product": "id, code, code_folded, name, folded, category, unit, price, archived, created",
    "customer_order": "id, number, contact_id, kind, state, at, delivered, paid, source, invoice,"
    " note, folded, total, reverses, written",
    "order_line": "id, order_id, position, product_id, description, quantity, price, amount,"
    " reverses",
    "customer_case": "number, contact_id, kind, stage, summary, solution, folded, opened, due,"
    " closed, order_id, product_id, written",
}

Fields = tuple[object, ...]


@dataclass
class Shop:
    """The rows of the shop's tables, by table, as they grow order by order."""

    contact_ids: list[int]
    rng: Random
    rows: dict[str, list[Fields]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    products: dict[str, int] = field(default_factory=dict)  # ids by code
    sale: int = 0  # the id of the last sale, which a return takes back
    sold: dict[int, int] = field(default_factory=dict)  # its lines by product

    def add_order(self, invoice: str, lines: list[Line]) -> None:
        """One invoice; a cancellation takes back lines of the sale before it."""
        number = len(self.rows["customer_order"]) + 1
        at, is_return = lines[0][4], invoice.startswith("C")
        contact_id = self._whose(lines[0][6])
        if not is_return:
            self.sale, self.sold = number, {}
        total = sum(self._add_line(number, place, line) for place, line in enumerate(lines, 1))
        self.rows["customer_order"].append(
            (
                number, number, contact_id, "return" if is_return else "sale", "placed",
                f"{at}.000000", at[:10], at[:10], self.rng.choice(("", *Source)), invoice, "",
                fold(invoice), total, self.sale if is_return else None, f"{at}.000000",
            )
        )  # fmt: skip
        if contact_id and not is_return and number % EVERY == 0:
            self._add_case(number, contact_id, dt.datetime.fromisoformat(at))

    def _whose(self, customer: str) -> int | None:
        if not customer:
            return None
        return self.contact_ids[int(float(customer)) - FIRST_CUSTOMER]

    def _add_line(self, order: int, place: int, line: Line) -> int:
        """Returns what the line comes to, in thousandths of a cent."""
        _, code, name, quantity, at, said, _, _ = line
        price = int(said.replace(".", "")) * FINE
        product = self._product(code, name, price, at)
        number = len(self.rows["order_line"]) + 1
        reverses = self.sold.get(product) if quantity < 0 else None
        self.sold.setdefault(product, number)
        self.rows["order_line"].append(
            (
                number, order, place, product, name, quantity * FINE, price, quantity * price,
                reverses,
            )
        )  # fmt: skip
        return quantity * price

    def _product(self, code: str, name: str, price: int, at: str) -> int:
        if code not in self.products:
            self.products[code] = number = len(self.products) + 1
            self.rows["product"].append(
                (number, code, fold(code), name, fold(name), "", "", price, False, f"{at}.000000")
            )
        return self.products[code]

    def _add_case(self, order: int, contact_id: int, sold: dt.datetime) -> None:
        number = len(self.rows["customer_case"]) + 1
        closed = sold + dt.timedelta(days=self.rng.randrange(DAYS_TO_SOLVE))
        is_open = self.rng.random() < STILL_OPEN
        product = self.rows["order_line"][-1][3] if number % 2 else None
        self.rows["customer_case"].append(
            (
                number, contact_id, self.rng.choice(list(CaseKind)), self.rng.choice(list(Stage)),
                "arrived broken", "" if is_open else "sent another", "arrived broken",
                f"{sold}.000000", f"{sold.date() + dt.timedelta(days=7)}",
                None if is_open else f"{closed}.000000", order, product, f"{sold}.000000",
            )
        )  # fmt: skip


def write_shop(path: Path, book: Path, year: Year, seed: int = 1) -> None:
    """Write a copy of the book, in which its first contacts are the shop's customers."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    shutil.copy(book, unfinished)
    os.chmod(unfinished, 0o600)
    connection = db.connect(str(unfinished))
    try:
        connection.executescript(FAST)
        connection.execute("BEGIN")
        for table, rows in _filled(_contact_ids(connection), year, Random(seed)):
            marks = ", ".join("?" * (COLUMNS[table].count(",") + 1))
            connection.executemany(f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({marks})", rows)
        connection.execute("COMMIT")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise RuntimeError(f"the shop has a row that points nowhere: {broken}")
    finally:
        connection.close()
    unfinished.rename(path)


def _contact_ids(connection: sqlite3.Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM contact ORDER BY id")]


def _filled(
    contact_ids: list[int], year: Year, rng: Random
) -> Iterator[tuple[str, Iterable[Fields]]]:
    shop = Shop(contact_ids, rng)
    for invoice, lines in groupby(year_lines(rng, year), key=lambda line: line[0]):
        shop.add_order(invoice, list(lines))
    yield from shop.rows.items()
