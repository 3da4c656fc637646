"""The whole book as plain records, for files that other programs read."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select

from smallcrm.models.contacts import Contact, ContactPoint, Tag
from smallcrm.models.enums import PointKind
from smallcrm.models.talks import FollowUp, Interaction, Participant

FIELDS = (
    "name", "kind", "handle", "nickname", "company", "title", "language", "group",
    "street", "postcode", "city", "region", "country", "notes", "birthday", "source_id",
    "group_pinned", "rhythm_days", "rhythm_since", "archived", "restricted",
)  # fmt: skip
Record = dict[str, Any]
Of = Collection[int] | None
"""The ids of the contacts whose records are wanted; None is all of them, archived ones too."""


@dataclass(frozen=True)
class Reached:
    """A contact's name, and the numbers under which it is called."""

    name: str
    numbers: tuple[str, ...]


def contact_records(session: Session, of: Of = None) -> Iterator[Record]:
    """The contacts with their points and tags; the company that is a contact by its handle."""
    handles = handles_of(session)
    points: dict[int, list[Record]] = {}
    for point in session.exec(select(ContactPoint).order_by(col(ContactPoint.id))):
        record = {"kind": point.kind, "label": point.label, "value": point.value}
        points.setdefault(point.contact_id, []).append(record)
    tags: dict[int, list[str]] = {}
    for tag in session.exec(select(Tag).order_by(col(Tag.contact_id), col(Tag.folded))):
        tags.setdefault(tag.contact_id, []).append(tag.name)
    for contact in session.exec(select(Contact).order_by(col(Contact.id))):
        if of is not None and contact.id not in of:
            continue
        yield {
            **{field: getattr(contact, field) for field in FIELDS},
            "company_handle": handles.get(contact.company_id or 0, ""),
            "points": points.get(contact.id, []),
            "tags": tags.get(contact.id, []),
            "created": contact.created,
        }


def interaction_records(session: Session, of: Of = None) -> Iterator[Record]:
    """The interactions as they were written, with the handles of all who took part.

    `of` picks those in which one of these contacts took part; restricted ones are not named then.
    """
    handles = handles_of(session)
    restricted = select(Contact.id).where(col(Contact.restricted).is_(True))
    hidden = set() if of is None else set(session.exec(restricted))
    others: dict[int, list[int]] = {}
    for other in session.exec(select(Participant).order_by(col(Participant.id))):
        others.setdefault(other.interaction_id, []).append(other.contact_id)
    query = select(Interaction).order_by(col(Interaction.id)).execution_options(yield_per=1000)
    for row in session.exec(query):
        there = [one for one in others.get(row.id, []) if one not in hidden]
        if row.contact_id in hidden:
            continue
        if of is not None and not any(one in of for one in (row.contact_id, *there)):
            continue
        yield {
            "id": row.id,
            "handle": handles[row.contact_id],
            "with": [handles[one] for one in there],
            "at": row.at,
            "channel": row.channel,
            "direction": row.direction,
            "outcome": row.outcome,
            "summary": row.summary,
            "written": row.written,
        }


def callback_records(session: Session, of: Of = None) -> Iterator[Record]:
    """The callbacks, open or closed, with the interactions that they came from and ended with.

    These by their id, and by what stays true in another book: the moment they were written, and
    their place among the contact's interactions of that moment, from 1.
    """
    handles, written, later = handles_of(session), _moments_of_talks(session), _later(session)
    query = select(FollowUp).order_by(col(FollowUp.id)).execution_options(yield_per=1000)
    for row in session.exec(query):
        if of is not None and row.contact_id not in of:
            continue
        yield {
            "id": row.id,
            "number": row.number,
            "handle": handles[row.contact_id],
            "why": row.why,
            "channel": row.channel,
            "promised_by": row.promised_by,
            "due": row.due,
            "due_time": row.due_time,
            "first_due": row.first_due,
            "tries": row.tries,
            "opened_by": row.opened_by,
            "opened_by_written": written.get(row.opened_by or 0),
            "opened_by_place": row.opened_by and later.get((row.opened_by, row.contact_id), 1),
            "closing": row.closing,
            "closed_on": row.closed_on,
            "closed_by": row.closed_by,
            "closed_by_written": written.get(row.closed_by or 0),
            "closed_by_place": row.closed_by and later.get((row.closed_by, row.contact_id), 1),
            "written": row.written,
        }


def _moments_of_talks(session: Session) -> dict[int, dt.datetime]:
    """When the interactions that opened or closed a callback were written, by their id."""
    named: ColumnElement[bool] = or_(
        col(Interaction.id).in_(select(FollowUp.opened_by)),
        col(Interaction.id).in_(select(FollowUp.closed_by)),
    )
    return dict(session.exec(select(Interaction.id, Interaction.written).where(named)).all())


def _later(session: Session) -> dict[tuple[int, int], int]:
    """The places of interactions of a moment beyond a contact's first, by their id and its."""
    several = select(Interaction.written).group_by(col(Interaction.written))
    several = several.having(func.count() > 1)
    taken: Counter[tuple[int, dt.datetime]] = Counter()
    later: dict[tuple[int, int], int] = {}
    query = (
        select(Interaction.id, Interaction.written, Interaction.contact_id, Participant.contact_id)
        .outerjoin(Participant, col(Participant.interaction_id) == col(Interaction.id))
        .where(col(Interaction.written).in_(several))
        .order_by(col(Interaction.id))
    )
    met: set[tuple[int, int]] = set()
    for talk, written, main, other in session.exec(query):
        for contact in (main, other):
            if contact is not None and (talk, contact) not in met:
                met.add((talk, contact))
                taken[contact, written] += 1
                later[talk, contact] = taken[contact, written]
    return {key: place for key, place in later.items() if place > 1}


def reached_at(session: Session) -> dict[str, Reached]:
    """Every contact's name and numbers, by handle."""
    numbers: dict[int, list[str]] = {}
    phones = select(ContactPoint).where(ContactPoint.kind == PointKind.PHONE)
    for point in session.exec(phones.order_by(col(ContactPoint.id))):
        numbers.setdefault(point.contact_id, []).append(point.value)
    rows = session.exec(select(Contact.id, Contact.handle, Contact.name))
    return {handle: Reached(name, tuple(numbers.get(id_, ()))) for id_, handle, name in rows}


def handles_of(session: Session) -> dict[int, str]:
    """Every contact's handle by its id."""
    return dict(session.exec(select(Contact.id, Contact.handle)).all())


SELECTED = {
    "contacts": contact_records,
    "interactions": interaction_records,
    "callbacks": callback_records,
}
"""The parts that can be exported for some contacts only."""
