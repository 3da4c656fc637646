"""Cross-selling: pairs worked out by hand, what to offer whom, who never bought the other."""

import datetime as dt
from fractions import Fraction

import pytest
from small_shop import open_shop
from sqlmodel import Session, select

from smallcrm.models.contacts import Contact
from smallcrm.models.sales import Product
from smallcrm.reports import cross_sell
from smallcrm.reports.period import Period

ALL = Period(None, dt.date(2026, 11, 21))
# Of five customers three bought coffee, two of them filters too; tea is Liis' and Toomas'.
SHOP = """
2026-01-05 Mari: 2 coffee@12.50, 1 filter@3
2026-01-06 Mari: 1 coffee@12.50
2026-02-05 Jaan: 1 coffee@12.50
2026-02-06 Jaan: 1 filter@3
2026-02-07 Anna: 1 coffee@12.50
2026-03-01 Liis: 1 tea@4
2026-03-02 Toomas: 1 tea@4
2026-03-03 -: 1 tea@4, 1 coffee@12.50
2026-03-04 Liis: 5 coffee@12 (quote)
2026-03-05 Toomas: -1 coffee@12
"""


@pytest.fixture
def shop(session: Session) -> Session:
    open_shop(session, SHOP)
    return session


def _id(session: Session, code: str) -> int:
    return session.exec(select(Product.id).where(Product.code == code)).one()


def test_a_pair_has_the_measures_of_the_book(shop: Session) -> None:
    found = cross_sell.baskets(shop, ALL)
    (pair,) = cross_sell.strongest_pairs(found)
    assert (pair.first, pair.second) == (_id(shop, "filter"), _id(shop, "coffee"))
    assert (pair.together, pair.first_count, pair.second_count, pair.customers) == (2, 2, 3, 5)
    assert pair.support == Fraction(2, 5)
    assert pair.confidence == 1
    assert pair.lift == Fraction(5, 3)


def test_pairs_of_one_product_are_found_from_either_side(shop: Session) -> None:
    found = cross_sell.baskets(shop, ALL)
    by_coffee = cross_sell.strongest_pairs(found, product=_id(shop, "coffee"))
    assert by_coffee == cross_sell.strongest_pairs(found, product=_id(shop, "filter"))
    assert cross_sell.strongest_pairs(found, product=_id(shop, "tea")) == []


def test_who_bought_the_one_but_never_the_other_is_named(shop: Session) -> None:
    found = cross_sell.baskets(shop, ALL)
    ids = cross_sell.without(found, _id(shop, "coffee"), _id(shop, "filter"))
    assert cross_sell.named(shop, ids) == [("Anna", "anna")]


def test_a_customer_is_offered_what_others_bought_with_his(shop: Session) -> None:
    found = cross_sell.baskets(shop, ALL)
    anna, liis = (
        shop.exec(select(Contact.id).where(Contact.name == name)).one() for name in ("Anna", "Liis")
    )
    (offer,) = cross_sell.offers(found, anna)
    assert (offer.first, offer.second) == (_id(shop, "coffee"), _id(shop, "filter"))
    assert offer.confidence == Fraction(2, 3)
    assert cross_sell.offers(found, liis) == []


def test_a_customer_who_is_put_aside_counts_no_more(shop: Session) -> None:
    for name in ("Mari", "Jaan"):
        shop.exec(select(Contact).where(Contact.name == name)).one().archived = True
    shop.flush()
    assert cross_sell.strongest_pairs(cross_sell.baskets(shop, ALL)) == []


def test_of_many_pairs_the_strongest_are_kept() -> None:
    bought: dict[int, set[int | None]] = {1: {1, 2, 3, 4}, 2: {1, 2, 3, 4}, 99: {None}}
    bought |= {number: {number, number + 1} for number in range(10, 60)}
    found = cross_sell.gather(bought)
    (best,) = cross_sell.strongest_pairs(found, most=1)
    assert (best.first, best.second, best.together) == (1, 2, 4)
    assert 99 not in found.buyers_of


def test_an_empty_book_has_no_pairs(session: Session) -> None:
    found = cross_sell.baskets(session, ALL)
    assert cross_sell.strongest_pairs(found) == []
    assert cross_sell.offers(found, 1) == []
