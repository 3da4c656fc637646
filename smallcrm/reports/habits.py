"""When a customer buys: the usual gap, the day expected next, and how promising a sale is soon.

Pure functions over the days on which somebody bought. The rule of the order: **a customer is the
more promising the more often they bought and the shorter they have been silent, and less so once
they have been silent for longer than three of their own usual gaps plus two months.**
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

MONTH = 30  # days
PATIENT_GAPS, PATIENT_MONTHS = 3, 2
ENOUGH = 4  # times bought: three gaps, the fewest of which a median says something

Key = TypeVar("Key")


@dataclass(frozen=True)
class Habit:
    """How often and how regularly somebody buys; gaps and silences are days.

    `gap` is the median of the gaps and `spread` the median distance of the gaps from it (half of
    them are that near). Who bought once has neither, nor a day expected; one gap has no spread.
    `late` is how many days the expected day is past; below 0 it is still to come.
    """

    times: int
    first: dt.date
    last: dt.date
    silent: int
    gap: float | None = None
    spread: float | None = None
    expected: dt.date | None = None
    late: int | None = None

    @property
    def due(self) -> bool:
        """Whether the expected day has come without a purchase."""
        return self.late is not None and self.late >= 0

    @property
    def few(self) -> bool:
        """Whether the purchases are too few to call the gap a habit."""
        return self.times < ENOUGH


@dataclass(frozen=True)
class Promise:
    """How promising it is that somebody buys soon, and how that came about.

    `start` is what the purchases and the silence give; `patience` the days of silence that change
    nothing more (None for who bought once: there is no habit to be late by), `kept` the share of
    `start` that is left beyond them, 1 up to there.
    """

    times: int
    silent: int
    start: float
    patience: float | None
    kept: float

    @property
    def points(self) -> float:
        """The figure that orders customers: `start` times `kept`."""
        return self.start * self.kept


def habit_of(days: Iterable[dt.date], today: dt.date) -> Habit | None:
    """The habit that the days show; several purchases on one day count once.

    Days after today do not count. None where nobody bought.
    """
    bought = sorted({day for day in days if day <= today})
    if not bought:
        return None
    first, last = bought[0], bought[-1]
    silent = (today - last).days
    gaps = [(later - earlier).days for earlier, later in pairwise(bought)]
    if not gaps:
        return Habit(1, first, last, silent)
    gap = _median(gaps)
    spread = _median([abs(one - gap) for one in gaps]) if len(gaps) > 1 else None
    waited = int(gap + 0.5)  # half a day counts as one
    expected = last + dt.timedelta(days=waited)
    return Habit(len(bought), first, last, silent, gap, spread, expected, silent - waited)


def promise_of(habit: Habit) -> Promise:
    """How promising the customer is: the points are 30 n / (s + 30), and p / s of it once s > p.

    Here n is the times bought, s the days of silence, and p = 3 gaps + 60 days. That what is needed
    soon goes up with frequency and down with silence, both as powers, is in Anderson and Schooler
    1991, "Reflections of the environment in memory", Psychological Science 2(6); that who bought
    often and stopped has probably left, in Fader, Hardie and Lee 2005, "Counting Your Customers the
    Easy Way", Marketing Science 24(2). The constants are our own; bench/due.py tells how they fare.
    """
    start = MONTH * habit.times / (habit.silent + MONTH)
    if habit.gap is None:
        return Promise(habit.times, habit.silent, start, None, 1.0)
    patience = PATIENT_GAPS * habit.gap + PATIENT_MONTHS * MONTH
    kept = patience / habit.silent if habit.silent > patience else 1.0
    return Promise(habit.times, habit.silent, start, patience, kept)


def most_promising(habits: Mapping[Key, Habit]) -> list[Key]:
    """The customers in the order of their promise; equals by recency, then as they were given."""
    return sorted(habits, key=lambda one: (-promise_of(habits[one]).points, habits[one].silent))


def _median(numbers: Sequence[float]) -> float:
    """The middle one, or the mean of the two in the middle."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
