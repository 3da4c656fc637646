"""Numbers: both decimal marks, parted thousands, and what is asked instead of guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.parsing.numbers import find_mark, plain_number, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("007", "7"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (",5", "0.5"),
        ("0,500", "0.500"),
        ("0.4200", "0.4200"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1 234,567", "1234.567"),
        ("-3", "-3"),
        ("− 3", "-3"),
        ("+3", "3"),
        ("-0", "0"),
    ],
)
def test_a_number_that_can_be_read_in_one_way_is_read(text: str, value: str) -> None:
    assert str(read_number(text, "number").normalize()) == str(Decimal(value).normalize())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ",",
        "12,",
        "12 34",
        "1,23,456",
        "1.234.5",
        "0.123.456",
        "1,234 567",
        "1e5",
        "NaN",
        "--5",
        "5-",
        "١٢",
        "１２",
        "1_000",
        "twelve",
    ],
)
def test_what_is_no_number_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_number(text, "price")
    assert str(error.value) == f'"{text}" is no price; write it as 12 or 12,50'


@pytest.mark.parametrize("text", ["1,234", "1.234"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_about(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_number(text, "number")
    says = "could be 1.234 or 1234; write 1234, or 1.2340 for the other"
    assert str(error.value) == f'"{text}" {says}'


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [("1,234", ",", "1.234"), ("1,234", ".", "1234"), ("1.234", ".", "1.234"), ("7", ",", "7")],
)
def test_a_known_mark_settles_it(text: str, mark: str, value: str) -> None:
    assert read_number(text, "number", decimal_mark=mark) == Decimal(value)


def test_a_number_against_the_known_mark_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_number("12.50", "number", decimal_mark=",")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("9" * 41, f'"{"9" * 39}…" is too long to be read'),
        ("1234567890123", '"1234567890123" is too large; at most 12 digits are read'),
        ("0,1234567891", '"0,1234567891" has more than 9 decimals'),
    ],
)
def test_a_number_beyond_all_bounds_is_unreadable(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_number(text, "number")
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("45,06", ","),
        ("45.06", "."),
        ("0,500", ","),
        ("20,992", ""),
        ("7", ""),
        ("1.5.2020", ""),
        ("1.234,5", ","),
        ("", ""),
        ("a,b", ""),
    ],
)
def test_the_mark_is_found_where_only_one_is_possible(text: str, mark: str) -> None:
    assert find_mark(text) == mark


@given(st.decimals("-999999", "999999", places=4))
def test_a_plain_number_is_read_back(value: Decimal) -> None:
    assert read_number(plain_number(value), "number", decimal_mark=".") == value


@given(st.text(max_size=60) | st.text(alphabet="0123456789.,-+ '\u00a0", max_size=14))
def test_any_text_is_a_number_or_one_sentence(text: str) -> None:
    try:
        assert read_number(text, "number").is_finite()
    except Unreadable as error:
        assert "\n" not in str(error)
