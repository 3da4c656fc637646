"""Amounts of money and prices on the screen; the language of the screen is English."""

from smallcrm.parsing.money import FINE, say_money
from smallcrm.parsing.quantities import say_quantity

LANGUAGE = "en"


def say_price(fine: int, currency: str) -> str:
    """The price of one unit with all its decimals, two at least: `€12.50`, `€0.4225`."""
    cents, rest = divmod(abs(fine), FINE)
    decimals = f"{rest:03}".rstrip("0") if rest else ""
    return f"{'-' if fine < 0 else ''}{say_money(cents, currency, LANGUAGE)}{decimals}"


def say_count(milli: int, unit: str = "") -> str:
    """Thousandths of a unit: `3`, `0.5 kg`."""
    return say_quantity(milli, unit, LANGUAGE)
