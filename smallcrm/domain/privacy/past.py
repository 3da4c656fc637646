"""The older states of a row, worked out from the journal and written anew without what goes.

They are walked back from the row as it is; what repeats its texts is made anew too.
"""

import json
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from smallcrm.domain.folded import FOLDED

Values = dict[str, Any]
Goes = Callable[[str, object], bool]  # whether a column's value goes

ERASED = "(erased)"
_CHANGES = (
    "SELECT id, action, before FROM change WHERE table_name = ? AND row_id = ?"
    " AND before IS NOT NULL ORDER BY id DESC"
)


def erased_handle(contact_id: int) -> str:
    """The handle of one whose name is gone."""
    return f"erased-{contact_id}"


def is_there(session: Session, table: str, row_id: int) -> bool:
    """Whether the row is in the book today."""
    return bool(_live(session, table, row_id))


def _live(session: Session, table: str, row_id: int) -> Values:
    """The row as it is today; empty if it is gone."""
    query = f"SELECT * FROM {table} WHERE id = ?"
    found = session.connection().exec_driver_sql(query, (row_id,)).mappings().first()
    return dict(found) if found else {}


def rewrite_past(session: Session, table: str, row_id: int, goes: Goes) -> None:
    """Rewrite a row's changes, the newest first, without the values that go.

    What stands in the row today stays: a text is for the owner to change.
    """
    run = session.connection().exec_driver_sql
    newer = live = _live(session, table, row_id)
    for change_id, action, before in run(_CHANGES, (table, row_id)).fetchall():
        kept = {
            column: _kept(table, row_id, column, value, newer.get(column))
            if value != live.get(column) and goes(column, value)
            else value
            for column, value in json.loads(before).items()
        }
        older = _refolded(table, newer | kept)
        columns = older if action == "delete" else _changed(older, newer)
        after = None if action == "delete" else {column: newer.get(column) for column in columns}
        run(
            "UPDATE change SET before = ?, after = ? WHERE id = ?",
            (_json({column: older[column] for column in columns}), _json(after), change_id),
        )
        newer = older


def _kept(table: str, row_id: int, column: str, value: object, newer: object) -> object:
    """What stands in the place of a value that goes: the later one, or else as good as nothing."""
    if not isinstance(value, str) or (newer is not None and newer != value):
        return newer
    if column == "handle":
        return erased_handle(row_id)
    return ERASED if column == "name" else ""


def _refolded(table: str, row: Values) -> Values:
    """The row with the columns that repeat its texts made anew."""
    return row | {
        one.column: one.made(*(row[name] for name in one.source))
        for one in FOLDED
        if one.table == table and all(isinstance(row.get(name), str) for name in one.source)
    }


def _changed(older: Values, newer: Values) -> list[str]:
    return [column for column in older if older[column] != newer.get(column)]


def _json(values: Values | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False)
