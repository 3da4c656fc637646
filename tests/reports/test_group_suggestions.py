"""Whose twelve months of sales speak for another group, on a shop of literal rows."""

import datetime as dt

import pytest
from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.domain import contacts, interactions
from smallcrm.domain.group_rule import Standing
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.reports.group_suggestions import standing_of, suggestions

TODAY = dt.date(2026, 11, 21)
SHOP = """
2025-11-21 Mari: 1 sofa@3000
2025-11-22 Jaan: 1 sofa@3000
2026-01-05 Kuusk: 1 lamp@150
2026-02-05 Anna: 1 lamp@400
2026-02-06 Anna: -1 lamp@100
2026-03-01 Kalle: 1 sofa@3000 (quote)
2026-03-02 Pets: 1 sofa@3000 (lost)
2026-03-03 -: 1 sofa@3000
"""


@pytest.fixture
def shop(session: Session) -> Session:
    contacts.add(session, ContactRecord("Kuusk", kind="company"))
    contacts.add(session, ContactRecord("Anna", company="Kuusk"))
    contacts.add(session, ContactRecord("Berta", company="Kuusk", group="top"))
    open_shop(session, SHOP)
    return session


def named(session: Session, name: str) -> Contact:
    return session.exec(select(Contact).where(Contact.name == name)).one()


def suggested(session: Session) -> dict[str, str]:
    found = suggestions(session, today=TODAY)
    return {one.contact: f"{one.advice.group}: {one.advice.why}" for one in found}


def test_each_with_a_reason_the_most_sold_first(shop: Session) -> None:
    assert list(suggested(shop).items()) == [
        ("Jaan", "large: net €3,000.00 in 12 months, large begins at €2,000.00"),
        ("Kuusk", "small: net €450.00 in 12 months, small begins at €0.01"),
        ("Anna", "small: net €300.00 in 12 months, small begins at €0.01"),
        ("Kalle", "prospective: no sales in 12 months, but quote 6 is open"),
        ("Mari", "prospective: no sales in 12 months, but bought on 21 Nov 2025"),
        ("Pets", "potential: no sales in 12 months, no open quote, no talk, no earlier purchase"),
    ]


def test_a_talk_counts_for_twelve_months(shop: Session) -> None:
    for name, day in (("Pets", "2025-11-22"), ("Berta", "2026-01-01")):
        interactions.log(shop, named(shop, name), "hello", at=dt.datetime.fromisoformat(day))
    why = "prospective: no sales in 12 months, but talked on 22 Nov 2025"
    assert suggested(shop)["Pets"] == why
    interactions.log(shop, named(shop, "Kalle"), "hello", at=dt.datetime(2025, 11, 21))
    assert standing_of(shop, named(shop, "Kalle"), today=TODAY) == Standing(quote=6)
    assert "Berta" not in suggested(shop)


def test_the_archive_and_those_in_their_group_are_left_alone(shop: Session) -> None:
    contacts.archive(shop, named(shop, "Jaan"))
    contacts.set_group(shop, named(shop, "Kuusk"), "small")
    assert list(suggested(shop)) == ["Anna", "Kalle", "Mari", "Pets"]


def test_a_company_stands_with_its_people(shop: Session) -> None:
    assert standing_of(shop, named(shop, "Kuusk"), today=TODAY) == Standing(
        net=450_00_000, orders=2, returns=1, bought=dt.date(2026, 2, 5)
    )
    assert standing_of(shop, named(shop, "Anna"), today=TODAY).net == 300_00_000


def test_an_empty_book_has_nothing_to_suggest(session: Session) -> None:
    assert suggestions(session, today=TODAY) == []
