"""The group that twelve months of sales speak for, and the reason that is given."""

import datetime as dt

import pytest

from smallcrm.domain.group_rule import Advice, Standing, advise
from smallcrm.models.enums import Group

EURO = 100_000  # thousandths of a cent
LIMITS = {
    Group.SMALL: 50 * EURO,
    Group.MEDIUM: 500 * EURO,
    Group.LARGE: 2000 * EURO,
    Group.TOP: 10_000 * EURO,
}
DAY = dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("net", "group", "why"),
    [
        (50 * EURO, Group.SMALL, "net €50.00 in 12 months, small begins at €50.00"),
        (500 * EURO - 1000, Group.SMALL, "net €499.99 in 12 months, small begins at €50.00"),
        (500 * EURO - 1, Group.MEDIUM, "net €500.00 in 12 months, medium begins at €500.00"),
        (500 * EURO, Group.MEDIUM, "net €500.00 in 12 months, medium begins at €500.00"),
        (2043 * EURO, Group.LARGE, "net €2,043.00 in 12 months, large begins at €2,000.00"),
        (90_000 * EURO, Group.TOP, "net €90,000.00 in 12 months, top begins at €10,000.00"),
    ],
)
def test_sales_lead_to_the_highest_group_whose_limit_they_reach(
    net: int, group: Group, why: str
) -> None:
    assert advise(Standing(net, orders=1), LIMITS, "EUR") == Advice(group, why)


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (Standing(quote=12, talked=DAY), "no sales in 12 months, but quote 12 is open"),
        (Standing(talked=DAY), "no sales in 12 months, but talked on 28 Feb 2026"),
        (Standing(bought=DAY), "no sales in 12 months, but bought on 28 Feb 2026"),
        (
            Standing(20 * EURO, orders=1, bought=DAY),
            "net €20.00 in 12 months, small begins at €50.00, but bought on 28 Feb 2026",
        ),
        (
            Standing(-20 * EURO, returns=1, bought=DAY),
            "net -€20.00 in 12 months after returns, but bought on 28 Feb 2026",
        ),
    ],
)
def test_without_enough_sales_any_sign_of_interest_is_prospective(
    standing: Standing, why: str
) -> None:
    assert advise(standing, LIMITS, "EUR") == Advice(Group.PROSPECTIVE, why)


def test_without_any_sign_it_is_potential() -> None:
    why = "no sales in 12 months, no open quote, no talk, no earlier purchase"
    assert advise(Standing(), LIMITS, "EUR") == Advice(Group.POTENTIAL, why)


def test_nothing_sold_is_no_sale_even_where_the_limit_is_nothing() -> None:
    limits = {**LIMITS, Group.SMALL: 0}
    assert advise(Standing(), limits, "EUR").group is Group.POTENTIAL
    assert advise(Standing(1000, orders=1), limits, "EUR").group is Group.SMALL
