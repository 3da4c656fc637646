"""Amounts of money: every way they are written, never through a float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.parsing.money import (
    is_currency,
    read_money,
    read_price,
    read_unit_price,
    say_money,
    to_cents,
)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12", 1200),
        ("0,5", 50),
        ("1 234,50", 123450),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1234567,89", 123456789),
        ("€ 12", 1200),
        ("€12.50", 1250),
        ("-€12", -1200),
        ("12 EUR", 1200),
        ("12 eur.", 1200),
        ("12 eurot", 1200),
        ("kr 1 234,-", 123400),
        ("1.234,-", 123400),
        ("1,234.-", 123400),
        ("12,— kr", 1200),
        ("-3,-", -300),
        ("−3", -300),
        ("3.00-", -300),
        ("(12,50)", -1250),
        ("(0)", 0),
        ("0.4200", 42),
        ("1 234,500", 123450),
    ],
)
def test_an_amount_is_read_in_cents(text: str, cents: int) -> None:
    assert read_money(text) == cents


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,234", '"1,234" could be 1.234 or 1234; write 1234, or 1.2340 for the other'),
        ("€ 1.234", '"1.234" could be 1.234 or 1234; write 1234, or 1.2340 for the other'),
        ("0,425", '"0,425" has parts of a cent; an amount has two decimals'),
        ("", '"" is no amount; write it as 12 or 12,50'),
        ("EUR", '"EUR" is no amount; write it as 12 or 12,50'),
        ("12 kg", '"12 kg" is no amount; write it as 12 or 12,50'),
        ("(-3)", '"(-3)" is no amount; write it as 12 or 12,50'),
        ("1" * 50, f'"{"1" * 39}…" is too long for an amount'),
        ("12\x1b[2J", '"12\\x1b[2J" is no amount; write it as 12 or 12,50'),
    ],
)
def test_what_is_no_amount_is_asked_about(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_money(text)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("text", "currency", "found"),
    [("12 USD", "EUR", "USD"), ("£12", "EUR", "GBP"), ("kr 12", "EUR", "NOK or SEK or DKK or ISK")],
)
def test_another_currency_than_the_books_is_refused(text: str, currency: str, found: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_money(text, currency=currency)
    assert str(error.value) == f'"{text}" is in {found}, and the book is in {currency}'


@pytest.mark.parametrize(("text", "currency"), [("12 EUR", "EUR"), ("kr 12", "NOK"), ("12", "EUR")])
def test_the_books_own_currency_may_stand_beside(text: str, currency: str) -> None:
    assert read_money(text, currency=currency) == 1200


@pytest.mark.parametrize(
    ("text", "mark", "price"),
    [
        ("0.4200", "", "0.4200"),
        ("20,992", ",", "20.992"),
        ("39,4956", ",", "39.4956"),
        ("1,234", ".", "1234"),
        ("€ 0,4175", "", "0.4175"),
    ],
)
def test_a_price_is_read_beyond_the_cent(text: str, mark: str, price: str) -> None:
    assert read_price(text, mark) == Decimal(price)


@pytest.mark.parametrize(
    ("amount", "cents"), [("2.675", 268), ("-2.675", -268), ("0.004", 0), ("12", 1200)]
)
def test_half_a_cent_goes_away_from_zero(amount: str, cents: int) -> None:
    assert to_cents(Decimal(amount)) == cents


@pytest.mark.parametrize(
    ("text", "fine"),
    [("12,50", 1_250_000), ("0.4225", 42_250), ("€3", 300_000), ("0", 0), ("0,00001", 1)],
)
def test_a_unit_price_is_in_thousandths_of_a_cent(text: str, fine: int) -> None:
    assert read_unit_price(text, currency="EUR") == fine


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-1", '"-1" is below zero, and no price is'),
        ("10000000001", '"10000000001" is more than a price can be'),
        ("0,000001", '"0,000001" is too fine for a price; five decimals are kept'),
        ("3 NOK", '"3 NOK" is in NOK, and the book is in EUR'),
        ("", '"" is no amount; write it as 12 or 12,50'),
    ],
)
def test_what_is_no_unit_price_is_said(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_unit_price(text, currency="EUR")
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("word", "is_one"), [("€", True), ("eur", True), ("kr.", True), ("tk", False), ("12", False)]
)
def test_a_currency_is_known_by_its_sign_or_code(word: str, is_one: bool) -> None:
    assert is_currency(word) is is_one


@pytest.mark.parametrize(
    ("cents", "currency", "language", "said"),
    [
        (123450, "EUR", "en", "€1,234.50"),
        (-5, "EUR", "en", "-€0.05"),
        (123450, "NOK", "en", "NOK\u00a01,234.50"),
        (123450, "EUR", "et", "1\u00a0234,50\u00a0€"),
        (0, "EUR", "lv", "0,00\u00a0€"),
        (-123456789, "NOK", "no", "-1\u00a0234\u00a0567,89\u00a0kr"),
        (100, "NOK", "et", "1,00\u00a0NOK"),
    ],
)
def test_an_amount_is_said_by_language(cents: int, currency: str, language: str, said: str) -> None:
    assert say_money(cents, currency, language) == said


@given(
    st.integers(-(10**13), 10**13),
    st.sampled_from(["EUR", "NOK", "SEK"]),
    st.sampled_from(["en", "et", "lv", "no"]),
)
def test_what_is_said_is_read_back(cents: int, currency: str, language: str) -> None:
    assert read_money(say_money(cents, currency, language), currency=currency) == cents


@given(st.text(max_size=60) | st.text(alphabet="0123456789.,-−() €kr", max_size=14))
def test_any_text_is_an_amount_or_one_sentence(text: str) -> None:
    for read in (read_money, read_price):
        try:
            assert read(text) is not None
        except Unreadable as error:
            assert "\n" not in str(error)
