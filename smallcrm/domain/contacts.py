"""People and companies: adding, editing, archiving."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from smallcrm.domain import settings
from smallcrm.domain.points import points_of
from smallcrm.domain.tags import add_tags, read_tag
from smallcrm.errors import Ambiguous, NotFound, Refused, Unreadable
from smallcrm.formats.birthdays import read_typed_birthday
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.models.contacts import Contact, ContactPoint, FormerHandle
from smallcrm.models.enums import NO_GROUP, Group, Kind, PointKind
from smallcrm.parsing.choices import choose
from smallcrm.parsing.names import make_handle, read_handle, search_words, split_label
from smallcrm.parsing.phones import number_forms, read_phone
from smallcrm.parsing.text import LONGEST_TEXT, clean, clean_line, fold, one_line

PLAIN = ("title", "language", "street", "postcode", "city", "region", "country")
SEARCHED = ("name", "nickname", "handle", "company", "notes", *PLAIN)


@dataclass(frozen=True)
class Edited:
    """One field of a contact that an edit changed, and its text before and after."""

    field: str
    before: str
    after: str


def check(record: ContactRecord) -> ContactRecord:
    """The record with its values as they may be stored; Unreadable if one may not."""
    named = ("name", "nickname", "company", *PLAIN)
    lines: dict[str, Any] = {field: clean_line(getattr(record, field), field) for field in named}
    checked = replace(
        record,
        kind=read_kind(record.kind),
        group=read_group(record.group),
        notes=clean(record.notes, "notes", longest=LONGEST_TEXT),
        tags=tuple(map(read_tag, record.tags)),
        birthday=read_typed_birthday(record.birthday),
        source_id=clean(record.source_id, "source id"),
        **lines,
    )
    if not checked.name:
        raise Unreadable("a contact needs a name")
    return checked


def add(session: Session, record: ContactRecord) -> Contact:
    """Put a new contact into the book; Refused if its chosen handle is taken."""
    record = check(record)
    contact = Contact(
        name=record.name,
        kind=record.kind,
        nickname=record.nickname,
        handle=_chosen_handle(session, record.handle) or free_handle(session, record.name),
        group=record.group,
        notes=record.notes,
        birthday=record.birthday,
        source_id=record.source_id,
        folded="",
        search="",
    )
    for field in PLAIN:
        setattr(contact, field, getattr(record, field))
    join_company(session, contact, record.company)
    _index(contact)
    session.add(contact)
    session.flush()
    add_points(session, contact, record.points)
    add_tags(session, contact, record.tags)
    return contact


def edit(session: Session, contact: Contact, changes: dict[str, str]) -> list[Edited]:
    """Change single-valued fields; an empty text clears one. Field names are Contact's own.

    Returns those that are different now.
    """
    before = {field: getattr(contact, field) for field in changes}
    for field, value in changes.items():
        _change(session, contact, field, value)
    refresh(session, contact)
    edited = (Edited(field, old, getattr(contact, field)) for field, old in before.items())
    return [change for change in edited if change.before != change.after]


def refresh(session: Session, contact: Contact) -> None:
    """Bring up to date what repeats a contact's texts: folded columns, a company at its people."""
    _index(contact)
    session.add(contact)
    session.flush()
    if contact.kind == Kind.COMPANY:
        _rename_at_people(session, contact)


def _change(session: Session, contact: Contact, field: str, value: str) -> None:
    if field == "company":
        join_company(session, contact, value)
    elif field == "name":
        contact.name = clean_line(value, "name")
        if not contact.name:
            raise Unreadable("a contact needs a name")
    elif field == "handle":
        contact.handle = _chosen_handle(session, value, of=contact) or contact.handle
    elif field == "kind":
        contact.kind = read_kind(value)
    elif field == "group":
        contact.group = read_group(value)
    elif field == "birthday":
        contact.birthday = read_typed_birthday(value)
    elif field == "notes":
        contact.notes = clean(value, "notes", longest=LONGEST_TEXT)
    else:
        setattr(contact, field, clean_line(value, field))


def _index(contact: Contact) -> None:
    """Bring the folded columns up to date."""
    contact.folded = search_words(contact.name, contact.nickname)
    contact.company_folded = fold(contact.company)
    contact.search = fold("\n".join(getattr(contact, field) for field in SEARCHED))


