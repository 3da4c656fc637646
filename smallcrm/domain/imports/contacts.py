"""Taking contacts in from a file: each row is new, known, doubtful or unreadable."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import insert
from sqlmodel import Session

from smallcrm.domain import settings
from smallcrm.domain.imports.company_links import companies_of, link_people
from smallcrm.domain.imports.counting import SAMPLES
from smallcrm.domain.imports.fates import fate_of
from smallcrm.domain.imports.known import People, Person
from smallcrm.domain.imports.rows import Incoming, Values, read_incoming, with_handle
from smallcrm.domain.imports.taken import Taken, Updating
from smallcrm.domain.imports.updates import Difference, difference, joined, update
from smallcrm.errors import CrmError
from smallcrm.formats.contact_fields import UnreadableRow
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact, ContactPoint, Tag
from smallcrm.parsing.names import read_handle
from smallcrm.parsing.text import fold, one_line

BATCH = 1_000  # rows that are looked up and written at once
LONGEST_NAME = 60
Record = ContactRecord | UnreadableRow


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
        self._dated: list[Values] = []  # those of which the file says when they were written
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
            name = one_line(row.record.name, longest=LONGEST_NAME)
            self.taken.doubtful.add(row.record.line, f"{name}: {fate.doubt}")
        else:
            self._add(row)

    def _known(self, row: Incoming, person: Person) -> None:
        found = difference(row, person)
        if person.line is not None:
            self._twice(row, person, found)
        elif found:
            self.taken.changed += 1
            self.taken.updated += self._update(person, found)
        else:
            self.taken.same += 1

    def _twice(self, row: Incoming, person: Person, found: Difference) -> None:
        """An earlier row of the file made this contact; what becomes of this one is said."""
        name = one_line(person.values["name"], longest=LONGEST_NAME)
        self.taken.joined += self._update(person, found)
        said = (f"{name} stands in line {person.line} already", *found.say(self._updating))
        self.taken.twice.add(row.record.line, "; ".join(said))

    def _update(self, person: Person, found: Difference) -> bool:
        """Let the row fill the contact or win over it, if that was asked for; whether it did."""
        overwrite = self._updating.overwrite
        self.taken.kept_out |= bool(found if not self._updating else found.other and not overwrite)
        if not (self._updating and found):
            return False
        self._write()  # the contact may be a new one of this batch
        done = update(self._session, person, found, overwrite=overwrite)
        self._people.reload(person.id)
        if sample := self.taken.samples.get(person.id):
            self.taken.samples[person.id] = joined(sample, found, overwrite=overwrite)
        return done

    def _add(self, row: Incoming) -> None:
        number, handle = self._next, self._people.take_handle(row)
        self._next += 1
        self._people.add(number, handle, row)
        rows = self._dated if "created" in row.values else self._contacts
        rows.append(with_handle(row.values, handle) | {"id": number})
        self._points += [point | {"contact_id": number} for point in row.points]
        self._tags += [{"contact_id": number, "name": tag, "folded": fold(tag)} for tag in row.tags]
        self.taken.new += 1
        if len(self.taken.samples) < SAMPLES:
            self.taken.samples[number] = row.record

    def _write(self) -> None:
        for table, rows in (
            (Contact, self._dated), (Contact, self._contacts), (ContactPoint, self._points),
            (Tag, self._tags),
        ):  # fmt: skip
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
