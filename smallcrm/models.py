"""Every table and every enum of the book.

A table class does not validate what it is given: text passes `parsing.text.clean`, and enums
their constructor, before a row is made. Enum columns hold the plain value.
Folded columns repeat a text without case and accents, for search (see `parsing.text.fold`).
"""

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import NaiveDatetime
from sqlalchemy import Index, MetaData, text
from sqlmodel import Field, SQLModel

from smallcrm.clock import utc_now


class Kind(StrEnum):
    PERSON = "person"
    COMPANY = "company"


class Group(StrEnum):
    """How far and how big a customer is, from the first hope to the largest account."""

    POTENTIAL = "potential"
    PROSPECTIVE = "prospective"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    TOP = "top"


class PointKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    ADDRESS = "address"  # a further postal address on one line


class Channel(StrEnum):
    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    EMAIL = "email"
    VIDEO = "video"
    CHAT = "chat"
    NOTE = "note"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no-answer"
    MESSAGE = "message"


class Promiser(StrEnum):
    ME = "me"
    THEY = "they"


class Closing(StrEnum):
    DONE = "done"
    DROPPED = "dropped"


class CallState(StrEnum):
    """What became of a call in a phone's log."""

    WAITING = ""
    LOGGED = "logged"
    CALLBACK = "callback"
    DROPPED = "dropped"


class Row(SQLModel):
    """What every table shares: an integer id that is never used twice."""

    metadata = MetaData()
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)


class Contact(Row, table=True):
    """A person or a company we know.

    `birthday` is YYYY-MM-DD, or --MM-DD without a year. `source_id` is what the program that it was
    taken in from knows it by, a line for each after a merge.
    """

    kind: str = Kind.PERSON
    name: str
    nickname: str = ""
    folded: str = Field(index=True)  # name and nickname, see `parsing.names.search_words`
    search: str  # folded: all the texts above and below by which `find` knows a contact
    handle: str = Field(unique=True)
    company: str = ""  # where a person works, as typed
    company_folded: str = ""
    company_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    title: str = ""
    language: str = ""
    notes: str = ""
    group: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    rhythm_days: int | None = None
    rhythm_since: dt.date | None = None
    archived: bool = False
    created: dt.datetime = Field(default_factory=utc_now)  # UTC
    birthday: str = Field(default="", sa_column_kwargs={"server_default": ""})
    source_id: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})


class ContactPoint(Row, table=True):
    """A phone number, an e-mail address or a web address of a contact, as typed."""

    __tablename__ = "contact_point"

    contact_id: int = Field(foreign_key="contact.id", index=True)
    kind: str
    label: str = ""
    value: str
    digits: str = ""  # phones: the digits as typed, a blank between two numbers in one cell
    normal: str = Field(default="", index=True)  # phones: E.164, or ""; else the value folded


class Tag(Row, table=True):
    """A free word on a contact."""

    __table_args__ = (
        Index("ix_tag_contact_id_folded", "contact_id", "folded", unique=True),
        {"sqlite_autoincrement": True},
    )

    contact_id: int = Field(foreign_key="contact.id")
    name: str
    folded: str


class Interaction(Row, table=True):
    """Something that happened: a call, a visit, a letter ... with a short summary."""

    __table_args__ = (
        Index("ix_interaction_contact_id_at", "contact_id", "at"),
        {"sqlite_autoincrement": True},
    )

    contact_id: int = Field(foreign_key="contact.id")
    channel: str = Channel.CALL
    direction: str = ""
    outcome: str = ""
    at: NaiveDatetime  # local wall time; midnight says that only the day is known
    summary: str
    folded: str
    written: dt.datetime = Field(default_factory=utc_now)  # UTC


class Participant(Row, table=True):
    """One more contact who took part in an interaction."""

    interaction_id: int = Field(foreign_key="interaction.id", index=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)


class FollowUp(Row, table=True):
    """A callback: something to do about a contact on a day.

    `number` is the short number on the owner's lists; only open callbacks hold theirs alone.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_number", "number", unique=True, sqlite_where=text("closing = ''")),
        Index("ix_follow_up_due", "due", sqlite_where=text("closing = ''")),
        {"sqlite_autoincrement": True},
    )

    number: int
    contact_id: int = Field(foreign_key="contact.id", index=True)
    why: str
    folded: str
    channel: str = Channel.CALL
    promised_by: str = Promiser.ME
    due: dt.date
    due_time: dt.time | None = None
    first_due: dt.date
    tries: int = 0
    opened_by: int | None = Field(default=None, foreign_key="interaction.id")
    closing: str = ""  # "" while open
    closed_on: dt.date | None = None
    closed_by: int | None = Field(default=None, foreign_key="interaction.id")
    written: dt.datetime = Field(default_factory=utc_now)  # UTC


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


class FormerHandle(Row, table=True):
    """A handle that a contact was known by before another took it in; it still finds the other."""

    __tablename__ = "former_handle"

    contact_id: int = Field(foreign_key="contact.id", index=True)
    handle: str = Field(unique=True)


class DistinctPair(Row, table=True):
    """Two contacts of which the owner said that they are two; the smaller id comes first."""

    __tablename__ = "distinct_pair"
    __table_args__ = (
        Index("ix_distinct_pair_contact_id_other_id", "contact_id", "other_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    contact_id: int = Field(foreign_key="contact.id")
    other_id: int = Field(foreign_key="contact.id", index=True)


class ImportMapping(Row, table=True):
    """What the owner said that columns mean, for tables under that row of headings."""

    __tablename__ = "import_mapping"

    header: str = Field(unique=True)  # a hash of the folded headings
    columns: str  # heading to field, as JSON


class PhoneCall(Row, table=True):
    """A call in a phone's log, until something is said of it and after; the same one comes once.

    `normal` is the number's E.164 form, else its digits. A call that waits may have no contact
    yet: it is somebody unknown, or one of several who share the number.
    """

    __tablename__ = "phone_call"
    __table_args__ = (
        Index("ix_phone_call_normal_at_kind", "normal", "at", "kind", unique=True),
        Index("ix_phone_call_waiting", "at", sqlite_where=text("state = ''")),
        {"sqlite_autoincrement": True},
    )

    number: str  # as the phone wrote it
    normal: str
    at: NaiveDatetime  # local wall time of its start
    kind: str  # in, out, missed, rejected, voicemail
    seconds: int
    name: str = ""  # the phone's own for the number
    state: str = ""  # a CallState
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id", index=True)
    follow_up_id: int | None = Field(default=None, foreign_key="follow_up.id")


class Setting(Row, table=True):
    """One setting that the owner chose; defaults are not stored."""

    name: str = Field(unique=True)
    value: str


class Step(Row, table=True):
    """One typed command in the journal; `reverses` names the step that an undo or redo took back.

    Only the command's name is kept: its words are the customers'.
    """

    command: str
    written: dt.datetime = Field(default_factory=utc_now)  # UTC
    reverses: int | None = Field(default=None, foreign_key="step.id")
    undone: bool = False


class Change(Row, table=True):
    """One row changed in a step. An insert keeps nothing, an update its changed columns, a
    delete the whole row, as JSON."""

    step_id: int = Field(foreign_key="step.id", index=True)
    table_name: str
    row_id: int
    contact_id: int | None = Field(default=None, index=True)
    action: str  # insert, update, delete
    before: str | None = None
    after: str | None = None


UNJOURNALLED: frozenset[str] = frozenset({"step", "change", "sheet_draft"})
