"""Whom nobody has dealt with for long: what a review of old personal data begins with.

A dealing is a talk, an order or a quote, a case opened or closed, a call of the phone's log, and
the day of an open callback. That the owner edited a contact is none.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

# A contact's dealings: the word, the moment, the table, and the index by which it is found.
_TALK, _ORDER, _CASE = "talk", "order", "case"
_DEALINGS = {
    _TALK: "SELECT at FROM interaction WHERE contact_id = contact.id",
    "joined": "SELECT i.at FROM participant AS p JOIN interaction AS i ON i.id = p.interaction_id"
    " WHERE p.contact_id = contact.id",
    _ORDER: "SELECT at FROM customer_order WHERE contact_id = contact.id",
    _CASE: "SELECT max(opened, coalesce(closed, '')) AS at FROM customer_case"
    " WHERE contact_id = contact.id",
    "phone call": "SELECT at FROM phone_call WHERE contact_id = contact.id",
    "callback": "SELECT max(due, date(written)) AS at FROM follow_up"
    " WHERE contact_id = contact.id AND closing = ''",
}
_ALIASES = {"joined": _TALK}


@dataclass(frozen=True)
class Idle:
    """A contact without dealings; `last` and `what` are None and "" if there never was one.

    `since` is when it came into the book, `ordered` the day of the last order, for what has to be
    kept for the bookkeeping.
    """

    contact: str
    handle: str
    last: dt.date | None
    what: str
    since: dt.date
    ordered: dt.date | None
    archived: bool
    restricted: bool


def idle_since(session: Session, day: dt.date) -> list[Idle]:
    """Everybody without dealings from that day on, the longest first.

    Archived and restricted contacts too. Who was never dealt with counts from when he came in. A
    company is dealt with in its people.
    """
    days = (day.isoformat(),) * len(_DEALINGS)
    rows = session.connection().exec_driver_sql(_query(), days)
    known = {key: _idle(*row) for key, *row in rows}
    found = {key: one for key, one in known.items() if one.last or one.since < day}
    busy = _firms_of_others(session, found)
    idle = (one for key, one in found.items() if key not in busy)
    return sorted(idle, key=lambda one: (one.last or one.since, one.since, one.handle))


def _firms_of_others(session: Session, found: Collection[int]) -> set[int]:
    """The companies of those who are not among these."""
    people = "SELECT id, company_id FROM contact WHERE company_id IS NOT NULL"
    rows = session.connection().exec_driver_sql(people)
    return {company for person, company in rows if person not in found}


def _query() -> str:
    """One look into an index for each kind; the next kind only for those whom it left."""
    none = (
        f"NOT EXISTS (SELECT 1 FROM ({dealing}) WHERE at >= ?)" for dealing in _DEALINGS.values()
    )
    last = (f"(SELECT max(at) FROM ({dealing}))" for dealing in _DEALINGS.values())
    return (
        f"SELECT id, name, handle, created, archived, restricted, {', '.join(last)} FROM contact"
        f" WHERE {' AND '.join(none)}"
    )


def _idle(
    name: str, handle: str, created: str, archived: int, restricted: int, *moments: str | None
) -> Idle:
    known = {word: moment[:10] for word, moment in zip(_DEALINGS, moments, strict=True) if moment}
    what = max(known, key=lambda word: known[word], default="")
    return Idle(
        name,
        handle,
        dt.date.fromisoformat(known[what]) if what else None,
        _ALIASES.get(what, what),
        dt.datetime.fromisoformat(created).date(),
        dt.date.fromisoformat(known[_ORDER]) if _ORDER in known else None,
        bool(archived),
        bool(restricted),
    )
