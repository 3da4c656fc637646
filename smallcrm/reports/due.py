"""Who should be buying about now and has not, the most promising first."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import median

from sqlmodel import Session, col, select

from smallcrm.models.talks import FollowUp
from smallcrm.reports.habits import Habit, Promise, habit_of, most_promising, promise_of
from smallcrm.reports.people import first_phones
from smallcrm.reports.period import Period
from smallcrm.reports.purchases import Buyer, buyers


@dataclass(frozen=True)
class Due:
    """A customer who is due. `contact` is the name.

    `expected` and `late` (days) are by the customer's own gap; of who bought once, by the shop's.
    `phone` is the number to dial, `callback` the number of an open callback.
    """

    contact_id: int
    contact: str
    handle: str
    group: str
    habit: Habit
    promise: Promise
    expected: dt.date
    late: int
    phone: str = ""
    callback: int | None = None


@dataclass(frozen=True)
class DueList:
    """Who is due; `usual_gap` is that of the shop in days, None where nobody came back yet.

    `customers` is of how many, `few` how many of the due bought too seldom to have a habit.
    """

    lines: tuple[Due, ...]
    usual_gap: float | None
    customers: int

    @property
    def few(self) -> int:
        return sum(line.habit.few for line in self.lines)


def due(session: Session, period: Period, *, ahead: int = 0, group: str = "") -> DueList:
    """The customers whose next purchase was expected by the end of the period, or `ahead` days on.

    Who bought once is expected after the shop's usual gap. `group`: only that one.
    """
    everyone = buyers(session, period)
    habits = _habits(everyone, period.until)
    gap = usual_gap(habits.values())
    named = {buyer.contact_id: buyer for buyer in everyone}
    lines = [
        line
        for key in most_promising(habits)
        if (line := _line(named[key], habits[key], gap)) and line.late >= -ahead
        if not group or line.group == group
    ]
    return DueList(tuple(lines), gap, len(everyone))


def _habits(everyone: Iterable[Buyer], today: dt.date) -> dict[int, Habit]:
    found = {buyer.contact_id: habit_of(buyer.days, today) for buyer in everyone}
    return {key: habit for key, habit in found.items() if habit}


def usual_gap(habits: Iterable[Habit]) -> float | None:
    """The shop's usual gap in days: the median of its customers' own; None if none has one."""
    gaps = [habit.gap for habit in habits if habit.gap is not None]
    return float(median(gaps)) if gaps else None


def _line(buyer: Buyer, habit: Habit, gap: float | None) -> Due | None:
    """The customer with the day expected; None where there is nothing to expect it by."""
    expected = expected_by(habit, gap)
    if expected is None:
        return None
    return Due(
        buyer.contact_id,
        buyer.contact,
        buyer.handle,
        buyer.group,
        habit,
        promise_of(habit),
        expected,
        (habit.last - expected).days + habit.silent,
    )


def expected_by(habit: Habit, gap: float | None) -> dt.date | None:
    """The day of the next purchase by the customer's own gap, else by the shop's."""
    if habit.expected or gap is None:
        return habit.expected
    return habit.last + dt.timedelta(days=int(gap + 0.5))


def _open_callbacks(session: Session) -> Mapping[int, int]:
    """The number of the first open callback of every contact who has one."""
    query = select(FollowUp.contact_id, FollowUp.number).where(FollowUp.closing == "")
    return dict(reversed(session.exec(query.order_by(col(FollowUp.due), col(FollowUp.id))).all()))


def reachable(session: Session, lines: Iterable[Due]) -> list[Due]:
    """The lines with the numbers to dial and those of open callbacks."""
    chosen = list(lines)
    phones = first_phones(session, [line.contact_id for line in chosen])
    waiting = _open_callbacks(session)
    return [
        replace(line, phone=phones.get(line.contact_id, ""), callback=waiting.get(line.contact_id))
        for line in chosen
    ]
