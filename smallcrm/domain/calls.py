"""Calls in a phone's log, and whose number it is; what is known of them is in `call_past`."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from smallcrm.domain import settings
from smallcrm.domain.interactions import BATCH
from smallcrm.models.contacts import Contact, ContactPoint
from smallcrm.models.enums import Channel, Direction, Outcome, PointKind
from smallcrm.parsing.phones import digits_of, e164, number_keys
from smallcrm.parsing.text import fold

NEAR = dt.timedelta(minutes=30)
TWICE = 2  # so often an unknown number calls until it is worth a question
MISSED = ("missed", "rejected", "voicemail")
_BY_PHONE = (Channel.CALL, Channel.NOTE)


@dataclass(frozen=True)
class Call:
    """A call as the phone wrote it down; `normal` is what the same numbers have in common."""

    number: str
    normal: str
    at: dt.datetime
    kind: str
    seconds: int
    name: str = ""

    @property
    def end(self) -> dt.datetime:
        return self.at + dt.timedelta(seconds=self.seconds)

    @property
    def is_missed(self) -> bool:
        return self.kind in MISSED

    @property
    def is_from_them(self) -> bool:
        return self.kind != "out"

    @property
    def was_answered(self) -> bool:
        return self.kind == "in" or (self.kind == "out" and self.seconds > 0)

    @property
    def direction(self) -> Direction:
        return Direction.IN if self.is_from_them else Direction.OUT

    @property
    def outcome(self) -> Outcome:
        """What the log knows of it, and no more."""
        if self.was_answered:
            return Outcome.REACHED
        return Outcome.MESSAGE if self.kind == "voicemail" else Outcome.NO_ANSWER


def normal_of(number: str, country: str) -> str:
    """What the same numbers have in common: E.164, else the digits, else the text folded."""
    return e164(number, country) or digits_of(number) or fold(number)


def owners_of(session: Session, normals: Collection[str]) -> dict[str, list[Contact]]:
    """The contacts with each of the numbers; those in no list where there is no other."""
    country = settings.value_of(session, "country")
    found: dict[str, dict[int, Contact]] = {}
    for point, contact in _points(session, list(normals)):
        for key in number_keys(point.value, point.digits, point.normal, country):
            if key in normals:
                found.setdefault(key, {})[contact.id] = contact
    return {key: _of_use(list(contacts.values())) for key, contacts in found.items()}


def _of_use(found: list[Contact]) -> list[Contact]:
    present = [one for one in found if not (one.archived or one.restricted)]
    return sorted(present or found, key=lambda contact: contact.id)


def _points(session: Session, normals: list[str]) -> Iterable[tuple[ContactPoint, Contact]]:
    """Every number that may be one of these: two in a cell have no normal form of their own."""
    two_in_a_cell: list[ColumnElement[bool]] = [col(ContactPoint.digits).contains(" ")]
    for start in range(0, len(normals), BATCH):
        batch = normals[start : start + BATCH]
        same = [col(ContactPoint.normal).in_(batch), col(ContactPoint.digits).in_(batch)]
        query = (
            select(ContactPoint, Contact)
            .join(Contact, col(Contact.id) == col(ContactPoint.contact_id))
            .where(ContactPoint.kind == PointKind.PHONE, or_(*same, *two_in_a_cell))
        )
        yield from session.exec(query)
