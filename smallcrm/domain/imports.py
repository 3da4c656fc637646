"""Taking contacts in from a file: each row is new, known, doubtful or unreadable."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from smallcrm.domain import settings
from smallcrm.domain.company_links import companies_of, link_people
from smallcrm.domain.counting import SAMPLES, Remarks
from smallcrm.domain.import_fates import fate_of, may_be_one_name
from smallcrm.domain.import_known import People, Person
from smallcrm.domain.import_rows import Incoming, Values, read_incoming, with_handle
from smallcrm.domain.import_updates import difference, update
from smallcrm.errors import CrmError
from smallcrm.formats.contact_fields import UnreadableRow
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact, ContactPoint, Tag
from smallcrm.parsing.names import read_handle
from smallcrm.parsing.text import fold, one_line

__all__ = ["Taken", "Updating", "may_be_one_name", "take_contacts"]

BATCH = 1_000  # rows that are looked up and written at once
Record = ContactRecord | UnreadableRow


@dataclass
class Taken:
    """What became of the rows so far; `samples` are the first new ones.

    `changed` are rows of contacts in the book who differ from it, of which `updated` were taken
    over; `twice` are rows of somebody whom an earlier row of the files made.
    """

    new: int = 0
    same: int = 0
    changed: int = 0
    updated: int = 0
    twice: Remarks = field(default_factory=Remarks)
    doubtful: Remarks = field(default_factory=Remarks)
    unreadable: Remarks = field(default_factory=Remarks)
    remarks: Remarks = field(default_factory=Remarks)
    samples: list[ContactRecord] = field(default_factory=list)

    @property
    def rows(self) -> int:
        known = self.same + self.changed + len(self.twice)
        return self.new + known + len(self.doubtful) + len(self.unreadable)


@dataclass(frozen=True)
class Updating:
    """Whether rows fill the empty fields of contacts in the book, or win over all of them."""

    fill: bool = False
    overwrite: bool = False


def take_contacts(
    session: Session,
    rows: Iterable[Record],
    *,
    with_doubtful: bool = False,
    updating: Updating | None = None,
) -> Taken:
    """Add the new contacts of a file, and count the rest.

    Run in a transaction that is not committed, this is the rehearsal.
    """
    work = _Import(session, with_doubtful, updating or Updating())
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        work.take(batch)
    if work.taken.new:
        link_people(session, companies_of(session))
    return work.taken


class _Import:
    """An import under way: who is known so far, and what became of the rows."""

    def __init__(self, session: Session, with_doubtful: bool, updating: Updating) -> None:
        self.taken = Taken()
        self._session = session
        self._with_doubtful = with_doubtful
        self._updating = updating
        self._country = settings.value_of(session, "country")
        self._people = People(session, self._country)
        self._next = _free_id(session)
        self._contacts: list[Values] = []
        self._points: list[Values] = []
        self._tags: list[Values] = []

    def take(self, batch: Iterable[Record]) -> None:
        """Sort the rows of a batch in, and write those that are new."""
        rows = list(self._readable(batch))
        self._people.load(rows)
        for row in rows:
            self._sort_in(row)
        self._write()

    def _readable(self, batch: Iterable[Record]) -> Iterator[Incoming]:
        for record in batch:
            if isinstance(record, UnreadableRow):
                self.taken.unreadable.add(record.line, record.reason)
                continue
            try:
                yield read_incoming(_with_plain_handle(record), self._country)
            except CrmError as error:
                self.taken.unreadable.add(record.line, str(error))

    def _sort_in(self, row: Incoming) -> None:
        fate = fate_of(row, self._people)
        for text in row.record.remarks:
            self.taken.remarks.add(row.record.line, text)
        if fate.person:
            self._known(row, fate.person)
        elif fate.doubt and not self._with_doubtful:
            name = one_line(row.record.name, longest=60)
            self.taken.doubtful.add(row.record.line, f"{name}: {fate.doubt}")
        else:
            self._add(row)

    def _known(self, row: Incoming, person: Person) -> None:
        if person.line is not None:
            name = one_line(person.values["name"], longest=60)
            self.taken.twice.add(row.record.line, f"{name} stands in line {person.line} already")
            return
        found = difference(row, person)
        if not found:
            self.taken.same += 1
            return
        self.taken.changed += 1
        if self._updating.fill or self._updating.overwrite:
            done = update(self._session, person, found, overwrite=self._updating.overwrite)
            self.taken.updated += done

    def _add(self, row: Incoming) -> None:
        number, handle = self._next, self._people.take_handle(row)
        self._next += 1
        self._people.add(number, handle, row)
        self._contacts.append(with_handle(row.values, handle) | {"id": number})
        self._points += [point | {"contact_id": number} for point in row.points]
        self._tags += [{"contact_id": number, "name": tag, "folded": fold(tag)} for tag in row.tags]
        self.taken.new += 1
        if len(self.taken.samples) < SAMPLES:
            self.taken.samples.append(row.record)

    def _write(self) -> None:
        tables: tuple[tuple[Any, list[Values]], ...] = (
            (Contact, self._contacts), (ContactPoint, self._points), (Tag, self._tags),
        )  # fmt: skip
        for table, rows in tables:
            if rows:
                self._session.connection().execute(insert(table), rows)
                rows.clear()
        self._session.flush()
        self._session.expunge_all()


def _with_plain_handle(record: ContactRecord) -> ContactRecord:
    """A handle must be one that can be typed."""
    return replace(record, handle=read_handle(record.handle)) if record.handle else record


def _free_id(session: Session) -> int:
    """The id after the last that was ever given: none is used twice."""
    sql = "SELECT seq FROM sqlite_sequence WHERE name = 'contact'"
    last = session.connection().exec_driver_sql(sql).scalar()
    return int(last or 0) + 1
