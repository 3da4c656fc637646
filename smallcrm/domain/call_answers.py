"""What the owner says of a call that waits: it is logged, called back, or dropped."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session, col, select

from smallcrm.domain import calls, contacts, followups, interactions
from smallcrm.domain.tags import add_tags
from smallcrm.errors import Refused
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.models.calls import PhoneCall
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import CallState, Outcome, PointKind
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.parsing.dates import When
from smallcrm.parsing.names import search_words
from smallcrm.parsing.say import say_moment
from smallcrm.parsing.text import fold

SATURDAY = 5


def log_call(
    session: Session,
    call_id: int,
    contact_id: int,
    summary: str,
    *,
    back: When | None = None,
    tags: Sequence[str] = (),
    no_answer: bool = False,
) -> tuple[Interaction, FollowUp | None]:
    """Log a call that waits, at its own moment; `back` plans the next one.

    Refused if it was answered for meanwhile.
    """
    row, contact = _waiting(session, call_id), session.get_one(Contact, contact_id)
    call = plain(row)
    talk = interactions.log(
        session,
        contact,
        summary,
        at=call.at,
        direction=call.direction,
        outcome=Outcome.NO_ANSWER if no_answer else call.outcome,
    )
    add_tags(session, contact, tags)
    planned = None
    if back:
        planned = followups.plan(
            session, contact, summary, due=back.day, due_time=back.time, opened_by=talk
        )
    row.interaction_id = talk.id
    _settle(session, row, CallState.LOGGED, contact, planned)
    return talk, planned


def plan_callback(
    session: Session,
    call_id: int,
    contact_id: int,
    *,
    today: dt.date,
    back: When | None = None,
    tags: Sequence[str] = (),
) -> FollowUp:
    """Make a callback of a missed call, and of all others of the contact that wait.

    It is due `back`, else today, or on the next working day at a weekend.
    """
    row, contact = _waiting(session, call_id), session.get_one(Contact, contact_id)
    planned = followups.plan(
        session,
        contact,
        f"missed call of {say_moment(row.at, row.at.date() + dt.timedelta(days=2))}",
        due=back.day if back else first_working_day(today),
        due_time=back.time if back else None,
    )
    add_tags(session, contact, tags)
    for other in _missed_of(session, row, contact):
        _settle(session, other, CallState.CALLBACK, contact, planned)
    _settle(session, row, CallState.CALLBACK, contact, planned)
    return planned


def first_working_day(today: dt.date) -> dt.date:
    """Today, or the Monday after a weekend's day."""
    return today if today.weekday() < SATURDAY else followups.next_working_day(today)


def drop_call(
    session: Session, call_id: int, contact_id: int | None, tags: Sequence[str] = ()
) -> None:
    """Let a call wait no longer, with nothing written about it."""
    contact = session.get(Contact, contact_id) if contact_id else None
    if contact:
        add_tags(session, contact, tags)
    _settle(session, _waiting(session, call_id), CallState.DROPPED, contact)


def drop_number(session: Session, normal: str) -> None:
    """Let the calls of an unknown number wait no longer."""
    for row in _of_number(session, normal):
        _settle(session, row, CallState.DROPPED)


def called(session: Session, name: str) -> list[Contact]:
    """The contacts who have exactly this name or handle, case and accents aside."""
    same = search_words(name, "")
    query = select(Contact).where(
        (col(Contact.handle) == fold(name).removeprefix("@"))
        | (col(Contact.folded) == same)
        | col(Contact.folded).startswith(f"{same}\n", autoescape=True)
    )
    return list(session.exec(query.order_by(col(Contact.id))))


def adopt(
    session: Session, normal: str, name: str = "", *, contact_id: int | None = None
) -> Contact:
    """Give an unknown number to a contact, or to a new one; its calls wait on as the contact's."""
    rows = _of_number(session, normal)
    if not rows:
        raise Refused("the calls of that number were answered for meanwhile")
    number = PointRecord(PointKind.PHONE, rows[0].number)
    if contact_id is None:
        contact = contacts.add(session, ContactRecord(name, points=(number,)))
    else:
        contact = session.get_one(Contact, contact_id)
        contacts.add_points(session, contact, (number,))
    for row in rows:
        row.contact_id = contact.id
        session.add(row)
    session.flush()
    return contact


def plain(row: PhoneCall) -> calls.Call:
    """The plain data of a stored call."""
    return calls.Call(row.number, row.normal, row.at, row.kind, row.seconds, row.name)


def _waiting(session: Session, call_id: int) -> PhoneCall:
    row = session.get(PhoneCall, call_id)
    if row is None or row.state != CallState.WAITING:
        raise Refused("this call was answered for meanwhile; nothing was written")
    return row


def _of_number(session: Session, normal: str) -> list[PhoneCall]:
    query = select(PhoneCall).where(
        PhoneCall.normal == normal, PhoneCall.state == CallState.WAITING
    )
    return list(session.exec(query.order_by(col(PhoneCall.at).desc())))


def _missed_of(session: Session, row: PhoneCall, contact: Contact) -> list[PhoneCall]:
    """Other missed calls that the callback answers: from this number, or known as the contact's."""
    query = select(PhoneCall).where(
        PhoneCall.state == CallState.WAITING,
        col(PhoneCall.kind).in_(calls.MISSED),
        PhoneCall.id != row.id,
        (col(PhoneCall.contact_id) == contact.id)
        | (col(PhoneCall.contact_id).is_(None) & (col(PhoneCall.normal) == row.normal)),
    )
    return list(session.exec(query))


def _settle(
    session: Session,
    row: PhoneCall,
    state: CallState,
    contact: Contact | None = None,
    planned: FollowUp | None = None,
) -> None:
    row.state = state
    row.contact_id = contact.id if contact else row.contact_id
    row.follow_up_id = planned.id if planned else None
    session.add(row)
    session.flush()
