"""Forgetting a person everywhere: in the book, in its copies, and where exports still hold him.

The book is erased in one transaction and then written anew; each copy is rewritten beside itself
and put in its own place, so that a kill or a full disk leaves the old one or the new.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from smallcrm import connecting, db, migrations, recorder
from smallcrm.backups.copying import copy_pages
from smallcrm.backups.due import beside
from smallcrm.backups.files import UNFINISHED as IN_THE_MAKING
from smallcrm.backups.files import opened, scratch
from smallcrm.backups.settings import read_settings
from smallcrm.copy_names import read_name
from smallcrm.domain.privacy.erasing import erase, forget_again
from smallcrm.domain.privacy.markers import Markers
from smallcrm.domain.privacy.plan import ErasePlan, plan_erasure
from smallcrm.domain.privacy.selves import Self, moment
from smallcrm.errors import BookUnusable, Refused
from smallcrm.inspection import is_book, is_database
from smallcrm.models.contacts import Contact
from smallcrm.models.privacy import Erasure, WrittenFile
from smallcrm.models.steps import Change, Step
from smallcrm.place import sync
from smallcrm.troubles import reason_of

ERASED = "data erase"
UNFINISHED = "data erase, unfinished"
PACKED = (b"%PDF", b"\x1f\x8b", b"PK\x03\x04")  # how files begin that are not to be searched
ROOM = 3  # times the book's size: the new one, the journal of the old, and some more


@dataclass(frozen=True)
class Held:
    """A file that holds the person; not `sure` of one that cannot be searched.

    `problem` is why a copy of the book cannot be looked into.
    """

    path: Path
    sure: bool = True
    problem: str = ""


def check_room(book: Path) -> None:
    """BookUnusable, before anything is done, if the disk has no room to write the book anew."""
    with suppress(OSError):
        size, free = book.stat().st_size, shutil.disk_usage(book.parent).free
        if free < ROOM * size:
            raise BookUnusable(
                f"{book} is written anew when somebody is erased, which takes"
                f" {ROOM * size // 1_000_000 + 1} MB on the disk; {free // 1_000_000} MB are free,"
                " and nothing was erased"
            )


def erase_in_book(book: Path, plan: ErasePlan, *, keep_orders: bool) -> None:
    """Carry out a plan in the book itself, if it is still the same; Refused if not.

    BookUnusable with what to do if the person is gone, but the file was not written anew.
    """
    with db.jotting(book) as session:
        contact = session.get(Contact, plan.selves[0].contact_id)
        if contact is None or plan_erasure(session, contact, keep_orders=keep_orders) != plan:
            raise Refused("the book was changed meanwhile; nothing was erased, look again")
        erase(session, contact, keep_orders=keep_orders)
        _note(session, contact_id=plan.selves[0].contact_id)
    try:
        db.compact(book)
    except BookUnusable as error:
        raise BookUnusable(
            f"{plan.name} is erased, but the file could not be cleaned ({error});"
            " crm data erase alone finishes it"
        ) from error


def _note(session: Session, *, contact_id: int) -> None:
    """A step that only says that there was an erasure, so that no undo passes it unnoticed."""
    step = recorder.begin_step(session, UNFINISHED)
    row = session.exec(select(Erasure.id).where(Erasure.contact_id == contact_id)).one()
    session.add(Change(step_id=step, table_name="erasure", row_id=row, action="insert"))


def close(book: Path) -> None:
    """Note that nothing of an erasure is left to do: the file is clean, and so are its copies."""
    with db.jotting(book) as session:
        for step in session.exec(select(Step).where(Step.command == UNFINISHED)):
            step.command = ERASED
            session.add(step)


def sweep(book: Path, found: Iterable[Path]) -> None:
    """Remove every copy in the making beside the book and its copies, left by a kill or not.

    One that was begun before an erasure would hold the person; whoever makes it is told.
    """
    for place in {*folders(book), book.parent, *(path.parent for path in found)}:
        for file in place.glob(f"{IN_THE_MAKING}*"):
            with suppress(OSError):
                file.unlink()


def is_unfinished(session: Session) -> bool:
    """Whether an erasure was cut off before the file and its copies were clean."""
    return session.exec(select(Step.id).where(Step.command == UNFINISHED)).first() is not None


def ledger(session: Session) -> list[Erasure]:
    """Everybody who was ever erased, as bare numbers."""
    return list(session.exec(select(Erasure).order_by(col(Erasure.id))))


def written_files(session: Session) -> list[str]:
    """Every file that the program wrote with customers' data, as far as it remembers."""
    return list(session.exec(select(WrittenFile.path)))


