"""Taking a person out of the journal, so that what is left can still be undone.

The journal is walked back from the book as it is: each row's older states are worked out, the
texts that name the person are taken out of them, and what repeats those texts is made anew.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from sqlmodel import Session

from smallcrm.domain.folded import FOLDED
from smallcrm.domain.privacy.markers import DIGITS, Markers
from smallcrm.domain.privacy.rows import links

Values = dict[str, Any]

ERASED = "(erased)"

# Rows that are nothing without their text: one that is gone and names the person does not return.
LEAVES = ("contact_point", "tag", "former_handle", "phone_call", "sheet_line", "distinct_pair")


def erased_handle(contact_id: int) -> str:
    """The handle of one whose name is gone."""
    return f"erased-{contact_id}"


_TOUCHED = (
    "INSERT INTO temp.thinned SELECT DISTINCT step_id FROM change"
    " WHERE (table_name, row_id) IN (SELECT table_name, row_id FROM temp.gone)"
)
_DROP = (
    "DELETE FROM change WHERE (table_name, row_id) IN (SELECT table_name, row_id FROM temp.gone)"
)
_UNLINK = (
    "UPDATE change SET {state} = json_set({state}, '$.{column}', NULL)"
    " WHERE id IN (SELECT id FROM temp.told)"
    " AND table_name = '{table}' AND json_extract({state}, '$.{column}') IN"
    " (SELECT row_id FROM temp.gone WHERE table_name = '{parent}')"
)
_NAMING = (
    "SELECT id, table_name, row_id, before, after FROM change"
    " WHERE (before IS NOT NULL OR after IS NOT NULL) AND ({likely})"
)
_CHANGES = (
    "SELECT id, action, before FROM change WHERE table_name = ? AND row_id = ?"
    " AND before IS NOT NULL ORDER BY id DESC"
)
_THINNED = "INSERT INTO temp.thinned SELECT step_id FROM change WHERE table_name = ? AND row_id = ?"
_EMPTY = (
    "DELETE FROM step WHERE id IN (SELECT id FROM temp.thinned)"
    " AND id NOT IN (SELECT step_id FROM change)"
)
# And those that are being forgotten, up to one that is marked by pointing at itself.
_TAKEN_BACK = (
    "SELECT id FROM step WHERE reverses IS NOT NULL OR undone"
    " OR id <= (SELECT max(id) FROM step WHERE reverses = id)"
)


def drop_taken_back(session: Session) -> None:
    """Leave out of the journal what was taken back, with the record of that.

    What is left is what made the book as it is, so that it can be thinned out and still be undone;
    what was taken back could hold the person in any row, as a merge does.
    """
    run = session.connection().exec_driver_sql
    run(f"DELETE FROM change WHERE step_id IN ({_TAKEN_BACK})")
    run(f"DELETE FROM step WHERE id IN ({_TAKEN_BACK})")


def entries(session: Session) -> int:
    """How many changes go from the journal: those of marked rows, and all that were taken back."""
    marked = "(table_name, row_id) IN (SELECT table_name, row_id FROM temp.gone)"
    query = f"SELECT count(*) FROM change WHERE {marked} OR step_id IN ({_TAKEN_BACK})"
    return int(session.connection().exec_driver_sql(query).scalar() or 0)


def scrub(session: Session, markers: Markers, *, without_notes: Iterable[int] = ()) -> None:
    """Take the marked rows out of the journal, and the person out of the changes of others.

    `without_notes` are orders that stay, whose notes go.
    """
    run = session.connection().exec_driver_sql
    run("CREATE TEMP TABLE IF NOT EXISTS thinned (id INTEGER)")
    run("DELETE FROM temp.thinned")
    run(_TOUCHED)
    run(_DROP)
    _unlink(session)
    for table, row_id in _naming(session, markers):
        _scrub_row(session, table, row_id, lambda _, text: markers.name(text))
    for order in without_notes:
        _scrub_row(session, "customer_order", order, lambda column, _: column == "note")
    run("DELETE FROM change WHERE action = 'update' AND before = '{}'")
    run(
        "UPDATE change SET contact_id = NULL WHERE contact_id IN"
        " (SELECT row_id FROM temp.gone WHERE table_name = 'contact')"
    )
    run(_EMPTY)


def _unlink(session: Session) -> None:
    """Let nothing in the journal point at a marked row; rows that must do so are marked too."""
    run = session.connection().exec_driver_sql
    for link in links():
        for state in ("before", "after"):
            if link.nullable:
                run(_UNLINK.format(state=state, **vars(link)))


def _naming(session: Session, markers: Markers) -> list[tuple[str, int]]:
    """The rows of which a change names the person."""
    likely, values = _likely(markers)
    rows = session.connection().exec_driver_sql(_NAMING.format(likely=likely), values)
    return list(
        dict.fromkeys(
            (table, row_id)
            for _, table, row_id, *states in rows
            if any(_names(state, markers) for state in states if state)
        )
    )


def _names(state: str, markers: Markers) -> bool:
    return any(
        isinstance(value, str) and markers.name(value) for value in json.loads(state).values()
    )


def _likely(markers: Markers) -> tuple[str, tuple[str, ...]]:
    """SQL that lets through at least the changes that name the person, and its values.

    By the longest word of each name, folded and as typed, and by digits without what parts them.
    """
    wanted = [max(name, key=len) for name in markers.names]
    typed = [max(text.split(), key=len) for text in markers.written if text.split()]
    wanted += [form for text in typed for form in (text.lower(), _lower_ascii(text))]
    tests, values = ["0"], []
    for state in ("before", "after"):
        for text in dict.fromkeys((*wanted, *markers.addresses)):
            tests.append(f"instr(lower({state}), ?)")
            values.append(text)
        for number in markers.numbers:
            tests.append(f"instr({DIGITS.format(state)}, ?)")
            values.append(number)
    return " OR ".join(tests), tuple(values)


def _lower_ascii(text: str) -> str:
    """As SQLite's `lower` does."""
    return "".join(char.lower() if char.isascii() else char for char in text)


def _scrub_row(session: Session, table: str, row_id: int, goes: Callable[[str, str], bool]) -> None:
    """Rewrite a row's changes, the newest first, without the texts that go.

    A text that stands in the row today stays: it is for the owner to change.
    """
    run = session.connection().exec_driver_sql
    found = run(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).mappings().first()
    live = dict(found) if found else {}
    if not live and table in LEAVES:
        run(_THINNED, (table, row_id))
        run("DELETE FROM change WHERE table_name = ? AND row_id = ?", (table, row_id))
        return
    run(_THINNED, (table, row_id))
    newer = live
    for change_id, action, before in run(_CHANGES, (table, row_id)).fetchall():
        kept = {
            column: _kept(table, row_id, column, value, newer.get(column))
            if isinstance(value, str) and value != live.get(column) and goes(column, value)
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


def _kept(table: str, row_id: int, column: str, value: str, newer: str | None) -> str:
    """What stands in the place of a text that goes: the later one, or else as good as nothing."""
    if newer is not None and newer != value:
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
