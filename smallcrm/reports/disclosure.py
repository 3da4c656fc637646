"""Everything that the book holds about one contact, and nothing of others (the GDPR's article 15).

Other people's names in it are hidden, see `others`. Amounts are exact decimals as texts.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from smallcrm.domain import settings
from smallcrm.domain.interactions import newest_talks, others_in
from smallcrm.domain.orders import lines_of, status_of
from smallcrm.domain.points import points_of
from smallcrm.domain.privacy.restricting import restricted_since
from smallcrm.domain.tags import tags_of
from smallcrm.models.calls import PhoneCall
from smallcrm.models.cases import Case
from smallcrm.models.contacts import Contact, FormerHandle
from smallcrm.models.sales import Order, Product
from smallcrm.models.sheets import Sheet, SheetDraft, SheetLine
from smallcrm.models.steps import Change, Step
from smallcrm.models.talks import FollowUp
from smallcrm.parsing.money import FINE, decimal_of, whole_cents
from smallcrm.parsing.quantities import decimal_of_milli
from smallcrm.reports.open_cases import of_talks
from smallcrm.reports.others import Marks, Others

Record = dict[str, Any]
REPEATED = {"id", "folded", "search", "company_folded", "digits", "normal", "content"}
PLAIN = (
    "name", "kind", "nickname", "handle", "title", "company", "group", "group_pinned", "language",
    "birthday", "street", "postcode", "city", "region", "country", "rhythm_days", "rhythm_since",
    "archived", "restricted", "source_id", "created",
)  # fmt: skip


@dataclass(frozen=True)
class Disclosure:
    """What is held about a contact, as records with stable keys; the newest of a kind first.

    `came_by` is the command that put the contact into the book, "" if the journal has forgotten.
    `hidden` counts the places where another's name was hidden, `texts` the free texts that are to
    be read through. Moments are local wall time, but `created` and those of `changes` are UTC.
    """

    shop: str
    currency: str
    made: dt.datetime
    person: Record
    points: list[Record]
    tags: list[str]
    talks: list[Record]
    callbacks: list[Record]
    orders: list[Record]
    cases: list[Record]
    phone_calls: list[Record]
    sheets: list[Record]
    changes: list[Record]
    came_by: str
    hidden: int
    texts: int


def disclosure(
    session: Session, contact: Contact, *, marks: Marks, made: dt.datetime
) -> Disclosure:
    """Everything about the contact, with `marks` in the place of others."""
    others = Others(session, contact, marks)
    cases = _cases(session, contact, others)
    parts: dict[str, list[Record]] = {
        "talks": _talks(session, contact, others),
        "callbacks": _callbacks(session, contact, others),
        "orders": _orders(session, contact, others),
        "cases": cases,
        "phone_calls": _phone_calls(session, contact, others),
        "sheets": _sheets(session, contact, others),
        "changes": _changes(session, contact, others),
    }
    person = _person(session, contact, others)
    return Disclosure(
        shop=settings.value_of(session, "shop"),
        currency=settings.value_of(session, "currency"),
        made=made,
        person=person,
        points=[
            {"kind": one.kind, "label": one.label, "value": one.value}
            for one in points_of(session, contact)
        ],
        tags=tags_of(session, contact),
        **parts,
        came_by=_came_by(session, contact),
        hidden=others.hidden,
        texts=_count_texts(person, parts),
    )


def _count_texts(person: Record, parts: dict[str, list[Record]]) -> int:
    free = ("summary", "why", "solution", "note", "notes")
    records = [person, *(record for part in parts.values() for record in part)]
    return sum(bool(record.get(key)) for record in records for key in free)


def _person(session: Session, contact: Contact, others: Others) -> Record:
    former = select(FormerHandle.handle).where(FormerHandle.contact_id == contact.id)
    return {key: getattr(contact, key) for key in PLAIN} | {
        "notes": others.hide(contact.notes),
        "restricted_since": restricted_since(session, contact) if contact.restricted else None,
        "former_handles": list(session.exec(former.order_by(col(FormerHandle.id)))),
    }


def _talks(session: Session, contact: Contact, others: Others) -> list[Record]:
    talks = newest_talks(session, [contact.id])
    joined, numbers = others_in(session, talks), of_talks(session, [talk.id for talk in talks])
    return [
        {
            "at": talk.at,
            "channel": talk.channel,
            "direction": talk.direction,
            "outcome": talk.outcome,
            "summary": others.hide(talk.summary),
            "others": len({talk.contact_id, *(one.id for one in joined.get(talk.id, ()))}) - 1,
            "case": numbers.get(talk.id),
        }
        for talk in talks
    ]


def _callbacks(session: Session, contact: Contact, others: Others) -> list[Record]:
    query = select(FollowUp).where(FollowUp.contact_id == contact.id)
    keys = ("due", "due_time", "first_due", "channel", "promised_by", "tries", "closed_on")
    return [
        {
            **{key: getattr(row, key) for key in keys},
            "why": others.hide(row.why),
            "state": row.closing or "open",
        }
        for row in session.exec(query.order_by(col(FollowUp.id).desc()))
    ]


def _orders(session: Session, contact: Contact, others: Others) -> list[Record]:
    query = select(Order).where(Order.contact_id == contact.id)
    keys = ("number", "at", "kind", "delivered", "paid", "source", "invoice")
    return [
        {
            **{key: getattr(order, key) for key in keys},
            "status": status_of(order),
            "note": others.hide(order.note),
            "total": decimal_of(whole_cents(order.total) * FINE),
            "lines": _lines(session, order),
        }
        for order in session.exec(query.order_by(col(Order.at).desc(), col(Order.id).desc()))
    ]


def _lines(session: Session, order: Order) -> list[Record]:
    return [
        {
            "product": product.name,
            "description": line.description,
            "quantity": decimal_of_milli(line.quantity),
            "unit": product.unit,
            "price": decimal_of(line.price),
            "amount": decimal_of(whole_cents(line.amount) * FINE),
        }
        for line, product in lines_of(session, order)
    ]


def _cases(session: Session, contact: Contact, others: Others) -> list[Record]:
    query = (
        select(Case, Order.number, Product.name)
        .outerjoin(Order, col(Order.id) == col(Case.order_id))
        .outerjoin(Product, col(Product.id) == col(Case.product_id))
        .where(Case.contact_id == contact.id)
        .order_by(col(Case.opened).desc(), col(Case.id).desc())
    )
    return [
        {
            **{key: getattr(row, key) for key in ("number", "kind", "stage", "opened", "due")},
            "summary": others.hide(row.summary),
            "closed": row.closed,
            "solution": others.hide(row.solution),
            "order": order,
            "product": product,
        }
        for row, order, product in session.exec(query)
    ]


def _phone_calls(session: Session, contact: Contact, others: Others) -> list[Record]:
    query = select(PhoneCall).where(PhoneCall.contact_id == contact.id)
    return [
        {
            **{key: getattr(row, key) for key in ("at", "number", "kind", "seconds")},
            "name": others.hide(row.name),
        }
        for row in session.exec(query.order_by(col(PhoneCall.at).desc(), col(PhoneCall.id).desc()))
    ]


def _sheets(session: Session, contact: Contact, others: Others) -> list[Record]:
    """The lines of printed sheets, and what was keyed in for them and not yet written."""
    query: Any = (
        select(SheetLine, Sheet, SheetDraft.words)
        .join(Sheet, col(Sheet.id) == col(SheetLine.sheet_id))
        .outerjoin(SheetDraft, col(SheetDraft.line_id) == col(SheetLine.id))
        .where(SheetLine.contact_id == contact.id)
        .order_by(col(SheetLine.id).desc())
    )
    return [
        {
            "sheet": sheet.name,
            "printed": sheet.printed,
            "section": line.section,
            "keyed_in": line.entered,
            "draft": others.hide(draft or ""),
            "content": _hidden(json.loads(line.content), others),
        }
        for line, sheet, draft in session.exec(query)
    ]


def _hidden(content: Record, others: Others) -> Record:
    return {
        key: others.hide(value) if isinstance(value, str) and value else value
        for key, value in content.items()
    }


def _changes(session: Session, contact: Contact, others: Others) -> list[Record]:
    """The commands that changed something of the contact's, with the values that were before."""
    query = (
        select(Step, Change)
        .join(Change, col(Change.step_id) == col(Step.id))
        .where(Change.contact_id == contact.id)
        .order_by(col(Step.id).desc(), col(Change.id))
    )
    found: dict[int, Record] = {}
    for step, change in session.exec(query):
        told = {"at": step.written, "command": step.command, "undone": step.undone, "rows": []}
        rows = found.setdefault(step.id, told)["rows"]
        values = {when: _values(getattr(change, when), others) for when in ("before", "after")}
        rows.append({"what": change.table_name, "action": change.action, **values})
    return list(found.values())


def _values(stored: str | None, others: Others) -> Record:
    """Changed values without those that point at other rows or only repeat others."""
    values: Record = json.loads(stored) if stored else {}
    own = {
        key: value
        for key, value in values.items()
        if key not in REPEATED and not key.endswith(("_id", "_by"))
    }
    return _hidden(own, others)


def _came_by(session: Session, contact: Contact) -> str:
    query = (
        select(Step.command)
        .join(Change, col(Change.step_id) == col(Step.id))
        .where(
            Change.contact_id == contact.id,
            Change.table_name == "contact",
            Change.action == "insert",
        )
    )
    found: Sequence[str] = session.exec(query.order_by(col(Change.id).desc()).limit(1)).all()
    return found[0] if found else ""
