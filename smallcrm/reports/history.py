"""What was changed when, by which command: the journal, step by step."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session, col, select

from smallcrm.journal import Entry, entry_of
from smallcrm.models import every_table
from smallcrm.models.steps import Change, Step

MOST_DETAILS = 8

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
    query = select(Change).where(Change.step_id == step.id).order_by(col(Change.id))
    if contact_id is not None:
        query = query.where(Change.contact_id == contact_id)
    for change in session.exec(query.limit(MOST_DETAILS)).all():
        before, after = _values(change.before), _values(change.after)
        if change.action == "insert":
            after = _row(session, change)
        yield Detail(change.action, change.table_name, before, after)


def _values(stored: str | None) -> Values:
    return json.loads(stored) if stored else {}


def _row(session: Session, change: Change) -> Values:
    """The row as it stands now; empty if a later step removed it."""
    table = every_table()[change.table_name].name
    query = text(f"SELECT * FROM {table} WHERE id = :id").bindparams(id=change.row_id)
    found = session.connection().execute(query).mappings().first()
    return dict(found) if found else {}
