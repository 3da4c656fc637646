"""Amounts on the screen: cents for sums, all decimals for prices."""

import pytest

from smallcrm.output.amounts import say_count, say_price
from smallcrm.parsing.money import say_fine


@pytest.mark.parametrize(
    ("fine", "amount", "price"),
    [
        (1_250_000, "€12.50", "€12.50"),
        (42_250, "€0.42", "€0.4225"),
        (500, "€0.01", "€0.005"),
        (1, "€0.00", "€0.00001"),
        (-42_500, "-€0.43", "-€0.425"),
        (0, "€0.00", "€0.00"),
        (123_456_789_000, "€1,234,567.89", "€1,234,567.89"),
    ],
)
def test_sums_are_rounded_to_cents_and_prices_are_not(fine: int, amount: str, price: str) -> None:
    assert (say_fine(fine, "EUR"), say_price(fine, "EUR")) == (amount, price)


def test_a_count_has_its_unit() -> None:
    assert (say_count(3000), say_count(500, "kg")) == ("3", "0.5 kg")
