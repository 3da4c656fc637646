"""Taking a phone's call log in: what was never noted waits for the owner's word."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import insert
from sqlmodel import Session, col, select

from smallcrm.domain import calls, settings
from smallcrm.domain.calls import TWICE, Call
from smallcrm.domain.imports.call_log import CallLog
from smallcrm.domain.imports.call_past import Newest, Past, past
from smallcrm.domain.imports.counting import Firsts, Remarks
from smallcrm.domain.interactions import BATCH
from smallcrm.formats.calllog import CallRecord, UnreadableRow
from smallcrm.models.calls import PhoneCall
from smallcrm.models.enums import CallState

Rows = Iterable[CallRecord | UnreadableRow]


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

    unnoted: Firsts[KnownCall] = field(default_factory=Firsts)
    missed: Firsts[KnownCall] = field(default_factory=Firsts)
    strangers: Firsts[Stranger] = field(default_factory=Firsts)
    stranger_calls: int = 0
    noted: int = 0
    returned: int = 0
    same: int = 0
    once: int = 0
    withheld: int = 0
    unreadable: Remarks = field(default_factory=Remarks)

    @property
    def new(self) -> int:
        return len(self.unnoted) + len(self.missed) + self.stranger_calls


@dataclass(frozen=True)
class _Owners:
    """The ids and names of the contacts who have a number."""

    ids: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


def take_calls(session: Session, rows: Rows) -> TakenCalls:
    """Let the calls wait that were never noted, and count the rest.

    Run in a transaction that is not committed, this is the rehearsal.
    """
    work = _Import(session)
    for row in rows:
        work.read(row)
    work.take_known()
    work.take_unknown()
    return work.taken


class _Import:
    """An import under way: the calls of the file, whose they are, and what became of them."""

    def __init__(self, session: Session) -> None:
        self.taken = TakenCalls()
        self._session = session
        self._owners: dict[str, _Owners] = {}
        self._answered: Newest = {}
        country = settings.value_of(session, "country")
        self._log, self._unknown = CallLog(country), CallLog(country)

    def read(self, row: CallRecord | UnreadableRow) -> None:
        """Keep a call that has a number."""
        if isinstance(row, UnreadableRow):
            self.taken.unreadable.add(row.line, row.reason)
        elif not row.number:
            self.taken.withheld += 1
        else:
            self._log.add(row)

    def take_known(self) -> None:
        """Sort the calls in; those with unknown numbers are kept until all are counted."""
        found, newest = 0, self._log.newest_first()
        while batch := list(islice(newest, BATCH)):
            found += len(batch)
            new = self._not_stored(batch)
            self.taken.same += len(batch) - len(new)
            self._sort_in(new, self._past(batch))
        self.taken.same += len(self._log) - found

    def _not_stored(self, batch: Sequence[Call]) -> list[Call]:
        query = select(PhoneCall.normal, PhoneCall.at, PhoneCall.kind).where(
            col(PhoneCall.normal).in_({call.normal for call in batch}),
            col(PhoneCall.at).between(batch[-1].at, batch[0].at),
        )
        stored = set(self._session.exec(query))
        return [call for call in batch if (call.normal, call.at, call.kind) not in stored]

    def _past(self, batch: Sequence[Call]) -> Past:
        normals = {call.normal for call in batch} - self._owners.keys()
        self._owners |= dict.fromkeys(normals, _Owners())
        for normal, found in calls.owners_of(self._session, normals).items():
            self._owners[normal] = _Owners(
                tuple(contact.id for contact in found), tuple(contact.name for contact in found)
            )
        ids = {one for call in batch for one in self._owners[call.normal].ids}
        return past(self._session, batch, ids, answered=self._answered)

    def _sort_in(self, new: Iterable[Call], past: Past) -> None:
        waiting: list[tuple[Call, int | None]] = []
        for call in new:
            owners = self._owners[call.normal]
            if not owners.ids:
                self._unknown.add(call)
            elif past.is_noted(call, owners.ids):
                self.taken.noted += 1
            elif call.is_missed and past.is_returned(call, owners.ids):
                self.taken.returned += 1
            else:
                known = KnownCall(call, owners.names)
                (self.taken.missed if call.is_missed else self.taken.unnoted).append(known)
                waiting.append((call, owners.ids[0] if len(owners.ids) == 1 else None))
        _store(self._session, waiting)

    def take_unknown(self) -> None:
        """Keep the calls of numbers that called twice; others are forgotten."""
        times = _waiting_times(self._session)
        for call in self._unknown.newest_first():
            times[call.normal] += call.is_from_them
        met: set[str] = set()
        newest = self._unknown.newest_first()
        while batch := list(islice(newest, BATCH)):
            often = [call for call in batch if times[call.normal] >= TWICE]
            self.taken.once += len(batch) - len(often)
            self.taken.stranger_calls += len(often)
            _store(self._session, [(call, None) for call in often])
            for call in often:
                if call.normal not in met:
                    met.add(call.normal)
                    self.taken.strangers.append(
                        Stranger(call.number, call.name, times[call.normal], call.at)
                    )


def _waiting_times(session: Session) -> Counter[str]:
    """How often each unknown number called that waits already."""
    waiting = select(PhoneCall.normal, PhoneCall.kind).where(
        PhoneCall.state == CallState.WAITING, col(PhoneCall.contact_id).is_(None)
    )
    return Counter(normal for normal, kind in session.exec(waiting) if kind != "out")


def _store(session: Session, waiting: Iterable[tuple[Call, int | None]]) -> None:
    """Let calls wait, each as its contact's if that is certain."""
    rows = [
        vars(call) | {"state": CallState.WAITING, "contact_id": contact_id}
        for call, contact_id in waiting
    ]
    if rows:
        session.connection().execute(insert(PhoneCall), rows)
