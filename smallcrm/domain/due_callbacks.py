"""Callbacks about customers who are due to buy, many at once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from smallcrm.domain import followups
from smallcrm.models.contacts import Contact


@dataclass(frozen=True)
class Planned:
    """What became of one who was chosen: the number of the callback, and whether it is new."""

    contact: str
    handle: str
    number: int
    due: dt.date
    why: str
    new: bool


def plan_callbacks(
    session: Session, chosen: Iterable[tuple[int, str]], *, due: dt.date
) -> list[Planned]:
    """A callback for each contact id with its reason, but none for who has an open one."""
    return [_plan(session, contact_id, why, due) for contact_id, why in chosen]


def _plan(session: Session, contact_id: int, why: str, due: dt.date) -> Planned:
    contact = session.get_one(Contact, contact_id)
    there = followups.open_of(session, contact)
    callback = there[0] if there else followups.plan(session, contact, why, due=due)
    return Planned(
        contact.name, contact.handle, callback.number, callback.due, callback.why, not there
    )
