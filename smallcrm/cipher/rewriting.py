"""A book written anew with another key, or none, in the place of the old file.

The new file is made beside the old one, checked, and takes its name at once: a kill at any moment
leaves the one or the other, whole. Nobody else gets at the book meanwhile.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from smallcrm import connecting
from smallcrm.cipher.keys import Key, opened
from smallcrm.errors import BookUnusable, Refused
from smallcrm.inspection import forget
from smallcrm.place import sync, why_not
from smallcrm.troubles import reason_of

BUSY_SECONDS = 10
CHUNK = 1 << 20
CACHE = "PRAGMA cache_size = -64000"  # 64 MB: a check jumps through the whole file
_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    " ORDER BY name"
)
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
_NUMBERS = ("user_version", "application_id")


@dataclass(frozen=True)
class Rewritten:
    """What became of the old file: `wiped` is false if it has another name, and so is whole."""

    tables: int
    rows: int
    wiped: bool


def rewrite(book: Path, old: Key | None, new: Key | None) -> Rewritten:
    """Give the book another key, or none, and fill the old file with zeros before it goes.

    None is a plain file. BookUnusable, and the book as it was, if it is busy or damaged, or if
    there is no room for the second file.
    """
    path = Path(os.path.realpath(book))
    beside = path.with_name(f".{path.name}.rewriting")
    try:
        with _held(path, old) as source:
            tables, rows = _write(source, beside, new)
            wiped = _take_place(beside, path)
    except connecting.failures(UnicodeDecodeError) as error:
        raise BookUnusable(_sentence(book, error)) from None
    except OSError as error:
        raise BookUnusable(f"{book} stays as it was: {why_not(path.parent, error)}") from error
    finally:
        forget(book)
        forget(path)
    return Rewritten(tables, rows, wiped)


@contextmanager
def _held(path: Path, key: Key | None) -> Iterator[sqlite3.Connection]:
    """A connection that keeps everybody else out until it is closed, even readers."""
    with closing(opened(path, key, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute(CACHE)
        _expect(connection, "quick_check(1)", "ok", path)
        yield connection


def _write(source: sqlite3.Connection, beside: Path, key: Key | None) -> tuple[int, int]:
    """The whole book in a file beside it, on disk and compared; how many tables and rows."""
    if beside.exists():
        _discard(beside)  # of a run that was killed
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _export(source, beside, key)
        sync(beside)
        with closing(opened(beside, key)) as copy:
            return _check(source, copy, beside, encrypted=key is not None)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _export(source: sqlite3.Connection, beside: Path, key: Key | None) -> None:
    source.execute("ATTACH ? AS written KEY ?", (str(beside), key.literal if key else ""))
    try:
        # The file is synced as a whole, and thrown away if anything fails.
        source.execute("PRAGMA written.journal_mode = OFF")
        source.execute("PRAGMA written.synchronous = OFF")
        source.execute("SELECT sqlcipher_export('written')").fetchall()
        for name in _NUMBERS:
            value = source.execute(f"PRAGMA main.{name}").fetchone()[0]
            source.execute(f"PRAGMA written.{name} = {value}")
    finally:
        source.execute("DETACH written")


def _check(
    source: sqlite3.Connection, copy: sqlite3.Connection, beside: Path, *, encrypted: bool
) -> tuple[int, int]:
    """Read everything back; BookUnusable if a row, or a word of the schema, is not the same."""
    copy.execute(CACHE)
    _expect(copy, "integrity_check(1)", "ok", beside)
    if encrypted:
        _expect(copy, "cipher_integrity_check", None, beside)
    for question in (_SCHEMA, *(f"PRAGMA {name}" for name in _NUMBERS)):
        _compare(source, copy, question)
    names = [name for (name,) in source.execute(_TABLES)]
    return len(names), sum(_compare(source, copy, f'SELECT * FROM "{name}"') for name in names)


def _compare(source: sqlite3.Connection, copy: sqlite3.Connection, question: str) -> int:
    count = 0
    for ours, theirs in zip_longest(source.execute(question), copy.execute(question)):
        if _typed(ours) != _typed(theirs):
            raise BookUnusable("the book was read back otherwise than it was written; it stays")
        count += 1
    return count


def _typed(row: tuple[Any, ...] | None) -> list[tuple[type, Any]]:
    """A row with the types of its values: for Python 1 is equal to 1.0."""
    return [(type(value), value) for value in row or ()]


def _expect(connection: sqlite3.Connection, check: str, verdict: str | None, path: Path) -> None:
    found = connection.execute(f"PRAGMA {check}").fetchone()
    if (found and found[0]) != verdict:
        raise BookUnusable(f"{path} is damaged; nothing was changed")


def _take_place(beside: Path, path: Path) -> bool:
    """Put the new file in the old one's place, then fill the old one with zeros.

    It keeps its length meanwhile: a process that has it open finds no book there, and neither an
    empty one that it could fill nor one that it could go on reading.
    """
    handle = os.open(path, os.O_RDWR)  # closed after the lock: to close it would end the lock
    try:
        os.replace(beside, path)
        sync(path.parent)
        if os.fstat(handle).st_nlink:
            return False
        _zero(handle)
        return True
    finally:
        os.close(handle)


def _zero(handle: int) -> None:
    size = os.fstat(handle).st_size
    for start in range(0, size, CHUNK):
        os.pwrite(handle, bytes(min(CHUNK, size - start)), start)
    os.fsync(handle)


def _discard(path: Path) -> None:
    """Zeros over a file that may hold plain text, then nothing."""
    handle = os.open(path, os.O_RDWR)
    try:
        _zero(handle)
    finally:
        os.close(handle)
    path.unlink()


def _sentence(book: Path, error: Exception) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{book} is open elsewhere; end what has it open, and try again"
    if name.startswith("SQLITE_FULL"):
        return f"the disk has no room for a second {book}; nothing was changed"
    return f"{book} stays as it was: {reason_of(error)}"


def refuse_other_names(book: Path) -> None:
    """Refused if the file has a second name (a hard link), which would stay as it is."""
    if book.stat().st_nlink > 1:
        raise Refused(
            f"{book} has another name on this disk (a hard link), under which it would stay as it"
            " is; remove that first"
        )
