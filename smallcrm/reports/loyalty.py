"""Who is loyal: how lately, how often and for how much a customer bought, each as 1 to 5.

Recency, frequency and money as scored by Hughes (1994), "Strategic Database Marketing": each fifth
of the customers gets a score, 5 the best. Amounts are in thousandths of a cent.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from smallcrm.reports.purchases import Buyer

FIFTHS = 5
FEWEST = 20  # customers; of fewer a fifth says nothing, and fixed limits take its place
DAYS_A_YEAR = 365.25
# What the scores 2 to 5 begin at: days since the last purchase (at most), days with purchases.
RECENCY_LIMITS = (365, 180, 90, 30)
FREQUENCY_LIMITS = (2, 3, 6, 12)


@dataclass(frozen=True)
class Loyal:
    """A customer's scores and what they come from; `net` is less what was returned.

    `years` is the time from the first purchase to the last. `returned` is a share of what was
    sold, from 0 to 1.
    """

    contact: str
    handle: str
    group: str
    last: dt.date
    days_since: int
    times: int
    net: int
    years: float
    returned: float
    recency: int
    frequency: int
    money: int

    @property
    def score(self) -> int:
        """The sum of the three, 3 to 15."""
        return self.recency + self.frequency + self.money


def loyal(buyers: Sequence[Buyer], *, today: dt.date, money_limits: Sequence[int]) -> list[Loyal]:
    """The customers with their scores, the most loyal first.

    Under 20 customers the scores are by fixed limits, for money by the four `money_limits`.
    """
    recency = _scores([-_since(buyer, today) for buyer in buyers], [-day for day in RECENCY_LIMITS])
    frequency = _scores([len(buyer.bought) for buyer in buyers], FREQUENCY_LIMITS)
    money = _scores([buyer.net for buyer in buyers], money_limits)
    found = [
        _loyal(buyer, today, *scores)
        for buyer, *scores in zip(buyers, recency, frequency, money, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.score, -one.net, one.days_since, one.handle))


def _since(buyer: Buyer, today: dt.date) -> int:
    return (today - buyer.days[-1]).days


def _scores(values: Sequence[int], limits: Sequence[int]) -> list[int]:
    """The score of each value: by fifths of them all, else by the limits; the larger the better."""
    if len(values) < FEWEST:
        return [1 + bisect_right(limits, value) for value in values]
    ranked = sorted(values)
    return [1 + FIFTHS * bisect_left(ranked, value) // len(ranked) for value in values]


def _loyal(buyer: Buyer, today: dt.date, recency: int, frequency: int, money: int) -> Loyal:
    first, last = buyer.days[0], buyer.days[-1]
    return Loyal(
        contact=buyer.contact,
        handle=buyer.handle,
        group=buyer.group,
        last=last,
        days_since=_since(buyer, today),
        times=len(buyer.bought),
        net=buyer.net,
        years=(last - first).days / DAYS_A_YEAR,
        returned=buyer.returned / buyer.sold if buyer.sold else 0.0,
        recency=recency,
        frequency=frequency,
        money=money,
    )
