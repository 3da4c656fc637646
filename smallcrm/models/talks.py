"""What happened and what will: interactions, and the callbacks that they leave."""

import datetime as dt

from pydantic import NaiveDatetime
from sqlalchemy import Index, text
from sqlmodel import Field

import smallcrm.models.contacts  # noqa: F401 (foreign keys point there)
from smallcrm.clock import utc_now
from smallcrm.models.base import Row
from smallcrm.models.enums import Channel, Promiser


class Interaction(Row, table=True):
    """Something that happened: a call, a visit, a letter ... with a short summary."""

    __table_args__ = (
        # With all that a count of talks reads, so that it need not touch the rows.
        Index("ix_interaction_at", "at", "channel", "direction", "outcome"),
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
