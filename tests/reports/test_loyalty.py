"""Loyalty: scores by fifths and by limits, the share of returns, worked out by hand."""

import datetime as dt

import pytest
from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.domain.group_limits import group_limits, group_of, loyalty_limits
from smallcrm.domain.settings import change_setting
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Group
from smallcrm.reports.loyalty import Loyal, loyal
from smallcrm.reports.period import Period
from smallcrm.reports.purchases import Bought, Buyer, buyers

CENT = 1000
TODAY = dt.date(2026, 11, 21)
LIMITS = [100_00 * CENT, 500_00 * CENT, 2000_00 * CENT, 10000_00 * CENT]
SHOP = """
2024-02-29 Mari: 2 coffee@50
2026-11-01 Mari: 40 coffee@50
2026-11-01 Mari: 1 filter@3
2026-11-10 Mari: -4 coffee@50
2026-06-01 Jaan: 1 filter@3
2026-06-02 -: 100 filter@3
2026-07-01 Liis: 100 filter@3 (quote)
"""


def test_few_customers_are_scored_by_fixed_limits(session: Session) -> None:
    open_shop(session, SHOP)
    mari, jaan = loyal(buyers(session, Period(None, TODAY)), today=TODAY, money_limits=LIMITS)
    assert mari == Loyal(
        contact="Mari",
        handle="mari",
        group="",
        last=dt.date(2026, 11, 1),
        days_since=20,
        times=2,
        net=1903_00 * CENT,
        years=976 / 365.25,
        returned=200 / 2103,
        recency=5,
        frequency=2,
        money=3,
    )
    assert (jaan.recency, jaan.frequency, jaan.money, jaan.returned) == (3, 1, 1, 0.0)


def _by_name(session: Session, name: str) -> Contact:
    return session.exec(select(Contact).where(Contact.name == name)).one()


def _buyer(number: int, days: int) -> Buyer:
    day = TODAY - dt.timedelta(days=days)
    return Buyer(number, f"C{number}", f"c{number}", "", (Bought(day, 1, number * CENT),), 0, 0)


def test_of_many_customers_every_fifth_has_a_score_of_its_own() -> None:
    found = loyal([_buyer(n, 100 - n) for n in range(20)], today=TODAY, money_limits=LIMITS)
    assert [one.handle for one in found[:2]] == ["c19", "c18"]
    assert [one.recency for one in found] == [5] * 4 + [4] * 4 + [3] * 4 + [2] * 4 + [1] * 4
    assert {one.frequency for one in found} == {1}  # all alike: nobody is better than another


def test_the_company_has_what_its_people_bought_if_asked(session: Session) -> None:
    open_shop(session, "2026-01-01 Mari: 1 filter@3\n2026-01-01 Kohvik: 1 filter@4")
    mari, kohvik = (_by_name(session, name) for name in ("Mari", "Kohvik"))
    mari.company_id = kohvik.id
    session.flush()
    alone = buyers(session, Period(None, TODAY))
    together = buyers(session, Period(None, TODAY), with_people=True)
    assert [(one.contact, one.net) for one in alone] == [
        ("Kohvik", 400 * CENT),
        ("Mari", 300 * CENT),
    ]
    assert [(one.contact, one.orders, one.net) for one in together] == [("Kohvik", 2, 700 * CENT)]


@pytest.mark.parametrize(
    ("net", "group"),
    [
        (0, None),
        (1, Group.SMALL),
        (499_99, Group.SMALL),
        (500_00, Group.MEDIUM),
        (9_999_999_99, Group.TOP),
    ],
)
def test_a_group_begins_at_its_limit(net: int, group: Group | None, session: Session) -> None:
    assert group_of(net * CENT, group_limits(session)) == group


def test_the_owner_sets_the_limits(session: Session) -> None:
    change_setting(session, "group.medium", "50,00")
    assert group_of(60_00 * CENT, group_limits(session)) == Group.MEDIUM
    assert loyalty_limits(session)[:2] == [10_00 * CENT, 50_00 * CENT]
