"""Erasing a person from the book: rows, search index, journal, and what others hold by links."""

import json
from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, select

from smallcrm.domain import contacts
from smallcrm.domain.privacy.markers import Markers
from smallcrm.domain.privacy.past import erased_handle
from smallcrm.domain.privacy.rows import JOURNAL, links, mark
from smallcrm.domain.privacy.scrubbing import drop_taken_back, scrub
from smallcrm.domain.privacy.selves import Self, known_selves, markers, selves_of
from smallcrm.models import every_table
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Kind
from smallcrm.models.privacy import Erasure, WrittenFile
from smallcrm.models.sales import Order
from smallcrm.parsing.text import fold

WORDS = ("interaction", "follow_up")  # with an index of their words

# Columns by which rows are found that may go by the thousand, without an index for other needs.
_POINTING = (
    ("follow_up", "opened_by"),
    ("follow_up", "closed_by"),
    ("phone_call", "follow_up_id"),
    ("step", "reverses"),
    ("change", "row_id"),
)
_GONE = "(SELECT row_id FROM temp.gone WHERE table_name = '{}')"
_UNDRAFTED = (
    f"DELETE FROM sheet_draft WHERE line_id IN {_GONE.format('sheet_line')}"
    " OR line_id NOT IN (SELECT id FROM sheet_line)"
)
_BLANK = (
    "nickname", "company", "company_folded", "title", "language", "notes", "street", "postcode",
    "city", "region", "country", "birthday", "source_id",
)  # fmt: skip


def erase(session: Session, contact: Contact, *, keep_orders: bool) -> None:
    """Leave no trace of the contact but, with `keep_orders`, its orders under no name.

    Nothing of it goes into the journal. The file's free pages are clean once `db.compact` has run.
    """
    erase_selves(session, selves_of(session, contact), keep_orders=keep_orders)


def forget_again(session: Session, rows: Iterable[Erasure]) -> int:
    """Erase from this book whom another one has erased; returns how many it still knew.

    `rows` are the other book's ledger, which becomes this one's too. It may be repeated.
    """
    rows = list(rows)
    known = 0
    for kept in (False, True):
        wanted = [Self(row.contact_id, row.created) for row in rows if row.kept_orders == kept]
        found = [one for one in known_selves(session, wanted) if not _is_husk(session, one, kept)]
        if found:
            erase_selves(session, found, keep_orders=kept)
        known += len(found)
        _remember(session, wanted, keep_orders=kept)
    session.flush()
    return known


def erase_selves(session: Session, selves: Sequence[Self], *, keep_orders: bool) -> None:
    """Erase all that are one person, or several persons; see `selves.selves_of`."""
    ids = [one.contact_id for one in selves]
    called = markers(session, selves)
    run = session.connection().exec_driver_sql
    run("PRAGMA defer_foreign_keys = ON")
    for table, column in _POINTING:
        run(f"CREATE INDEX erasing_{table}_{column} ON {table} ({column})")
    drop_taken_back(session)
    mark(session, ids, keep_orders=keep_orders)
    kept = _kept_orders(session, ids) if keep_orders else []
    orders, customers = [order.id for order in kept], {order.contact_id or 0 for order in kept}
    _let_go(session)
    _clear_company(session, ids)
    _blank_sheets(session, called)
    for order in kept:
        order.note, order.folded = "", fold(order.invoice.strip())
        session.add(order)
    session.flush()
    scrub(session, called, without_notes=orders)
    _delete(session, but=customers)
    for contact_id in customers:
        _blank(session, session.get_one(Contact, contact_id))
    for table in WORDS:
        run(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")
    for table, column in _POINTING:
        run(f"DROP INDEX erasing_{table}_{column}")
    _forget_paths(session, called)
    _remember(session, selves, keep_orders=keep_orders)
    session.flush()
    session.expire_all()


def _kept_orders(session: Session, ids: Sequence[int]) -> list[Order]:
    return list(session.exec(select(Order).where(col(Order.contact_id).in_(ids))))


def _let_go(session: Session) -> None:
    """Let nothing that stays point at what goes."""
    run = session.connection().exec_driver_sql
    for link in links():
        if link.nullable:
            goes = f"{link.column} IN {_GONE.format(link.parent)}"
            stays = f"id NOT IN {_GONE.format(link.table)}"
            if (link.table, link.column) != ("customer_order", "contact_id"):
                run(f"UPDATE {link.table} SET {link.column} = NULL WHERE {goes} AND {stays}")


def _clear_company(session: Session, ids: Sequence[int]) -> None:
    """Where a person works is no more said of the people of a company that goes."""
    companies = select(Contact.id, Contact.name).where(
        col(Contact.id).in_(ids), Contact.kind == Kind.COMPANY
    )
    for contact_id, name in session.exec(companies).all():
        people = select(Contact).where(
            (col(Contact.company_id) == contact_id) | (Contact.company_folded == fold(name)),
        )
        for person in session.exec(people).all():
            person.company, person.company_id = "", None
            contacts.refresh(session, person)


def _blank_sheets(session: Session, called: Markers) -> None:
    """What was printed on other lines and names the person: a talk, where somebody works."""
    run = session.connection().exec_driver_sql
    run(_UNDRAFTED)
    others = f"SELECT id, content FROM sheet_line WHERE id NOT IN {_GONE.format('sheet_line')}"
    for line, content in run(others).fetchall():
        if called.name(content):
            kept = {
                key: "" if isinstance(value, str) and called.name(value) else value
                for key, value in json.loads(content).items()
            }
            printed = json.dumps(kept, ensure_ascii=False)
            run("UPDATE sheet_line SET content = ? WHERE id = ?", (printed, line))


def _delete(session: Session, *, but: Collection[int]) -> None:
    """Delete the marked rows, but for some contacts."""
    run = session.connection().exec_driver_sql
    for contact_id in but:
        run("DELETE FROM temp.gone WHERE table_name = 'contact' AND row_id = ?", (contact_id,))
    for table in every_table():
        if table not in JOURNAL:
            run(f"DELETE FROM {table} WHERE id IN {_GONE.format(table)}")
    session.expire_all()


def _blank(session: Session, contact: Contact) -> None:
    """Leave of a contact what its orders need: its id, and the group in which they count."""
    contact.name = f"Erased customer {contact.id}"
    if not contact.handle.startswith(erased_handle(contact.id)):
        contact.handle = contacts.free_handle(session, erased_handle(contact.id))
    for column in _BLANK:
        setattr(contact, column, "")
    contact.company_id = contact.rhythm_days = contact.rhythm_since = None
    contact.archived, contact.restricted = True, False
    contacts.refresh(session, contact)


def _is_husk(session: Session, one: Self, kept: bool) -> bool:
    contact = session.get(Contact, one.contact_id)
    return kept and contact is not None and contact.handle.startswith(erased_handle(contact.id))


def _forget_paths(session: Session, called: Markers) -> None:
    """Files whose very path names the person; the owner was told of them."""
    for file in session.exec(select(WrittenFile)).all():
        if called.name(file.path):
            session.delete(file)


def _remember(session: Session, selves: Iterable[Self], *, keep_orders: bool) -> None:
    """Write the bare numbers by which another copy of the book forgets them too."""
    for one in selves:
        query = select(Erasure).where(Erasure.contact_id == one.contact_id)
        row = session.exec(query).first()
        row = row or Erasure(contact_id=one.contact_id, created=one.created)
        row.created, row.kept_orders = one.created, keep_orders
        session.add(row)
    session.flush()
