"""Taking a person out of the journal, so that what is left can still be undone.

Changes of rows that go are deleted; out of the others, what names the person or points at such a
row is taken.
"""

import json
from collections.abc import Collection, Iterable

from sqlmodel import Session

from smallcrm.domain.privacy.markers import DIGITS, Markers
from smallcrm.domain.privacy.past import Goes, is_there, rewrite_past
from smallcrm.domain.privacy.rows import links

# Rows that are nothing without their text: one that is gone and names the person does not return.
LEAVES = ("contact_point", "tag", "former_handle", "phone_call", "sheet_line", "distinct_pair")


_TOUCHED = (
    "INSERT INTO temp.thinned SELECT DISTINCT step_id FROM change"
    " WHERE (table_name, row_id) IN (SELECT table_name, row_id FROM temp.gone)"
)
_DROP = (
    "DELETE FROM change WHERE (table_name, row_id) IN (SELECT table_name, row_id FROM temp.gone)"
)
_POINTING = (
    "SELECT DISTINCT row_id FROM change"
    " WHERE id IN (SELECT id FROM temp.told) AND table_name = '{table}' AND ("
    "json_extract(before, '$.{column}') IN"
    " (SELECT row_id FROM temp.gone WHERE table_name = '{parent}')"
    " OR json_extract(after, '$.{column}') IN"
    " (SELECT row_id FROM temp.gone WHERE table_name = '{parent}'))"
)
_GONE = "SELECT row_id FROM temp.gone WHERE table_name = ?"
_NAMING = (
    "SELECT id, table_name, row_id, before, after FROM change"
    " WHERE (before IS NOT NULL OR after IS NOT NULL) AND ({likely})"
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
        if table in LEAVES and not is_there(session, table, row_id):
            _leave_out(session, table, row_id)
        else:
            _rewrite(session, table, row_id, _names_by(markers))
    for order in without_notes:
        _rewrite(session, "customer_order", order, lambda column, _: column == "note")
    run("DELETE FROM change WHERE action = 'update' AND before = '{}'")
    run(
        "UPDATE change SET contact_id = NULL WHERE contact_id IN"
        " (SELECT row_id FROM temp.gone WHERE table_name = 'contact')"
    )
    run(_EMPTY)


def _unlink(session: Session) -> None:
    """Let no older state of a row point at a marked one: it points where the later one does.

    So no undo leaves a sale with nobody, nor a row that must point somewhere with nothing.
    """
    run = session.connection().exec_driver_sql
    for link in links():
        rows = run(_POINTING.format(**vars(link))).scalars().all()
        gone = set(run(_GONE, (link.parent,)).scalars()) if rows else set()
        for row_id in rows:
            _rewrite(session, link.table, row_id, _points_at(link.column, gone))


def _points_at(link: str, gone: Collection[object]) -> Goes:
    return lambda column, value: column == link and value in gone


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


def _names_by(markers: Markers) -> Goes:
    return lambda _, value: isinstance(value, str) and markers.name(value)


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


def _rewrite(session: Session, table: str, row_id: int, goes: Goes) -> None:
    session.connection().exec_driver_sql(_THINNED, (table, row_id))
    rewrite_past(session, table, row_id, goes)


def _leave_out(session: Session, table: str, row_id: int) -> None:
    run = session.connection().exec_driver_sql
    run(_THINNED, (table, row_id))
    run("DELETE FROM change WHERE table_name = ? AND row_id = ?", (table, row_id))
