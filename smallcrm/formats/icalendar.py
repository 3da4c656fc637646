"""Callbacks as a calendar file (RFC 5545): tasks, and if wanted events with an alarm.

Days are the owner's and times his wall clock's ("floating" in the standard), so no zone moves them.
A task keeps its UID over exports, so that a calendar updates what it has.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from smallcrm.parsing.text import visible

LONGEST_LINE = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""

PRODUCT = "-//smallcrm//smallcrm//EN"
_EVENT_LENGTH = "PT15M"
_ALARM_BEFORE = "-PT10M"
_ALARM_ON_THE_DAY = "PT9H"  # after midnight, for an event of a whole day
_STATUS = {"": "NEEDS-ACTION", "done": "COMPLETED", "dropped": "CANCELLED"}


@dataclass(frozen=True)
class Task:
    """A callback as a calendar shows it.

    `due_time` is None where only the day counts; `closing` is '' while open, `done` or `dropped`;
    `created` is UTC.
    """

    uid: str
    summary: str
    due: dt.date
    due_time: dt.time | None = None
    description: str = ""
    closing: str = ""
    created: dt.datetime | None = None


def make_uid(written: dt.datetime, number: int) -> str:
    """A UID that stays: from the moment (UTC) at which a callback was written, and its number."""
    moment = _as_utc(written)
    return f"callback-{moment:%Y%m%dT%H%M%S}{moment.microsecond:06}-{number}@smallcrm"


def task_of(record: Mapping[str, Any], *, name: str, numbers: Iterable[str] = ()) -> Task:
    """The task of a record of a callback's export, with the contact's name and numbers.

    A record's `uid` counts, where it has one.
    """
    said = [f"{record['channel']}, promised by {record['promised_by']}", *numbers]
    return Task(
        uid=record.get("uid") or make_uid(record["written"], record["number"]),
        summary=f"{name}: {record['why']}" if record["why"] else name,
        due=record["due"],
        due_time=record["due_time"],
        description="\n".join(said),
        closing=record["closing"],
        created=record["written"],
    )


def write_calendar(
    file: TextIO, tasks: Iterable[Task], *, now: dt.datetime, events: bool = False
) -> None:
    """A calendar with a VTODO for each task and, with `events`, a VEVENT with an alarm.

    `now` is UTC, for the stamps. The file must not translate line ends.
    """
    for line in _calendar(tasks, _utc(now), events):
        file.write(fold_line(line))


def fold_line(line: str) -> str:
    """The line in pieces of at most 75 octets, never through a character; each ends with CR LF."""
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += width
    return "\r\n".join([*pieces, piece]) + "\r\n"


def escape(text: str) -> str:
    r"""A text as a value: `\`, `;` and `,` marked, lines as `\n`, what could act made visible."""
    plain = visible(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t")
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", r"\n")


def _calendar(tasks: Iterable[Task], stamp: str, events: bool) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
    for task in tasks:
        yield from _todo(task, stamp)
        if events:
            yield from _event(task, stamp)
    yield "END:VCALENDAR"


def _todo(task: Task, stamp: str) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield f"UID:{escape(task.uid)}"
    yield from _said(task, stamp)
    yield _when("DUE", task)
    yield f"STATUS:{_STATUS[task.closing]}"
    if task.closing == "done":
        yield "PERCENT-COMPLETE:100"
    yield "END:VTODO"


def _event(task: Task, stamp: str) -> Iterator[str]:
    """A closed callback stays as an event without an alarm; a dropped one is cancelled."""
    yield "BEGIN:VEVENT"
    yield f"UID:event-{escape(task.uid)}"
    yield from _said(task, stamp)
    yield _when("DTSTART", task)
    yield f"DURATION:{_EVENT_LENGTH if task.due_time else 'P1D'}"
    yield f"STATUS:{'CANCELLED' if task.closing == 'dropped' else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if not task.closing:
        yield from _alarm(task)
    yield "END:VEVENT"


def _alarm(task: Task) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escape(task.summary)}"
    yield f"TRIGGER:{_ALARM_BEFORE if task.due_time else _ALARM_ON_THE_DAY}"
    yield "END:VALARM"


def _said(task: Task, stamp: str) -> Iterator[str]:
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    if task.created:
        yield f"CREATED:{_utc(task.created)}"
    yield f"SUMMARY:{escape(task.summary)}"
    if task.description:
        yield f"DESCRIPTION:{escape(task.description)}"


def _when(name: str, task: Task) -> str:
    if task.due_time is None:
        return f"{name};VALUE=DATE:{_day(task.due)}"
    return f"{name}:{_day(task.due)}T{task.due_time:%H%M%S}"


def _day(day: dt.date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _utc(moment: dt.datetime) -> str:
    there = _as_utc(moment)
    return f"{_day(there)}T{there:%H%M%S}Z"


def _as_utc(moment: dt.datetime) -> dt.datetime:
    """A moment without a zone is UTC already: so the book keeps it."""
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
