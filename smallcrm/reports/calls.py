"""The calls that wait for a word: those of contacts, and unknown numbers that called twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session, col, select

from smallcrm.domain import calls
from smallcrm.domain.call_answers import plain
from smallcrm.domain.calls import TWICE, Call
from smallcrm.domain.imports.call_past import past
from smallcrm.models.calls import PhoneCall
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import CallState


@dataclass(frozen=True)
class Owner:
    """Somebody whose number it is."""

    id: int
    name: str
    handle: str


@dataclass(frozen=True)
class WaitingCall:
    """A call of a contact, or of one of several who share the number."""

    id: int
    call: Call
    owners: tuple[Owner, ...]


@dataclass(frozen=True)
class WaitingNumber:
    """A number of nobody in the book; `times` is how often it called, `last` its newest call."""

    normal: str
    times: int
    last: Call


@dataclass(frozen=True)
class Waiting:
    """What waits, the newest first; `more` says that older calls were not looked at."""

    calls: tuple[WaitingCall, ...] = ()
    numbers: tuple[WaitingNumber, ...] = ()
    more: bool = False

    @property
    def count(self) -> int:
        return len(self.calls) + len(self.numbers)


def waiting(session: Session, *, newest: int | None = None) -> Waiting:
    """The calls that wait, without those that were noted or returned by hand since.

    A restricted contact's wait unseen.
    `newest` looks at so many only. Where none was taken in, this is one look into an index.
    """
    rows = _rows(session, newest)
    if not rows:
        return Waiting()
    owners = _owners(session, rows)
    ids = {contact.id for contacts in owners.values() for contact in contacts}
    known = past(session, [plain(row) for row, _ in rows], ids)
    of_contacts, unknown = [], []
    for row, _ in rows:
        call, found = plain(row), owners[row.id]
        theirs = [contact.id for contact in found]
        if any(contact.restricted for contact in found):
            continue
        if not found:
            unknown.append(call)
        elif not known.is_noted(call, theirs) and not (
            call.is_missed and known.is_returned(call, theirs)
        ):
            named = tuple(Owner(one.id, one.name, one.handle) for one in found)
            of_contacts.append(WaitingCall(row.id, call, named))
    return Waiting(tuple(of_contacts), _numbers(unknown), more=len(rows) == newest)


def is_waiting(session: Session, call_id: int) -> bool:
    """Whether nothing was said of the call yet."""
    row = session.get(PhoneCall, call_id)
    return row is not None and row.state == CallState.WAITING


def _rows(session: Session, newest: int | None) -> list[tuple[PhoneCall, Contact | None]]:
    query = (
        select(PhoneCall, Contact)
        .outerjoin(Contact, col(Contact.id) == col(PhoneCall.contact_id))
        .where(text("phone_call.state = ''"))  # as the index says it, for SQLite to see
        .order_by(col(PhoneCall.at).desc(), col(PhoneCall.id).desc())
        .limit(newest)
    )
    return [(row, contact) for row, contact in session.exec(query)]


def _owners(
    session: Session, rows: Sequence[tuple[PhoneCall, Contact | None]]
) -> dict[int, list[Contact]]:
    """Whose each call is: as it was stored, else whoever has the number by now."""
    unnamed = {row.normal for row, contact in rows if contact is None}
    by_number = calls.owners_of(session, unnamed) if unnamed else {}
    return {row.id: [one] if one else by_number.get(row.normal, []) for row, one in rows}


def _numbers(unknown: Sequence[Call]) -> tuple[WaitingNumber, ...]:
    """The unknown numbers that called twice or more, by their newest call."""
    by_number: dict[str, list[Call]] = {}
    for call in unknown:
        by_number.setdefault(call.normal, []).append(call)
    counted = (
        WaitingNumber(normal, sum(call.is_from_them for call in theirs), theirs[0])
        for normal, theirs in by_number.items()
    )
    return tuple(number for number in counted if number.times >= TWICE)
