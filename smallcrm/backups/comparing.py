"""Before a copy takes the place of the book: what is in each, and what only in one of them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from smallcrm import connecting
from smallcrm.backups.files import opened
from smallcrm.backups.shelf import Contents, attach, read_contents, shares_contact
from smallcrm.errors import BookUnusable
from smallcrm.inspection import Ruined, inspect_file

_ONLY = """
    SELECT count(*) FROM {mine}.{table} AS here WHERE NOT EXISTS (SELECT 1 FROM {yours}.{table}
    AS there WHERE there.id = here.id AND there.{column} = here.{column})
"""


class State(StrEnum):
    """What lies where the book belongs."""

    MISSING = "missing"  # nothing, or an empty file
    DAMAGED = "damaged"  # what cannot be read as a book, whole
    WHOLE = "whole"


@dataclass(frozen=True)
class Present:
    """The book as it is: `contents` of a whole one, `reason` in words for a damaged one."""

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
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                return Present(State.DAMAGED, reason=verdict)
            return Present(State.WHOLE, read_contents(connection))
    except Ruined as error:
        return Present(State.DAMAGED, reason=str(error))
    except connecting.failures() as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")):
            return Present(State.DAMAGED, reason=str(error))
        raise BookUnusable(f"{book} cannot be read: {error}") from error


def is_missing(book: Path) -> bool:
    """Whether nothing lies there, or an empty file; not so for a link to nothing."""
    if book.is_symlink() and not book.exists():
        return False
    return not book.exists() or (book.is_file() and book.stat().st_size == 0)


def compare(book: Path, copy: Path) -> Difference:
    """What is only in one of two books that can be read; raises sqlite3.Error."""
    with opened(copy, also=book) as connection:
        attach(connection, book)
        counts = [
            connection.execute(
                _ONLY.format(mine=mine, yours=yours, table=table, column=column)
            ).fetchone()[0]
            for mine, yours in (("other", "main"), ("main", "other"))
            for table, column in (("contact", "created"), ("interaction", "written"))
        ]
        return Difference(*counts, is_same_book=shares_contact(connection))
