"""The journal that the recorder keeps: undo, redo, and what a step did.

Undo replays the old values as a step of its own, which redo takes back the same way.
"""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from smallcrm.errors import NotFound
from smallcrm.models import every_table
from smallcrm.models.contacts import Contact
from smallcrm.models.steps import Change, Step


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
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    changes = select(Change).where(Change.step_id == step.id).order_by(col(Change.id).desc())
    for change in session.exec(changes).all():
        _replay(session, change)
    step.undone = True
    session.flush()
    return entry


def _replay(session: Session, change: Change) -> None:
    """Put one row back as it was before the change."""
    table = every_table()[change.table_name].name
    if change.action == "insert":
        _run(session, f"DELETE FROM {table} WHERE id = ?", change.row_id)
        return
    values: dict[str, object] = json.loads(change.before or "{}")
    names = [f'"{name}"' for name in values]
    if change.action == "update":
        assigned = ", ".join(f"{name} = ?" for name in names)
        _run(
            session, f"UPDATE {table} SET {assigned} WHERE id = ?", *values.values(), change.row_id
        )
    else:
        marks = ", ".join("?" * len(names))
        _run(
            session, f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", *values.values()
        )


def _run(session: Session, sql: str, *values: object) -> None:
    session.connection().exec_driver_sql(sql, values)


def entry_of(session: Session, step: Step, *, contact_id: int | None = None) -> Entry:
    """A step as history shows it; with a contact, only what touched one of its rows."""
    mine = [Change.step_id == step.id]
    if contact_id is not None:
        mine.append(Change.contact_id == contact_id)
    counted = session.exec(
        select(Change.action, Change.table_name, func.count())
        .where(*mine)
        .group_by(Change.action, Change.table_name)
    )
    return Entry(
        step=step.id,
        command=step.command,
        written=step.written,
        undone=step.undone,
        rows=Counter({(action, table): count for action, table, count in counted}),
        contacts=_names(session, select(Change.contact_id).where(*mine)),
    )


def _names(session: Session, touched: SelectOfScalar[Any], limit: int = 3) -> tuple[str, ...]:
    query = select(Contact.name).where(col(Contact.id).in_(touched)).order_by(col(Contact.id))
    return tuple(session.exec(query.limit(limit)))
