"""Whom to call back: open callbacks and rhythms that are due, for a day, a week or any slice."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from smallcrm.domain.interactions import Talk, last_talk_at, last_talks
from smallcrm.domain.listed import is_listed
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Group
from smallcrm.models.talks import FollowUp
from smallcrm.reports.open_cases import OpenCases, most_pressing
from smallcrm.reports.people import EVERYONE, ContactFilter, first_phones, matching


@dataclass(frozen=True)
class AgendaLine:
    """Somebody to call: a callback has a number, a rhythm that is due has none."""

    number: int | None
    follow_up_id: int | None
    contact_id: int
    contact: str
    handle: str
    company: str
    group: str
    why: str
    channel: str
    promised_by: str
    due: dt.date
    due_time: dt.time | None
    first_due: dt.date
    tries: int
    closing: str = ""
    closed_on: dt.date | None = None
    rhythm_days: int | None = None
    phone: str = ""
    last: Talk | None = None


@dataclass(frozen=True)
class Agenda:
    """What is due by the end of a period: late, on its days, and rhythms."""

    today: dt.date
    until: dt.date
    overdue: list[AgendaLine] = field(default_factory=list)
    due: list[AgendaLine] = field(default_factory=list)
    rhythm: list[AgendaLine] = field(default_factory=list)

    def only_overdue(self) -> "Agenda":
        """The same agenda without what is not yet late."""
        return replace(self, due=[], rhythm=[])

    @property
    def lines(self) -> list[AgendaLine]:
        """All lines, the most pressing first."""
        return self.overdue + self.due + self.rhythm


def agenda(
    session: Session,
    *,
    today: dt.date,
    since: dt.date | None = None,
    until: dt.date,
    which: ContactFilter = EVERYONE,
) -> Agenda:
    """Open callbacks that are overdue or due from `since` to `until`, and rhythms due by then.

    `since` is today unless given. A contact with a line of its own needs no rhythm line.
    """
    open_by_then = (FollowUp.closing == "", col(FollowUp.due) <= until)
    lines = _callbacks(session, *open_by_then, *matching(which))
    overdue = [line for line in lines if line.due < today]
    due = [line for line in lines if line.due >= max(today, since or today)]
    listed = {line.contact_id for line in overdue + due}
    rhythm = [line for line in _rhythms(session, until, which) if line.contact_id not in listed]
    return Agenda(today, until, overdue, due, sorted(rhythm, key=_lateness))


def next_callback(session: Session, *, today: dt.date) -> AgendaLine | None:
    """The first open callback after today, if there is one."""
    ahead = (FollowUp.closing == "", col(FollowUp.due) > today, is_listed())
    first: Any = select(col(FollowUp.due)).where(*ahead).order_by(col(FollowUp.due)).limit(1)
    first = first.join(Contact, col(Contact.id) == col(FollowUp.contact_id))
    day = session.exec(first).first()
    lines = _callbacks(session, *ahead, col(FollowUp.due) == day) if day else []
    return lines[0] if lines else None


def is_call_waiting(session: Session) -> bool:
    """Whether some call of a phone's log may wait for a word; needs no class of its table."""
    found = session.connection().exec_driver_sql(
        "SELECT 1 FROM phone_call WHERE state = '' LIMIT 1"
    )
    return found.first() is not None


def callbacks(
    session: Session,
    *,
    today: dt.date,
    closed: bool = False,
    overdue: bool = False,
    which: ContactFilter = EVERYONE,
) -> list[AgendaLine]:
    """Any slice of the callbacks, the first due first; `closed` adds those that are done."""
    wanted: list[ColumnElement[bool]] = list(matching(which))
    if not closed or overdue:
        wanted.append(col(FollowUp.closing) == "")
    if overdue:
        wanted.append(col(FollowUp.due) < today)
    return _callbacks(session, *wanted)


def pressing_cases(session: Session, *, most: int | None) -> OpenCases:
    """The open cases, the first due first, with the number to dial."""
    found = most_pressing(session, most=most)
    phones = first_phones(session, list({one.contact_id for one in found.cases}))
    cases = (replace(one, phone=phones.get(one.contact_id, "")) for one in found.cases)
    return replace(found, cases=tuple(cases))


def _callbacks(session: Session, *wanted: ColumnElement[bool] | bool) -> list[AgendaLine]:
    query = (
        select(FollowUp, Contact)
        .join(Contact, col(Contact.id) == col(FollowUp.contact_id))
        .where(*wanted)
        .order_by(col(FollowUp.due), func.coalesce(FollowUp.due_time, "99"), col(FollowUp.id))
    )
    lines = [_line(followup, contact) for followup, contact in session.exec(query)]
    return _with_last(session, sorted(lines, key=_pressing))


def _line(row: FollowUp, contact: Contact) -> AgendaLine:
    return AgendaLine(
        number=row.number,
        follow_up_id=row.id,
        contact_id=row.contact_id,
        contact=contact.name,
        handle=contact.handle,
        company=contact.company,
        group=contact.group,
        why=row.why,
        channel=row.channel,
        promised_by=row.promised_by,
        due=row.due,
        due_time=row.due_time,
        first_due=row.first_due,
        tries=row.tries,
        closing=row.closing,
        closed_on=row.closed_on,
    )


def _pressing(line: AgendaLine) -> tuple[dt.date, bool, dt.time, int]:
    """By day; on a day those with an hour first, then the bigger customers."""
    groups = list(Group)
    size = groups.index(Group(line.group)) if line.group else -1
    return line.due, line.due_time is None, line.due_time or dt.time(), -size


def _lateness(line: AgendaLine) -> tuple[dt.date, str]:
    return line.due, line.contact


def _rhythms(session: Session, until: dt.date, which: ContactFilter) -> list[AgendaLine]:
    """Contacts not spoken to for longer than their rhythm, which runs from its start if never."""
    last = last_talk_at()
    start = func.coalesce(func.date(last), Contact.rhythm_since)
    due = func.date(start, func.printf("+%d days", Contact.rhythm_days))
    query = (
        select(Contact, due)
        .where(col(Contact.rhythm_days).is_not(None), due <= until.isoformat())
        .where(*matching(which))
    )
    lines = [
        AgendaLine(
            number=None,
            follow_up_id=None,
            contact_id=contact.id,
            contact=contact.name,
            handle=contact.handle,
            company=contact.company,
            group=contact.group,
            why=f"every {contact.rhythm_days} days",
            channel="call",
            promised_by="",
            due=dt.date.fromisoformat(day),
            due_time=None,
            first_due=dt.date.fromisoformat(day),
            tries=0,
            rhythm_days=contact.rhythm_days,
        )
        for contact, day in session.exec(query)
    ]
    return _with_last(session, lines)


def _with_last(session: Session, lines: list[AgendaLine]) -> list[AgendaLine]:
    """The lines with each contact's number and the last words spoken."""
    ids = list({line.contact_id for line in lines})
    talks, phones = last_talks(session, ids), first_phones(session, ids)
    return [
        replace(line, last=talks.get(line.contact_id), phone=phones.get(line.contact_id, ""))
        for line in lines
    ]
