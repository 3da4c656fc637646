"""The callbacks of an invented book: every fifth talk opened one, the next talk closed it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench import vocabulary
from bench.talks import Timeline, filled
from smallcrm.domain.followups import HIGHEST_NUMBER
from smallcrm.parsing.text import fold

OPENED = 0.2  # the share of talks that led to a callback
FARTHEST = 60  # days until the last of the open ones

FollowUpRow = tuple[object, ...]


@dataclass(frozen=True)
class Share:
    """How many callbacks are open, and of these late or due today."""

    open: int
    overdue: int
    today: int


@dataclass(frozen=True)
class Opened:
    """A callback by the place of the talk that opened it, and of the one that closed it, if any."""

    by: int
    closed_by: int | None


def share_of(contacts: int) -> Share:
    """For 20,000 contacts 1,500 open, 40 overdue and 15 today; at least one of each."""
    open_count = max(3, contacts * 1500 // 20_000)
    return Share(open_count, max(1, open_count * 40 // 1500), max(1, open_count * 15 // 1500))


def callback_rows(
    rng: Random, line: Timeline, share: Share, today: dt.date
) -> Iterator[FollowUpRow]:
    """Every callback as a row, in the order in which they were opened, those still open last."""
    met, unmet = _pairs(rng, line)
    rng.shuffle(unmet)
    still_open, dropped = unmet[: share.open], unmet[share.open :]
    for number, item in enumerate(sorted(met + dropped, key=lambda item: item.by)):
        yield _closed_row(rng, line, item, number % HIGHEST_NUMBER + 1)
    for place, item in enumerate(still_open):
        yield _open_row(
            rng, line, item, place + 1, _due(rng, line.day(item.by), place, share, today)
        )


def _pairs(rng: Random, line: Timeline) -> tuple[list[Opened], list[Opened]]:
    """The callbacks that a later talk with the same contact closed, and the others."""
    waiting: dict[int, int] = {}
    met = []
    for place, contact_id in enumerate(line.contact_ids):
        if contact_id in waiting:
            met.append(Opened(waiting.pop(contact_id), place))
        if rng.random() < OPENED:
            waiting[contact_id] = place
    return met, [Opened(place, None) for place in waiting.values()]


def _due(rng: Random, opened: dt.date, place: int, share: Share, today: dt.date) -> dt.date:
    """The first of the open ones are late, the next due today, the others later."""
    if place < share.overdue:
        return max(opened, today - dt.timedelta(days=rng.randint(1, 20)))
    if place < share.overdue + share.today:
        return today
    return today + dt.timedelta(days=rng.randint(1, FARTHEST))


def _closed_row(rng: Random, line: Timeline, item: Opened, number: int) -> FollowUpRow:
    due = line.day(item.by) + dt.timedelta(days=rng.randint(1, 14))
    if item.closed_by is None:
        return _row(rng, line, item.by, number, due, "dropped", due, None)
    closed_on = line.day(item.closed_by)
    return _row(rng, line, item.by, number, due, "done", closed_on, item.closed_by + 1)


def _open_row(rng: Random, line: Timeline, item: Opened, number: int, due: dt.date) -> FollowUpRow:
    return _row(rng, line, item.by, number, due, "", None, None)


def _row(
    rng: Random,
    line: Timeline,
    place: int,
    number: int,
    due: dt.date,
    closing: str,
    closed_on: dt.date | None,
    closed_by: int | None,
) -> FollowUpRow:
    why = filled(rng, rng.choice(vocabulary.REASONS))
    return (
        number,
        line.contact_ids[place],
        why,
        fold(why),
        rng.choice(("call", "call", "call", "email", "visit")),
        rng.choice(("me", "me", "me", "they")),
        due.isoformat(),
        rng.choice((None, None, None, "10:00:00.000000", "14:30:00.000000")),
        due.isoformat(),
        rng.choice((0, 0, 0, 1, 2)),
        place + 1,
        closing,
        closed_on.isoformat() if closed_on else None,
        closed_by,
        f"{line.day(place)} 12:00:00.000000",
    )
