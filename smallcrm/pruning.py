"""Forgetting: steps of the journal that are older than `journal.keep`, a few at every write.

A step that names itself as the one it reverses stands for: all up to here is being forgotten. It
is set before the first change goes, so that nothing half gone is ever taken back. A book whose
steps are all younger costs two small statements a write; plain SQL, as for the recorder.
"""

from collections.abc import Sequence

from sqlalchemy.engine import Connection
from sqlmodel import Session

from smallcrm.clock import utc_now

KEPT = 100  # of the newest steps, however old
MOST_CHANGES = 200  # that one write forgets, so that none is slow
MOST_STEPS = 20  # likewise: SQLite looks through all steps for those that name one that goes
_OLDEST = "SELECT id, written FROM step ORDER BY id LIMIT 1"
_PORTION = """
DELETE FROM change WHERE id IN (
    SELECT id FROM change WHERE step_id <= ? ORDER BY step_id, id LIMIT ?
)
"""
_LEFT = "SELECT step_id FROM change WHERE step_id <= ? ORDER BY step_id LIMIT 1"


def prune(session: Session) -> None:
    """Forget a portion of what is too old; the last thing before a commit."""
    connection = session.connection()
    oldest = connection.exec_driver_sql(_OLDEST).first()
    if oldest is None or oldest.written >= (before := _day_of_oldest_kept(session)):
        return
    last = _last_to_forget(connection, before)
    if last >= oldest.id:
        connection.exec_driver_sql("UPDATE step SET reverses = id WHERE id = ?", (last,))
        _forget_portion(connection, oldest.id, last)


def _day_of_oldest_kept(session: Session) -> str:
    """A day, and not a moment, so that there is work at the first write of a day only."""
    from smallcrm.domain.settings import value_of
    from smallcrm.parsing.dates import read_span

    return (utc_now().date() - read_span(value_of(session, "journal.keep"))).isoformat()


def _last_to_forget(connection: Connection, before: str) -> int:
    """The last of the oldest steps that are too old; none of them is named by one that stays."""
    newest = connection.exec_driver_sql("SELECT max(id) FROM step").scalar_one()
    first_young = "SELECT min(id) FROM step WHERE written >= ?"
    last = (connection.exec_driver_sql(first_young, (before,)).scalar() or newest + 1) - 1
    naming = "SELECT id, reverses FROM step WHERE reverses IS NOT NULL ORDER BY id DESC"
    return _freed(min(last, newest - KEPT), connection.exec_driver_sql(naming).all())


def _freed(last: int, naming: Sequence[Sequence[int]]) -> int:
    """The last step up to which none is named by a later one; `naming` is the newest first."""
    for number, named in naming:
        if named <= last < number:
            last = named - 1
    return last


def _forget_portion(connection: Connection, first: int, last: int) -> None:
    end = min(last, first + MOST_STEPS - 1)
    connection.exec_driver_sql(_PORTION, (end, MOST_CHANGES))
    left = connection.exec_driver_sql(_LEFT, (end,)).scalar()
    gone = end if left is None else left - 1
    # Those that go later may name one that goes now.
    freed = "UPDATE step SET reverses = id WHERE id > ? AND id <= ? AND reverses <= ?"
    connection.exec_driver_sql(freed, (gone, last, gone))
    connection.exec_driver_sql("DELETE FROM step WHERE id <= ?", (gone,))
