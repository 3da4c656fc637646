"""Cuts an upgrade off before each statement: `python cut_upgrades.py BOOK` says what is left.

One line for each cut: the version that the next opening finds, and what it says of the file.
"""

import datetime as dt
import os
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

from smallcrm import migrations
from smallcrm.backups import copying, due

CUT = 9  # the exit code of an upgrade that was cut off
NOW = dt.datetime(2026, 11, 21, 10)


def main(old: Path) -> None:
    number, is_cut = 1, True
    while is_cut:
        with tempfile.TemporaryDirectory() as folder:
            book = Path(shutil.copy(old, Path(folder) / "book.db"))
            child = os.fork()
            if not child:
                _upgrade(book, cut_before=number)
            is_cut = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == CUT
            print(*_left(book), flush=True)
        number += 1


def _upgrade(book: Path, *, cut_before: int) -> None:
    """As every command opens an old book, up to a statement; the process ends here."""
    connection = sqlite3.connect(book, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")  # so that half a step may be in the file
    left = cut_before

    def count(_statement: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            os._exit(CUT)

    def copy_first() -> None:
        copying.copy_first(book, now=NOW)

    connection.set_trace_callback(count)
    migrations.upgrade(connection, copy_first=copy_first)
    os._exit(0)


def _left(book: Path) -> tuple[int, str, int, int]:
    """The version, whether the file is whole, its talks, and how many copies were made."""
    connection = sqlite3.connect(book)
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    version = migrations.version(connection)
    connection.close()
    copies = len(list(due.beside(book).glob("*.db")))
    return version, str(verdict), int(tables), copies


if __name__ == "__main__":
    main(Path(sys.argv[1]))
