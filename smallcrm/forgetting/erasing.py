"""A person goes out of the book: in one transaction, after which the file is written anew."""

import shutil
from contextlib import suppress
from pathlib import Path

from sqlmodel import Session, col, select

from smallcrm import db, recorder
from smallcrm.domain.privacy.erasing import erase
from smallcrm.domain.privacy.plan import ErasePlan, plan_erasure
from smallcrm.errors import BookUnusable, Refused
from smallcrm.models.contacts import Contact
from smallcrm.models.privacy import Erasure, WrittenFile
from smallcrm.models.steps import Change, Step

ERASED = "data erase"
UNFINISHED = "data erase, unfinished"
ROOM = 3  # times the book's size: the new one, the journal of the old, and some more


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


def is_unfinished(session: Session) -> bool:
    """Whether an erasure was cut off before the file and its copies were clean."""
    return session.exec(select(Step.id).where(Step.command == UNFINISHED)).first() is not None


def ledger(session: Session) -> list[Erasure]:
    """Everybody who was ever erased, as bare numbers."""
    return list(session.exec(select(Erasure).order_by(col(Erasure.id))))


def written_files(session: Session) -> list[str]:
    """Every file that the program wrote with customers' data, as far as it remembers."""
    return list(session.exec(select(WrittenFile.path)))
