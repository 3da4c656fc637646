"""Printed sheets from the JSON of a whole book."""

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, func, select

from smallcrm.domain.imports.counting import Counted
from smallcrm.domain.imports.people import People
from smallcrm.domain.imports.tables import Rows, take_each
from smallcrm.domain.imports.values import day_of, moment_of, text_of
from smallcrm.errors import Unreadable
from smallcrm.formats.book_json import LINE, read_object
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.sheets import Sheet, SheetLine
from smallcrm.parsing.text import LONGEST_LINE, clean_line


def take_sheets(
    session: Session, people: People, callbacks: Mapping[int, int], rows: Rows
) -> Counted:
    """The printed sheets; `callbacks` leads from ids in the file to those in the book."""
    counted = Counted()
    newest = session.exec(select(func.max(Sheet.id))).one() or 0

    def take(row: TableRow) -> None:
        sheet, lines = _sheet(row), _lines(row, people, callbacks)
        if _is_known(session, sheet, newest):
            counted.same += 1
            return
        _add_sheet(session, sheet, lines)
        counted.add(sheet.name)

    return take_each(rows, counted, take)


def _is_known(session: Session, sheet: Sheet, newest: int) -> bool:
    """Whether the book had the sheet before the file."""
    query = select(Sheet.id).where(
        Sheet.name == sheet.name, Sheet.printed == sheet.printed, Sheet.id <= newest
    )
    return session.exec(query).first() is not None


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


def _lines(row: TableRow, people: People, callbacks: Mapping[int, int]) -> list[SheetLine]:
    found: Any = row.values.get("lines") or ()
    lines = [_line(read_object(line, LINE), people, callbacks) for line in found]
    if len({line.code for line in lines}) < len(lines):
        raise Unreadable("two lines of the sheet have the same code")
    return lines


def _line(line: dict[str, Any], people: People, callbacks: Mapping[int, int]) -> SheetLine:
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
