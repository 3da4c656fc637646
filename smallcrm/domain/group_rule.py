"""Which group a customer's last twelve months speak for, and why: the one place of that rule.

Who bought for so much, less returns, is in the highest group whose limit was reached. Anybody else
is prospective with an open quote, a talk in the twelve months or a purchase ever; else potential.
What a company's people bought, asked for and said counts for the company.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from smallcrm.domain.group_limits import group_of
from smallcrm.models.enums import Group
from smallcrm.parsing.money import FINE, say_fine, whole_cents
from smallcrm.parsing.say import say_full_date

SPAN = "12m"  # as `parsing.dates.read_span` reads it


@dataclass(frozen=True)
class Standing:
    """What the rule looks at of one customer.

    `net` is of the last twelve months in thousandths of a cent, `orders` and `returns` are those
    it comes from. `quote` is the number of an open quote, `talked` the day of the last talk if it
    was in those months, `bought` the day of the last purchase ever.
    """

    net: int = 0
    orders: int = 0
    returns: int = 0
    quote: int | None = None
    talked: dt.date | None = None
    bought: dt.date | None = None


@dataclass(frozen=True)
class Advice:
    """The group that a customer belongs in, and the reason as a sentence without an end."""

    group: Group
    why: str


def advise(standing: Standing, limits: Mapping[Group, int], currency: str) -> Advice:
    """The group of a customer by the limits of `group_limits`, and why."""
    net = whole_cents(standing.net) * FINE  # as it is shown, so that the reason is true of it
    reached = group_of(net, limits) if net > 0 else None
    if reached:
        begins = f"{reached} begins at {say_fine(limits[reached], currency)}"
        return Advice(reached, f"net {say_fine(standing.net, currency)} in 12 months, {begins}")
    sales = _sales(standing, limits, currency)
    hope = _hope(standing)
    if hope:
        return Advice(Group.PROSPECTIVE, f"{sales}, but {hope}")
    return Advice(Group.POTENTIAL, f"{sales}, no open quote, no talk, no earlier purchase")


def _sales(standing: Standing, limits: Mapping[Group, int], currency: str) -> str:
    """`no sales in 12 months`, or what they came to when that is below every limit."""
    if not standing.orders and not standing.returns:
        return "no sales in 12 months"
    net = f"net {say_fine(standing.net, currency)} in 12 months"
    if standing.net <= 0:
        return f"{net}{' after returns' if standing.returns else ''}"
    lowest = min(limits, key=lambda group: limits[group])
    return f"{net}, {lowest} begins at {say_fine(limits[lowest], currency)}"


def _hope(standing: Standing) -> str:
    """What speaks for a sale to come; "" if nothing does."""
    if standing.quote is not None:
        return f"quote {standing.quote} is open"
    if standing.talked:
        return f"talked on {say_full_date(standing.talked)}"
    return f"bought on {say_full_date(standing.bought)}" if standing.bought else ""
