"""Contacts from the JSON of a whole book: added as they were, or known by handle and name."""

import re
from typing import Any

from sqlmodel import Session, select

from smallcrm.domain import contacts, settings
from smallcrm.domain.exports import records as exports
from smallcrm.domain.imports.company_links import companies_of, link_people
from smallcrm.domain.imports.counting import Counted
from smallcrm.domain.imports.tables import Rows, take_each
from smallcrm.domain.imports.values import day_of, list_of, number_of, text_of, written_of
from smallcrm.domain.tags import LONGEST_TAG
from smallcrm.errors import Unreadable
from smallcrm.formats.book_json import POINT, read_object
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.contacts import Contact, ContactPoint, FormerHandle, Tag
from smallcrm.models.enums import PointKind
from smallcrm.parsing.text import clean_line, fold

_NO_TEXTS = ("group_pinned", "rhythm_days", "rhythm_since", "archived", "restricted")
_TEXTS = tuple(field for field in exports.FIELDS if field not in _NO_TEXTS)
_HANDLE = re.compile(r"(?=.*[^\W\d_])\w[\w.\-]{0,59}")


class RestoredContacts:
    """The contacts of one file on their way into the book.

    `id_of` leads from a handle in the file to the contact in the book, new or known.
    """

    def __init__(self, session: Session) -> None:
        self.counted = Counted()
        self.id_of: dict[str, int] = {}
        self._session = session
        self._country = settings.value_of(session, "country")
        known = session.exec(
            select(Contact.id, Contact.handle, Contact.name, Contact.created)
        ).all()
        self._by_handle = {handle: (id_, fold(name)) for id_, handle, name, _ in known}
        self._by_moment = {(made, fold(name)): id_ for id_, _, name, made in known}
        self._moments = {id_: made for id_, _, _, made in known}
        former = session.exec(select(FormerHandle.handle, FormerHandle.contact_id)).all()
        self._former = dict(former)
        self._newest = max(self._moments, default=0)
        self._companies: list[tuple[int, str | None]] = []

    def take(self, rows: Rows) -> Counted:
        """Add the contacts that are new, and link people with companies at the end."""
        take_each(rows, self.counted, self._take)
        self._link_companies()
        return self.counted

    def _take(self, row: TableRow) -> None:
        handle, name = fold(text_of(row, "handle")), text_of(row, "name")
        known = self._same(row, handle, fold(name))
        if known is None:
            contact = self._add(row)
            self.counted.add(f"{contact.name} ({contact.handle})")
            if handle and contact.handle != handle:
                here = f"{handle} is another contact here, so that of the file is {contact.handle}"
                self.counted.remarks.add(row.line, here)
            known = contact.id
        else:
            self.counted.same += 1
        self.id_of[handle] = known

    def _same(self, row: TableRow, handle: str, name: str) -> int | None:
        """The contact that the book has: two of handle, name and moment are the same.

        A handle that a merge took over leads to the contact that took it.
        """
        created = written_of(row, "created")
        if handle in self._by_handle:
            found, its_name = self._by_handle[handle]
            if its_name == name or (created and self._moments[found] == created):
                return found
        if handle in self._former:
            self.counted.remarks.add(row.line, f"{handle} was merged into another contact here")
            return self._former[handle]
        return self._by_moment.get((created, name)) if created else None

    def _add(self, row: TableRow) -> Contact:
        texts: dict[str, Any] = {field: text_of(row, field) for field in _TEXTS}
        checked = contacts.check(ContactRecord(**texts))
        points, tags = self._points(row), _tags(row)
        contact = Contact(
            **{field: getattr(checked, field) for field in _TEXTS if field != "handle"},
            handle=self._handle(fold(text_of(row, "handle")), checked.name),
            folded="",
            search="",
            group_pinned=bool(row.values.get("group_pinned")),
            rhythm_days=number_of(row, "rhythm_days"),
            rhythm_since=day_of(row, "rhythm_since"),
            archived=bool(row.values.get("archived")),
            restricted=bool(row.values.get("restricted")),
        )
        contact.created = written_of(row, "created") or contact.created
        contacts.refresh(self._session, contact)
        for part in (*points, *tags):
            part.contact_id = contact.id
            self._session.add(part)
        self._session.flush()
        company: Any = row.values.get("company_handle")
        if company or (company is None and contact.company):
            self._companies.append((contact.id, company))
        return contact

    def _handle(self, wanted: str, name: str) -> str:
        """The handle in the file, if it is one and nobody's."""
        taken = wanted in self._by_handle or wanted in self._former
        taken = taken or wanted in self.id_of or not _HANDLE.fullmatch(wanted)
        query = select(Contact.id).where(Contact.handle == wanted)
        if taken or self._session.exec(query).first() is not None:
            return contacts.free_handle(self._session, name)
        return wanted

    def _points(self, row: TableRow) -> list[ContactPoint]:
        found: Any = row.values.get("points") or ()
        points = [read_object(point, POINT) for point in found]
        return [contacts.make_point(0, _point(point), self._country) for point in points]

    def _link_companies(self) -> None:
        """The people of the file to theirs; those whom the book had, to those of the file."""
        for number, handle in self._companies:
            contact = self._session.get_one(Contact, number)
            if handle:
                contact.company_id = self.id_of.get(fold(handle))
            else:  # a file that does not say it
                contacts.join_company(self._session, contact, contact.company)
            self._session.add(contact)
            self._session.flush()
        new = companies_of(self._session, after=self._newest)
        link_people(self._session, new, newest=self._newest)


def _point(point: dict[str, Any]) -> PointRecord:
    kind = point["kind"] or ""
    if kind not in list(PointKind):
        raise Unreadable(f'it has a point of kind "{kind}"; there are {", ".join(PointKind)}')
    return PointRecord(kind, point["value"] or "", clean_line(point["label"] or "", "label"))


def _tags(row: TableRow) -> list[Tag]:
    names = {fold(tag): clean_line(tag, "tag", longest=LONGEST_TAG) for tag in list_of(row, "tags")}
    return [Tag(contact_id=0, name=name, folded=folded) for folded, name in names.items()]
