"""What was changed when, by which command: the journal, step by step."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text, tuple_
from sqlmodel import Session, col, select

from smallcrm.journal import Entry, entry_of, telling
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

Values = dict[str, object]


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


def history(session: Session, *, contact_id: int | None = None, limit: int = 50) -> list[Told]:
    """The newest steps first; with a contact, only what touched one of its rows."""
    query = select(Step).order_by(col(Step.id).desc()).limit(limit)
    if contact_id is not None:
        touched = select(Change.step_id).where(Change.contact_id == contact_id)
        query = query.where(col(Step.id).in_(touched))
    return [
        Told(
            entry_of(session, step, contact_id=contact_id),
            tuple(_details(session, step, contact_id)),
        )
        for step in session.exec(query).all()
    ]


def _details(session: Session, step: Step, contact_id: int | None) -> Iterator[Detail]:
    query = select(Change).where(Change.step_id == step.id, telling(step)).order_by(col(Change.id))
    if contact_id is not None:
        query = query.where(Change.contact_id == contact_id)
    told = ~tuple_(col(Change.action), col(Change.table_name)).in_(COUNTED)
    for change in session.exec(query.where(told).limit(MOST_DETAILS)).all():
        before, after = (_named(session, _values(row)) for row in (change.before, change.after))
        if change.action == "insert":
            after = _row(session, change)
        yield Detail(change.action, change.table_name, before, after)


def _values(stored: str | None) -> Values:
    return json.loads(stored) if stored else {}


def _named(session: Session, row: Values) -> Values:
    """The values with a name or a number for each id that has one still."""
    return {field: _name(session, field, value) for field, value in row.items()}


def _name(session: Session, field: str, value: object) -> object:
    if field not in NAMED or value is None:
        return value
    found = session.connection().exec_driver_sql(NAMED[field], (value,)).first()
    return found[0] if found else value


def _row(session: Session, change: Change) -> Values:
    """The row as it stands now; empty if a later step removed it."""
    table = every_table()[change.table_name].name
    query = text(f"SELECT * FROM {table} WHERE id = :id").bindparams(id=change.row_id)
    found = session.connection().execute(query).mappings().first()
    return dict(found) if found else {}
