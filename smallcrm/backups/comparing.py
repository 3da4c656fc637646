"""Before a copy takes the book's place: what is in each of them, and only in one."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from smallcrm import connecting
from smallcrm.backups.due import beside
from smallcrm.backups.files import is_damaged, opened
from smallcrm.backups.shelf import Contents, read_contents
from smallcrm.errors import BookUnusable
from smallcrm.inspection import Ruined, forget, inspect_file, is_database, without_ways_out
from smallcrm.troubles import is_amiss, reason_of

_CONTACTS = "SELECT id, created FROM contact ORDER BY id"
_TALKS = "SELECT id, written FROM interaction ORDER BY id"


class State(StrEnum):
    """What lies where the book belongs."""

    MISSING = "missing"  # nothing, or an empty file
    DAMAGED = "damaged"  # what cannot be read as a book, whole
    WHOLE = "whole"


@dataclass(frozen=True)
class Present:
    """The book as it is: `contents` of a whole one, or `reason`, what a damaged one is or was."""

    state: State
    contents: Contents | None = None
    reason: str = ""


@dataclass(frozen=True)
class Difference:
    """How many contacts and talks are only in the book, and only in the copy.

    `is_same_book` is false if they have no contact in common, though both have some.
    """

    book_contacts: int
    book_talks: int
    copy_contacts: int
    copy_talks: int
    is_same_book: bool


def look_at(book: Path, *, newest: int) -> Present:
    """What lies where the book belongs.

    BookUnusable for what a copy must not take the place of: a folder, a link to nothing, another
    program's database, a book of a newer smallcrm.
    """
    try:
        if is_missing(book):
            return Present(State.MISSING)
        inspect_file(book, newest=newest)
        with opened(book) as connection:
            if is_damaged(connection):
                return Present(State.DAMAGED, reason="is damaged")
            return Present(State.WHOLE, read_contents(connection))
    except Ruined as error:
        said = without_ways_out(error)
        own = said.removeprefix(f"{book} ")
        return Present(State.DAMAGED, reason=own if own != said else f"cannot be opened: {said}")
    except connecting.failures() as error:
        if is_amiss(error):
            return Present(State.DAMAGED, reason="is damaged")
        raise BookUnusable(f"{book} cannot be read: {reason_of(error)}") from error


def is_missing(book: Path) -> bool:
    """Whether nothing lies there, or an empty file; not so for a link to nothing."""
    if book.is_symlink() and not book.exists():
        return False
    return not book.exists() or (book.is_file() and book.stat().st_size == 0)


def was_encrypted(book: Path, copies: Iterable[Path] = ()) -> bool | None:
    """Whether the book is, or was, as the copies beside a lost one say; None if nothing tells."""
    forget(book)
    if is_database(book):
        return connecting.is_encrypted(book)
    own = (path for path in copies if path.parent == beside(book))
    return any(map(connecting.is_encrypted, own)) or None


def compare(book: Path, copy: Path) -> Difference:
    """What is only in one of two books that can be read; raises SQLite's errors."""
    with opened(book) as first, opened(copy) as second:
        contacts, talks = (_compare(first, second, query) for query in (_CONTACTS, _TALKS))
    return Difference(
        book_contacts=contacts.first,
        book_talks=talks.first,
        copy_contacts=contacts.second,
        copy_talks=talks.second,
        is_same_book=bool(contacts.both or not contacts.first or not contacts.second),
    )


@dataclass(frozen=True)
class _Counts:
    """How many rows are only in the first, only in the second, and in both."""

    first: int
    second: int
    both: int


def _compare(first: sqlite3.Connection, second: sqlite3.Connection, query: str) -> _Counts:
    """Go through the rows of both, which come by id; of one id, another moment is another row."""
    rows, others = first.execute(query), second.execute(query)
    row, other = next(rows, None), next(others, None)
    only_first = only_second = both = 0
    while row or other:
        if row == other:
            both += 1
            row, other = next(rows, None), next(others, None)
        elif other is None or (row and row < other):
            only_first += 1
            row = next(rows, None)
        else:
            only_second += 1
            other = next(others, None)
    return _Counts(only_first, only_second, both)
