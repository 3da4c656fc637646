"""Cases for the commands that must answer at once: asked without loading the table classes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, DateTime, Select, column, func, select, table
from sqlmodel import Session, col

from smallcrm.domain.interactions import BATCH
from smallcrm.domain.listed import is_listed
from smallcrm.models.contacts import Contact
from smallcrm.parsing.text import fold, words

CASE = table(
    "customer_case",
    column("id"),
    column("number"),
    column("contact_id"),
    column("kind"),
    column("stage"),
    column("summary"),
    column("solution"),
    column("folded"),
    column("opened", DateTime),
    column("due", Date),
    column("closed", DateTime),
)
CASE_TALK = table("case_talk", column("case_id"), column("interaction_id"))


@dataclass(frozen=True)
class ShortCase:
    """A case in a line; `closed` is None while it is open, and moments are local wall time."""

    number: int
    contact_id: int
    contact: str
    handle: str
    company: str
    group: str
    kind: str
    stage: str
    summary: str
    solution: str
    opened: dt.datetime
    due: dt.date
    closed: dt.datetime | None
    phone: str = ""


@dataclass(frozen=True)
class OpenCases:
    """The most pressing open cases, and how many are open in all."""

    cases: tuple[ShortCase, ...] = ()
    count: int = 0

    @property
    def hidden(self) -> int:
        """How many more there are."""
        return self.count - len(self.cases)


def _short_cases() -> Select[Any]:
    return select(
        CASE.c.number,
        CASE.c.contact_id,
        col(Contact.name),
        col(Contact.handle),
        col(Contact.company),
        col(Contact.group),
        CASE.c.kind,
        CASE.c.stage,
        CASE.c.summary,
        CASE.c.solution,
        CASE.c.opened,
        CASE.c.due,
        CASE.c.closed,
    ).join(Contact, col(Contact.id) == CASE.c.contact_id)


def most_pressing(session: Session, *, most: int | None) -> OpenCases:
    """The open cases, the first due first, but those of contacts that are in no list."""
    wanted = (CASE.c.closed.is_(None), is_listed())
    query = _short_cases().where(*wanted).order_by(CASE.c.due, CASE.c.opened, CASE.c.number)
    found = _asked(session, query.limit(None if most is None else most + 1))
    if most is None or len(found) <= most:
        return OpenCases(tuple(found), len(found))
    counted = select(func.count()).select_from(
        CASE.join(Contact, col(Contact.id) == CASE.c.contact_id)
    )
    count = session.connection().execute(counted.where(*wanted)).scalar_one()
    return OpenCases(tuple(found[:most]), count)


def open_of(session: Session, contact_ids: Sequence[int]) -> list[ShortCase]:
    """The open cases of any of the contacts, the first due first."""
    wanted = (CASE.c.closed.is_(None), CASE.c.contact_id.in_(contact_ids))
    query = _short_cases().where(*wanted).order_by(CASE.c.due, CASE.c.opened, CASE.c.number)
    return _asked(session, query)


def count_closed(session: Session, contact_ids: Sequence[int]) -> int:
    """How many cases of the contacts are closed."""
    mine = (CASE.c.closed.is_not(None), CASE.c.contact_id.in_(contact_ids))
    query = select(func.count()).select_from(CASE).where(*mine)
    return int(session.connection().execute(query).scalar_one())


def with_open(session: Session) -> frozenset[int]:
    """The ids of the contacts who have an open case."""
    query = select(CASE.c.contact_id).where(CASE.c.closed.is_(None))
    return frozenset(session.connection().execute(query).scalars())


def of_talks(session: Session, talk_ids: Sequence[int]) -> dict[int, int]:
    """The number of the case on which a talk is, by the talk's id."""
    found: dict[int, int] = {}
    if not session.connection().execute(select(CASE_TALK.c.case_id).limit(1)).first():
        return found
    query = select(CASE_TALK.c.interaction_id, CASE.c.number).join(
        CASE, CASE.c.id == CASE_TALK.c.case_id
    )
    for start in range(0, len(talk_ids), BATCH):
        part = CASE_TALK.c.interaction_id.in_(talk_ids[start : start + BATCH])
        found |= {row[0]: row[1] for row in session.connection().execute(query.where(part))}
    return found


def holding(session: Session, text: str, most: int | None, *, whole_words: bool) -> list[ShortCase]:
    """Cases whose summary or solution holds all the words, from their start or anywhere.

    The newest first, at most so many; none of restricted contacts.
    """
    parts = words(text) if whole_words else fold(text).split()
    query = _short_cases().where(col(Contact.restricted).is_(False)).order_by(CASE.c.id.desc())
    for part in parts:
        query = query.where(CASE.c.folded.contains(part, autoescape=True))
    if not whole_words:
        return _asked(session, query.limit(most))
    found = [one for one in _asked(session, query) if _says(one, parts)]
    return found[:most]


def _says(found: ShortCase, starts: Sequence[str]) -> bool:
    there = words(f"{found.summary}\n{found.solution}")
    return all(any(word.startswith(start) for word in there) for start in starts)


def _asked(session: Session, query: Select[Any]) -> list[ShortCase]:
    return [ShortCase(*row) for row in session.connection().execute(query)]
