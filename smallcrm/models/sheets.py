"""Printed lists, and what was keyed in for their lines."""

import datetime as dt

from pydantic import NaiveDatetime
from sqlalchemy import Index
from sqlmodel import Field

import smallcrm.models.contacts
import smallcrm.models.talks  # noqa: F401 (foreign keys point there)
from smallcrm.models.base import Row


class Sheet(Row, table=True):
    """A printed list, kept so that its line codes stay true; a name may return in another year."""

    name: str = Field(index=True)  # W48-A
    since: dt.date
    until: dt.date
    printed: NaiveDatetime  # local wall time


class SheetLine(Row, table=True):
    """One line of a sheet, with what was printed on it."""

    __tablename__ = "sheet_line"
    __table_args__ = (
        Index("ix_sheet_line_sheet_id_code", "sheet_id", "code", unique=True),
        {"sqlite_autoincrement": True},
    )

    sheet_id: int = Field(foreign_key="sheet.id")
    code: int
    section: str  # overdue, due, rhythm
    contact_id: int = Field(foreign_key="contact.id", index=True)
    follow_up_id: int | None = Field(default=None, foreign_key="follow_up.id", index=True)
    content: str  # what was printed, as JSON
    entered: str = ""  # said, na or x once it was keyed in


class SheetDraft(Row, table=True):
    """What was keyed in for a line and not yet written; no part of the journal.

    It names its line without a foreign key: an undo may take the sheet away.
    """

    __tablename__ = "sheet_draft"

    line_id: int = Field(unique=True)
    words: str
