"""How a customer came to be where a report has them: the figures, and the purchases behind."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind
from smallcrm.models.sales import Order
from smallcrm.reports.due import expected_by, usual_gap
from smallcrm.reports.habits import (
    MONTH,
    PATIENT_GAPS,
    PATIENT_MONTHS,
    Habit,
    Promise,
    habit_of,
    most_promising,
    promise_of,
)
from smallcrm.reports.loyalty import FEWEST, FIFTHS, FREQUENCY_LIMITS, RECENCY_LIMITS
from smallcrm.reports.period import Period
from smallcrm.reports.purchases import Buyer, buyers
from smallcrm.reports.sales import counts


@dataclass(frozen=True)
class Purchase:
    """An order that counts; `gap` is the days since the last day with one.

    `total` is in thousandths of a cent, negative for a return. `contact` is
    the name of who bought.
    """

    order: Order
    gap: int | None
    contact: str
    handle: str


@dataclass(frozen=True)
class DueReason:
    """Why a customer is due, or not; `place` is among those who are, None if not due.

    `shop_gap` is the shop's usual gap, by which who bought once is expected.
    """

    habit: Habit
    promise: Promise
    shop_gap: float | None
    late: int | None
    place: int | None
    due: int


@dataclass(frozen=True)
class Score:
    """One of the three scores of loyalty: its value, and of how many it is better than.

    `limit` is the fixed limit that was reached, where there are too few customers for fifths; None
    below the first.
    """

    score: int
    value: int
    better_than: int
    customers: int
    limit: int | None

    @property
    def by_fifths(self) -> bool:
        return self.customers >= FEWEST


@dataclass(frozen=True)
class LoyalReason:
    """The three scores; values are days of silence below zero, days, thousandths of a cent."""

    recency: Score
    frequency: Score
    money: Score


def purchases(session: Session, contact_ids: Sequence[int], period: Period) -> list[Purchase]:
    """The orders of the contacts that count, the first first."""
    query = (
        select(Order, Contact)
        .join(Contact, col(Contact.id) == col(Order.contact_id))
        .where(col(Order.contact_id).in_(contact_ids), *counts(period))
        .order_by(col(Order.at), col(Order.id))
    )
    found: list[Purchase] = []
    last = None
    for order, contact in session.exec(query):
        day, sold = order.at.date(), order.kind == OrderKind.SALE
        gap = (day - last).days if sold and last and day != last else None
        found.append(Purchase(order, gap, contact.name, contact.handle))
        last = day if sold else last
    return found


def due_reason(session: Session, contact: Contact, period: Period) -> DueReason | None:
    """How `report due` judges the contact; None for who bought nothing or was put aside."""
    days = {buyer.contact_id: buyer.days for buyer in buyers(session, period)}
    found = {key: habit_of(bought, period.until) for key, bought in days.items()}
    habits = {key: habit for key, habit in found.items() if habit}
    if contact.id not in habits:
        return None
    gap = usual_gap(habits.values())
    late = {key: _late(one, gap) for key, one in habits.items()}
    due = [key for key in most_promising(habits) if (past := late[key]) is not None and past >= 0]
    habit = habits[contact.id]
    place = due.index(contact.id) + 1 if contact.id in due else None
    return DueReason(habit, promise_of(habit), gap, late[contact.id], place, len(due))


def _late(habit: Habit, gap: float | None) -> int | None:
    expected = expected_by(habit, gap)
    return None if expected is None else (habit.last - expected).days + habit.silent


def loyal_reason(
    session: Session,
    contact: Contact,
    period: Period,
    money_limits: Sequence[int],
    *,
    with_people: bool = False,
) -> LoyalReason | None:
    """How `report loyal` judges the contact; None for who bought nothing or was put aside."""
    everyone = buyers(session, period, with_people=with_people)
    mine = [buyer for buyer in everyone if buyer.contact_id == contact.id]
    if not mine:
        return None

    def silent(buyer: Buyer) -> int:
        return (period.until - buyer.days[-1]).days

    recency = _score(
        -silent(mine[0]), [-silent(buyer) for buyer in everyone], [-day for day in RECENCY_LIMITS]
    )
    times = [len(buyer.bought) for buyer in everyone]
    return LoyalReason(
        recency,
        _score(len(mine[0].bought), times, FREQUENCY_LIMITS),
        _score(mine[0].net, [buyer.net for buyer in everyone], money_limits),
    )


def _score(value: int, values: Sequence[int], limits: Sequence[int]) -> Score:
    below = bisect_left(sorted(values), value)
    reached = [limit for limit in limits if value >= limit]
    score = 1 + (FIFTHS * below // len(values) if len(values) >= FEWEST else len(reached))
    return Score(score, value, below, len(values), reached[-1] if reached else None)


PATIENCE = f"{PATIENT_GAPS} gaps and {PATIENT_MONTHS * MONTH} days"
