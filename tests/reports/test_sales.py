"""Sales: by month, product, group and source, against sums worked out by hand."""

import datetime as dt

import pytest
from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.models.contacts import Contact
from smallcrm.reports.period import Period
from smallcrm.reports.sales import SalesLine, sales_by

CENT = 1000
YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
SHOP = """
2025-12-31 Mari: 1 coffee@12.50
2026-01-05 Mari: 2 coffee@12.50, 1 filter@3 (phone)
2026-01-05 Jaan: 1 coffee@12 (shop)
2026-01-07 Mari: -1 coffee@12.50
2026-03-01 -: 10 filter@0.333 (shop)
2026-03-02 Jaan: 100 coffee@12 (quote)
2026-03-03 Jaan: 100 coffee@12 (lost)
"""


@pytest.fixture
def shop(session: Session) -> Session:
    open_shop(session, SHOP)
    mari = session.exec(select(Contact).where(Contact.name == "Mari")).one()
    mari.group = "top"
    session.flush()
    return session


def test_months_stand_in_their_order_with_those_without_sales(shop: Session) -> None:
    sales = sales_by(shop, Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31)), "month")
    assert sales.orders == 3
    assert sales.lines == (
        SalesLine("2026-01", 2, 1, 4000 * CENT, 1250 * CENT),
        SalesLine("2026-02", 0, 0, 0, 0),
        SalesLine("2026-03", 1, 0, 333 * CENT, 0),
    )
    assert sales.lines[0].net == 2750 * CENT


def test_without_a_beginning_the_first_month_is_the_first_with_sales(shop: Session) -> None:
    sales = sales_by(shop, Period(None, dt.date(2026, 1, 31)), "month")
    assert [line.key for line in sales.lines] == ["2025-12", "2026-01"]


def test_products_are_summed_over_the_lines_the_most_sold_first(shop: Session) -> None:
    assert sales_by(shop, YEAR, "product").lines == (
        SalesLine("Coffee", 2, 1, 3700 * CENT, 1250 * CENT, "coffee"),
        SalesLine("Filter", 2, 0, 633 * CENT, 0, "filter"),
    )


def test_a_sale_to_nobody_in_particular_is_a_group_of_its_own(shop: Session) -> None:
    assert [(line.key, line.net) for line in sales_by(shop, YEAR, "group").lines] == [
        ("top", 1550 * CENT),
        ("", 1200 * CENT),
        ("walk-in", 333 * CENT),
    ]


def test_sources_are_those_that_were_said(shop: Session) -> None:
    assert [(line.key, line.orders, line.net) for line in sales_by(shop, YEAR, "source").lines] == [
        ("phone", 1, 2800 * CENT),
        ("shop", 2, 1533 * CENT),
        ("", 0, -1250 * CENT),
    ]


@pytest.mark.parametrize("by", ["month", "product", "group", "source"])
def test_an_empty_book_has_no_sales(by: str, session: Session) -> None:
    assert sales_by(session, YEAR, by).lines == ()
