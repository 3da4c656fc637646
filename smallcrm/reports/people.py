"""Who the contacts are: lists of them, the caller's card, the whole timeline."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from smallcrm.domain.followups import open_of
from smallcrm.domain.interactions import (
    BATCH,
    Talk,
    involving,
    last_talk_at,
    newest_talks,
    others_in,
)
from smallcrm.domain.listed import is_listed
from smallcrm.domain.points import points_of
from smallcrm.domain.privacy.restricting import restricted_since
from smallcrm.domain.tags import tags_of
from smallcrm.models.contacts import Contact, ContactPoint, Tag
from smallcrm.models.enums import NO_GROUP, Group, Kind, PointKind
from smallcrm.models.talks import FollowUp
from smallcrm.parsing.text import fold, words
from smallcrm.reports import open_cases
from smallcrm.reports.open_cases import ShortCase

if TYPE_CHECKING:
    from smallcrm.reports.bought import Bought


@dataclass(frozen=True)
class ContactFilter:
    """Which contacts a list is about; every condition that is given must hold.

    `group`: `none` is those in no group. `company`: the start of each of its words will do.
    `quiet_since`: no interaction after the end of that day.
    """

    tags: tuple[str, ...] = ()
    group: str = ""
    city: str = ""
    kind: str = ""
    company: str = ""
    quiet_since: dt.date | None = None
    no_callback: bool = False
    archived: bool = False
    restricted: bool = False


EVERYONE = ContactFilter()


@dataclass(frozen=True)
class ContactLine:
    """One contact in a list."""

    contact: str
    handle: str
    kind: str
    company: str
    group: str
    tags: tuple[str, ...]
    phone: str
    email: str
    city: str
    last: dt.datetime | None


@dataclass(frozen=True)
class Card:
    """Everything about one contact that one looks at while the telephone rings."""

    contact: Contact
    points: list[ContactPoint]
    tags: list[str]
    open: list[FollowUp]
    talks: list[Talk]
    talk_count: int
    people: list[Contact] = field(default_factory=list)
    speakers: dict[int, Contact] = field(default_factory=dict)  # by contact id
    others: dict[int, list[Contact]] = field(default_factory=dict)  # who joined, by talk id
    cases: list[ShortCase] = field(default_factory=list)  # open, of the company or its people too
    closed_cases: int = 0
    on_cases: dict[int, int] = field(default_factory=dict)  # case numbers by talk id
    bought: "Bought | None" = None  # by the company or its people too
    restricted_since: dt.date | None = None  # None if nobody knows


def matching(which: ContactFilter) -> list[ColumnElement[bool]]:
    """The filter as SQL conditions on Contact."""
    wanted: list[ColumnElement[bool]] = [
        col(Contact.archived).is_(which.archived),
        col(Contact.restricted).is_(which.restricted),
    ]
    for tag in which.tags:
        tagged = select(Tag.contact_id).where(Tag.folded == fold(tag))
        wanted.append(col(Contact.id).in_(tagged))
    if which.group:
        wanted.append(col(Contact.group) == ("" if which.group == NO_GROUP else which.group))
    if which.kind:
        wanted.append(col(Contact.kind) == which.kind)
    for word in words(which.company):
        wanted.append(col(Contact.company_folded).contains(word, autoescape=True))
    if which.quiet_since:
        day_after = which.quiet_since + dt.timedelta(days=1)
        wanted.append(func.coalesce(last_talk_at(), "") < day_after.isoformat())
    if which.no_callback:
        busy = select(FollowUp.contact_id).where(FollowUp.closing == "")
        wanted.append(col(Contact.id).not_in(busy))
    return wanted


def matching_ids(session: Session, which: ContactFilter) -> set[int]:
    """The ids of the contacts that the filter lets through."""
    query = select(Contact).where(*matching(which))
    return {contact.id for contact in session.exec(query) if _is_at(contact, which)}


def restricted_ids(session: Session, which: ContactFilter) -> set[int]:
    """The ids of the restricted contacts whom the filter would let through; archived ones too."""
    if which != EVERYONE:
        return matching_ids(session, replace(which, restricted=True))
    return set(session.exec(select(Contact.id).where(col(Contact.restricted).is_(True))))


def unrestricted_ids(session: Session) -> set[int]:
    """The ids of all others, archived ones too."""
    return set(session.exec(select(Contact.id).where(col(Contact.restricted).is_(False))))


def list_contacts(session: Session, which: ContactFilter) -> list[ContactLine]:
    """The contacts that the filter lets through, by name."""
    query = select(Contact, last_talk_at()).where(*matching(which)).order_by(col(Contact.folded))
    rows = [row for row in session.exec(query) if _is_at(row[0], which)]
    ids = [contact.id for contact, _ in rows]
    phones, emails = first_phones(session, ids), first_points(session, ids, PointKind.EMAIL)
    tags = _tags_by_contact(session, ids)
    return [
        ContactLine(
            contact=contact.name,
            handle=contact.handle,
            kind=contact.kind,
            company=contact.company,
            group=contact.group,
            tags=tuple(tags.get(contact.id, ())),
            phone=phones.get(contact.id, ""),
            email=emails.get(contact.id, ""),
            city=contact.city,
            last=dt.datetime.fromisoformat(last) if isinstance(last, str) else last,
        )
        for contact, last in rows
    ]


def _is_at(contact: Contact, which: ContactFilter) -> bool:
    """Whether town and company are those asked for, the company by the start of its words."""
    if which.city and fold(contact.city) != fold(which.city):
        return False
    starts, there = words(which.company), words(contact.company)
    known = all(any(word.startswith(start) for word in there) for start in starts)
    return known and bool(starts or not which.company)


def first_phones(session: Session, contact_ids: Sequence[int]) -> dict[int, str]:
    """The number to dial, by contact id."""
    return first_points(session, contact_ids, PointKind.PHONE)


def first_points(session: Session, contact_ids: Sequence[int], kind: PointKind) -> dict[int, str]:
    """The first point of a kind, by contact id."""
    found: dict[int, str] = {}
    for start in range(0, len(contact_ids), BATCH):
        query = select(ContactPoint.contact_id, ContactPoint.value).where(
            ContactPoint.kind == kind,
            col(ContactPoint.contact_id).in_(contact_ids[start : start + BATCH]),
        )
        for contact_id, value in session.exec(query.order_by(col(ContactPoint.id))):
            found.setdefault(contact_id, value)
    return found


def _tags_by_contact(session: Session, contact_ids: Sequence[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = {}
    for start in range(0, len(contact_ids), BATCH):
        query = select(Tag.contact_id, Tag.name).where(
            col(Tag.contact_id).in_(contact_ids[start : start + BATCH])
        )
        for contact_id, name in session.exec(query.order_by(col(Tag.folded))):
            tags.setdefault(contact_id, []).append(name)
    return tags


def card(
    session: Session,
    contact: Contact,
    *,
    talks: int | None = None,
    orders: int | None = None,
    today: dt.date | None = None,
) -> Card:
    """A contact with its points, open callbacks and newest talks (all of them if None).

    With `today` also what it bought, and its newest `orders` (all of them if None). What its people
    said and bought belongs to a company's card too, and their cases; the company's open cases
    belong to a person's. Of its restricted people only what they bought does.
    """
    everybody = _people(session, contact)
    people = [person for person in everybody if not person.restricted]
    ids = [contact.id, *(person.id for person in people)]
    buyers = [contact.id, *(person.id for person in everybody)]  # for the sums to stand
    count = select(func.count()).select_from(involving(ids).subquery())
    talks_shown = newest_talks(session, ids, most=talks)
    firm = [*ids, contact.company_id] if contact.company_id else ids
    return Card(
        contact=contact,
        points=points_of(session, contact),
        tags=tags_of(session, contact),
        open=open_of(session, contact),
        talks=talks_shown,
        talk_count=session.exec(count).one(),
        people=people,
        speakers=_speakers(session, contact, talks_shown),
        others=others_in(session, talks_shown),
        cases=open_cases.open_of(session, firm),
        closed_cases=open_cases.count_closed(session, ids),
        on_cases=open_cases.of_talks(session, [talk.id for talk in talks_shown]),
        bought=_bought(session, buyers, today, orders) if today else None,
        restricted_since=restricted_since(session, contact) if contact.restricted else None,
    )


def _bought(
    session: Session, ids: Sequence[int], today: dt.date, most: int | None
) -> "Bought | None":
    """What they bought; the tables of orders are loaded only where there are some."""
    marks = ", ".join("?" * len(ids))
    asked = f"SELECT 1 FROM customer_order WHERE contact_id IN ({marks}) LIMIT 1"
    if session.connection().exec_driver_sql(asked, tuple(ids)).first() is None:
        return None
    from smallcrm.reports.bought import bought

    return bought(session, ids, today=today, most=most)


def _speakers(session: Session, contact: Contact, talks: list[Talk]) -> dict[int, Contact]:
    """Whom the talks were with: the contact, its people, or somebody it joined."""
    others = {talk.contact_id for talk in talks} - {contact.id}
    query = select(Contact).where(col(Contact.id).in_(others))
    return {contact.id: contact} | {other.id: other for other in session.exec(query)}


def _people(session: Session, contact: Contact) -> list[Contact]:
    if contact.kind != Kind.COMPANY:
        return []
    query = select(Contact).where(Contact.company_id == contact.id)
    return list(session.exec(query.order_by(col(Contact.folded))))


def tag_counts(session: Session) -> list[tuple[str, int]]:
    """Each tag with how many contacts carry it, by name."""
    query = (
        select(func.min(Tag.name), func.count())
        .join(Contact, col(Contact.id) == col(Tag.contact_id))
        .where(is_listed())
        .group_by(col(Tag.folded))
        .order_by(col(Tag.folded))
    )
    return [(name, count) for name, count in session.exec(query)]


def is_nobody_there(session: Session) -> bool:
    """Whether the book has no contact yet, archived ones included."""
    return session.exec(select(Contact.id).limit(1)).first() is None


def group_counts(session: Session) -> list[tuple[str, int]]:
    """Each group, from potential to top, with how many contacts are in it; `""` is none."""
    query = select(Contact.group, func.count()).where(is_listed()).group_by(col(Contact.group))
    counts = dict(session.exec(query).all())
    groups = [(str(group), counts.get(group, 0)) for group in Group]
    return [*groups, ("", counts.get("", 0))] if counts.get("") else groups
