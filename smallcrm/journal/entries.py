"""What a step of the journal did, as history and undo name it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from smallcrm.models.contacts import Contact
from smallcrm.models.steps import Change, Step

UNDO, REDO = "undo", "redo"
ERASURE = "data erase"  # a step that only says so; of what it did nothing is kept
ALONG = "undo along"  # marks a later step that the undo before it took back too
BATCH = 10_000  # changes that are in memory at once


@dataclass(frozen=True)
class Entry:
    """One step as history shows it: what was typed when, and which rows it touched.

    `rows` counts by action and table, as in `("insert", "tag"): 2`; `written` is UTC; `reverses`
    are the numbers of the commands that an undo took back, or a redo did again.
    """

    step: int
    command: str
    written: dt.datetime
    undone: bool
    rows: Counter[tuple[str, str]]
    contacts: tuple[str, ...]
    reverses: tuple[int, ...] = ()


def entry_of(session: Session, step: Step, *, contact_id: int | None = None) -> Entry:
    """A step as history shows it; with a contact, only what touched one of its rows."""
    mine = [col(Change.step_id) == step.id, telling(step)]
    if contact_id is not None:
        mine.append(col(Change.contact_id) == contact_id)
    # Counted here, for SQLite would sort all of them in memory.
    touched = select(Change.action, Change.table_name).where(*mine)
    rows = session.exec(touched.execution_options(yield_per=BATCH))
    return Entry(
        step=step.id,
        command=step.command,
        written=step.written,
        undone=step.undone,
        rows=Counter((action, table) for action, table in rows),
        contacts=_names(session, select(Change.contact_id).where(*mine)),
        reverses=originals(session, step),
    )


def telling(step: Step) -> ColumnElement[bool]:
    """SQL for the changes of a step but those of rows that it added itself."""
    row = tuple_(col(Change.table_name), col(Change.row_id))
    added = aliased(Change)
    own = select(added.table_name, added.row_id).where(
        added.step_id == step.id, added.action == "insert"
    )
    return or_(col(Change.action) != "update", row.not_in(own))


def originals(session: Session, step: Step) -> tuple[int, ...]:
    """The commands that an undo took back or a redo did again, the oldest first; else none."""
    if step.reverses is None:
        return ()
    undo = session.get_one(Step, step.reverses) if step.command == REDO else step
    return tuple(
        sorted(one.reverses for one in (undo, *along(session, undo)) if one.reverses is not None)
    )


def along(session: Session, undo: Step) -> list[Step]:
    """The marks of those later steps that an undo took back too; they follow it directly."""
    after = select(func.min(Step.id)).where(Step.id > undo.id, Step.command != ALONG)
    end = session.exec(after).one()
    marks = select(Step).where(Step.id > undo.id, Step.command == ALONG)
    return list(session.exec(marks if end is None else marks.where(Step.id < end)))


def forgotten_until(session: Session) -> int:
    """The number up to which steps are being forgotten, or 0; what is gone already has none."""
    return session.exec(select(func.max(Step.id)).where(Step.reverses == Step.id)).one() or 0


def _names(session: Session, touched: SelectOfScalar[Any], limit: int = 3) -> tuple[str, ...]:
    query = select(Contact.name).where(col(Contact.id).in_(touched)).order_by(col(Contact.id))
    return tuple(session.exec(query.limit(limit)))
