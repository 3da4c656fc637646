"""Baskets: what is sold as it is typed, a quantity, a product and a price at a time."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.parsing.basket import UNITS, BasketLine, Shop, read_basket
from smallcrm.parsing.text import fold

KNOWN = {
    "coffee-1kg", "coffee", "paper filters", "filters", "22423", "84029e", "tea 1 kg",
    "mug, blue", "7up", "a@b", "box apples", "8",
}  # fmt: skip
SHOP = Shop(lambda text: fold(text) in KNOWN, UNITS | {"box"}, "EUR")


def basket(typed: str) -> list[BasketLine]:
    return read_basket(shlex.split(typed), SHOP)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("coffee", [BasketLine("coffee")]),
        ("3 coffee", [BasketLine("coffee", 3000)]),
        ("3 coffee-1kg@12,50 2 filters",
         [BasketLine("coffee-1kg", 3000, price=1_250_000), BasketLine("filters", 2000)]),
        ("2 paper filters 3 coffee",
         [BasketLine("paper filters", 2000), BasketLine("coffee", 3000)]),
        ("coffee@3 filters@1",
         [BasketLine("coffee", price=300_000), BasketLine("filters", price=100_000)]),
        ("3 coffee, 2 filters; mug",
         [BasketLine("coffee", 3000), BasketLine("filters", 2000), BasketLine("mug")]),
        ("3 coffee , 2 filters , ", [BasketLine("coffee", 3000), BasketLine("filters", 2000)]),
        ("'3 coffee@12,50' '2 filters'",
         [BasketLine("coffee", 3000, price=1_250_000), BasketLine("filters", 2000)]),
        ("'3 coffee 2 filters'", [BasketLine("coffee", 3000), BasketLine("filters", 2000)]),
    ],
)  # fmt: skip
def test_a_quantity_a_price_or_a_comma_parts_the_lines(typed: str, lines: list[BasketLine]) -> None:
    assert basket(typed) == lines


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("0,5 coffee", BasketLine("coffee", 500)),
        ("0.5 coffee", BasketLine("coffee", 500)),
        (",5 coffee", BasketLine("coffee", 500)),
        ("0,5kg coffee", BasketLine("coffee", 500, "kg")),
        ("0,5 kg coffee", BasketLine("coffee", 500, "kg")),
        ("'0,5 kg' coffee", BasketLine("coffee", 500, "kg")),
        ("500g coffee", BasketLine("coffee", 500_000, "g")),
        ("1,5m² felt", BasketLine("felt", 1500, "m²")),
        ("3x coffee", BasketLine("coffee", 3000)),
        ("3× coffee", BasketLine("coffee", 3000)),
        ("3 x coffee", BasketLine("coffee", 3000)),
        ("2 box filters", BasketLine("filters", 2000, "box")),
        ("2 box apples", BasketLine("box apples", 2000)),
        ("'1 000' coffee", BasketLine("coffee", 1_000_000)),
    ],
)
def test_a_quantity_may_have_decimals_and_a_unit(typed: str, line: BasketLine) -> None:
    assert basket(typed) == [line]


@pytest.mark.parametrize(
    ("typed", "price"),
    [
        ("coffee@12,50", 1_250_000),
        ("coffee@12.50", 1_250_000),
        ("coffee @12,50", 1_250_000),
        ("coffee @ 12,50", 1_250_000),
        ("coffee@ 12,50", 1_250_000),
        ("coffee@€12,50", 1_250_000),
        ("coffee@12,50€", 1_250_000),
        ("coffee@12,50 EUR", 1_250_000),
        ("coffee@12,50,", 1_250_000),
        ("coffee@12,-", 1_200_000),
        ("'coffee@1 234,50'", 123_450_000),
        ("coffee@0", 0),
        ("coffee@0,4225", 42_250),
        ("coffee@0,00001", 1),
    ],
)
def test_a_price_stands_behind_the_product(typed: str, price: int) -> None:
    assert basket(typed) == [BasketLine("coffee", price=price)]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("22423", [BasketLine("22423")]),
        ("3 22423", [BasketLine("22423", 3000)]),
        ("22423 2 84029E", [BasketLine("22423"), BasketLine("84029E", 2000)]),
        ("22423@2,50", [BasketLine("22423", price=250_000)]),
        ("22423 @2,50", [BasketLine("22423", price=250_000)]),
        ("8x 22423", [BasketLine("22423", 8000)]),
        ("8, 22423", [BasketLine("8"), BasketLine("22423")]),
        ("8 coffee", [BasketLine("coffee", 8000)]),
        ("85123A", [BasketLine("85123A")]),
        ("2 85123A", [BasketLine("85123A", 2000)]),
        ("2 7up", [BasketLine("7up", 2000)]),
        ("7up 2 coffee", [BasketLine("7up"), BasketLine("coffee", 2000)]),
        ("3 tea 1 kg 2 coffee", [BasketLine("tea 1 kg", 3000), BasketLine("coffee", 2000)]),
        ("3 tea 1 kg@4,20", [BasketLine("tea 1 kg", 3000, price=420_000)]),
        ("'tea 1 kg' 2 coffee", [BasketLine("tea 1 kg"), BasketLine("coffee", 2000)]),
        ("2 'lamp 100 W@3'", [BasketLine("lamp 100 W", 2000, price=300_000)]),
        ("2 mug, blue", [BasketLine("mug, blue", 2000)]),
        ("2 a@b", [BasketLine("a@b", 2000)]),
        ("2 a@b@3", [BasketLine("a@b", 2000, price=300_000)]),
    ],
)
def test_a_product_may_have_numbers_in_its_code_or_name(
    typed: str, lines: list[BasketLine]
) -> None:
    assert basket(typed) == lines


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "nothing is sold; type it behind the name, as in 3 coffee@12,50"),
        ("3", 'no product follows "3"; a quantity stands before it, as in 3 coffee@12,50'),
        ("coffee 3", 'no product follows "3"; a quantity stands before it, as in 3 coffee@12,50'),
        ("0 coffee", '"0" cannot be sold; crm return takes goods back'),
        ("-2 coffee", '"-2" cannot be sold; crm return takes goods back'),
        ("1,234 coffee", '"1,234" could be 1.234 or 1234; write 1234, or 1.2340 for the other'),
        ("0,0005 coffee", '"0,0005" is finer than a thousandth; round it to three decimals'),
        ("coffee@", 'no price follows "coffee@"; write it as in 3 coffee@12,50'),
        ("@3", "a price or a comma stands without a product; write it as in 3 coffee@12,50"),
        (", coffee", "a price or a comma stands without a product; write it as in 3 coffee@12,50"),
        ("coffee@x", '"x" is no amount; write it as 12 or 12,50'),
        ("coffee@-2", '"-2" is below zero, and no price is'),
        ("coffee@1,234", '"1,234" could be 1.234 or 1234; write 1234, or 1.2340 for the other'),
        ("coffee@12 USD", '"12 USD" is in USD, and the book is in EUR'),
        ("coffee@0,123456", '"0,123456" is too fine for a price; five decimals are kept'),
        ("3 '' coffee", "an empty word stands among what is sold; nothing was written"),
        ("8 22423", '"8 22423" could be 8 of 22423, or one of each; write 8x 22423, or 8, 22423'),
        ("3 coffee 8 mug, blue 1", 'no product follows "1"; a quantity stands before it, as in 3 '
         "coffee@12,50"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as error:
        basket(typed)
    assert str(error.value) == sentence


def test_two_products_that_the_same_words_could_mean_are_asked_about() -> None:
    shop = Shop(lambda text: text in {"coffee", "coffee 2"})
    with pytest.raises(Unreadable) as error:
        read_basket(["3", "coffee", "2", "mugs"], shop)
    assert str(error.value) == (
        '"coffee" is a product and "coffee 2" too; put a comma behind coffee,'
        ' or quotes around "coffee 2"'
    )
    assert read_basket(["coffee,", "2", "mugs"], shop) == [
        BasketLine("coffee"),
        BasketLine("mugs", 2000),
    ]
    assert read_basket(["3", "coffee 2", "2", "mugs"], shop)[0] == BasketLine("coffee 2", 3000)


@given(st.lists(st.text("0123456789,.@x -;kgab€é", max_size=8), max_size=6))
def test_whatever_is_typed_gives_lines_or_one_sentence(words: list[str]) -> None:
    try:
        lines = read_basket(words, SHOP)
    except Unreadable as error:
        assert "\n" not in str(error)
    else:
        assert all(line.product and line.quantity > 0 for line in lines)
        assert all(line.price is None or line.price >= 0 for line in lines)
