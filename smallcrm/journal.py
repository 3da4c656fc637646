"""The journal that the recorder keeps: undo, redo, and what a step did.

Undo replays the old values as a step of its own, which redo takes back the same way.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from smallcrm.errors import NotFound
from smallcrm.models import every_table
from smallcrm.models.contacts import Contact
from smallcrm.models.steps import Change, Step

BATCH = 1_000  # changes that are in memory at once
_NEVER = 2**62  # beyond every id
_CHANGES = (
    "SELECT id, table_name, row_id, action, before FROM change"
    " WHERE step_id = ? AND id < ? ORDER BY id DESC LIMIT ?"
)


@dataclass(frozen=True)
class Entry:
    """One step as history shows it: what was typed when, and which rows it touched.

    `rows` counts by action and table, as in `("insert", "tag"): 2`; `written` is UTC.
    """

    step: int
    command: str
    written: dt.datetime
    undone: bool
    rows: Counter[tuple[str, str]]
    contacts: tuple[str, ...]


def undo(session: Session) -> Entry:
    """Take back the newest command that still stands; NotFound if there is none.

    The session's own step becomes the record of the undo.
    """
    step = session.exec(
        select(Step)
        .where(col(Step.reverses).is_(None), col(Step.undone).is_(False))
        .where(Step.id < _current(session).id)
        .order_by(col(Step.id).desc())
    ).first()
    if step is None:
        raise NotFound("there is nothing to undo")
    return _reverse(session, step)


def redo(session: Session) -> Entry:
    """Do again what the newest undo took back; NotFound once something new was written."""
    last = session.exec(
        select(Step)
        .where(Step.id < _current(session).id)
        .where(col(Step.undone).is_(False), Step.command != "redo")
        .order_by(col(Step.id).desc())
    ).first()
    if last is None or last.command != "undo":
        raise NotFound("there is nothing to redo: the last command was not an undo")
    _reverse(session, last)
    step = session.get_one(Step, last.reverses)
    step.undone = False
    return entry_of(session, step)


def _current(session: Session) -> Step:
    return session.exec(select(Step).order_by(col(Step.id).desc()).limit(1)).one()


def _reverse(session: Session, step: Step) -> Entry:
    entry = entry_of(session, step)
    _current(session).reverses = step.id
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    tables = every_table()
    for batch in _batches(session, step):
        replays = (_replay(tables[row[1]].name, *row[2:]) for row in batch)
        for sql, group in groupby(replays, itemgetter(0)):
            connection.exec_driver_sql(sql, [values for _, values in group])
    step.undone = True
    session.flush()
    return entry


def _batches(session: Session, step: Step) -> Iterator[list[tuple[Any, ...]]]:
    """What a step changed, the newest first, so much at a time: memory does not grow with it."""
    last = _NEVER
    connection = session.connection()
    while batch := connection.exec_driver_sql(_CHANGES, (step.id, last, BATCH)).fetchall():
        yield [tuple(row) for row in batch]
        last = batch[-1][0]


def _replay(
    table: str, row_id: int, action: str, before: str | None
) -> tuple[str, tuple[object, ...]]:
    """The statement that puts a row back as it was before a change, and its values."""
    if action == "insert":
        return f"DELETE FROM {table} WHERE id = ?", (row_id,)
    values: dict[str, object] = json.loads(before or "{}")
    names = [f'"{name}"' for name in values]
    if action == "update":
        assigned = ", ".join(f"{name} = ?" for name in names)
        return f"UPDATE {table} SET {assigned} WHERE id = ?", (*values.values(), row_id)
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", tuple(values.values())


def entry_of(session: Session, step: Step, *, contact_id: int | None = None) -> Entry:
    """A step as history shows it; with a contact, only what touched one of its rows."""
    mine = [col(Change.step_id) == step.id, telling(step)]
    if contact_id is not None:
        mine.append(col(Change.contact_id) == contact_id)
    # Counted here, for SQLite would sort all of them in memory.
    touched = select(Change.action, Change.table_name).where(*mine)
    rows = session.exec(touched.execution_options(yield_per=10 * BATCH))
    return Entry(
        step=step.id,
        command=step.command,
        written=step.written,
        undone=step.undone,
        rows=Counter((action, table) for action, table in rows),
        contacts=_names(session, select(Change.contact_id).where(*mine)),
    )


def telling(step: Step) -> ColumnElement[bool]:
    """SQL for the changes of a step but those of rows that it added itself."""
    row = tuple_(col(Change.table_name), col(Change.row_id))
    added = aliased(Change)
    own = select(added.table_name, added.row_id).where(
        added.step_id == step.id, added.action == "insert"
    )
    return or_(col(Change.action) != "update", row.not_in(own))


def _names(session: Session, touched: SelectOfScalar[Any], limit: int = 3) -> tuple[str, ...]:
    query = select(Contact.name).where(col(Contact.id).in_(touched)).order_by(col(Contact.id))
    return tuple(session.exec(query.limit(limit)))
