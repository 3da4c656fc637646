"""Printed sheets: kept with their lines, found again by name, and keyed back in."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, delete, or_, select

from smallcrm.domain import followups, interactions
from smallcrm.domain.tags import add_tags
from smallcrm.errors import NotFound
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Closing
from smallcrm.models.sheets import Sheet, SheetDraft, SheetLine
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.parsing.entries import DROP, NO_ANSWER, Entry
from smallcrm.parsing.text import one_line

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Content = Mapping[str, object]


@dataclass(frozen=True)
class NewLine:
    """A line to be printed: whom it is about, and what stands on it."""

    section: str
    contact_id: int
    follow_up_id: int | None
    content: Content


@dataclass(frozen=True)
class Keyed:
    """What one entry did, for saying it back; `number` is a callback that it opened."""

    code: int
    contact: str
    entry: Entry
    skipped: str = ""
    due: dt.date | None = None
    number: int | None = None


@dataclass(frozen=True)
class Whole:
    """A sheet with its lines in the order of their codes."""

    sheet: Sheet
    lines: list[SheetLine] = field(default_factory=list)


def store_sheet(
    session: Session,
    lines: Sequence[NewLine],
    *,
    since: dt.date,
    until: dt.date,
    printed: dt.datetime,
) -> Whole:
    """Keep a sheet under the next free letter of its week, its lines numbered from 1."""
    sheet = Sheet(name=_next_name(session, since), since=since, until=until, printed=printed)
    session.add(sheet)
    session.flush()
    stored = [
        SheetLine(
            sheet_id=sheet.id,
            code=code,
            section=line.section,
            contact_id=line.contact_id,
            follow_up_id=line.follow_up_id,
            content=json.dumps(line.content, ensure_ascii=False),
        )
        for code, line in enumerate(lines, start=1)
    ]
    session.add_all(stored)
    session.flush()
    return Whole(sheet, stored)


def _next_name(session: Session, since: dt.date) -> str:
    """`W48-A`, then `W48-B`; after Z come `ZA`, `ZB`. Letters begin anew each year."""
    year, week, _ = since.isocalendar()
    monday = dt.date.fromisocalendar(year, week, 1)
    in_week = (col(Sheet.since) >= monday, col(Sheet.since) < monday + dt.timedelta(days=7))
    taken = set(session.exec(select(Sheet.name).where(*in_week)))
    prefix = f"W{week:02}-"
    while True:
        for letter in LETTERS:
            if prefix + letter not in taken:
                return prefix + letter
        prefix += "Z"


def find_sheet(session: Session, name: str) -> Whole:
    """The newest sheet of that name, of that week (`w48`), or of all if no name is given."""
    wanted = name.strip().upper()
    query = select(Sheet).order_by(col(Sheet.id).desc())
    if wanted:
        of_week = col(Sheet.name).startswith(f"{wanted}-", autoescape=True)
        query = query.where(or_(col(Sheet.name) == wanted, of_week))
    sheet = session.exec(query.limit(1)).first()
    if sheet is None:
        what = f'there is no sheet "{one_line(name)}"' if wanted else "no sheet was printed yet"
        raise NotFound(f"{what}; crm sheets lists them, crm week --print makes one")
    return Whole(sheet, lines_of(session, sheet))


def lines_of(session: Session, sheet: Sheet) -> list[SheetLine]:
    query = select(SheetLine).where(SheetLine.sheet_id == sheet.id)
    return list(session.exec(query.order_by(col(SheetLine.code))))


def list_sheets(session: Session) -> list[Whole]:
    """All sheets, the newest first."""
    sheets = session.exec(select(Sheet).order_by(col(Sheet.id).desc())).all()
    return [Whole(sheet, lines_of(session, sheet)) for sheet in sheets]


def why_closed(session: Session, line: SheetLine) -> str:
    """Why a line needs no entry any more, or "" while it is open."""
    if line.entered:
        return "keyed in already"
    if line.follow_up_id is None:
        return ""
    followup = session.get(FollowUp, line.follow_up_id)
    if followup is None:
        return "taken back since"
    return f"closed on screen ({followup.closing})" if followup.closing else ""


def check_codes(whole: Whole, codes: Sequence[int]) -> None:
    """NotFound if a code does not stand on the sheet."""
    known = {line.code for line in whole.lines}
    for code in codes:
        if code not in known:
            highest = f"01 to {max(known):02}" if known else "none"
            raise NotFound(
                f"{whole.sheet.name} has no line {code:02} (its lines: {highest});"
                " nothing was written"
            )


def enter(
    session: Session, whole: Whole, entries: Mapping[int, Entry], *, now: dt.datetime
) -> list[Keyed]:
    """Write what was keyed in for a sheet, line by line; closed lines are skipped and said."""
    check_codes(whole, list(entries))
    keyed = []
    for line in whole.lines:
        if line.code in entries:
            contact = session.get_one(Contact, line.contact_id)
            reason = why_closed(session, line)
            if reason:
                keyed.append(Keyed(line.code, contact.name, entries[line.code], skipped=reason))
            else:
                keyed.append(_enter(session, line, contact, entries[line.code], now))
    session.exec(delete(SheetDraft).where(col(SheetDraft.line_id).in_(_ids(whole))))
    return keyed


def _ids(whole: Whole) -> list[int]:
    return [line.id for line in whole.lines]


def _enter(
    session: Session, line: SheetLine, contact: Contact, entry: Entry, now: dt.datetime
) -> Keyed:
    followup = session.get(FollowUp, line.follow_up_id) if line.follow_up_id else None
    line.entered = entry.kind
    session.add(line)
    add_tags(session, contact, entry.tags)
    if entry.kind == DROP:
        if followup:
            followups.close(session, followup, Closing.DROPPED, on=now.date())
        return Keyed(line.code, contact.name, entry)
    if entry.kind == NO_ANSWER:
        return _no_answer(session, line, contact, followup, entry, now.date())
    return _said(session, line, contact, followup, entry, now)


def _no_answer(
    session: Session,
    line: SheetLine,
    contact: Contact,
    followup: FollowUp | None,
    entry: Entry,
    today: dt.date,
) -> Keyed:
    """Count the try; a rhythm line, which has no callback yet, gets one."""
    opened = followup is None
    if followup is None:
        followup = followups.plan(session, contact, "keep in touch", due=today)
    followups.count_try(session, followup, today=today)
    if entry.back:
        followups.move(session, followup, entry.back.day, entry.back.time)
    number = followup.number if opened else None
    return Keyed(line.code, contact.name, entry, due=followup.due, number=number)


def _said(
    session: Session,
    line: SheetLine,
    contact: Contact,
    followup: FollowUp | None,
    entry: Entry,
    now: dt.datetime,
) -> Keyed:
    """Log the words, close the callback with them, and plan the next one."""
    talk = interactions.log(
        session,
        contact,
        entry.words,
        at=now,
        channel=followup.channel if followup else "call",
    )
    if followup:
        followups.close(session, followup, Closing.DONE, on=now.date(), by=talk)
    number = _next(session, contact, talk, entry)
    due = entry.back.day if entry.back else None
    return Keyed(line.code, contact.name, entry, due=due, number=number)


def _next(session: Session, contact: Contact, talk: Interaction, entry: Entry) -> int | None:
    if entry.back is None:
        return None
    planned = followups.plan(
        session,
        contact,
        entry.words,
        due=entry.back.day,
        due_time=entry.back.time,
        opened_by=talk,
    )
    return planned.number


def drafts(session: Session, whole: Whole) -> dict[int, str]:
    """What was keyed in before an interruption, by line code."""
    codes = {line.id: line.code for line in whole.lines}
    query = select(SheetDraft).where(col(SheetDraft.line_id).in_(list(codes)))
    return {codes[draft.line_id]: draft.words for draft in session.exec(query)}


def keep_draft(session: Session, whole: Whole, code: int, words: str) -> None:
    """Keep the words of a line until all are written; they replace earlier ones."""
    line = next(line for line in whole.lines if line.code == code)
    draft = session.exec(select(SheetDraft).where(SheetDraft.line_id == line.id)).first()
    if draft is None:
        draft = SheetDraft(line_id=line.id, words=words)
    draft.words = words
    session.add(draft)
    session.flush()