def join_company(session: Session, contact: Contact, company: str) -> None:
    """Note where a person works, linked to the company if it is a contact of its own."""
    contact.company = clean_line(company, "company")
    contact.company_id = None
    if contact.company:
        same = select(Contact.id).where(
            Contact.kind == Kind.COMPANY, Contact.folded == search_words(contact.company, "")
        )
        contact.company_id = session.exec(same.limit(1)).first()


def _rename_at_people(session: Session, company: Contact) -> None:
    people = select(Contact).where(Contact.company_id == company.id)
    for person in session.exec(people).all():
        person.company = company.name
        _index(person)
        session.add(person)
    session.flush()


def gather_people(session: Session, company: Contact) -> list[Contact]:
    """Link the people who are noted as working at a company that was just added."""
    people = select(Contact).where(
        Contact.company_folded == fold(company.name), col(Contact.company_id).is_(None)
    )
    found = [person for person in session.exec(people) if person.id != company.id]
    for person in found:
        person.company_id = company.id
        session.add(person)
    session.flush()
    return found


def add_points(session: Session, contact: Contact, points: Iterable[PointRecord]) -> list[str]:
    """Add numbers and addresses that the contact does not have yet; returns those added."""
    country = settings.value_of(session, "country")
    present = {(point.kind, point.value) for point in points_of(session, contact)}
    added = []
    for record in points:
        point = make_point(contact.id, record, country)
        if (point.kind, point.value) not in present:
            present.add((point.kind, point.value))
            session.add(point)
            added.append(point.value)
    session.flush()
    return added


def make_point(contact_id: int, record: PointRecord, country: str) -> ContactPoint:
    """A number or address as a row, with its digits and normal form."""
    return ContactPoint(**{"contact_id": contact_id} | point_values(record, country))


def point_values(record: PointRecord, country: str) -> dict[str, Any]:
    """The columns of a number or address, with its digits and normal form."""
    value = clean(record.value, record.kind)
    digits, normal = searched_as(record.kind, value, country)
    return {
        "kind": str(PointKind(record.kind)),
        "label": record.label,
        "value": value,
        "digits": digits,
        "normal": normal,
    }


def searched_as(kind: str, value: str, country: str) -> tuple[str, str]:
    """The digits and the normal form by which a number or address is found."""
    if kind != PointKind.PHONE:
        return "", fold(value)
    phone = read_phone(value, country)
    return phone.digits, phone.normal


def remove_points(session: Session, contact: Contact, kind: str, value: str = "") -> list[str]:
    """Take away the points of a kind that are the value, or all of the kind; returns them.

    A number may have any format. A part does if it fits just one: else Ambiguous, or NotFound.
    """
    of_kind = [point for point in points_of(session, contact) if point.kind == kind]
    forms = number_forms(value, settings.value_of(session, "country")) if kind == "phone" else []
    found = [point for point in of_kind if _is_value(point, value, forms)] if value else of_kind
    found = found or [point for point in of_kind if _holds(point, value, forms)]
    if value and not found:
        raise NotFound(f'there is no {kind} "{value}" to take away; it has {_listed(of_kind)}')
    if value and len(found) > 1 and not _is_value(found[0], value, forms):
        raise Ambiguous(
            f'"{one_line(value)}" fits {len(found)} {kind}s of {one_line(contact.name)};'
            f" say the whole: {_listed(found)}"
        )
    for point in found:
        session.delete(point)
    session.flush()
    return [point.value for point in found]


def _is_value(point: ContactPoint, value: str, forms: list[str]) -> bool:
    same = {point.digits, point.normal.removeprefix("+")} if forms else set()
    return _bare(point.value) == _bare(value) or not same.isdisjoint(forms)


def _holds(point: ContactPoint, value: str, forms: list[str]) -> bool:
    if point.kind == PointKind.PHONE:
        return any(form in point.digits for form in forms)
    return _bare(value) in _bare(point.value)


def _bare(value: str) -> str:
    return fold(value).replace(" ", "")


def _listed(points: list[ContactPoint]) -> str:
    return ", ".join(one_line(point.value) for point in points) or "none"


