"""Former handles, and pairs of contacts that are two, from the JSON of a whole book."""

from sqlmodel import Session, select

from smallcrm.domain import distinct
from smallcrm.domain.imports.counting import Counted
from smallcrm.domain.imports.people import People
from smallcrm.domain.imports.tables import Rows, take_each
from smallcrm.domain.imports.values import text_of
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.contacts import Contact, FormerHandle
from smallcrm.parsing.text import clean_line, fold, one_line


def take_former(session: Session, people: People, rows: Rows) -> Counted:
    """The handles that merged contacts had: each leads to the contact that took the other in."""
    counted = Counted()
    return take_each(rows, counted, lambda row: _take_former(session, people, row, counted))


def _take_former(session: Session, people: People, row: TableRow, counted: Counted) -> None:
    former = fold(clean_line(text_of(row, "former"), "handle"))
    contact = people.find(text_of(row, "handle"))
    query = select(FormerHandle.contact_id).where(FormerHandle.handle == former)
    stored = session.exec(query).first()
    owner = session.exec(select(Contact.id).where(Contact.handle == former)).first()
    if not former or owner is not None or (stored is not None and stored != contact):
        raise Unreadable(f'the handle "{one_line(former)}" is another contact\'s here')
    if stored is not None:
        counted.same += 1
        return
    session.add(FormerHandle(contact_id=contact, handle=former))
    session.flush()
    counted.add(former)


def take_distinct(session: Session, people: People, rows: Rows) -> Counted:
    """The pairs of which the owner said that they are two."""
    counted = Counted()
    return take_each(rows, counted, lambda row: _take_pair(session, people, row, counted))


def _take_pair(session: Session, people: People, row: TableRow, counted: Counted) -> None:
    first, second = (people.find(text_of(row, field)) for field in ("handle", "other"))
    pair = session.get_one(Contact, first), session.get_one(Contact, second)
    if first != second and distinct.remember(session, *pair):
        counted.add(f"{pair[0].handle}, {pair[1].handle}")
    else:
        counted.same += 1
