"""A whole book taken in from its JSON: new rows are added, those that are there stay."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlmodel import Session, func, select

from smallcrm.domain import contacts, distinct, settings
from smallcrm.domain.counting import Counted
from smallcrm.domain.restored_contacts import RestoredContacts
from smallcrm.domain.table_callbacks import Callbacks
from smallcrm.domain.table_people import People
from smallcrm.domain.table_talks import Talks
from smallcrm.domain.table_values import day_of, moment_of, text_of
from smallcrm.errors import CrmError, Unreadable
from smallcrm.formats.book_json import LINE, Whole, read_object
from smallcrm.formats.tables_csv import TableRow, UnreadableRow
from smallcrm.models.contacts import Contact, FormerHandle
from smallcrm.models.settings import Setting
from smallcrm.models.sheets import Sheet, SheetLine
from smallcrm.parsing.text import LONGEST_LINE, clean_line, fold, one_line

Rows = Iterable[TableRow | UnreadableRow]


def restore(session: Session, whole: Whole) -> dict[str, Counted]:
    """Take every part in; what became of its rows, by the part's name.

    In a transaction that is not kept, this is the rehearsal.
    """
    counted = {"settings": _take_settings(session, whole.rows("settings"))}
    restored = RestoredContacts(session)
    counted["contacts"] = restored.take(whole.rows("contacts"))
    handles = People(session, restored.id_of)
    counted["former_handles"] = _take_former(session, handles, whole.rows("former_handles"))
    people = People(session, restored.id_of)
    talks = Talks(session, people)
    counted["interactions"] = talks.take(whole.rows("interactions"))
    callbacks = Callbacks(session, people, talks.id_of)
    counted["callbacks"] = callbacks.take(whole.rows("callbacks"))
    counted["sheets"] = _take_sheets(session, people, callbacks.id_of, whole.rows("sheets"))
    counted["distinct"] = _take_distinct(session, people, whole.rows("distinct"))
    return counted


def _readable(rows: Rows, counted: Counted) -> Iterator[TableRow]:
    for row in rows:
        if isinstance(row, UnreadableRow):
            counted.leave_out(row.line, row.reason)
        else:
            yield row


def _take_settings(session: Session, rows: Rows) -> Counted:
    """What the owner chose in this book stays; the country is that of the numbers after it."""
    counted = Counted()
    country = settings.value_of(session, "country")
    for row in _readable(rows, counted):
        try:
            _take_setting(session, text_of(row, "name"), text_of(row, "value"), counted)
        except CrmError as error:
            counted.leave_out(row.line, error)
    now = settings.value_of(session, "country")
    if now != country:
        contacts.renumber_phones(session, now)
    return counted


def _take_setting(session: Session, name: str, value: str, counted: Counted) -> None:
    settings.check_name(name)
    stored = session.exec(select(Setting.value).where(Setting.name == name)).first()
    if stored is None:
        counted.add(f"{name}: {settings.change_setting(session, name, value)}")
        return
    counted.same += 1
    if stored != value:
        counted.remarks.append(f"{name} stays {stored}; in the file it is {value}")


def _take_former(session: Session, people: People, rows: Rows) -> Counted:
    counted = Counted()
    for row in _readable(rows, counted):
        try:
            _take_former_handle(session, people, row, counted)
        except CrmError as error:
            counted.leave_out(row.line, error)
    return counted


def _take_former_handle(session: Session, people: People, row: TableRow, counted: Counted) -> None:
    former = fold(clean_line(text_of(row, "former"), "handle"))
    contact = people.find(text_of(row, "handle"))
    query = select(FormerHandle.contact_id).where(FormerHandle.handle == former)
    stored = session.exec(query).first()
    owner = session.exec(select(Contact.id).where(Contact.handle == former)).first()
    if not former or owner is not None or (stored is not None and stored != contact):
        raise Unreadable(f'the handle "{one_line(former)}" is another contact\'s here')
    if stored is not None:
        counted.same += 1
        return
    session.add(FormerHandle(contact_id=contact, handle=former))
    session.flush()
    counted.add(former)


def _take_sheets(
    session: Session, people: People, callbacks: dict[int, int], rows: Rows
) -> Counted:
    counted = Counted()
    newest = session.exec(select(func.max(Sheet.id))).one() or 0
    for row in _readable(rows, counted):
        try:
            sheet, lines = _sheet(row), _lines(row, people, callbacks)
        except CrmError as error:
            counted.leave_out(row.line, error)
            continue
        query = select(Sheet.id).where(
            Sheet.name == sheet.name, Sheet.printed == sheet.printed, Sheet.id <= newest
        )
        if session.exec(query).first() is not None:
            counted.same += 1
            continue
        _add_sheet(session, sheet, lines)
        counted.add(sheet.name)
    return counted


def _add_sheet(session: Session, sheet: Sheet, lines: list[SheetLine]) -> None:
    session.add(sheet)
    session.flush()
    for line in lines:
        line.sheet_id = sheet.id
    session.add_all(lines)
    session.flush()


def _sheet(row: TableRow) -> Sheet:
    name = clean_line(text_of(row, "name"), "name")
    since, until, printed = day_of(row, "since"), day_of(row, "until"), moment_of(row, "printed")
    if not (name and since and until and printed):
        raise Unreadable("a sheet needs a name, two days and the moment it was printed")
    return Sheet(name=name, since=since, until=until, printed=printed)


def _lines(row: TableRow, people: People, callbacks: dict[int, int]) -> list[SheetLine]:
    found: Any = row.values.get("lines") or ()
    lines = [_line(read_object(line, LINE), people, callbacks) for line in found]
    if len({line.code for line in lines}) < len(lines):
        raise Unreadable("two lines of the sheet have the same code")
    return lines


def _line(line: dict[str, Any], people: People, callbacks: dict[int, int]) -> SheetLine:
    if line["code"] is None or line["content"] is None:
        raise Unreadable("a line of the sheet has no code, or no content")
    return SheetLine(
        sheet_id=0,
        code=line["code"],
        section=clean_line(line["section"] or "", "section", longest=LONGEST_LINE),
        contact_id=people.find(line["handle"] or ""),
        follow_up_id=callbacks.get(line["callback"]),
        content=json.dumps(line["content"], ensure_ascii=False),
        entered=clean_line(line["entered"] or "", "entry", longest=LONGEST_LINE),
    )


def _take_distinct(session: Session, people: People, rows: Rows) -> Counted:
    counted = Counted()
    for row in _readable(rows, counted):
        try:
            first, second = (people.find(text_of(row, field)) for field in ("handle", "other"))
        except CrmError as error:
            counted.leave_out(row.line, error)
            continue
        pair = session.get_one(Contact, first), session.get_one(Contact, second)
        if first != second and distinct.remember(session, *pair):
            counted.add(f"{pair[0].handle}, {pair[1].handle}")
        else:
            counted.same += 1
    return counted
