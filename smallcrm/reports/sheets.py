"""What stands on a sheet: from the agenda to its lines, and from kept lines back to the paper."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from sqlmodel import Session, col, func, select

from smallcrm.domain import settings
from smallcrm.domain.sheets import NewLine, Whole
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Channel, Closing, Promiser
from smallcrm.models.sheets import SheetLine
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.reports.agenda import Agenda, AgendaLine
from smallcrm.reports.paper import PaperLine, PaperSheet

OVERDUE, DUE, RHYTHM = "overdue", "due", "rhythm"
CASE = "case"  # the mark of a contact who has an open one
DATES: dict[str, Any] = {"due": dt.date, "due_time": dt.time, "last_at": dt.datetime}


def sheet_lines(
    agenda: Agenda, *, most_rhythms: int, with_case: Collection[int] = ()
) -> list[NewLine]:
    """The agenda's lines as a sheet prints them, with at most so many rhythms.

    `with_case` are the ids of contacts who have an open case, which is said in front of the name.
    """
    sections = {OVERDUE: agenda.overdue, DUE: agenda.due, RHYTHM: agenda.rhythm[:most_rhythms]}
    return [
        NewLine(section, line.contact_id, line.follow_up_id, _content(line, with_case))
        for section, lines in sections.items()
        for line in lines
    ]


def _content(line: AgendaLine, with_case: Collection[int]) -> dict[str, object]:
    printed = PaperLine(
        code=0,
        contact=line.contact,
        company=line.company,
        phone=line.phone,
        why="" if line.rhythm_days else line.why,  # the paper says the rhythm in its own words
        channel=line.channel,
        promised_by=line.promised_by,
        due=line.due,
        due_time=line.due_time,
        tries=line.tries,
        rhythm_days=line.rhythm_days,
        last_at=line.last.at if line.last else None,
        last_channel=line.last.channel if line.last else "",
        last_summary=line.last.summary if line.last else "",
        mark=CASE if line.contact_id in with_case else "",
    )
    content = asdict(printed) | {
        key: value.isoformat() for key in DATES if (value := getattr(printed, key)) is not None
    }
    del content["code"]
    return content


def paper_line(line: SheetLine) -> PaperLine:
    """A kept line as it was printed."""
    stored: dict[str, Any] = json.loads(line.content)
    known = {field.name for field in fields(PaperLine)}
    values = {key: value for key, value in stored.items() if key in known}
    for key, kind in DATES.items():
        if values.get(key) is not None:
            values[key] = kind.fromisoformat(values[key])
    return PaperLine(code=line.code, **values)


def handles_of(session: Session, whole: Whole) -> list[str]:
    """The handle of each line's contact."""
    ids = [line.contact_id for line in whole.lines]
    found = select(Contact.id, Contact.handle).where(col(Contact.id).in_(ids))
    handles = dict(session.exec(found).all())
    return [handles[contact_id] for contact_id in ids]


def listed(session: Session, whole: Whole) -> Whole:
    """The sheet without the lines of contacts that are restricted by now."""
    ids = {line.contact_id for line in whole.lines}
    query = select(Contact.id).where(col(Contact.id).in_(ids), col(Contact.restricted).is_(True))
    restricted = set(session.exec(query))
    return replace(whole, lines=[line for line in whole.lines if line.contact_id not in restricted])


def paper_sheet(session: Session, whole: Whole) -> PaperSheet:
    """A kept sheet as it goes to paper; its figures at the foot are those of its printing day."""
    sheet, printed, lines = whole.sheet, whole.sheet.printed.date(), listed(session, whole).lines
    kept, due = promises(session, printed)
    return PaperSheet(
        name=sheet.name,
        shop=settings.value_of(session, "shop"),
        since=sheet.since,
        until=sheet.until,
        printed=sheet.printed,
        overdue=_section(lines, OVERDUE),
        due=_section(lines, DUE),
        rhythm=_section(lines, RHYTHM),
        to_buy=(),
        promises_kept=kept,
        promises_due=due,
        calls_last_week=calls_last_week(session, printed),
    )


def _section(lines: Sequence[SheetLine], name: str) -> tuple[PaperLine, ...]:
    return tuple(paper_line(line) for line in lines if line.section == name)


def promises(session: Session, today: dt.date) -> tuple[int, int]:
    """My callbacks first due from the 1st to yesterday: how many were done in time, and all.

    A callback that was dropped is no promise any more.
    """
    mine = (
        FollowUp.promised_by == Promiser.ME,
        FollowUp.closing != Closing.DROPPED,
        col(FollowUp.first_due) >= today.replace(day=1),
        col(FollowUp.first_due) < today,
    )
    count = select(func.count()).select_from(FollowUp).where(*mine)
    in_time = col(FollowUp.closed_on) <= col(FollowUp.first_due)
    kept = count.where(FollowUp.closing == Closing.DONE, in_time)
    return session.exec(kept).one(), session.exec(count).one()


def calls_last_week(session: Session, today: dt.date) -> int:
    """Telephone calls logged from Monday to Sunday of the week before."""
    monday = today - dt.timedelta(days=today.weekday())
    start, end = (dt.datetime.combine(day, dt.time()) for day in (monday - dt.timedelta(7), monday))
    calls = (
        select(func.count())
        .select_from(Interaction)
        .where(
            Interaction.channel == Channel.CALL,
            col(Interaction.at) >= start,
            col(Interaction.at) < end,
        )
    )
    return session.exec(calls).one()
