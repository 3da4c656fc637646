"""Quantities: whole thousandths and a unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.parsing.quantities import Quantity, read_quantity, say_quantity


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("2", Quantity(2000)),
        ("0,5", Quantity(500)),
        ("0.5 kg", Quantity(500, "kg")),
        ("0,500 kg", Quantity(500, "kg")),
        ("500g", Quantity(500_000, "g")),
        ("1.5 m²", Quantity(1500, "m²")),
        ("3 tk", Quantity(3000, "tk")),
        ("2x", Quantity(2000)),
        ("1 000 tk", Quantity(1_000_000, "tk")),
        ("-38", Quantity(-38_000)),
        ("0", Quantity(0)),
    ],
)
def test_a_quantity_is_read_in_thousandths(text: str, quantity: Quantity) -> None:
    assert read_quantity(text) == quantity


def test_a_known_decimal_mark_settles_three_decimals() -> None:
    assert read_quantity("1,234 kg", decimal_mark=",") == Quantity(1234, "kg")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", '"" is no quantity; write it as 2, 0,5 or 0,5 kg'),
        ("kg", '"kg" is no quantity; write it as 2, 0,5 or 0,5 kg'),
        ("1,234", '"1,234" could be 1.234 or 1234; write 1234, or 1.2340 for the other'),
        ("0,0005", '"0,0005" is finer than a thousandth; round it to three decimals'),
        ("2 x 3", '"2 x 3" is no quantity; write it as 12 or 12,50'),
    ],
)
def test_what_is_no_quantity_is_asked_about(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_quantity(text)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("milli", "unit", "language", "said"),
    [
        (2000, "", "en", "2"),
        (500, "kg", "en", "0.5 kg"),
        (-1250, "kg", "et", "-1,25 kg"),
        (1, "kg", "no", "0,001 kg"),
    ],
)
def test_a_quantity_is_said_by_language(milli: int, unit: str, language: str, said: str) -> None:
    assert say_quantity(milli, unit, language) == said


@given(st.integers(-(10**9), 10**9), st.sampled_from([("en", "."), ("et", ",")]))
def test_what_is_said_is_read_back(milli: int, manner: tuple[str, str]) -> None:
    language, mark = manner
    said = say_quantity(milli, "kg", language)
    assert read_quantity(said, decimal_mark=mark) == Quantity(milli, "kg")


@given(st.text(max_size=60) | st.text(alphabet="0123456789., -kgx", max_size=12))
def test_any_text_is_a_quantity_or_one_sentence(text: str) -> None:
    try:
        assert isinstance(read_quantity(text).milli, int)
    except Unreadable as error:
        assert "\n" not in str(error)
