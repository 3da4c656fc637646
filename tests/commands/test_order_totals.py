"""What the samples come to in the book equals their own sums, worked out with csv and integers."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SAMPLES, Crm

PURCHASES = SAMPLES / "purchases"
FINE = 100_000  # of one unit of the currency

pytestmark = pytest.mark.skipif(not PURCHASES.is_dir(), reason="the sample files are not here")


def fine(text: str) -> int:
    """`-2.55` as 100,000ths, by its digits."""
    whole, _, part = text.strip().replace(",", ".").partition(".")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole or 0)) * FINE + int(f"{part:0<5}"))


def rows(name: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with open(PURCHASES / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def summed(crm: Crm) -> tuple[Counter[str], Counter[str]]:
    """What the sales and the returns of each customer in the book come to, line by line."""
    bought: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    for order in crm("export orders --json").json:
        amount = sum(fine(line["amount"]) for line in order["lines"])
        kind = returned if order["kind"] == "return" else bought
        kind[order["contact"] or ""] += amount
    return bought, returned


@pytest.mark.parametrize("day", ["2010-12-01", "2010-12-02", "2010-12-03", "2010-12-05"])
def test_a_day_of_the_gift_shop_comes_to_what_its_file_says(day: str, crm: Crm) -> None:
    name = f"online-retail-{day}.csv"
    sales: Counter[str] = Counter()
    returns: Counter[str] = Counter()
    for row in rows(name):
        number = row["CustomerID"].removesuffix(".0")
        kind = returns if int(row["Quantity"]) < 0 else sales
        amount = int(row["Quantity"]) * fine(row["UnitPrice"])
        kind[f"Customer {number}" if number else ""] += amount
    said = crm("import --apply", str(PURCHASES / name))
    assert (said.code, "0 lines unreadable" in said.out) == (0, True)
    assert summed(crm) == (sales, returns)
    lines = [line for order in crm("export orders --json").json for line in order["lines"]]
    assert len(lines) == sum(1 for _ in rows(name))
    free = sum(fine(row["UnitPrice"]) == 0 for row in rows(name))
    assert sum(fine(line["price"]) == 0 for line in lines) == free
    assert f"  {free} line{'s' if free != 1 else ''} at a price of 0, kept as such" in said.lines


def test_a_later_day_finds_the_customers_and_products_of_the_first(crm: Crm) -> None:
    for day in ("2010-12-01", "2010-12-02"):
        crm("import orders --apply", str(PURCHASES / f"online-retail-{day}.csv"))
    contacts = [row["source_id"] for row in crm("export contacts --json").json]
    codes = [row["code"].casefold() for row in crm("export products --json").json]
    assert len(contacts) == len(set(contacts))
    assert len(codes) == len(set(codes))


NORTHWIND = ("order-details", "orders", "products", "customers")


@pytest.mark.parametrize("kind", ["", "orders"])
@pytest.mark.parametrize("names", [NORTHWIND, NORTHWIND[::-1]])
def test_northwind_comes_to_what_its_files_say(names: tuple[str, ...], kind: str, crm: Crm) -> None:
    names_of = {row["customerID"]: row["companyName"] for row in rows("northwind/customers.csv")}
    orders = {row["orderID"]: names_of[row["customerID"]] for row in rows("northwind/orders.csv")}
    sales: Counter[str] = Counter()
    for row in rows("northwind/order-details.csv"):
        share = FINE - fine(row["discount"])
        amount, rest = divmod(int(row["quantity"]) * fine(row["unitPrice"]) * share, FINE)
        assert rest == 0
        sales[orders[row["orderID"]]] += amount
    files = [str(PURCHASES / "northwind" / f"{name}.csv") for name in names]
    said = crm(f"import {kind} --apply", *files)
    assert said.code == 0
    assert "830 orders (2155 lines) added, 0 in the book already, 0 lines unreadable" in said.lines
    assert summed(crm) == (sales, Counter())


def test_ragged_rows_of_northwind_are_reported(crm: Crm) -> None:
    files = [str(PURCHASES / "northwind" / f"{name}.csv") for name in NORTHWIND]
    said = crm("import orders", *files)
    assert (
        "  line 7, note: line 4 of the orders: 15 cells under 14 headings:"
        ' "Rua do Paço, 67" is read as one cell'
    ) in said.lines


def test_the_superstore_with_decimal_commas_comes_to_what_its_file_says(crm: Crm) -> None:
    name = "superstore-decimal-commas.tsv"
    sales: Counter[str] = Counter()
    for row in rows(name, "\t"):
        sales[row["Customer Name"]] += fine(row["Sales"])
    said = crm("import --apply", str(PURCHASES / name))
    assert "980 orders (1000 lines) added, 0 in the book already, 0 lines unreadable" in said.lines
    assert summed(crm) == (sales, Counter())
    assert len(crm("export contacts --json").json) == 654


@pytest.mark.parametrize("name", ["online-retail-2010-12-03.csv", "superstore-decimal-commas.tsv"])
def test_a_sample_twice_adds_nothing(name: str, crm: Crm, book: Path) -> None:
    crm("import --apply", str(PURCHASES / name))
    before = crm("history --json").json
    said = crm("import --apply", str(PURCHASES / name))
    assert said.lines[-1].startswith("0 orders (0 lines) added, ")
    assert crm("history --json").json == before
