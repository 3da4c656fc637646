"""Habits of customers and of what they buy, worked out by hand."""

import datetime as dt

from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.models.contacts import Contact
from smallcrm.models.sales import Product
from smallcrm.reports.intervals import intervals, product_intervals
from smallcrm.reports.period import Period

ALL = Period(None, dt.date(2026, 11, 21))
SHOP = """
2026-08-01 Mari: 1 coffee@12.50
2026-08-22 Mari: 2 coffee@12.50, 1 filter@3
2026-08-22 Mari: 1 filter@3
2026-09-22 Mari: 1 coffee@12.50
2026-09-25 Mari: -1 coffee@12.50
2026-10-03 Mari: 3 coffee@12.50 (quote)
2024-02-29 Jaan: 1 coffee@12
2026-06-02 -: 100 filter@3
"""


def test_a_customer_s_gaps_are_between_days_with_sales(session: Session) -> None:
    open_shop(session, SHOP)
    mari, jaan = intervals(session, ALL)
    assert (mari.contact, mari.habit.times, mari.habit.gap, mari.habit.spread) == (
        "Mari", 3, 26, 5,
    )  # fmt: skip
    assert (mari.habit.expected, mari.habit.late) == (dt.date(2026, 10, 18), 34)
    assert (jaan.habit.last, jaan.habit.gap) == (dt.date(2024, 2, 29), None)


def test_each_product_of_a_customer_has_a_habit_of_its_own(session: Session) -> None:
    open_shop(session, SHOP)
    mari = session.exec(select(Contact).where(Contact.name == "Mari")).one()
    found = product_intervals(session, ALL, contact_id=mari.id)
    assert [(one.product, one.code, one.habit.times) for one in found] == [
        ("Coffee", "coffee", 3),
        ("Filter", "filter", 1),
    ]


def test_a_product_is_bought_by_those_who_are_not_put_aside(session: Session) -> None:
    open_shop(session, SHOP)
    session.exec(select(Contact).where(Contact.name == "Jaan")).one().archived = True
    coffee = session.exec(select(Product).where(Product.code == "coffee")).one()
    found = product_intervals(session, ALL, product_id=coffee.id)
    assert [one.contact for one in found] == ["Mari"]


def test_nothing_but_returns_is_no_habit(session: Session) -> None:
    open_shop(session, "2026-08-01 Mari: -1 coffee@12.50")
    assert (intervals(session, ALL), product_intervals(session, ALL)) == ([], [])
