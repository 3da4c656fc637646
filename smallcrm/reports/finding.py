"""Everything typed is found again: what of contacts, goods, orders and talks holds the words."""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Integer, and_, column, or_
from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from smallcrm import word_index
from smallcrm.domain import settings
from smallcrm.domain.resolving import phone_owners
from smallcrm.domain.tags import tags_of
from smallcrm.errors import Unreadable
from smallcrm.models.contacts import Contact, ContactPoint, Tag
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.parsing.money import say_fine
from smallcrm.parsing.phones import search_forms
from smallcrm.parsing.text import clean, fold, words
from smallcrm.reports import finding_orders, open_cases
from smallcrm.reports.people import first_phones

MOST_OF_A_KIND = 50


@dataclass(frozen=True)
class Hit:
    """One place where the words stand.

    `kind` is contact, product, callback, case, order, or a talk's channel. `number` is an order's,
    a case's or an open callback's. A product, and an order of nobody in particular, has no contact.
    """

    kind: str
    contact: str
    handle: str
    when: dt.datetime | dt.date | None
    text: str
    number: int | None = None


@dataclass(frozen=True)
class Findings:
    """The hits: contacts, products, callbacks, cases, orders and talks, the newest of a kind first.

    `more` names the kinds of which only the newest `most` are here.
    """

    hits: list[Hit] = field(default_factory=list)
    more: tuple[str, ...] = ()
    most: int | None = None


def find(session: Session, text: str, *, most: int | None = MOST_OF_A_KIND) -> Findings:
    """Look everywhere: a word is found from its start, or, if that finds nothing, inside others.

    At most so many hits of a kind, the newest; all of them if None. A restricted contact is found,
    but nothing that was said, planned or sold.
    """
    if not clean(text, "search").strip():
        raise Unreadable("say what to find: a name, a number, or words that were spoken")
    found = _find(session, text, most, whole_words=bool(words(text)))
    return found if found.hits else _find(session, text, most, whole_words=False)


def unsearched(session: Session) -> str:
    """What to know of a search without hits; "" if it went through everything."""
    query = select(Contact.id).where(col(Contact.restricted).is_(True)).limit(1)
    restricted = session.exec(query).first() is not None
    return " (what was said with restricted contacts is not searched)" if restricted else ""


def _find(session: Session, text: str, most: int | None, *, whole_words: bool) -> Findings:
    limit = None if most is None else most + 1
    parts = {
        "contacts": _contacts(session, text, limit),
        "products": _products(session, text, limit, whole_words),
        "callbacks": _callbacks(session, text, limit, whole_words),
        "cases": _cases(session, text, limit, whole_words),
        "orders": _orders(session, text, limit, whole_words),
        "talks": _talks(session, text, limit, whole_words),
    }
    hits = [hit for part in parts.values() for hit in part[:most]]
    more = tuple(name for name, part in parts.items() if limit and len(part) == limit)
    return Findings(hits, more, most)


def _contacts(session: Session, text: str, most: int | None) -> list[Hit]:
    forms = search_forms(text, settings.value_of(session, "country"))
    words = fold(text).split()
    by_text = and_(*(_knows(word) for word in words))
    fits = or_(by_text, col(Contact.id).in_(phone_owners(forms))) if forms else by_text
    query = select(Contact).where(fits).order_by(col(Contact.folded)).limit(most)
    found = session.exec(query).all()
    phones = first_phones(session, [row.id for row in found])
    return [
        Hit(
            "contact",
            row.name,
            row.handle,
            None,
            _about(session, row, words, phones.get(row.id, "")),
        )
        for row in found
    ]


def _knows(word: str) -> ColumnElement[bool]:
    tagged = select(Tag.contact_id).where(col(Tag.folded).contains(word, autoescape=True))
    point = col(ContactPoint.normal).contains(word, autoescape=True)
    reached = select(ContactPoint.contact_id).where(point)
    return or_(
        col(Contact.search).contains(word, autoescape=True),
        col(Contact.id).in_(tagged),
        col(Contact.id).in_(reached),
    )


