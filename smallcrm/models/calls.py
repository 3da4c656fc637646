"""The calls of a phone's log."""

from pydantic import NaiveDatetime
from sqlalchemy import Index, text
from sqlmodel import Field

import smallcrm.models.contacts
import smallcrm.models.talks  # noqa: F401 (foreign keys point there)
from smallcrm.models.base import Row


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
