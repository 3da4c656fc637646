"""What groups bring, worked out by hand on a shop of literal rows."""

import datetime as dt

import pytest
from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.models.contacts import Contact
from smallcrm.reports.group_sales import GroupSales, group_sales
from smallcrm.reports.period import Period

EURO = 100_000
YEAR = Period(dt.date(2024, 3, 1), dt.date(2025, 2, 28))
SHOP = """
2024-02-29 Mari: 1 sofa@1000
2024-03-01 Mari: 1 sofa@1000
2024-03-01 Mari: 1 lamp@100
2024-03-02 Anna: 1 lamp@100
2024-03-03 Anna: -1 lamp@50
2024-03-04 Jaan: 3 lamp@10
2024-03-05 -: 1 lamp@10
2024-03-06 Jaan: 1 sofa@1000 (quote)
2025-03-01 Jaan: 1 sofa@1000
"""


@pytest.fixture
def shop(session: Session) -> Session:
    open_shop(session, SHOP)
    for contact in session.exec(select(Contact).where(Contact.name != "Jaan")):
        contact.group = "top"
        session.add(contact)
    session.flush()
    return session


def test_each_group_from_the_top_then_none_then_walk_ins(shop: Session) -> None:
    found = group_sales(shop, YEAR)
    assert [one for one in found if one.orders] == [
        GroupSales("top", 2, 2, 3, 1200 * EURO, 50 * EURO),
        GroupSales("", 1, 1, 1, 30 * EURO, 0),
        GroupSales("walk-in", 0, 0, 1, 10 * EURO, 0),
    ]
    assert [one.group for one in found] == [
        "top", "large", "medium", "small", "prospective", "potential", "", "walk-in",
    ]  # fmt: skip


def test_an_order_and_a_customer_on_average(shop: Session) -> None:
    top, large, *_, walk_in = group_sales(shop, YEAR)
    assert (top.per_order, top.per_customer) == (400 * EURO, 575 * EURO)
    assert (large.per_order, large.per_customer) == (None, None)
    assert (walk_in.per_order, walk_in.per_customer) == (10 * EURO, None)


def test_only_returns_still_have_an_answer(session: Session) -> None:
    open_shop(session, "2024-03-03 Anna: -1 lamp@50")
    assert [one for one in group_sales(session, YEAR) if one.net] == [
        GroupSales("", 1, 0, 0, 0, 50 * EURO)
    ]


def test_an_empty_book_has_no_lines(session: Session) -> None:
    assert group_sales(session, YEAR) == []
