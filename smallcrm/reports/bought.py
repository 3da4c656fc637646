"""What a contact bought, in short: the latest orders, and what all of them come to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from sqlmodel import Session

from smallcrm.domain import settings
from smallcrm.reports.orders import Purchases, latest, turnover

MONTHS = 12


@dataclass(frozen=True)
class Bought:
    """The latest of the orders, and what those of the last 12 months come to.

    Amounts are in thousandths of a cent.
    """

    latest: Purchases
    in_a_year: int
    currency: str


def bought(
    session: Session, contact_ids: Sequence[int], *, today: dt.date, most: int | None
) -> Bought:
    """What any of the contacts bought, with the newest `most` orders (all of them if None)."""
    since = today - relativedelta(months=MONTHS)
    return Bought(
        latest(session, contact_ids, most=most),
        turnover(session, contact_ids, since=since),
        settings.value_of(session, "currency"),
    )
