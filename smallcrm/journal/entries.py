"""What a step of the journal did, as history and undo name it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, func, select

from smallcrm.models.steps import Step

UNDO, REDO = "undo", "redo"
ERASURE = "data erase"  # a step that only says so; of what it did nothing is kept
ALONG = "undo along"  # marks a later step that the undo before it took back too

# The changes of a step, but those of rows that it added itself; with a contact, of its rows.
TELLING = """
FROM change WHERE step_id = :step AND (:contact IS NULL OR contact_id = :contact) AND (
    action <> 'update' OR (table_name, row_id) NOT IN (
        SELECT table_name, row_id FROM change WHERE step_id = :step AND action = 'insert'
    )
)
"""
_NAMES = f"SELECT name FROM contact WHERE id IN (SELECT contact_id {TELLING}) ORDER BY id LIMIT 3"


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
    given = {"step": step.id, "contact": contact_id}
    connection = session.connection()
    # Counted here, for SQLite would sort all of them in memory.
    rows = connection.exec_driver_sql(f"SELECT action, table_name {TELLING}", given)
    return Entry(
        step=step.id,
        command=step.command,
        written=step.written,
        undone=step.undone,
        rows=Counter((action, table) for action, table in rows),
        contacts=tuple(connection.exec_driver_sql(_NAMES, given).scalars()),
        reverses=originals(session, step),
    )


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


def any_erased(session: Session) -> bool:
    """Whether anybody was ever erased, with whom steps go, whatever their age."""
    found = session.connection().exec_driver_sql("SELECT EXISTS (SELECT 1 FROM erasure)")
    return bool(found.scalar())
