"""What erasing a contact will do, before anything is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from smallcrm.domain.privacy.markers import Markers
from smallcrm.domain.privacy.mentions import Mention, mentions
from smallcrm.domain.privacy.rows import counts, mark
from smallcrm.domain.privacy.scrubbing import entries
from smallcrm.domain.privacy.selves import Self, markers, selves_of
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Kind
from smallcrm.models.privacy import WrittenFile
from smallcrm.models.sales import Order
from smallcrm.parsing.text import fold


@dataclass(frozen=True)
class ErasePlan:
    """Whom it concerns, and what goes: how many rows of each table, and journal entries.

    `orders` are those that stay under no name, `people` the names of those at a company that goes,
    `mentions` others' texts that name the person, which stay. `files` are all that the program
    wrote while the person was in the book.
    """

    selves: tuple[Self, ...]
    name: str
    handle: str
    kind: str
    counts: tuple[tuple[str, int], ...]
    changes: int
    orders: int
    people: tuple[str, ...]
    mentions: tuple[Mention, ...]
    markers: Markers
    files: tuple[str, ...]


def plan_erasure(session: Session, contact: Contact, *, keep_orders: bool) -> ErasePlan:
    """What `erasing.erase` would do now; nothing is changed."""
    selves = selves_of(session, contact)
    ids = [one.contact_id for one in selves]
    called = markers(session, selves)
    mark(session, ids, keep_orders=keep_orders)
    stays = select(Order.id).where(col(Order.contact_id).in_(ids))
    return ErasePlan(
        selves=tuple(selves),
        name=contact.name,
        handle=contact.handle,
        kind=contact.kind,
        counts=tuple(counts(session).items()),
        changes=entries(session),
        orders=len(session.exec(stays).all()) if keep_orders else 0,
        people=tuple(_people(session, contact)),
        mentions=tuple(mentions(session, called)),
        markers=called,
        files=tuple(_files(session, selves)),
    )


def _people(session: Session, contact: Contact) -> Iterator[str]:
    """Who is noted as working at the company."""
    if contact.kind == Kind.COMPANY:
        there = (col(Contact.company_id) == contact.id) | (
            col(Contact.company_folded) == fold(contact.name)
        )
        yield from session.exec(select(Contact.name).where(there).order_by(col(Contact.id)))


def _files(session: Session, selves: list[Self]) -> Iterator[str]:
    since = min(one.created for one in selves)
    query = select(WrittenFile.path).where(col(WrittenFile.written) >= since)
    yield from session.exec(query.order_by(col(WrittenFile.written)))