def archive(session: Session, contact: Contact) -> None:
    """Put the contact aside: kept, with all its history, but in no list."""
    _set_archived(session, contact, True)


def restore(session: Session, contact: Contact) -> None:
    """Take an archived contact back into the lists."""
    _set_archived(session, contact, False)


def _set_archived(session: Session, contact: Contact, archived: bool) -> None:
    if contact.archived == archived:
        state = "archived already" if archived else "not archived"
        raise Refused(f"{contact.name} is {state}")
    contact.archived = archived
    session.add(contact)
    session.flush()


def set_group(
    session: Session, contact: Contact, group: str, *, pinned: bool | None = None
) -> None:
    """Put the contact into a group; one that is `pinned` is never suggested another."""
    contact.group = read_group(group)
    if pinned is not None:
        contact.group_pinned = pinned
    session.add(contact)
    session.flush()


def set_groups(session: Session, groups: Mapping[int, str]) -> None:
    """Put many contacts, by their ids, into groups that there are."""
    rows = [{"contact": contact_id, "to": str(group)} for contact_id, group in groups.items()]
    if rows:
        change = update(Contact).where(col(Contact.id) == bindparam("contact"))
        session.connection().execute(change.values(group=bindparam("to")), rows)


def set_rhythm(session: Session, contact: Contact, days: int | None, *, today: dt.date) -> None:
    """Stay in touch every so many days; None ends the rhythm."""
    contact.rhythm_days = days
    contact.rhythm_since = today if days else None
    session.add(contact)
    session.flush()


def namesakes(session: Session, contact: Contact) -> list[Contact]:
    """Other contacts with the same name, case and accents aside."""
    query = select(Contact).where(
        col(Contact.folded).like(f"%{search_words(contact.name, '').strip()}%"),
        Contact.id != contact.id,
    )
    return [other for other in session.exec(query) if fold(other.name) == fold(contact.name)]


def read_kind(text: str) -> str:
    return choose(Kind, text, "kind of contact") or Kind.PERSON


def read_group(text: str) -> str:
    """A group's name; "" and "none" are none; Unreadable lists the groups."""
    return "" if fold(text) == NO_GROUP else choose(Group, text, "group")


def read_group_filter(text: str) -> str:
    """A group to list, `none` for those without one; "" is every group."""
    return NO_GROUP if fold(text) == NO_GROUP else choose(Group, text, "group")


def read_point(kind: PointKind, text: str) -> PointRecord:
    """A number or address as typed, with an optional label: `work: 5551 2345`."""
    label, value = split_label(text)
    return PointRecord(kind, value, label)


def _chosen_handle(session: Session, text: str, of: Contact | None = None) -> str:
    if not text:
        return ""
    handle = read_handle(text)
    taken = session.exec(select(Contact).where(Contact.handle == handle)).first()
    if taken and taken is not of:
        raise Refused(f'the handle "{handle}" is {taken.name}\'s; choose another')
    return handle


def free_handle(session: Session, name: str) -> str:
    """A handle made from the name that finds nobody yet: `mari-tamm`, then `mari-tamm-2`."""
    handle = base = make_handle(name)
    number = 1
    while _finds_somebody(session, handle):
        number += 1
        handle = f"{base}-{number}"
    return handle


def _finds_somebody(session: Session, handle: str) -> bool:
    present = select(Contact.id).where(Contact.handle == handle)
    former = select(FormerHandle.contact_id).where(FormerHandle.handle == handle)
    return any(session.exec(query).first() is not None for query in (present, former))


def lookalikes(session: Session, contact: Contact) -> list[tuple[Contact, str]]:
    """Other contacts with the same name or the same number, and which of the two it is."""
    found = [(other, "the same name") for other in namesakes(session, contact)]
    for point in points_of(session, contact):
        if point.kind == PointKind.PHONE and (point.normal or point.digits):
            same = (
                ContactPoint.normal == point.normal
                if point.normal
                else (ContactPoint.digits == point.digits)
            )
            owners = select(ContactPoint.contact_id).where(same, ContactPoint.kind == point.kind)
            query = select(Contact).where(col(Contact.id).in_(owners), Contact.id != contact.id)
            found += [(other, f"the same number {point.value}") for other in session.exec(query)]
    return found