def folders(book: Path) -> list[Path]:
    """Where the program puts copies of the book."""
    chosen = read_settings(book).folder
    return [beside(book), *([Path(chosen)] if chosen else [])]


def copies(book: Path, places: Iterable[Path], files: Iterable[str]) -> list[Path]:
    """Every copy in the folders, and among the files that were written; but the book itself."""
    found = [path for place in places if place.is_dir() for path in sorted(place.iterdir())]
    found += [Path(file) for file in files]
    whole = (path for path in found if not path.name.startswith(IN_THE_MAKING))
    return [path for path in dict.fromkeys(whole) if _is_copy(path, book)]


def _is_copy(path: Path, book: Path) -> bool:
    """Whether it is a smallcrm book, or was one by its name: what is spoilt must be said too.

    Another program's database is never looked into.
    """
    try:
        if os.path.realpath(path) == os.path.realpath(book) or not path.is_file():
            return False
        spoilt = read_name(path.name, book.stem) is not None and not is_database(path)
        return spoilt or is_book(path)
    except OSError:
        return False


def holding(found: Iterable[Path], selves: Sequence[Self]) -> Iterator[Held]:
    """Those of the copies that know the person, or cannot be looked into."""
    for path in found:
        try:
            if _knows(path, selves):
                yield Held(path)
        except connecting.failures(BookUnusable, OSError) as error:
            yield Held(path, sure=False, problem=_said(error))


def _knows(path: Path, selves: Sequence[Self]) -> bool:
    """Whether a copy has one of the contacts, in the book or in its journal."""
    there = "SELECT 1 FROM contact WHERE id = ? AND created = ? AND handle NOT LIKE 'erased-%'"
    taken_back = (
        "SELECT 1 FROM change WHERE table_name = 'contact' AND row_id = ? AND action = 'delete'"
        " AND json_extract(before, '$.created') = ?"
    )
    with opened(path) as copy:
        return any(
            copy.execute(query, (one.contact_id, f"{one.created:%Y-%m-%d %H:%M:%S.%f}")).fetchone()
            for one in selves
            for query in (there, taken_back)
        )


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
        raise BookUnusable(f"{path} cannot be rewritten: {_said(error)}") from error


def _said(error: Exception) -> str:
    """What keeps a file from being looked into or rewritten."""
    if isinstance(error, OSError):
        return str(error.strerror)
    return str(error) if isinstance(error, BookUnusable) else reason_of(error)


def _take_place(temporary: Path, path: Path) -> None:
    """Put the new copy in the old one's place, as old as that one was."""
    known = path.stat()
    os.utime(temporary, ns=(known.st_atime_ns, known.st_mtime_ns))
    sync(temporary)
    os.replace(temporary, path)
    sync(path.parent)


def files_holding(paths: Iterable[str], markers: Markers) -> Iterator[Held]:
    """Those of the written files that are still there and hold the person, or may."""
    for name in paths:
        path = Path(name)
        try:
            if not path.is_file() or is_database(path):
                continue
            data = path.read_bytes()
            packed = data.startswith(PACKED)
            if packed or markers.name(name) or _holds(data, markers):
                yield Held(path, sure=not packed)
        except OSError as error:
            yield Held(path, sure=False, problem=str(error.strerror))


def _holds(data: bytes, markers: Markers) -> bool:
    """Whether a file holds anything as it was typed; lines that are folded are made whole."""
    whole = data.replace(b"\r\n ", b"")
    return any(
        text.encode(encoding) in part
        for text in markers.written
        for encoding in ("utf-8", "utf-16-le")
        for part in (data, whole)
    )
