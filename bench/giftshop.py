"""A gift shop's year as a table of order lines: invoices, cancellations, one great customer."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

YEAR = dt.datetime(2025, 11, 20, 8, 0)
HEADER = (
    "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID",
    "Country",
)  # fmt: skip
FIRST_INVOICE, FIRST_CUSTOMER = 536_365, 12_346
GREATEST = FIRST_CUSTOMER  # the number of the customer with the most lines
WALK_INS = 0.15  # the share of invoices to nobody in particular
COLOURS = ("red", "white", "blue", "pink", "cream", "ivory", "vintage", "black")
THINGS = ("lantern", "mug", "cake stand", "bunting", "doormat", "candle", "jigsaw", "apron")

Line = tuple[str, str, str, int, str, str, str, str]
Product = tuple[str, str, str]


@dataclass(frozen=True)
class Year:
    """How much was sold; `greatest` are the lines of the customer who bought most."""

    lines: int = 541_909
    cancelled: int = 9_000
    invoices: int = 22_000
    customers: int = 4_400
    products: int = 4_000
    greatest: int = 10_000

    def tenth(self) -> "Year":
        """A tenth of the lines and invoices; as many customers and products as are in them."""
        return Year(
            self.lines // 10, self.cancelled // 10, self.invoices // 10, self.customers,
            self.products, self.greatest // 10,
        )  # fmt: skip


def write_year(path: Path, year: Year, seed: int = 1) -> None:
    """Write the lines of a year to a CSV; the same seed gives the same file."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(year_lines(Random(seed), year))


def year_lines(rng: Random, year: Year) -> Iterator[Line]:
    """The lines by invoice; a cancellation reverses lines of the invoice before it."""
    products = [_product(rng, number) for number in range(year.products)]
    sold = year.lines - year.cancelled
    returns = year.invoices // 6
    sales = year.invoices - returns
    for place in range(sales):
        count = sold * (place + 1) // sales - sold * place // sales
        lines = list(_invoice(rng, year, place, sales, products, count))
        yield from lines
        for number in range(returns * place // sales, returns * (place + 1) // sales):
            wanted = year.cancelled * (number + 1) // returns - year.cancelled * number // returns
            yield from (_cancelled(line, number) for line in lines[:wanted])


def _product(rng: Random, number: int) -> Product:
    name = f"{rng.choice(COLOURS)} {rng.choice(THINGS)} no {number}".upper()
    code = f"{20_000 + number}{rng.choice(('', '', 'A', 'B'))}"
    return code, name, f"{rng.randint(19, 1995) / 100:.2f}"


def _invoice(
    rng: Random, year: Year, place: int, sales: int, products: list[Product], count: int
) -> Iterator[Line]:
    at = YEAR + dt.timedelta(days=365 * place // sales, minutes=place % 600)
    customer = _customer(rng, year, place, sales)
    for code, name, price in rng.sample(products, count):
        yield (
            str(FIRST_INVOICE + place), code, name, rng.randint(1, 48), f"{at:%Y-%m-%d %H:%M}:00",
            price, customer, "United Kingdom",
        )  # fmt: skip


def _customer(rng: Random, year: Year, place: int, sales: int) -> str:
    """The greatest one first of all, at even distances; each of the others once at least."""
    theirs = max(1, year.greatest * sales // (year.lines - year.cancelled))
    before = place * theirs // sales
    if before != (place + 1) * theirs // sales:
        return f"{GREATEST}.0"
    number = 1 + place - before
    if number >= year.customers:
        number = rng.randrange(1, year.customers)
        if rng.random() < WALK_INS:
            return ""
    return f"{FIRST_CUSTOMER + number}.0"


def _cancelled(line: Line, number: int) -> Line:
    _, code, name, quantity, at, price, customer, country = line
    back = f"C{FIRST_INVOICE + 900_000 + number}"
    return back, code, name, -quantity, at, price, customer, country
