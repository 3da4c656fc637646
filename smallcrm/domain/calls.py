"""Calls in a phone's log: whose number it is, what is noted already, which were returned.

A call is noted when the contact has a talk by phone (or a note) on it that was not made from
another call: one that began between 30 minutes before the call and 30 minutes after its end, or
one of which just the day is known, on that day. A talk that says the other direction is another.
A missed call is returned when a later call with the number was answered, or the contact was talked
to later.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from smallcrm.domain import settings
from smallcrm.domain.interactions import BATCH
from smallcrm.models.calls import PhoneCall
from smallcrm.models.contacts import Contact, ContactPoint
from smallcrm.models.enums import Channel, Direction, Outcome, PointKind
from smallcrm.models.talks import Interaction, Participant
from smallcrm.parsing.phones import digits_of, e164, number_keys
from smallcrm.parsing.text import fold

NEAR = dt.timedelta(minutes=30)
TWICE = 2  # so often an unknown number calls until it is worth a question
ANSWERED = ("in", "out")
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


@dataclass(frozen=True)
class Talked:
    """A talk, as far as it accounts for a call; `from_log` is one that was made from a call."""

    at: dt.datetime
    channel: str
    direction: str
    outcome: str
    from_log: bool


@dataclass(frozen=True)
class Past:
    """What is known of contacts and numbers: talks by contact, answered calls by number."""

    talks: dict[int, list[Talked]] = field(default_factory=dict)
    answered: dict[str, list[dt.datetime]] = field(default_factory=dict)

    def is_noted(self, call: Call, owners: Iterable[int]) -> bool:
        """Whether a talk with one of the number's owners is about this call."""
        return any(_is_about(talk, call) for owner in owners for talk in self.talks.get(owner, ()))

    def is_returned(self, call: Call, owners: Iterable[int]) -> bool:
        """Whether a missed call was followed by a talk."""
        later = self.answered.get(call.normal, [])
        if bisect_right(later, call.at) < len(later):
            return True
        talks = (talk for owner in owners for talk in self.talks.get(owner, ()))
        return any(talk.at > call.at and talk.outcome != Outcome.NO_ANSWER for talk in talks)


def _is_about(talk: Talked, call: Call) -> bool:
    if talk.from_log or talk.channel not in _BY_PHONE:
        return False
    if talk.direction not in ("", call.direction):
        return False
    if talk.at.time() == dt.time():
        return talk.at.date() == call.at.date()
    return call.at - NEAR <= talk.at <= call.end + NEAR


def normal_of(number: str, country: str) -> str:
    """What the same numbers have in common: E.164, else the digits, else the text folded."""
    return e164(number, country) or digits_of(number) or fold(number)


def owners_of(session: Session, normals: Collection[str]) -> dict[str, list[Contact]]:
    """The contacts with each of the numbers; archived ones where there is no other."""
    country = settings.value_of(session, "country")
    found: dict[str, dict[int, Contact]] = {}
    for point, contact in _points(session, list(normals)):
        for key in number_keys(point.value, point.digits, point.normal, country):
            if key in normals:
                found.setdefault(key, {})[contact.id] = contact
    return {key: _of_use(list(contacts.values())) for key, contacts in found.items()}


def _of_use(found: list[Contact]) -> list[Contact]:
    present = [contact for contact in found if not contact.archived]
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


def past(session: Session, calls: Iterable[Call], contact_ids: Collection[int]) -> Past:
    """What is known of the contacts, and of the calls and those in the book, by number."""
    answered: dict[str, set[dt.datetime]] = {}
    for call in calls:
        known = answered.setdefault(call.normal, set())
        if call.was_answered:
            known.add(call.at)
    for normal, at in _stored_answers(session, list(answered)):
        answered[normal].add(at)
    talks = _talks(session, list(contact_ids))
    return Past(talks, {normal: sorted(moments) for normal, moments in answered.items()})


def _stored_answers(session: Session, normals: Sequence[str]) -> Iterable[tuple[str, dt.datetime]]:
    for start in range(0, len(normals), BATCH):
        query = select(PhoneCall.normal, PhoneCall.at).where(
            col(PhoneCall.normal).in_(normals[start : start + BATCH]),
            or_(
                PhoneCall.kind == "in",
                (col(PhoneCall.kind) == "out") & (col(PhoneCall.seconds) > 0),
            ),
        )
        yield from session.exec(query)


def _talks(session: Session, contact_ids: Sequence[int]) -> dict[int, list[Talked]]:
    logged = set(session.exec(select(PhoneCall.interaction_id)))
    talks: dict[int, list[Talked]] = {}
    for start in range(0, len(contact_ids), BATCH):
        batch = contact_ids[start : start + BATCH]
        main = select(Interaction.contact_id, Interaction).where(
            col(Interaction.contact_id).in_(batch)
        )
        joined = (
            select(Participant.contact_id, Interaction)
            .join(Interaction, col(Interaction.id) == col(Participant.interaction_id))
            .where(col(Participant.contact_id).in_(batch))
        )
        for query in (main, joined):
            for contact_id, row in session.exec(query):
                talk = Talked(row.at, row.channel, row.direction, row.outcome, row.id in logged)
                talks.setdefault(contact_id, []).append(talk)
    return talks
