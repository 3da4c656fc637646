"""Restriction (the GDPR's article 18): a contact is kept, but used in no list."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from smallcrm.errors import Refused
from smallcrm.models.contacts import Contact
from smallcrm.parsing.text import one_line

_SINCE = """
    SELECT step.written FROM change JOIN step ON step.id = change.step_id
    WHERE change.contact_id = ? AND change.table_name = 'contact' AND change.action = 'update'
        AND json_extract(change.after, '$.restricted') = 1
    ORDER BY change.id DESC LIMIT 1
"""


def restrict(session: Session, contact: Contact) -> None:
    """Keep the contact, and name it in no list; Refused if that is so already."""
    if contact.restricted:
        raise Refused(f"{_name(contact)} is restricted already")
    _set(session, contact, True)


def lift(session: Session, contact: Contact) -> None:
    """Use the contact's data again; Refused if it is not restricted."""
    if not contact.restricted:
        raise Refused(f"{_name(contact)} is not restricted")
    _set(session, contact, False)


def _set(session: Session, contact: Contact, restricted: bool) -> None:
    contact.restricted = restricted
    session.add(contact)
    session.flush()


def _name(contact: Contact) -> str:
    return one_line(contact.name, longest=60)


def restricted_since(session: Session, contact: Contact) -> dt.date | None:
    """The day on which the restriction was set, by the clock here; None if nobody knows any more.

    The journal knows it, and forgets in time; an import sets it without a day.
    """
    found = session.connection().exec_driver_sql(_SINCE, (contact.id,)).first()
    if found is None:
        return None
    written = dt.datetime.fromisoformat(found[0]).replace(tzinfo=dt.UTC)
    return written.astimezone().date()


@dataclass(frozen=True)
class Restricted:
    """A restricted contact, and since when, if anybody knows."""

    contact: str
    handle: str
    since: dt.date | None
    archived: bool


def list_restricted(session: Session) -> list[Restricted]:
    """Everybody who is restricted, by name."""
    query = select(Contact).where(col(Contact.restricted).is_(True)).order_by(col(Contact.folded))
    return [
        Restricted(one.name, one.handle, restricted_since(session, one), one.archived)
        for one in session.exec(query)
    ]
