"""What a fault needs to be found, of the book: its file, settings, counts; nobody's data.

A text from the book is shown only where it is one of a few that the program knows.
"""

import datetime as dt
import stat
from contextlib import suppress
from pathlib import Path

from sqlmodel import Session

from smallcrm.domain.settings import KNOWN, SettingLine, list_settings, value_of
from smallcrm.errors import Unreadable
from smallcrm.models import every_table

Facts = dict[str, object]

MAGIC = b"SQLite format 3\0"
# Settings that say nothing of the owner; of all others it is said only whether they are set.
OPEN = {
    "country", "currency", "language", "paper.size", "paper.rhythm", "cases.days",
    "backup.daily", "backup.weekly", "backup.monthly", "journal.keep",
}  # fmt: skip
_PRAGMAS = {"page_size": "page_bytes", "page_count": "pages", "freelist_count": "free_pages"}
_STEPS = "SELECT count(*), min(written) FROM step"


def file_facts(book: Path) -> Facts:
    """The book's file as the system and its header tell of it: bytes, rights, schema number."""
    try:
        found = book.stat()
    except OSError:
        return {"there": False}
    return {
        "there": True,
        "kind": "file" if stat.S_ISREG(found.st_mode) else "no file",
        "bytes": found.st_size,
        "rights": f"{stat.S_IMODE(found.st_mode):04o}",
        "folder_rights": f"{stat.S_IMODE(book.parent.stat().st_mode):04o}",
        "journal_beside_it": Path(f"{book}-journal").exists(),
        **(_header(book) if stat.S_ISREG(found.st_mode) else {}),
    }


def _header(book: Path) -> Facts:
    try:
        with open(book, "rb") as file:
            header = file.read(100)
    except OSError:
        return {"readable": False}
    return {
        "readable": True,
        "sqlite": header.startswith(MAGIC),
        "schema": int.from_bytes(header[60:64]) if header.startswith(MAGIC) else None,
    }


def book_facts(session: Session, book: Path, now: dt.datetime) -> dict[str, Facts]:
    """The settings, how many rows each table has, how far the journal and the copies reach."""
    folder = value_of(session, "backup.folder")
    return {
        "settings": _settings(session),
        "rows": _rows(session),
        "storage": {name: _pragma(session, pragma) for pragma, name in _PRAGMAS.items()},
        "journal": _journal(session, now),
        "copies": copy_facts(Path(folder) if folder else book.parent / "backups", now),
    }


def _settings(session: Session) -> Facts:
    return {line.name: _harmless(line) for line in list_settings(session)}


def _harmless(line: SettingLine) -> str:
    """The value where it says nothing of the owner and is one that can be set."""
    if line.source == "default":
        return "default"
    with suppress(Unreadable):
        if line.name in OPEN and KNOWN[line.name].read(line.value) == line.value:
            return line.value
    return "set"


def _rows(session: Session) -> Facts:
    """By table, of those that the program knows; the names of others are not its own."""
    tables = sorted(every_table())
    return {name: _count(session, f'SELECT count(*) FROM "{name}"') for name in tables}


def _count(session: Session, sql: str) -> int:
    return int(session.connection().exec_driver_sql(sql).scalar_one())


def _pragma(session: Session, name: str) -> int:
    return _count(session, f"PRAGMA {name}")


def _journal(session: Session, now: dt.datetime) -> Facts:
    """How many steps there are, and since when; what the clock wrote is in UTC."""
    count, first = session.connection().exec_driver_sql(_STEPS).one()
    begun = dt.datetime.fromisoformat(first).replace(tzinfo=dt.UTC) if first else None
    return {"steps": count, "days_back": _days(begun.timestamp(), now) if begun else None}


def copy_facts(folder: Path, now: dt.datetime) -> Facts:
    """How many copies there are, and how old the newest is."""
    try:
        times = [copy.stat().st_mtime for copy in folder.glob("*.db")]
    except OSError:
        return {"folder_there": False}
    newest = _days(max(times), now) if times else None
    return {"folder_there": folder.is_dir(), "copies": len(times), "newest_days_old": newest}


def _days(moment: float, now: dt.datetime) -> int:
    """Whole days since a moment, none for one that is yet to come."""
    return max(0, int(now.timestamp() - moment) // 86_400)
