"""A copy takes the book's place: the old book or the new at any moment, whatever kills it.

A book that can be read is copied aside, and the copy is written over it in one transaction of
SQLite's (https://sqlite.org/backup.html), so that other processes find the old or the new one. A
damaged file is moved aside, its journal with it, and the copy takes its name. Whoever has such a
file open at that moment writes into what lies aside.
"""

import datetime as dt
import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from smallcrm import connecting, migrations
from smallcrm.backups.comparing import Present, State
from smallcrm.backups.copying import copy_pages, copy_to, free_place
from smallcrm.backups.due import beside
from smallcrm.backups.files import BUSY_SECONDS, is_damaged, opened, scratch
from smallcrm.backups.remembering import Forget, carry_over
from smallcrm.copy_names import DAMAGED, RESTORE, CopyName
from smallcrm.errors import BookUnusable
from smallcrm.inspection import salt_of
from smallcrm.place import make_folder, sync, why_not
from smallcrm.troubles import reason_of

PAGES_AT_ONCE = 10  # fewer than any book has: the first are not committed when it is asked
COUNTER = 24  # where the header counts the transactions, https://sqlite.org/fileformat2.html
ATTEMPTS = 5
_BUSY = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED


class _ChangedMeanwhile(Exception):
    """Another process wrote into the book after it was copied aside."""


def restore(
    book: Path,
    copy: Path,
    present: Present,
    *,
    others: Iterable[Path],
    forget: Forget,
    now: dt.datetime,
) -> Path | None:
    """Put the copy in the book's place, and return where what was there lies now, if anything.

    The copy is brought up to date first: its schema, the ids that are not used again, and whom it
    must `forget`, by the book that it replaces and by the `others`, which are further copies.
    BookUnusable, and everything as it was, if that cannot be done.
    """
    sources = tuple(others)

    def prepare(prepared: Path, replaced: Path) -> None:
        _prepare(copy, prepared)
        carry_over(prepared, [replaced, *sources], forget)
        _check(prepared, copy)
        if present.state is State.WHOLE or connecting.can_open(book):
            _encrypt_like(book, prepared, copy)

    real = Path(os.path.realpath(book))
    try:
        make_folder(real.parent)
        make_folder(beside(book))
        with scratch(real.parent / "restored.db") as prepared:
            if present.state is State.WHOLE:
                return _write_over(book, prepared, prepare, now)
            prepare(prepared, real)
            return _put_in_place(book, real, prepared, now)
    except OSError as error:
        folder = Path(error.filename).parent if error.filename else book.parent
        raise BookUnusable(f"nothing was restored: {why_not(folder, error)}") from error
    except BookUnusable as error:
        raise BookUnusable(f"nothing was restored: {error}") from error


def _prepare(copy: Path, prepared: Path) -> None:
    """The copy in a file of its own, at the newest schema."""
    os.truncate(prepared, 0)
    copy_pages(copy, prepared)
    with opened(prepared) as connection:
        connection.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
        migrations.upgrade(connection, copy_first=lambda: None)


def _check(prepared: Path, copy: Path) -> None:
    """BookUnusable if anything is wrong with what was prepared; it is on disk otherwise."""
    with opened(prepared) as connection:
        wrong = is_damaged(connection, thorough=True)
    if wrong:
        raise BookUnusable(f"{copy} is damaged")
    sync(prepared)


def _encrypt_like(book: Path, prepared: Path, copy: Path) -> None:
    """An encrypted book stays so, with its passphrase, and a plain one plain."""
    if salt_of(book) == salt_of(copy):
        return
    from smallcrm.cipher.keys import key_of_book
    from smallcrm.cipher.rewriting import rewrite

    rewrite(prepared, key_of_book(copy), key_of_book(book))


def _write_over(
    book: Path, prepared: Path, prepare: Callable[[Path, Path], None], now: dt.datetime
) -> Path:
    """Copy the living book aside and overwrite it, unless it was changed in between: then again."""
    # Open until the end: to close the file lets go of the locks that SQLite holds on it here.
    handle = os.open(book, os.O_RDONLY)
    try:
        for _ in range(ATTEMPTS):
            counter = os.pread(handle, 4, COUNTER)
            aside = free_place(beside(book), CopyName(book.stem, now, RESTORE))
            copy_to(book, aside)
            try:
                prepare(prepared, aside)
                _overwrite(book, prepared, handle, counter)
            except _ChangedMeanwhile:
                aside.unlink()
            except BaseException:
                aside.unlink()
                raise
            else:
                return aside
    finally:
        os.close(handle)
    raise BookUnusable(f"other programs keep writing into {book}; try again")


def _overwrite(book: Path, prepared: Path, handle: int, counter: bytes) -> None:
    """Write all pages over the book's in one transaction, if it still is what was copied aside.

    From the first page on the book is locked. Ctrl-C is not heard then, or it would be unclear
    to whom it came too late.
    """

    def look(status: int, remaining: int, _: int) -> None:
        if status in _BUSY:
            raise BookUnusable(f"another program has kept the book busy for {BUSY_SECONDS} s")
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if remaining and os.pread(handle, 4, COUNTER) != counter:
            raise _ChangedMeanwhile

    heard = signal.getsignal(signal.SIGINT)
    try:
        with opened(prepared) as source, opened(book) as target:
            target.executescript(
                "PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON;"
            )
            source.backup(target, pages=PAGES_AT_ONCE, progress=look)
    except connecting.failures() as error:
        raise BookUnusable(f"{book} could not be written: {reason_of(error)}") from error
    finally:
        signal.signal(signal.SIGINT, heard)


def _put_in_place(book: Path, real: Path, prepared: Path, now: dt.datetime) -> Path | None:
    """Move what is damaged aside, and let the copy take its name."""
    journal = Path(f"{real}-journal")
    aside = free_place(_folder_on_its_disk(book, real), CopyName(book.stem, now, DAMAGED))
    there = real.exists() and real.stat().st_size > 0
    # The file keeps its name until the new one takes it; a journal must not meet the new one.
    if there:
        _link(real, aside)
    if journal.exists():
        os.replace(journal, f"{aside}-journal")
    sync(aside.parent)
    os.replace(prepared, real)
    sync(real.parent)
    return aside if there else None


def _folder_on_its_disk(book: Path, real: Path) -> Path:
    """Where a file can be moved aside; not with the copies, if the book is a link elsewhere."""
    copies = beside(book)
    return copies if copies.stat().st_dev == real.parent.stat().st_dev else real.parent


def _link(path: Path, aside: Path) -> None:
    """Give the file a second name; where there are no links, the second is its only one."""
    try:
        os.link(path, aside)
    except OSError:
        os.rename(path, aside)
    with suppress(OSError):
        aside.chmod(0o600)
