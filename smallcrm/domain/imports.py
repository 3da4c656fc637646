"""Taking contacts in from a file: each row is new, known, doubtful or unreadable."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, func, or_, select

from smallcrm.domain import contacts, settings
from smallcrm.errors import CrmError
from smallcrm.formats.contact_fields import UnreadableRow
from smallcrm.formats.records import ContactRecord
from smallcrm.models import Contact, ContactPoint, PointKind
from smallcrm.parsing.names import search_words
from smallcrm.parsing.phones import read_phone
from smallcrm.parsing.text import fold, words

SAMPLES = 10
SHORTEST_NUMBER = 5  # digits; a shorter number, such as an extension, identifies nobody


@dataclass(frozen=True)
class Remark:
    """Why a line of the file was not taken."""

    line: int
    reason: str


@dataclass
class Taken:
    """What became of the rows so far; `samples` are the first new ones."""

    new: int = 0
    same: int = 0
    doubtful: list[Remark] = field(default_factory=list)
    unreadable: list[Remark] = field(default_factory=list)
    samples: list[ContactRecord] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.new + self.same + len(self.doubtful) + len(self.unreadable)


def take_contacts(
    session: Session,
    rows: Iterable[ContactRecord | UnreadableRow],
    *,
    with_doubtful: bool = False,
) -> Taken:
    """Add the new contacts of a file, and count the rest.

    Run in a transaction that is not committed, this is the rehearsal.
    """
    taken, newest = Taken(), _newest(session)
    for row in rows:
        if isinstance(row, UnreadableRow):
            taken.unreadable.append(Remark(row.line, row.reason))
        else:
            _take(session, row, taken, newest, with_doubtful)
    _link_companies(session)
    return taken


def _newest(session: Session) -> int:
    return session.exec(select(func.max(Contact.id))).one() or 0


def _take(
    session: Session, record: ContactRecord, taken: Taken, newest: int, with_doubtful: bool
) -> None:
    """Sort one row in; contacts up to the id `newest` were there before the file."""
    namesakes = list(_namesakes(session, record))
    if _is_known(session, record, namesakes, newest):
        taken.same += 1
        return
    doubles = [other.handle for other in namesakes if _is_doubtful(record, other, newest)]
    if doubles and not with_doubtful:
        reason = f"the book has {', '.join(doubles)} of that name, with another number"
        taken.doubtful.append(Remark(record.line, reason))
        return
    try:
        _add(session, record)
    except CrmError as error:
        taken.unreadable.append(Remark(record.line, str(error)))
        return
    taken.new += 1
    if len(taken.samples) < SAMPLES:
        taken.samples.append(record)


def _add(session: Session, record: ContactRecord) -> None:
    if record.handle and _handle_taken(session, record.handle):
        record = replace(record, handle="")
    with session.begin_nested():
        contacts.add(session, record)


def _handle_taken(session: Session, handle: str) -> bool:
    return session.exec(select(Contact.id).where(Contact.handle == handle)).first() is not None


def _namesakes(session: Session, record: ContactRecord) -> Iterator[Contact]:
    """Contacts whose name is the record's, case and accents aside."""
    name = search_words(record.name, "")
    whole = or_(Contact.folded == name, col(Contact.folded).like(f"{name}\n%"))
    for contact in session.exec(select(Contact).where(whole)):
        if fold(contact.name) == fold(record.name):
            yield contact


def _is_known(
    session: Session, record: ContactRecord, namesakes: list[Contact], newest: int
) -> bool:
    """Whether the row is a contact that we have: by its handle, else by what it holds.

    Rows with handles are contacts of their own, however alike, so that an export comes back whole.
    """
    if any(contact.handle == record.handle for contact in namesakes):
        return True
    upto = newest if record.handle else None
    earlier = [contact for contact in namesakes if upto is None or contact.id <= upto]
    if any(_is_same(session, record, contact) for contact in earlier):
        return True
    return _reached_alike(session, record, upto)


def _is_same(session: Session, record: ContactRecord, contact: Contact) -> bool:
    """Same name, and the same company, number or address, or nothing that tells them apart."""
    if record.company and contact.company_folded == fold(record.company):
        return True
    theirs = {_key(point.kind, point.normal, point.digits) for point in _points(session, contact)}
    ours = set(_keys(session, record))
    return bool(ours & theirs) or not (ours or record.company)


def _is_doubtful(record: ContactRecord, contact: Contact, newest: int) -> bool:
    """Same name, and no two companies that tell them apart."""
    return contact.id <= newest and not (record.company and contact.company)


def _reached_alike(session: Session, record: ContactRecord, upto: int | None) -> bool:
    """Whether somebody with the same number or address has a name that may be the same.

    `upto` leaves out contacts with a higher id.
    """
    normals = [key for _, key in _keys(session, record)]
    if not normals:
        return False
    same = or_(col(ContactPoint.normal).in_(normals), col(ContactPoint.digits).in_(normals))
    owners = select(ContactPoint.contact_id).where(ContactPoint.kind != PointKind.WEB, same)
    query = select(Contact.name).where(col(Contact.id).in_(owners))
    if upto is not None:
        query = query.where(col(Contact.id) <= upto)
    return any(may_be_one_name(record.name, name) for name in session.exec(query))


def may_be_one_name(first: str, second: str) -> bool:
    """Whether one name is a shorter way to write the other: `M. Tamm`, `Mari`, `Mari Tamm`."""
    shorter, longer = sorted((words(first), words(second)), key=len)
    return bool(shorter) and all(
        any(word.startswith(part) or part.startswith(word) for word in longer) for part in shorter
    )


def _keys(session: Session, record: ContactRecord) -> Iterator[tuple[str, str]]:
    country = settings.value_of(session, "country")
    for point in record.points:
        if point.kind == PointKind.PHONE:
            phone = read_phone(point.value, country)
            if phone.normal or len(phone.digits) >= SHORTEST_NUMBER:
                yield _key(point.kind, phone.normal, phone.digits)
        elif point.kind == PointKind.EMAIL:
            yield _key(point.kind, fold(point.value), "")


def _key(kind: str, normal: str, digits: str) -> tuple[str, str]:
    return kind, normal or digits


def _points(session: Session, contact: Contact) -> Iterable[ContactPoint]:
    wanted = col(ContactPoint.kind) != PointKind.WEB
    return session.exec(
        select(ContactPoint).where(ContactPoint.contact_id == contact.id, wanted)
    ).all()


def _link_companies(session: Session) -> None:
    """Companies may come after their people in a file."""
    for company in session.exec(select(Contact).where(Contact.kind == "company")).all():
        contacts.gather_people(session, company)
