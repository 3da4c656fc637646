"""The copies there are, and what is in them."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from smallcrm import connecting
from smallcrm.backups.due import beside, names_in
from smallcrm.backups.files import is_damaged, opened
from smallcrm.copy_names import DAMAGED, CopyName, read_name
from smallcrm.errors import BookUnusable
from smallcrm.inspection import inspect_file, without_ways_out
from smallcrm.troubles import is_amiss, reason_of

_COUNTS = """
    SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM interaction),
    (SELECT written FROM step ORDER BY id DESC LIMIT 1)
"""


@dataclass(frozen=True)
class Copy:
    """A copy that lies in a folder of copies."""

    path: Path
    name: CopyName
    size: int


@dataclass(frozen=True)
class Contents:
    """What is in a book or a copy; `until` is the last change, in local wall time."""

    contacts: int
    talks: int
    until: dt.datetime | None


def copies_of(book: Path, folder: str) -> list[Copy]:
    """The copies of the book in `folder` (of the setting, or "") and beside it, newest first.

    A damaged book that was moved aside is none.
    """
    places = {beside(book), *([Path(folder)] if folder else [])}
    found = [copy for place in places for copy in _copies_in(place, book.stem)]
    return sorted(found, key=lambda copy: (copy.name.moment, str(copy.path)), reverse=True)


def _copies_in(folder: Path, stem: str) -> Iterator[Copy]:
    for name in names_in(folder):
        read = read_name(name, stem)
        path = folder / name
        if read and read.why != DAMAGED and path.is_file():
            yield Copy(path, read, path.stat().st_size)


def look_into(path: Path, *, newest: int, whole: bool = False) -> Contents:
    """Count what is in a copy; BookUnusable, with the reason, if it cannot be opened or read.

    With `whole` every page of it is looked at too, and its passphrase is asked for if need be.
    """
    try:
        if not inspect_file(path, newest=newest):
            raise BookUnusable(f"{path} is empty")
        with opened(path, asking=whole) as connection:
            if whole and is_damaged(connection):
                raise BookUnusable(f"{path} is damaged")
            return read_contents(connection)
    except BookUnusable as error:
        raise BookUnusable(without_ways_out(error)) from error
    except connecting.failures() as error:
        if is_amiss(error):
            raise BookUnusable(f"{path} is damaged") from error
        raise BookUnusable(f"{path} cannot be read: {reason_of(error)}") from error


def read_contents(connection: sqlite3.Connection) -> Contents:
    """Count what is in the book of a connection, of any schema; raises sqlite3.Error."""
    contacts, talks, until = connection.execute(_COUNTS).fetchone()
    return Contents(contacts, talks, _local(until))


def _local(written: str | None) -> dt.datetime | None:
    if not written:
        return None
    moment = dt.datetime.fromisoformat(written).replace(tzinfo=dt.UTC)
    return moment.astimezone().replace(tzinfo=None, microsecond=0)


def is_of_book(path: Path, book: Path, *, surely: bool = False) -> bool:
    """Whether two files are of the same book: a contact is in both, or, unless `surely`, one has
    none yet.

    A file that cannot be read is taken for another book's.
    """
    try:
        here, there = (_contacts(one) for one in (path, book))
    except connecting.failures(BookUnusable):
        return False
    return not here.isdisjoint(there) or (not surely and not (here and there))


def _contacts(path: Path) -> set[tuple[int, str]]:
    """Each contact by its id and the moment when it was made."""
    with opened(path, asking=False) as connection:
        return set(connection.execute("SELECT id, created FROM contact"))


def find_file(book: Path, folder: str, words: str) -> Path | None:
    """The file that the words name, by its path or by its name among the copies; else None."""
    named = Path(words).expanduser()
    if named.name != words or named.exists():
        return named
    places = (Path(folder), beside(book)) if folder else (beside(book),)
    found = (place / words for place in places if (place / words).is_file())
    own = found if read_name(words, book.stem) else iter(())
    return next(own, named if named.suffix == ".db" else None)
