"""What a copy must learn before it is the book again: ids that were given, people who were erased.

Both are in the book that it replaces, and in copies that are newer than it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from smallcrm.backups.files import opened
from smallcrm.errors import BookUnusable

_SEQUENCES = "SELECT name, seq FROM sqlite_sequence"
_ERASURES = "SELECT contact_id, created, kept_orders FROM erasure"
_FILES = "SELECT path, written FROM written_file"

Erased = tuple[int, str, bool]
"""The id of a contact, when it was made (as it is stored, UTC), and whether its orders stayed."""


def carry_over(prepared: Path, sources: Iterable[Path]) -> None:
    """Let the prepared copy know what the books in `sources`, where they can be read, know.

    No id of theirs is used again; who was erased is erased in it too; and the files that were
    written with customers' data stay known.
    """
    sources = list(sources)
    erased = {row[:2]: row for source in sources for row in _rows(source, _ERASURES)}
    with opened(prepared) as connection:
        connection.executescript(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;"
        )
        _raise_sequences(connection, sources)
        for source in sources:
            connection.executemany(
                "INSERT OR IGNORE INTO written_file (path, written) VALUES (?, ?)",
                _rows(source, _FILES),
            )
    if erased:
        _forget_again(prepared, [(row[0], row[1], bool(row[2])) for row in erased.values()])


def _raise_sequences(connection: sqlite3.Connection, sources: Iterable[Path]) -> None:
    """An id that was given in any of the books is not given again."""
    given = dict(connection.execute(_SEQUENCES))
    for source in sources:
        for table, last in _rows(source, _SEQUENCES):
            given[table] = max(last, given.get(table, 0))
    connection.execute("BEGIN")
    connection.execute("DELETE FROM sqlite_sequence")
    connection.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", given.items())
    connection.execute("COMMIT")


def _rows(source: Path, query: str) -> Iterator[tuple[object, ...]]:
    """The rows of a book, as far as it can be read; older books lack some tables."""
    if not source.is_file():
        return
    with suppress(sqlite3.Error, BookUnusable), opened(source, asking=False) as connection:
        yield from connection.execute(query)


def _forget_again(prepared: Path, erased: list[Erased]) -> None:
    """Erase the same people from the copy, and leave no trace of them in its free pages."""