def _about(session: Session, contact: Contact, parts: list[str], phone: str) -> str:
    """Where the contact is and how to reach it, and the tags that hold what was looked for."""
    held = [tag for tag in tags_of(session, contact) if any(part in fold(tag) for part in parts)]
    tagged = f"tagged {', '.join(held)}" if held else ""
    state = [name for name in ("archived", "restricted") if getattr(contact, name)]
    return ", ".join(filter(None, (contact.company, contact.city, phone, tagged, *state)))


def _talks(session: Session, text: str, most: int | None, whole_words: bool) -> list[Hit]:
    query = (
        select(Interaction, Contact.name, Contact.handle)
        .join(Contact, col(Contact.id) == col(Interaction.contact_id))
        .where(_says(Interaction, text, whole_words), col(Contact.restricted).is_(False))
        .order_by(col(Interaction.id).desc())
        .limit(most)
    )
    return [
        Hit(row.channel, name, handle, row.at, row.summary)
        for row, name, handle in session.exec(query)
    ]


def _callbacks(session: Session, text: str, most: int | None, whole_words: bool) -> list[Hit]:
    query = (
        select(FollowUp, Contact.name, Contact.handle)
        .join(Contact, col(Contact.id) == col(FollowUp.contact_id))
        .where(_says(FollowUp, text, whole_words), col(Contact.restricted).is_(False))
        .order_by(col(FollowUp.id).desc())
        .limit(most)
    )
    return [
        Hit("callback", name, handle, row.due, row.why, None if row.closing else row.number)
        for row, name, handle in session.exec(query)
    ]


def _cases(session: Session, text: str, most: int | None, whole_words: bool) -> list[Hit]:
    return [
        Hit("case", one.contact, one.handle, one.opened, _told(one), one.number)
        for one in open_cases.holding(session, text, most, whole_words=whole_words)
    ]


def _told(one: open_cases.ShortCase) -> str:
    """What was wrong, and how it was solved."""
    return f"{one.summary} → {one.solution}" if one.solution else one.summary


def _products(session: Session, text: str, most: int | None, whole_words: bool) -> list[Hit]:
    found = finding_orders.products(session, text, most, whole_words=whole_words)
    currency = settings.value_of(session, "currency") if found else ""
    return [Hit("product", "", "", None, _goods(one, currency)) for one in found]


def _goods(one: finding_orders.FoundProduct, currency: str) -> str:
    """`Coffee beans, coffee-1kg, €12.50 per kg`."""
    price = "" if one.price is None else say_fine(one.price, currency)
    each = f" per {one.unit}" if price and one.unit else ""
    state = "archived" if one.archived else ""
    return ", ".join(filter(None, (one.name, one.code, one.category, f"{price}{each}", state)))


def _orders(session: Session, text: str, most: int | None, whole_words: bool) -> list[Hit]:
    found = finding_orders.orders(session, text, most, whole_words=whole_words)
    currency = settings.value_of(session, "currency") if found else ""
    return [
        Hit(one.kind if one.kind == "return" else "order", one.contact, one.handle, one.at,
            _sold(one, currency), one.number)
        for one in found
    ]  # fmt: skip


def _sold(one: finding_orders.FoundOrder, currency: str) -> str:
    """`€49.50, invoice 536365: to be fetched on Friday`."""
    invoice = f"invoice {one.invoice}" if one.invoice else ""
    about = ", ".join(filter(None, (say_fine(one.total, currency), invoice)))
    return f"{about}: {one.note}" if one.note else about


def _says(
    table: type[Interaction] | type[FollowUp], text: str, whole_words: bool
) -> ColumnElement[bool]:
    """Whether a row's text holds the words: by the index, or letter by letter."""
    if not whole_words:
        return and_(*(col(table.folded).contains(w, autoescape=True) for w in fold(text).split()))
    matching = sql(word_index.MATCHING.format(table=table.__tablename__))
    found = matching.bindparams(match=word_index.match_expression(words(text)))
    return col(table.id).in_(found.columns(column("rowid", Integer)).scalar_subquery())
