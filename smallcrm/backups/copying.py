"""Copies of the book: whole and checked before they take their name, or absent."""

import datetime as dt
import os
from pathlib import Path

from smallcrm import connecting
from smallcrm.backups.due import beside
from smallcrm.backups.files import is_damaged, opened, scratch
from smallcrm.backups.settings import read_settings
from smallcrm.copy_names import BY_HAND, UPGRADE, CopyName
from smallcrm.errors import BookUnusable, NotFound, Refused
from smallcrm.inspection import inspect_file, is_book
from smallcrm.place import make_folder, sync, unwritten, why_not
from smallcrm.troubles import is_amiss, reason_of

PAGES_AT_ONCE = 1000  # between two batches a writer gets its turn, and Ctrl-C is seen


def backup_book(
    book: Path, target: Path | None, *, now: dt.datetime, newest: int, force: bool = False
) -> Path:
    """Copy the book to `target`, or under the moment's name among its copies, and return where.

    `newest` is the newest schema number that may be opened. NotFound if there is no book yet,
    BookUnusable for a target that cannot be written, Refused if the folder of the setting is not
    there. A file that is there is replaced, at the end, only by `force`, and only if it is a
    smallcrm book.
    """
    if not inspect_file(book, newest=newest):
        raise NotFound(f"there is no book at {book} yet, so there is nothing to copy")
    path = (target or _usual_place(book, now)).expanduser()
    try:
        _refuse_target(path, book, force=force)
        if path.parent == beside(book):
            make_folder(path.parent)
        copy_to(book, path)
    except OSError as error:
        raise unwritten(path, error) from error
    return path


def _usual_place(book: Path, now: dt.datetime) -> Path:
    folder = read_settings(book).folder
    if folder and not os.path.isdir(folder):
        raise Refused(
            f"{folder}, where copies go by the setting backup.folder, is not there; plug it in, or"
            " name a file with -o"
        )
    return free_place(Path(folder) if folder else beside(book), CopyName(book.stem, now, BY_HAND))


def copy_first(book: Path, *, now: dt.datetime) -> Path:
    """Copy a book that is about to be upgraded, while another connection holds its lock.

    Only SQLite opens the file here: any other closing of it would let go of this process's locks
    (https://sqlite.org/howtocorrupt.html, 2.2). BookUnusable if there is no room for the copy.
    """
    path = free_place(beside(book), CopyName(book.stem, now, UPGRADE))
    try:
        make_folder(path.parent)
        copy_to(book, path)
    except OSError as error:
        raise BookUnusable(
            f"{book} has an older form and must be copied before it is brought up to date, but"
            f" {path} cannot be written: {why_not(path.parent, error)}"
        ) from error
    return path


def free_place(folder: Path, name: CopyName) -> Path:
    """Where a copy goes: under its name, or that of the next second that is free."""
    while (path := folder / str(name)).exists():
        name = CopyName(name.stem, name.moment + dt.timedelta(seconds=1), name.why)
    return path


def _refuse_target(path: Path, book: Path, *, force: bool) -> None:
    if path.is_dir():
        raise Refused(f"{path} is a folder; name a file")
    if not path.exists():
        return
    if path.samefile(book):
        raise Refused(f"{path} is the book itself; name another file")
    if not is_book(path):
        raise Refused(f"{path} is there already and is no smallcrm book; name another file")
    if not force:
        raise Refused(f"{path} is a smallcrm book already; name another file, or add --force")


def copy_to(book: Path, path: Path) -> None:
    """Copy into a file with another name, check it, sync it, and only then rename it.

    OSError if the place takes no file, BookUnusable if the book cannot be copied whole.
    """
    with scratch(path) as temporary:
        copy_pages(book, temporary)
        sync(temporary)
        os.replace(temporary, path)
        sync(path.parent)


def copy_pages(book: Path, temporary: Path) -> None:
    """The book's pages, as of one moment, in a file of their own that has been looked through.

    It is synced by the caller, once; until then nobody needs a journal of it.
    """
    try:
        with opened(book) as source, opened(temporary, like=book) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            copy.execute("PRAGMA journal_mode = OFF")
            source.backup(copy, pages=PAGES_AT_ONCE, progress=lambda *_: None)
            wrong = is_damaged(copy)
    except connecting.failures() as error:
        if not is_amiss(error):
            raise BookUnusable(
                f"{book} could not be copied to {temporary.parent}: {reason_of(error)}"
            ) from error
        wrong = True
    if wrong:
        raise BookUnusable(f"{book} is damaged; no copy was made")
