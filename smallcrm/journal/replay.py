"""Putting rows back as they were before a step."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlmodel import Session

from smallcrm.models import every_table

BATCH = 1_000  # changes that are in memory at once
_NEVER = 2**62  # beyond every id
_CHANGES = (
    "SELECT id, table_name, row_id, action, before FROM change"
    " WHERE step_id = ? AND id < ? ORDER BY id DESC LIMIT ?"
)


def put_back(session: Session, step: int) -> None:
    """Give every row that a step changed its old values, the last change first."""
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    tables = every_table()
    for batch in _batches(session, step):
        replays = (_replay(tables[row[1]].name, *row[2:]) for row in batch)
        for sql, group in groupby(replays, itemgetter(0)):
            connection.exec_driver_sql(sql, [values for _, values in group])


def _batches(session: Session, step: int) -> Iterator[list[tuple[Any, ...]]]:
    """What a step changed, the newest first, so much at a time: memory does not grow with it."""
    last = _NEVER
    connection = session.connection()
    while batch := connection.exec_driver_sql(_CHANGES, (step, last, BATCH)).fetchall():
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
