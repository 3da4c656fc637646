"""What every handling of copies needs: opening a database, private files, free room.

`opened` is the only place where a book or a copy is opened for copying, looking and restoring.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from smallcrm.connecting import as_sqlite, connect, failures

BUSY_SECONDS = 30
ROOM = 50_000_000  # bytes that a copy leaves free, besides as much as the book takes itself
UNFINISHED = ".smallcrm-"  # how the name of a file begins that is still in the making
STALE_SECONDS = 3600  # a copy that has not grown for so long is nobody's work any more


@contextmanager
def opened(
    path: Path, *, like: Path | None = None, asking: bool = True
) -> Iterator[sqlite3.Connection]:
    """A plain connection to a book or a copy that is there, whatever its schema.

    A file that is still empty becomes `like` the book: plain, or encrypted with the same key.
    BookUnusable if it takes a passphrase that is not at hand, and `asking` is false. What SQLCipher
    raises comes as the error of `sqlite3` that has the same name.
    """
    connection = connect(path, like=like, timeout=BUSY_SECONDS, mode="rw", asking=asking)
    try:
        # Checks are long; between their steps Python sees a Ctrl-C.
        connection.set_progress_handler(lambda: 0, 100_000)
        yield connection
    except failures() as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise KeyboardInterrupt from None
        raise as_sqlite(error) from error
    except UnicodeDecodeError as error:  # of a name in SQLite's message that the file is damaged
        raise _unreadable() from error
    finally:
        connection.close()


def _unreadable() -> sqlite3.DatabaseError:
    """The error that SQLite meant, of which Python could not read the message."""
    error = sqlite3.DatabaseError("it cannot be read")
    error.sqlite_errorname = "SQLITE_CORRUPT"
    return error


def is_damaged(connection: sqlite3.Connection, *, thorough: bool = False) -> bool:
    """Whether SQLite finds anything wrong; raises its errors where it cannot even look."""
    check = "integrity_check" if thorough else "quick_check"
    return bool(connection.execute(f"PRAGMA {check}(1)").fetchone()[0] != "ok")


@contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """A private file beside `path`, for what takes that name when it is whole; gone afterwards.

    Those that a kill has left behind are removed on the way.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{UNFINISHED}{path.name[:40]}.")
    os.close(handle)
    try:
        _sweep(path.parent, newest=os.stat(name).st_mtime)
        yield Path(name)
    finally:
        for left in (name, f"{name}-journal"):
            Path(left).unlink(missing_ok=True)


def _sweep(folder: Path, *, newest: float) -> None:
    """Remove unfinished files of ours that have not grown for an hour."""
    for file in folder.glob(f"{UNFINISHED}*"):
        with suppress(OSError):
            if file.stat().st_mtime < newest - STALE_SECONDS:
                file.unlink()


def lacks_room(folder: Path, size: int) -> str:
    """Why a copy of so many bytes would leave the disk too full, or "".

    A rewriting command needs as much again for SQLite's journal: without it, the copy would
    take the place that the command, and tomorrow's notes, need.
    """
    free, needed = shutil.disk_usage(folder).free, 2 * size + ROOM
    if free >= needed:
        return ""
    return f"the disk has {say_bytes(free)} left, and {say_bytes(needed)} must be free for it"


def say_bytes(count: int) -> str:
    """`139 kB`, `2.4 MB`: three digits at most, in thousands."""
    size = float(count)
    for unit in ("bytes", "kB", "MB"):
        if size < 999.5:
            return f"{size:.0f} {unit}" if size >= 9.95 or unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.0f} GB" if size >= 9.95 else f"{size:.1f} GB"
