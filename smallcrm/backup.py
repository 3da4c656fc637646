"""Copies of the book: whole and checked before they take their name, or absent."""

import datetime as dt
import os
import tempfile
from contextlib import closing
from pathlib import Path

from smallcrm import connecting
from smallcrm.errors import BookUnusable, NotFound, Refused
from smallcrm.inspection import inspect_file, is_book

PAGES_AT_ONCE = 1000  # between two batches a writer gets its turn


def backup_folder(book: Path) -> Path:
    """Where copies lie unless another place is named."""
    return book.parent / "backups"


def backup_book(
    book: Path, target: Path | None, *, now: dt.datetime, newest: int, force: bool = False
) -> Path:
    """Copy the book to `target`, or under the moment's name beside it, and return where.

    `newest` is the newest schema number that may be opened. NotFound if there is no book yet,
    Refused for a target that cannot be written. A file that is there is replaced, at the end,
    only by `force`, and only if it is a smallcrm book.
    """
    if not inspect_file(book, newest=newest):
        raise NotFound(f"there is no book at {book} yet, so there is nothing to copy")
    path = (target or _usual_place(book, now)).expanduser()
    try:
        _refuse_target(path, book, force=force)
        if target is None:
            path.parent.mkdir(mode=0o700, exist_ok=True)
        _copy_beside(book, path)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from error
    return path


def copy_first(book: Path, *, now: dt.datetime) -> None:
    """Copy a book that is about to be rewritten, while another connection holds its lock.

    Only SQLite opens the file here: any other closing of it would let go of this process's locks
    (https://sqlite.org/howtocorrupt.html, 2.2). BookUnusable if there is no room for the copy.
    """
    path = _usual_place(book, now)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        _copy_beside(book, path)
    except OSError as error:
        raise BookUnusable(
            f"{book} has an older form and must be copied before it is brought up to date, but"
            f" {path} cannot be written: {error.strerror}"
        ) from error


def _usual_place(book: Path, now: dt.datetime) -> Path:
    return backup_folder(book) / f"{book.stem}-{now:%Y-%m-%d-%H%M%S}.db"


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


def _copy_beside(book: Path, path: Path) -> None:
    """Copy into a file with another name, check it, sync it, and only then rename it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    os.close(handle)
    try:
        _copy(book, temporary)
        _sync(temporary)
        os.replace(temporary, path)
        _sync(str(path.parent))
    finally:
        Path(temporary).unlink(missing_ok=True)


def _copy(book: Path, temporary: str) -> None:
    try:
        with (
            closing(connecting.connect(book, timeout=30)) as source,
            closing(connecting.connect(temporary, like=book)) as copy,
        ):
            source.backup(copy, pages=PAGES_AT_ONCE)
            verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except connecting.failures() as error:
        raise BookUnusable(f"{book} could not be copied: {error}") from error
    if verdict != "ok":
        raise BookUnusable(f"{book} is damaged ({verdict}); no copy was made")


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
