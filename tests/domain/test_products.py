"""Products: which one is meant, and what keeps them apart."""

import pytest
from sqlmodel import Session

from smallcrm.domain import products
from smallcrm.errors import Ambiguous, CrmError, NoProduct, Refused, Unreadable
from smallcrm.models.sales import Product


@pytest.fixture(autouse=True)
def shop(session: Session) -> None:
    products.add(session, "Kohviubad Põld", code="Coffee-1kg", category="jook", price=1_290_000)
    products.add(session, "Paper filters", unit="pk", price=0)
    products.add(session, "Regency cakestand 3 tier", code="22423")
    products.add(session, "Paper, black", code="paper-b")
    old = products.add(session, "Old mug", code="MUG")
    products.set_archived(session, old, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("coffee-1kg", "Kohviubad Põld"),
        ("COFFEE-1KG", "Kohviubad Põld"),
        ("kohviubad pold", "Kohviubad Põld"),
        ("poldi", None),
        ("pold", "Kohviubad Põld"),
        ("cof", "Kohviubad Põld"),
        ("koh cof", "Kohviubad Põld"),
        ("paper filters", "Paper filters"),
        ("filt pap", "Paper filters"),
        ("22423", "Regency cakestand 3 tier"),
        ("cake 3", "Regency cakestand 3 tier"),
        ("paper, black", "Paper, black"),
        ("aper", None),
        ("%", None),
        ("", None),
        (" ", None),
        ("_", None),
    ],
)
def test_a_product_is_found_by_code_by_name_and_by_how_words_begin(
    text: str, name: str | None, session: Session
) -> None:
    if name is None:
        with pytest.raises(NoProduct):
            products.resolve(session, text)
    else:
        assert products.resolve(session, text).name == name


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("paper", Ambiguous, '"paper" fits 2 products; say more, or the code: Paper filters; '
         "Paper, black (paper-b)"),
        ("mug", Refused, "Old mug (MUG) is archived (crm product restore MUG)"),
        ("old", NoProduct, 'no product matches "old", but Old mug (MUG) is archived (crm product '
         "restore MUG)"),
        ("paper filtres", NoProduct, 'no product matches "paper filtres"; did you mean Paper '
         "filters? (crm product add creates one)"),
        ("qqq", NoProduct, 'no product matches "qqq" (crm product add creates one, crm product '
         "list shows all)"),
        ("a\nb", Unreadable, "the product must be on one line"),
    ],
)  # fmt: skip
def test_what_is_not_one_product_is_said(
    text: str, error: type[CrmError], sentence: str, session: Session
) -> None:
    with pytest.raises(error) as raised:
        products.resolve(session, text)
    assert str(raised.value) == sentence


def test_an_archived_product_is_found_where_it_may_be(session: Session) -> None:
    assert products.resolve(session, "old", archived=True).code == "MUG"
    assert products.is_product(session, "old mug")
    assert not products.is_product(session, "old")


def test_a_code_wins_over_another_s_name(session: Session) -> None:
    products.add(session, "MUG", code="m2")
    assert products.resolve(session, "mug", archived=True).name == "Old mug"
    assert products.resolve(session, "mug").name == "MUG"
    products.add(session, "coffee-1kg", code="c2")
    assert products.resolve(session, "coffee-1kg").name == "Kohviubad Põld"
    assert products.resolve(session, "c2").name == "coffee-1kg"


def test_namesakes_are_told_apart_by_code(session: Session) -> None:
    products.add(session, "kohviubad POLD", code="c2")
    with pytest.raises(Ambiguous):
        products.resolve(session, "Kohviubad Põld")
    second = products.resolve(session, "c2")
    assert [other.code for other in products.namesakes(session, second)] == ["Coffee-1kg"]


def test_one_that_a_file_brought_without_a_code_can_be_given_one(session: Session) -> None:
    session.add(Product(name="Põld", folded="pold"))
    session.add(Product(name="Põld", folded="pold", code="p2", code_folded="p2"))
    with pytest.raises(Ambiguous) as raised:
        products.resolve(session, "põld")
    assert "Põld, without a code (crm product edit Põld --code); Põld (p2)" in str(raised.value)
    assert products.resolve(session, "põld", uncoded=True).code == ""


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("", "", "a product needs a name"),
        ("\u0301", "", "a product needs a name"),
        ("x", "\u0301", "a product's code needs a letter, a digit or a sign that can be typed"),
        ("x\ny", "", "the product name must be on one line"),
        ("x", "22423", "the code 22423 belongs to Regency cakestand 3 tier (22423)"),
        ("x", "mug", "the code mug belongs to Old mug (MUG), archived (crm product restore MUG)"),
        ("paper FILTERS", "", "Paper filters is among the products already, without a code; crm "
         "product edit gives it one"),
        ("Paper filters", "pf", "Paper filters is among the products already, without a code; crm "
         "product edit gives it one"),
        ("x", "Paper filters", "Paper filters is among the products already, without a code; crm "
         "product edit gives it one"),
        ("paper, black", "", "Paper, black (paper-b) is among the products already; a second one "
         "of that name needs a --code"),
        ("22423", "", "the code 22423 belongs to Regency cakestand 3 tier (22423)"),
    ],
)  # fmt: skip
def test_a_product_that_could_not_be_told_from_another_is_refused(
    name: str, code: str, sentence: str, session: Session
) -> None:
    with pytest.raises((Refused, Unreadable)) as raised:
        products.add(session, name, code=code)
    assert str(raised.value) == sentence


def test_a_code_alone_is_a_name_too(session: Session) -> None:
    assert products.add(session, "", code="K7").name == "K7"


def test_a_change_keeps_what_it_does_not_name(session: Session) -> None:
    filters = products.resolve(session, "paper filters")
    products.change(session, filters, name="Filters no. 4", price=250_000)
    assert (filters.name, filters.folded, filters.unit) == ("Filters no. 4", "filters no. 4", "pk")
    products.change(session, filters, price=None, unit="")
    assert (filters.price, filters.unit) == (None, "")
    with pytest.raises(Unreadable):
        products.change(session, filters, price=-1)


def test_what_is_archived_is_not_archived_twice(session: Session) -> None:
    mug = products.resolve(session, "mug", archived=True)
    with pytest.raises(Refused) as raised:
        products.set_archived(session, mug, True)
    assert str(raised.value) == "Old mug (MUG) is archived already"
