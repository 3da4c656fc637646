"""What was changed when, by which command: the journal, step by step."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sqlmodel import Session, col, select

from smallcrm.journal.entries import ALONG, TELLING, Entry, any_erased, entry_of, forgotten_until
from smallcrm.models import every_table
from smallcrm.models.steps import Change, Step

MOST_DETAILS = 8
# Rows that are counted and not told one by one.
COUNTED = frozenset({("insert", "order_line"), ("delete", "order_line")})
# What stands for a row that a column points at, so that nobody meets an id.
NAMED = {
    "contact_id": "SELECT name FROM contact WHERE id = ?",
    "product_id": "SELECT name FROM product WHERE id = ?",
    "order_id": "SELECT number FROM customer_order WHERE id = ?",
    "case_id": "SELECT number FROM customer_case WHERE id = ?",
}
GONE = "one that is gone"
_REMOVED = (
    "SELECT json_extract(before, '$.name') FROM change"
    " WHERE contact_id = ? AND table_name = 'contact' AND action = 'delete' ORDER BY id DESC"
)
_CHANGES = f"""
SELECT action, table_name, row_id, before, after {TELLING}
    AND (action, table_name) NOT IN (VALUES {", ".join(map(str, sorted(COUNTED)))})
ORDER BY id LIMIT :most
"""

Values = dict[str, object]
_tables = cache(every_table)


@dataclass(frozen=True)
class Detail:
    """One changed row: `after` of an added row is as it stands now, `before` of a removed one
    as it stood; of a changed row both hold just the changed columns."""

    action: str
    table: str
    before: Values
    after: Values


@dataclass(frozen=True)
class Told:
    """A step with its first changes; `entry.rows` counts them all."""

    entry: Entry
    details: tuple[Detail, ...]


@dataclass(frozen=True)
class Window:
    """Which steps are wanted: written from a moment (UTC) up to before another; how many at most.

    With a contact, only what touched one of its rows.
    """

    since: dt.datetime | None = None
    before: dt.datetime | None = None
    limit: int = 50
    contact_id: int | None = None


def history(session: Session, window: Window) -> list[Told]:
    """The newest steps first."""
    query = select(Step).where(Step.command != ALONG, Step.id > forgotten_until(session))
    if window.since:
        query = query.where(Step.written >= window.since)
    if window.before:
        query = query.where(Step.written < window.before)
    if window.contact_id is not None:
        touched = select(Change.step_id).where(Change.contact_id == window.contact_id)
        query = query.where(col(Step.id).in_(touched))
    steps = session.exec(query.order_by(col(Step.id).desc()).limit(window.limit)).all()
    return [_told(session, step, window.contact_id) for step in steps]


def told(session: Session, steps: Iterable[int]) -> list[Told]:
    """These steps, in their order."""
    return [_told(session, session.get_one(Step, number)) for number in steps]


def _told(session: Session, step: Step, contact_id: int | None = None) -> Told:
    details = tuple(_details(session, step, contact_id))
    return Told(entry_of(session, step, contact_id=contact_id), details)


@dataclass(frozen=True)
class Reach:
    """When the oldest step was written (UTC) that is left; older ones were forgotten for their age
    or, if anybody was `erased`, may have gone with him."""

    since: dt.datetime
    erased: bool


def reach_of(session: Session) -> Reach | None:
    """How far the journal reaches back; None if nothing at its beginning is gone."""
    until = forgotten_until(session)
    first = session.exec(
        select(Step).where(Step.id > until).order_by(col(Step.id)).limit(1)
    ).first()
    return Reach(first.written, any_erased(session)) if first and first.id > 1 else None


def _details(session: Session, step: Step, contact_id: int | None) -> Iterator[Detail]:
    given = {"step": step.id, "contact": contact_id, "most": MOST_DETAILS}
    changes = session.connection().exec_driver_sql(_CHANGES, given).all()
    for action, table, row_id, *kept in changes:
        before, after = (_named(session, _values(row)) for row in kept)
        if action == "insert":
            after = _row(session, table, row_id)
        yield Detail(action, table, before, after)


def _values(stored: str | None) -> Values:
    return json.loads(stored) if stored else {}


def _named(session: Session, row: Values) -> Values:
    """The values with a name or a number for each id that has one still."""
    return {field: _name(session, field, value) for field, value in row.items()}


def _name(session: Session, field: str, value: object) -> object:
    if field not in NAMED or value is None:
        return value
    run = session.connection().exec_driver_sql
    found = run(NAMED[field], (value,)).first()
    if not found and field == "contact_id":
        found = run(_REMOVED, (value,)).first()
    return found[0] if found else GONE


def _row(session: Session, table: str, row_id: int) -> Values:
    """The row as it stands now; empty if a later step removed it."""
    query = f"SELECT * FROM {_tables()[table].name} WHERE id = ?"
    found = session.connection().exec_driver_sql(query, (row_id,)).mappings().first()
    return dict(found) if found else {}
