"""Callbacks: planning one, moving it, and closing it by saying what was said."""

import datetime as dt

from sqlmodel import Session, col, func, select

from smallcrm.domain.resolving import resolve
from smallcrm.errors import Ambiguous, NotFound
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Channel, Closing, Promiser
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.parsing.choices import choose
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold, one_line

HIGHEST_NUMBER = 99  # numbers go round below this, or below twice the open callbacks
LONGEST_NUMBER = 6  # more digits are a phone number


def plan(
    session: Session,
    contact: Contact,
    why: str,
    *,
    due: dt.date,
    due_time: dt.time | None = None,
    channel: str = Channel.CALL,
    promised_by: Promiser = Promiser.ME,
    opened_by: Interaction | None = None,
) -> FollowUp:
    """Open a callback about the contact on a day of the owner's calendar."""
    followup = FollowUp(
        number=next_number(session),
        contact_id=contact.id,
        why=clean(why, "reason", longest=LONGEST_TEXT),
        folded=fold(why),
        channel=choose(Channel, channel, "channel"),
        promised_by=promised_by,
        due=due,
        due_time=due_time,
        first_due=due,
        opened_by=opened_by.id if opened_by else None,
    )
    session.add(followup)
    session.flush()
    return followup


def next_number(session: Session) -> int:
    """The next short number: round and round, past those in use, so that none returns soon."""
    last = session.exec(select(FollowUp.number).order_by(col(FollowUp.id).desc()).limit(1)).first()
    is_open = FollowUp.closing == ""
    count = session.exec(select(func.count()).select_from(FollowUp).where(is_open)).one()
    highest = max(HIGHEST_NUMBER, 2 * count)
    number = last or 0
    while True:
        number = number % highest + 1
        taken = select(FollowUp.id).where(is_open, FollowUp.number == number)
        if session.exec(taken).first() is None:
            return number


def find_open(session: Session, text: str, *, today: dt.date) -> FollowUp:
    """The open callback with that number, or the only one of the contact so named."""
    if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER:
        number = int(text)
        query = select(FollowUp).where(FollowUp.closing == "", FollowUp.number == number)
        found = session.exec(query).first()
        if found is None:
            raise NotFound(f"there is no open callback {number} (crm callbacks lists them)")
        return found
    return _only_one(session, resolve(session, text, today=today))


def _only_one(session: Session, contact: Contact) -> FollowUp:
    found = open_of(session, contact)
    name = one_line(contact.name, longest=60)
    if not found:
        raise NotFound(f"{name} has no open callback (crm callback {contact.handle} DAY opens one)")
    if len(found) > 1:
        listed = "; ".join(f"{item.number} {one_line(item.why, longest=40)}" for item in found)
        raise Ambiguous(f"{name} has {len(found)} open callbacks; say the number: {listed}")
    return found[0]


def open_of(session: Session, contact: Contact) -> list[FollowUp]:
    """The contact's open callbacks, the first due first."""
    query = select(FollowUp).where(FollowUp.closing == "", FollowUp.contact_id == contact.id)
    return list(session.exec(query.order_by(col(FollowUp.due), col(FollowUp.id))))


def close(
    session: Session,
    followup: FollowUp,
    closing: Closing,
    *,
    on: dt.date,
    by: Interaction | None = None,
) -> None:
    """Close the callback; `by` is the talk that did it, which a dropped one lacks."""
    followup.closing = closing
    followup.closed_on = on
    followup.closed_by = by.id if by else None
    session.add(followup)
    session.flush()


def move(
    session: Session, followup: FollowUp, due: dt.date, due_time: dt.time | None = None
) -> None:
    """Put the callback off, or forward, to another day."""
    followup.due = due
    followup.due_time = due_time
    session.add(followup)
    session.flush()


def count_try(session: Session, followup: FollowUp, *, today: dt.date) -> None:
    """Nobody answered: count the try, and let the callback wait for the next working day.

    One that is due later stays where it is; an hour is kept.
    """
    followup.tries += 1
    move(session, followup, max(followup.due, next_working_day(today)), followup.due_time)


def next_working_day(day: dt.date) -> dt.date:
    """The first Monday to Friday after the day."""
    ahead = {4: 3, 5: 2}.get(day.weekday(), 1)
    return day + dt.timedelta(days=ahead)
