"""What products bring, worked out by hand on a shop of literal rows."""

import datetime as dt

import pytest
from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.domain import products
from smallcrm.models.sales import Product
from smallcrm.reports.period import Period
from smallcrm.reports.product_sales import ProductSales, product_sales

EURO = 100_000
YEAR = Period(dt.date(2024, 3, 1), dt.date(2025, 2, 28))
SHOP = """
2024-02-01 Mari: 5 filter@3
2024-02-29 Mari: 1 sofa@1000
2024-03-01 Mari: 1 sofa@1000, 1 lamp@100, 2 lamp@100
2024-03-01 Anna: 0.5 lamp@100
2024-03-03 Anna: -0.5 lamp@50
2024-03-04 -: 3 cup@0.333
2024-03-06 Jaan: 1 sofa@1000 (quote)
2024-03-07 Jaan: 1 sofa@1000 (lost)
2025-03-01 Jaan: 9 sofa@1000
"""


@pytest.fixture
def shop(session: Session) -> Session:
    open_shop(session, SHOP)
    products.add(session, "Never", code="never")
    return session


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_most_sold_first_with_what_came_back(shop: Session) -> None:
    found = product_sales(shop, YEAR)
    first = day("2024-03-01")
    assert found.products == (
        ProductSales("sofa", "Sofa", "", "", 1000, 0, 1, 1000 * EURO, first),
        ProductSales("lamp", "Lamp", "", "", 3500, 500, 2, 325 * EURO, first),
        ProductSales("cup", "Cup", "", "", 3000, 0, 1, EURO, day("2024-03-04")),
    )
    assert (found.of, found.net, found.orders, found.unsold) == (3, 1326 * EURO, 3, 2)


def test_only_so_many_are_looked_at(shop: Session) -> None:
    found = product_sales(shop, YEAR, most=1)
    assert [one.code for one in found.products] == ["sofa"]
    assert (found.of, found.net) == (3, 1326 * EURO)


def test_unsold_are_those_without_a_line_the_latest_sold_first(shop: Session) -> None:
    found = product_sales(shop, YEAR, unsold=True)
    assert [(one.code, one.last) for one in found.products] == [
        ("filter", day("2024-02-01")),
        ("never", None),
    ]
    never = shop.exec(select(Product).where(Product.code == "never")).one()
    products.set_archived(shop, never, True)
    assert [one.code for one in product_sales(shop, YEAR, unsold=True).products] == ["filter"]


@pytest.mark.parametrize("since", [None, dt.date(2025, 3, 1)])
def test_few_orders_and_nearly_all_are_summed_alike(since: dt.date | None, shop: Session) -> None:
    found = product_sales(shop, Period(since, dt.date(2025, 3, 1)))
    sums = {one.code: one.net for one in found.products}
    assert sums["sofa"] == (9000 if since else 11_000) * EURO
    assert sums.get("filter") == (None if since else 15 * EURO)


def test_an_empty_book_has_nothing(session: Session) -> None:
    found = product_sales(session, YEAR)
    assert (found.products, found.net, found.orders, found.unsold) == ((), 0, 0, 0)
