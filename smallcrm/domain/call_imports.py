"""Taking a phone's call log in: what was never noted waits for the owner's word."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from smallcrm.domain import calls, settings
from smallcrm.domain.calls import TWICE, Call, Past
from smallcrm.domain.import_taken import Remark
from smallcrm.domain.interactions import BATCH
from smallcrm.formats.calllog import CallRecord, UnreadableRow
from smallcrm.models.calls import PhoneCall
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import CallState


@dataclass(frozen=True)
class KnownCall:
    """A call with somebody in the book; a number may be shared by several."""

    call: Call
    owners: tuple[str, ...]  # names


@dataclass(frozen=True)
class Stranger:
    """A number of nobody in the book that called; `name` is the phone's own."""

    number: str
    name: str
    times: int
    last: dt.datetime


@dataclass
class TakenCalls:
    """What became of the rows: the three lists wait, the rest is counted.

    `same` are in the book already, `once` the calls with unknown numbers that called less than
    twice, `withheld` those without a number.
    """

    unnoted: list[KnownCall] = field(default_factory=list)
    missed: list[KnownCall] = field(default_factory=list)
    strangers: list[Stranger] = field(default_factory=list)
    stranger_calls: int = 0
    noted: int = 0
    returned: int = 0
    same: int = 0
    once: int = 0
    withheld: int = 0
    unreadable: list[Remark] = field(default_factory=list)

    @property
    def new(self) -> int:
        return len(self.unnoted) + len(self.missed) + self.stranger_calls


Rows = Iterable[CallRecord | UnreadableRow]


def take_calls(session: Session, rows: Rows) -> TakenCalls:
    """Let the calls wait that were never noted, and count the rest.

    Run in a transaction that is not committed, this is the rehearsal.
    """
    taken = TakenCalls()
    found = _read(session, rows, taken)
    owners = calls.owners_of(session, {call.normal for call in found})
    known_ids = {contact.id for contacts in owners.values() for contact in contacts}
    past = calls.past(session, found, known_ids)
    new = _not_stored(session, found)
    taken.same += len(found) - len(new)
    unknown = []
    for call in new:
        if call.normal in owners:
            _take_known(session, call, owners[call.normal], past, taken)
        else:
            unknown.append(call)
    _take_unknown(session, unknown, taken)
    session.flush()
    return taken


def _read(session: Session, rows: Rows, taken: TakenCalls) -> list[Call]:
    """The calls with a number, each once, the newest first."""
    country = settings.value_of(session, "country")
    normals: dict[str, str] = {}
    found: dict[tuple[str, dt.datetime, str], Call] = {}
    for row in rows:
        if isinstance(row, UnreadableRow):
            taken.unreadable.append(Remark(row.line, row.reason))
        elif not row.number:
            taken.withheld += 1
        else:
            normal = normals.get(row.number) or calls.normal_of(row.number, country)
            normals[row.number] = normal
            call = Call(row.number, normal, row.at, row.kind, row.seconds, row.name)
            taken.same += (normal, row.at, row.kind) in found
            found.setdefault((normal, row.at, row.kind), call)
    return sorted(found.values(), key=lambda call: call.at, reverse=True)


def _not_stored(session: Session, found: Sequence[Call]) -> list[Call]:
    normals = list({call.normal for call in found})
    stored: set[tuple[str, dt.datetime, str]] = set()
    for start in range(0, len(normals), BATCH):
        batch = col(PhoneCall.normal).in_(normals[start : start + BATCH])
        query = select(PhoneCall.normal, PhoneCall.at, PhoneCall.kind).where(batch)
        stored.update((normal, at, kind) for normal, at, kind in session.exec(query))
    return [call for call in found if (call.normal, call.at, call.kind) not in stored]


def _take_known(
    session: Session, call: Call, owners: Sequence[Contact], past: Past, taken: TakenCalls
) -> None:
    ids = [contact.id for contact in owners]
    if past.is_noted(call, ids):
        taken.noted += 1
        return
    if call.is_missed and past.is_returned(call, ids):
        taken.returned += 1
        return
    known = KnownCall(call, tuple(contact.name for contact in owners))
    (taken.missed if call.is_missed else taken.unnoted).append(known)
    _store(session, call, ids[0] if len(ids) == 1 else None)


def _take_unknown(session: Session, unknown: Sequence[Call], taken: TakenCalls) -> None:
    """Keep the calls of numbers that called twice; others are forgotten."""
    waiting = select(PhoneCall.normal, PhoneCall.kind).where(
        PhoneCall.state == CallState.WAITING, col(PhoneCall.contact_id).is_(None)
    )
    times = Counter(normal for normal, kind in session.exec(waiting) if kind != "out")
    times.update(call.normal for call in unknown if call.is_from_them)
    seen: set[str] = set()
    for call in unknown:
        if times[call.normal] < TWICE:
            taken.once += 1
            continue
        taken.stranger_calls += 1
        _store(session, call, None)
        if call.normal not in seen:
            seen.add(call.normal)
            many = times[call.normal]
            taken.strangers.append(Stranger(call.number, call.name, many, call.at))


def _store(session: Session, call: Call, contact_id: int | None) -> None:
    session.add(PhoneCall(**vars(call), contact_id=contact_id))
