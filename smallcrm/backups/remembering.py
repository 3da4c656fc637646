"""What a copy must learn before it is the book again: ids that were given, people who were erased.

Both are in the book that it replaces, and in copies that are newer than it.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smallcrm import connecting
from smallcrm.backups.files import opened
from smallcrm.errors import BookUnusable

_SEQUENCES = "SELECT name, seq FROM sqlite_sequence"
_ERASURES = "SELECT contact_id, created, kept_orders FROM erasure"
_FILES = "SELECT path, written FROM written_file"
_KEEP_FILE = "INSERT OR IGNORE INTO written_file (path, written) VALUES (?, ?)"
_KEEP_ERASURE = "INSERT OR IGNORE INTO erasure (contact_id, created, kept_orders) VALUES (?, ?, ?)"

Erased = tuple[int, str, bool]
"""The id of a contact, when it was made (as it is stored, UTC), and whether its orders stayed."""
Row = tuple[Any, ...]
Forget = Callable[[Path, list[Erased]], None]
"""Erases such people from the book in a file."""


@dataclass(frozen=True)
class _Known:
    """Rows of a book: the highest ids, the files that were written, the people erased."""

    sequences: Sequence[Row] = ()
    files: Sequence[Row] = ()
    erasures: Sequence[Row] = ()


def carry_over(prepared: Path, sources: Iterable[Path], forget: Forget) -> None:
    """Let the prepared copy know what the books in `sources`, where they can be read, know.

    No id of theirs is used again; the files that were written with customers' data stay known;
    and `forget` erases from it who was erased from any of them.
    """
    known = [_read(source) for source in sources]
    with opened(prepared) as connection:
        connection.executescript(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;"
        )
        _raise_sequences(connection, (row for one in known for row in one.sequences))
        connection.executemany(_KEEP_FILE, (row for one in known for row in one.files))
        connection.executemany(_KEEP_ERASURE, (row for one in known for row in one.erasures))
    erased: dict[Row, bool] = {}
    for *who, kept in (row for one in known for row in one.erasures):
        erased[tuple(who)] = bool(kept) and erased.get(tuple(who), True)  # the last word is to go
    if erased:
        forget(prepared, [(id_, created, kept) for (id_, created), kept in erased.items()])


def _raise_sequences(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """An id that was given in any of the books is not given again."""
    given = dict(connection.execute(_SEQUENCES))
    for table, last in rows:
        given[table] = max(last, given.get(table, 0))
    connection.execute("DELETE FROM sqlite_sequence")
    connection.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", given.items())


def _read(source: Path) -> _Known:
    """What a book knows, as far as it can be read; older ones lack some of the tables."""
    if not source.is_file():
        return _Known()
    try:
        with opened(source, asking=False) as connection:
            return _Known(*(_rows(connection, query) for query in (_SEQUENCES, _FILES, _ERASURES)))
    except connecting.failures(BookUnusable):
        return _Known()


def _rows(connection: sqlite3.Connection, query: str) -> list[Row]:
    try:
        return connection.execute(query).fetchall()
    except connecting.failures():
        return []
