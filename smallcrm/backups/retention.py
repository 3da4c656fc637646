"""Which of the automatic copies have had their time; pure: names in, names out.

Of the daily copies stay the newest of each of the newest 7 days that have one; of the older ones
the newest of each of 5 weeks; of those still older the newest of each of 12 months (the settings
backup.daily, backup.weekly, backup.monthly). With the defaults that is at most 24 files, and there
is always one of any month of the last year.

A copy made before a command that rewrites much is for regretting it soon: it stays for a week, and
of all these only the newest 5, so that ten imports a day do not fill a disk. Since no undo takes an
upgrade or a restore back, the newest copy before each of the two stays until the next.

Copies made by hand, those the owner named, and books that were moved aside never go; nor does the
newest automatic one.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from smallcrm.copy_names import DAILY, RESTORE, UPGRADE, CopyName, newest_first

BEFORE_DAYS = 7
BEFORE_MOST = 5


@dataclass(frozen=True)
class Keep:
    """How many days, weeks and months keep a copy."""

    daily: int = 7
    weekly: int = 5
    monthly: int = 12


def superseded(names: Iterable[CopyName], keep: Keep, *, today: dt.date) -> list[CopyName]:
    """The automatic copies that may go, the newest first."""
    automatic = newest_first(name for name in names if name.is_automatic)
    kept = {*automatic[:1], *_kept_daily(automatic, keep), *_kept_before(automatic, today)}
    return [name for name in automatic if name not in kept]


def _kept_daily(automatic: list[CopyName], keep: Keep) -> set[CopyName]:
    left = [name for name in automatic if name.why == DAILY]
    kept: set[CopyName] = set()
    spans: tuple[tuple[int, Callable[[dt.datetime], object]], ...] = (
        (keep.daily, lambda moment: moment.date()),
        (keep.weekly, lambda moment: moment.isocalendar()[:2]),
        (keep.monthly, lambda moment: (moment.year, moment.month)),
    )
    for most, span in spans:
        taken = _newest_of_each(left, span, most)
        kept.update(taken)
        # What is older than all that a span keeps is left to the next, longer one.
        left = left[left.index(taken[-1]) + 1 :] if taken else left
        left = _without_span_of(left, taken[-1:], span)
    return kept


def _newest_of_each(
    names: list[CopyName], span: Callable[[dt.datetime], object], most: int
) -> list[CopyName]:
    """The newest name of each of the newest `most` spans; `names` are the newest first."""
    found: dict[object, CopyName] = {}
    for name in names:
        found.setdefault(span(name.moment), name)
    return list(found.values())[:most]


def _without_span_of(
    names: list[CopyName], last: list[CopyName], span: Callable[[dt.datetime], object]
) -> list[CopyName]:
    """The names but for those of a span that has its copy already."""
    taken = {span(name.moment) for name in last}
    return [name for name in names if span(name.moment) not in taken]


def _kept_before(automatic: list[CopyName], today: dt.date) -> set[CopyName]:
    before = [name for name in automatic if name.why != DAILY]
    young = [name for name in before if (today - name.moment.date()).days < BEFORE_DAYS]
    last = [next((name for name in before if name.why == why), None) for why in (UPGRADE, RESTORE)]
    return {*young[:BEFORE_MOST], *(name for name in last if name)}
