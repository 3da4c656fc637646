"""What is known of a call: whether it is noted already, and whether a missed one was returned.

A call is noted when the contact has a talk by phone (or a note) on it that was not made from
another call: one that began between 30 minutes before the call and 30 minutes after its end, or
one of which just the day is known, on that day. A talk that says the other direction is another.
A missed call is returned when a later call with the number was answered, or the contact was talked
to later.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, func, or_, select

from smallcrm.domain.calls import Call
from smallcrm.domain.interactions import BATCH
from smallcrm.models.calls import PhoneCall
from smallcrm.models.enums import Channel, Outcome
from smallcrm.models.talks import Interaction, Participant

NEAR = dt.timedelta(minutes=30)
_BY_PHONE = (Channel.CALL, Channel.NOTE)
Newest = dict[str, dt.datetime]


@dataclass(frozen=True, slots=True)
class Talked:
    """A talk, as far as it accounts for a call; `from_log` is one that was made from a call."""

    at: dt.datetime
    channel: str
    direction: str
    outcome: str
    from_log: bool


@dataclass(frozen=True)
class Past:
    """What is known of contacts and numbers.

    `talks` are those near the calls by contact, in their order; `reached` is when a contact was
    last talked to, `answered` when a number last was.
    """

    talks: Mapping[int, Sequence[Talked]] = field(default_factory=dict)
    reached: Mapping[int, dt.datetime] = field(default_factory=dict)
    answered: Mapping[str, dt.datetime] = field(default_factory=dict)

    def is_noted(self, call: Call, owners: Iterable[int]) -> bool:
        """Whether a talk with one of the number's owners is about this call."""
        since, until = _near(call)
        for owner in owners:
            talks = self.talks.get(owner, ())
            first = bisect_left(talks, since, key=lambda talk: talk.at)
            near = takewhile(lambda talk: talk.at <= until, talks[first:])
            if any(_is_about(talk, call) for talk in near):
                return True
        return False

    def is_returned(self, call: Call, owners: Iterable[int]) -> bool:
        """Whether a missed call was followed by a talk."""
        later = [self.answered.get(call.normal), *map(self.reached.get, owners)]
        return any(moment > call.at for moment in later if moment)


def _near(call: Call) -> tuple[dt.datetime, dt.datetime]:
    """Between which moments a talk about the call lies."""
    midnight = dt.datetime.combine(call.at, dt.time())
    return min(midnight, call.at - NEAR), call.end + NEAR


def _is_about(talk: Talked, call: Call) -> bool:
    if talk.from_log or talk.channel not in _BY_PHONE:
        return False
    if talk.direction not in ("", call.direction):
        return False
    if talk.at.time() == dt.time():
        return talk.at.date() == call.at.date()
    return call.at - NEAR <= talk.at <= call.end + NEAR


def past(
    session: Session,
    calls: Sequence[Call],
    contact_ids: Collection[int],
    *,
    answered: Newest | None = None,
) -> Past:
    """What is known of the contacts, and of the calls and those in the book, by number.

    `answered` holds what is known of calls that came before these, and learns of them.
    """
    if not calls:
        return Past()
    newest = {} if answered is None else answered
    _note(newest, _stored_answers(session, {call.normal for call in calls}))
    _note(newest, ((call.normal, call.at) for call in calls if call.was_answered))
    near = [_near(call) for call in calls]
    since, until = min(first for first, _ in near), max(last for _, last in near)
    ids = list(contact_ids)
    return Past(_talks(session, ids, since, until), _reached(session, ids, since), newest)


def _note(newest: Newest, answers: Iterable[tuple[str, dt.datetime]]) -> None:
    for normal, at in answers:
        newest[normal] = max(at, newest.get(normal, at))


def _stored_answers(
    session: Session, normals: Collection[str]
) -> Iterable[tuple[str, dt.datetime]]:
    """When each number was last talked to, by the calls in the book."""
    among = list(normals)
    for start in range(0, len(among), BATCH):
        query = select(PhoneCall.normal, func.max(PhoneCall.at)).where(
            col(PhoneCall.normal).in_(among[start : start + BATCH]),
            or_(
                PhoneCall.kind == "in",
                (col(PhoneCall.kind) == "out") & (col(PhoneCall.seconds) > 0),
            ),
        )
        yield from session.exec(query.group_by(col(PhoneCall.normal)))


def _talks(
    session: Session, contact_ids: Sequence[int], since: dt.datetime, until: dt.datetime
) -> dict[int, list[Talked]]:
    """The talks by phone and the notes between two moments, by contact, in their order."""
    from_log = select(PhoneCall.id).where(PhoneCall.interaction_id == Interaction.id).exists()
    near = col(Interaction.at).between(since, until) & col(Interaction.channel).in_(_BY_PHONE)
    told = [getattr(Interaction, name) for name in ("at", "channel", "direction", "outcome")]
    talks: dict[int, list[Talked]] = {}
    for start in range(0, len(contact_ids), BATCH):
        for contact, among in _taking_part(contact_ids[start : start + BATCH]):
            query = sqlalchemy.select(contact, *told, from_log).where(among, near)
            for contact_id, *values in session.connection().execute(query):
                talks.setdefault(contact_id, []).append(Talked(*values))
    for theirs in talks.values():
        theirs.sort(key=lambda talk: talk.at)
    return talks


def _reached(
    session: Session, contact_ids: Sequence[int], since: dt.datetime
) -> dict[int, dt.datetime]:
    """When each contact was last talked to after a moment."""
    newest: dict[int, dt.datetime] = {}
    talked = (col(Interaction.at) > since) & (col(Interaction.outcome) != Outcome.NO_ANSWER)
    for start in range(0, len(contact_ids), BATCH):
        for contact, among in _taking_part(contact_ids[start : start + BATCH]):
            query = sqlalchemy.select(contact, func.max(Interaction.at)).where(among, talked)
            for contact_id, at in session.connection().execute(query.group_by(contact)):
                newest[contact_id] = max(at, newest.get(contact_id, at))
    return newest


def _taking_part(ids: Sequence[int]) -> Iterable[tuple[Any, Any]]:
    """Two ways to take part in a talk: whose id it is, and the condition that it is among these."""
    main, other = col(Interaction.contact_id), col(Participant.contact_id)
    yield main, main.in_(ids)
    yield other, other.in_(ids) & (col(Participant.interaction_id) == col(Interaction.id))
