"""What the book knows of its own keeping: where copies go, and since when there is a book."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

_QUERY = """
    SELECT (SELECT value FROM setting WHERE name = 'backup.folder'),
    (SELECT written FROM step ORDER BY id LIMIT 1)
"""


@dataclass(frozen=True)
class Keeping:
    """The folder of copies ("" is the one beside the book), and the day of the oldest step."""

    folder: str
    begun: dt.date | None


def keeping(session: Session) -> Keeping:
    """One small query, without a table class: it is asked every morning."""
    folder, written = session.connection().exec_driver_sql(_QUERY).one()
    return Keeping(folder or "", dt.date.fromisoformat(written[:10]) if written else None)
