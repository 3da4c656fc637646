"""Baskets in the book: which products the typed lines mean, and in what unit."""

import pytest
from sqlmodel import Session

from smallcrm.domain import baskets, products
from smallcrm.errors import CrmError, NoProduct, Refused, Unreadable


@pytest.fixture(autouse=True)
def shop(session: Session) -> None:
    products.add(session, "Tea", unit="kg", price=1_000_000)
    products.add(session, "Oil 1 l", unit="", price=500_000)
    products.add(session, "Rope", unit="m", price=100_000)
    products.add(session, "Box", unit="Karp", price=100_000)
    products.set_archived(session, products.add(session, "Old 2"), True)


def filled(session: Session, typed: str) -> list[tuple[str, int, int | None]]:
    lines = baskets.read(session, typed.split())
    wanted, _ = baskets.fill(session, lines)
    return [(one.product.name, one.quantity, one.price) for one in wanted]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("0,5 tea", [("Tea", 500, None)]),
        ("0,5kg tea", [("Tea", 500, None)]),
        ("500g tea", [("Tea", 500, None)]),
        ("150 cm rope@2", [("Rope", 1500, 200_000)]),
        ("3 oil 1 l 2 tea", [("Oil 1 l", 3000, None), ("Tea", 2000, None)]),
        ("3tk oil", [("Oil 1 l", 3000, None)]),
        ("2 karp box", [("Box", 2000, None)]),
    ],
)
def test_what_is_typed_becomes_products_in_their_unit(
    typed: str, lines: list[tuple[str, int, int | None]], session: Session
) -> None:
    assert filled(session, typed) == lines


@pytest.mark.parametrize(
    ("typed", "error", "sentence"),
    [
        ("2m tea", Unreadable, "Tea is sold by the kg, not by m; write the quantity without a unit "
         "(crm product edit --unit changes it)"),
        ("2kg oil", Unreadable, "Oil 1 l is sold by the piece, not by kg; write the quantity "
         "without a unit (crm product edit --unit changes it)"),
        ("0,5g tea", Unreadable, "Tea is sold by the kg, not by g; write the quantity without a "
         "unit (crm product edit --unit changes it)"),
        ("3 old 2", Refused, "Old 2 is archived (crm product restore Old 2)"),
        ("3 mugs", NoProduct, 'no product matches "mugs" (--new creates it, crm product list shows '
         "all)"),
    ],
)  # fmt: skip
def test_what_is_no_product_or_no_unit_of_it_is_said(
    typed: str, error: type[CrmError], sentence: str, session: Session
) -> None:
    with pytest.raises(error) as raised:
        filled(session, typed)
    assert str(raised.value) == sentence


def test_a_new_product_has_the_price_and_unit_that_were_typed(session: Session) -> None:
    lines = baskets.read(session, ["0,5kg", "mint@20", "2", "paper", "bags@0,10", "1", "mint"])
    wanted, created = baskets.fill(session, lines, new=True)
    assert [(one.name, one.unit, one.price) for one in created] == [
        ("mint", "kg", 2_000_000),
        ("paper bags", "", 10_000),
    ]
    assert [one.quantity for one in wanted] == [500, 2000, 1000]
    assert wanted[2].product is wanted[0].product


def test_a_new_product_needs_a_price(session: Session) -> None:
    lines = baskets.read(session, ["2", "mugs"])
    with pytest.raises(NoProduct) as raised:
        baskets.fill(session, lines, new=True)
    assert str(raised.value) == '"mugs" is new; write its price behind it, as in mugs@12,50'
    _, created = baskets.fill(session, lines, prices={"mugs": 100})
    assert created[0].price == 100


def test_unknown_products_are_named_once(session: Session) -> None:
    lines = baskets.read(session, ["2", "mugs", "3", "tea", "1", "MUGS", "1", "tae"])
    assert [(line.product, str(error)) for line, error in baskets.unknown(session, lines)] == [
        ("mugs", 'no product matches "mugs" (--new creates it, crm product list shows all)'),
        ("tae", 'no product matches "tae"; did you mean Tea? (--new creates it)'),
    ]
