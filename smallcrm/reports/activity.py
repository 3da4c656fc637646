"""What was done for customers: talks, the promises that were kept, and when people are reached.

The sums over all talks are read from the index on their moments alone.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, and_, col, or_, select

from smallcrm.domain.interactions import involving
from smallcrm.models.enums import Channel, Closing, Direction, Outcome, Promiser
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.reports.period import Period, weeks

BETWEEN = "|"  # the parts of a key; grouping by one text is faster than by three columns
DAY = 10  # characters of a moment, as SQLite keeps it
TIME, MIDNIGHT = 12, "00:00:00.000000"
ENOUGH = 5  # calls in an hour, of which a best hour may be said


@dataclass(frozen=True)
class Talks:
    """The talks under one heading; of some no direction or outcome is said."""

    key: str
    talks: int = 0
    incoming: int = 0
    outgoing: int = 0
    reached: int = 0
    no_answer: int = 0
    message: int = 0


@dataclass(frozen=True)
class Hour:
    """The calls made between this full hour and the next, and those that reached somebody."""

    hour: int
    calls: int
    reached: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.reached / self.calls


@dataclass(frozen=True)
class Promises:
    """The callbacks of one side that were first due in the period.

    Kept: done on its first due day or before. Broken: done later, or open although that day is
    past; moving it changes nothing. Dropped ones were no longer needed, and waiting ones still
    have their time: they are neither.
    """

    promised_by: str
    kept: int
    late: int
    overdue: int
    dropped: int
    waiting: int

    @property
    def broken(self) -> int:
        return self.late + self.overdue

    @property
    def share(self) -> float | None:
        """Of the kept among the kept and the broken, from 0 to 1; None without any."""
        judged = self.kept + self.broken
        return self.kept / judged if judged else None


def talks_by(
    session: Session, period: Period, by: str, *, contact_id: int | None = None
) -> list[Talks]:
    """The talks by `channel`, `direction` or `outcome`, the most first, or by `week`.

    A week goes by its Monday; weeks without a talk are there too. A contact's talks are those in
    which it took part.
    """
    if by == "week":
        return _by_week(session, period, contact_id)
    place = ("channel", "direction", "outcome").index(by)
    key = _joined(Interaction.channel, Interaction.direction, Interaction.outcome)
    sums = _sums(
        (parts[place], parts[1], parts[2], count)
        for parts, count in _counted(session, key, _held(period, contact_id))
    )
    return sorted(sums.values(), key=lambda line: (-line.talks, line.key))


def weekly(session: Session, period: Period, *, contact_id: int | None = None) -> list[int]:
    """How many talks there were in each week of the period."""
    if contact_id is not None:
        return [line.talks for line in _by_week(session, period, contact_id)]
    first = _first(session, period)
    return [_count(session, monday, period) for monday in weeks(first, period.until)]


def _by_week(session: Session, period: Period, contact_id: int | None) -> list[Talks]:
    key = _joined(func.substr(Interaction.at, 1, DAY), Interaction.direction, Interaction.outcome)
    counted = _counted(session, key, _held(period, contact_id))
    sums = _sums((_monday(parts[0]), parts[1], parts[2], count) for parts, count in counted)
    first = period.since or dt.date.fromisoformat(min(sums, default=period.until.isoformat()))
    wanted = [monday.isoformat() for monday in weeks(first, period.until)] if sums else []
    return [sums.get(monday) or Talks(monday) for monday in wanted]


def _first(session: Session, period: Period) -> dt.date:
    if period.since:
        return period.since
    oldest = session.exec(select(func.min(Interaction.at))).one()
    return oldest.date() if oldest else period.until


def _count(session: Session, monday: dt.date, period: Period) -> int:
    """The talks of a week as far as it lies in the period: one look into the index."""
    start = dt.datetime.combine(monday, dt.time())
    query = select(func.count()).where(
        col(Interaction.at) >= max(start, period.start),
        col(Interaction.at) < min(start + dt.timedelta(days=7), period.end),
    )
    return session.exec(query).one()


def _monday(day: str) -> str:
    found = dt.date.fromisoformat(day)
    return (found - dt.timedelta(days=found.weekday())).isoformat()


def _held(period: Period, contact_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """The conditions that the talk was held in the period, and with the contact."""
    when = (col(Interaction.at) >= period.start, col(Interaction.at) < period.end)
    if contact_id is None:
        return when
    return (*when, col(Interaction.id).in_(involving([contact_id])))


def _joined(first: Any, *others: Any) -> Any:
    key = first
    for other in others:
        key = key.op("||")(BETWEEN).op("||")(other)
    return key


def _counted(
    session: Session, key: Any, conditions: Iterable[ColumnElement[bool]]
) -> list[tuple[list[str], int]]:
    rows = session.exec(select(key.label("key"), func.count()).where(*conditions).group_by("key"))
    return [(key.split(BETWEEN), count) for key, count in rows]


def _sums(rows: Iterable[tuple[str, str, str, int]]) -> dict[str, Talks]:
    """The lines by their key; a row is key, direction, outcome, and how many talks."""
    found: dict[str, dict[str, int]] = {}
    for key, direction, outcome, count in rows:
        line = found.setdefault(key, {})
        for word in {"talks", direction, outcome} - {""}:
            line[word] = line.get(word, 0) + count
    return {
        key: Talks(
            key,
            line["talks"],
            *(line.get(word, 0) for word in (*Direction, *Outcome)),
        )
        for key, line in found.items()
    }


def hours(session: Session, period: Period, *, contact_id: int | None = None) -> list[Hour]:
    """The calls that we made by the hour of the day.

    They count if the hour is known, and whether somebody was reached: by the outcome, which of a
    call out that has none was that. A call in says nothing about reaching somebody.
    """
    made = and_(
        col(Interaction.channel) == Channel.CALL,
        col(Interaction.direction) != Direction.IN,
        or_(col(Interaction.outcome) != "", col(Interaction.direction) == Direction.OUT),
        func.substr(Interaction.at, TIME) != MIDNIGHT,
    )
    key = _joined(func.substr(Interaction.at, TIME, 2), Interaction.outcome)
    calls: dict[int, list[int]] = {}
    for (hour, outcome), count in _counted(session, key, (*_held(period, contact_id), made)):
        both = calls.setdefault(int(hour), [0, 0])
        both[0] += count
        both[1] += count if outcome in ("", Outcome.REACHED) else 0
    return [Hour(hour, *calls[hour]) for hour in sorted(calls)]


def best_hour(found: Iterable[Hour]) -> Hour | None:
    """The hour in which the largest share was reached, of those with five calls or more."""
    enough = [hour for hour in found if hour.calls >= ENOUGH]
    return max(enough, key=lambda hour: (hour.share, hour.calls, -hour.hour), default=None)


def promises(
    session: Session, period: Period, *, today: dt.date, contact_id: int | None = None
) -> list[Promises]:
    """Mine and theirs, in this order, without a side that promised nothing."""
    is_open, is_done, is_dropped = (
        col(FollowUp.closing) == word for word in ("", Closing.DONE, Closing.DROPPED)
    )
    in_time = col(FollowUp.closed_on) <= col(FollowUp.first_due)
    past = col(FollowUp.first_due) < today
    wanted = [col(FollowUp.first_due) >= (period.since or dt.date.min)]
    wanted.append(col(FollowUp.first_due) <= period.until)
    if contact_id is not None:
        wanted.append(col(FollowUp.contact_id) == contact_id)
    conditions = (
        and_(is_done, in_time), and_(is_done, ~in_time), and_(is_open, past),
        is_dropped, and_(is_open, ~past),
    )  # fmt: skip
    query: Any = select(FollowUp.promised_by, *(func.count().filter(each) for each in conditions))
    rows = session.exec(query.where(*wanted).group_by(col(FollowUp.promised_by))).all()
    return sorted((Promises(*row) for row in rows), key=_mine_first)


def _mine_first(line: Promises) -> int:
    return list(Promiser).index(Promiser(line.promised_by))
