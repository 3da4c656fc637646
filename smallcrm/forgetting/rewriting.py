"""Copies of the book forget too.

Each is rewritten beside itself and put in its own place, so that a kill or a full disk leaves the
old one or the new.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from smallcrm import connecting, db, migrations
from smallcrm.backups.copying import copy_pages
from smallcrm.backups.files import UNFINISHED as IN_THE_MAKING
from smallcrm.backups.files import opened, scratch
from smallcrm.domain.privacy.erasing import forget_again
from smallcrm.domain.privacy.selves import moment
from smallcrm.errors import BookUnusable
from smallcrm.forgetting.traces import folders, reason
from smallcrm.inspection import is_book
from smallcrm.models.privacy import Erasure
from smallcrm.place import sync


def forget_in(path: Path, rows: Iterable[tuple[int, str, bool]]) -> int:
    """Let a book that nobody uses yet, such as a copy to be restored, forget who was erased.

    Returns how many it still knew. A row is the id of a contact, when it was made (as it is stored,
    UTC), whether orders stayed.
    """
    people = [
        Erasure(contact_id=one, created=moment(created), kept_orders=kept)
        for one, created, kept in rows
    ]
    with db.jotting(path) as session:
        known = forget_again(session, people)
    db.compact(path)
    return known


def rewrite(path: Path, rows: Iterable[Erasure]) -> None:
    """Let a copy forget everybody of a ledger: a new one takes its place when it is whole.

    An older schema is brought up to date. BookUnusable, and the copy untouched, if it cannot be.
    """
    try:
        if not is_book(path):
            raise BookUnusable(f"{path} is not a smallcrm book")
        with scratch(path) as temporary:
            copy_pages(path, temporary)
            with opened(temporary) as copy:
                migrations.upgrade(copy, copy_first=lambda: None)
            forget_in(temporary, ((r.contact_id, str(r.created), r.kept_orders) for r in rows))
            _take_place(temporary, path)
    except connecting.failures(OSError) as error:
        raise BookUnusable(f"{path} cannot be rewritten: {reason(error)}") from error


def _take_place(temporary: Path, path: Path) -> None:
    """Put the new copy in the old one's place, as old as that one was."""
    known = path.stat()
    os.utime(temporary, ns=(known.st_atime_ns, known.st_mtime_ns))
    sync(temporary)
    os.replace(temporary, path)
    sync(path.parent)


def sweep(book: Path, files: Iterable[str]) -> None:
    """Remove every copy in the making, left by a kill or not, where the program puts copies.

    One that was begun before an erasure would hold the person; whoever makes it is told. `files`
    are those that the program wrote.
    """
    for place in {*folders(book), book.parent, *(Path(file).parent for file in files)}:
        for file in place.glob(f"{IN_THE_MAKING}*"):
            with suppress(OSError):
                file.unlink()
