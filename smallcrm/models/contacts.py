"""Whom we know: contacts with their numbers, tags and former handles."""

import datetime as dt

from sqlalchemy import Index
from sqlmodel import Field

from smallcrm.clock import utc_now
from smallcrm.models.base import Row
from smallcrm.models.enums import Kind


class Contact(Row, table=True):
    """A person or a company we know.

    `birthday` is YYYY-MM-DD, or --MM-DD without a year. `source_id` is what the program that it was
    taken in from knows it by, a line for each after a merge. Who is `restricted` is kept, but
    stands in no list (the GDPR's article 18).
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
    group_pinned: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    restricted: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


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


class FormerHandle(Row, table=True):
    """A handle that a contact was known by before another took it in; it still finds the other."""

    __tablename__ = "former_handle"

    contact_id: int = Field(foreign_key="contact.id", index=True)
    handle: str = Field(unique=True)
