"""Problems: cases by stage, product and group, against figures worked out by hand."""

import datetime as dt

import pytest
from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.domain import cases
from smallcrm.models.contacts import Contact
from smallcrm.models.sales import Product
from smallcrm.reports.period import Period
from smallcrm.reports.problems import ProblemLine, problems_by

TODAY = dt.date(2026, 3, 31)
QUARTER = Period(dt.date(2026, 1, 1), TODAY)
SHOP = """
2025-12-31 Mari: 1 coffee@12.50
2026-01-05 Mari: 2 coffee@12.50, 1 filter@3
2026-01-05 Jaan: 1 coffee@12
2026-01-07 Mari: -1 coffee@12.50
2026-02-28 Jaan: 5 filter@3
2026-03-01 -: 10 filter@3
2026-03-02 Jaan: 100 coffee@12 (quote)
"""
# opened, whose, stage, of which product, solved after so many days
CASES = (
    ("2025-12-31", "Mari", "use", "coffee", None),
    ("2026-01-06", "Mari", "delivery", "coffee", 1),
    ("2026-01-20", "Jaan", "delivery", "coffee", 4),
    ("2026-02-02", "Mari", "delivery", None, 9),
    ("2026-03-02", "Jaan", "payment", None, None),
    ("2026-03-30", "Jaan", "delivery", "filter", None),
)


@pytest.fixture
def shop(session: Session) -> Session:
    open_shop(session, SHOP)
    _named(session, "Mari").group = "top"
    for opened, who, stage, code, days in CASES:
        at = dt.datetime.fromisoformat(f"{opened} 15:00")
        product = session.exec(select(Product).where(Product.code == code)).first()
        case = cases.open_case(
            session, _named(session, who), "wrong", stage=stage, opened=at, product=product
        )
        if days is not None:
            cases.close(session, case, "right", at=at + dt.timedelta(days=days, hours=-6))
    return session


def _named(session: Session, name: str) -> Contact:
    return session.exec(select(Contact).where(Contact.name == name)).one()


def test_stages_are_compared_with_all_sales_of_the_period(shop: Session) -> None:
    found = problems_by(shop, QUARTER, "stage", today=TODAY)
    assert found.lines == (
        ProblemLine("delivery", cases=4, orders=4, days=4, open=1, overdue=0, repeaters=2),
        ProblemLine("payment", cases=1, orders=4, days=None, open=1, overdue=1, repeaters=0),
    )
    assert found.lines[1].per_100 == 25


def test_products_are_compared_with_the_sales_that_have_them(shop: Session) -> None:
    found = problems_by(shop, QUARTER, "product", today=TODAY)
    assert found.lines == (
        ProblemLine("", 2, None, 9, 1, 1, 0),
        ProblemLine("Coffee", 2, 2, 2.5, 0, 0, 0, code="coffee"),
        ProblemLine("Filter", 1, 3, None, 1, 0, 0, code="filter"),
    )
    assert found.lines[0].per_100 is None


def test_groups_are_compared_with_their_own_sales(shop: Session) -> None:
    assert problems_by(shop, QUARTER, "group", today=TODAY).lines == (
        ProblemLine("", 3, 2, 4, 2, 1, 1),
        ProblemLine("top", 2, 1, 5, 0, 0, 1),
    )


def test_repeaters_are_named_and_older_open_cases_counted(shop: Session) -> None:
    found = problems_by(shop, QUARTER, "stage", today=TODAY)
    assert found.repeaters == (("Jaan", 3), ("Mari", 2))
    assert found.older == 1
    assert found.whole == ProblemLine("", 5, 4, 4, 2, 1, 2)


def test_a_case_without_any_sale_has_no_rate(session: Session) -> None:
    open_shop(session, "2026-01-07 Mari: -1 coffee@12.50")
    at = dt.datetime(2024, 2, 29, 9)
    cases.open_case(session, _named(session, "Mari"), "wrong", stage="use", opened=at)
    found = problems_by(session, Period(None, TODAY), "stage", today=TODAY)
    assert found.lines == (ProblemLine("use", 1, 0, None, 1, 1, 0),)
    assert found.lines[0].per_100 is None


@pytest.mark.parametrize("by", ["stage", "product", "group"])
def test_an_empty_book_has_no_problems(by: str, session: Session) -> None:
    assert problems_by(session, QUARTER, by, today=TODAY).lines == ()
