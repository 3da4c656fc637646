"""What a row of a file says that the contact in the book does not: filled in, or let win."""

from dataclasses import dataclass

from sqlmodel import Session

from smallcrm.domain import contacts
from smallcrm.domain.import_known import Person
from smallcrm.domain.import_rows import Incoming
from smallcrm.domain.tags import add_tags
from smallcrm.formats.records import PointRecord
from smallcrm.models.contacts import Contact
from smallcrm.parsing.postal import PARTS
from smallcrm.parsing.text import fold

SINGLE = ("nickname", "company", "title", "language", "group", "birthday")


@dataclass(frozen=True)
class Difference:
    """What a row would fill in and what it would change; numbers and tags are only added."""

    empty: dict[str, str]
    other: dict[str, str]
    points: tuple[PointRecord, ...]
    tags: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.empty or self.other or self.points or self.tags)


def difference(row: Incoming, person: Person) -> Difference:
    """What the row holds and the contact does not, case and accents aside."""
    empty: dict[str, str] = {}
    other: dict[str, str] = {}
    for field in SINGLE:
        _compare(field, row, person, empty, other)
    _compare_address(row, person, empty, other)
    _compare_notes(row, person, empty, other)
    if row.record.source_id and not person.values["source_id"]:
        empty["source_id"] = row.record.source_id
    theirs = {_point_key(point["kind"], point["normal"], point["value"]) for point in person.points}
    points = tuple(
        PointRecord(point["kind"], point["value"], point["label"])
        for point in row.points
        if _point_key(point["kind"], point["normal"], point["value"]) not in theirs
    )
    tags = tuple(tag for tag in row.tags if fold(tag) not in person.tags)
    return Difference(empty, other, points, tags)


def _compare(
    field: str, row: Incoming, person: Person, empty: dict[str, str], other: dict[str, str]
) -> None:
    ours, theirs = row.values[field], person.values[field]
    if ours and not theirs:
        empty[field] = ours
    elif ours and fold(ours) != fold(theirs):
        other[field] = ours


def _compare_address(
    row: Incoming, person: Person, empty: dict[str, str], other: dict[str, str]
) -> None:
    """Parts of two addresses are never mixed: one that differs stays, or is replaced whole."""
    found: dict[str, str] = {}
    differing: dict[str, str] = {}
    for field in PARTS:
        _compare(field, row, person, found, differing)
    if differing:
        other |= {field: row.values[field] for field in PARTS}
    else:
        empty |= found


def _compare_notes(
    row: Incoming, person: Person, empty: dict[str, str], other: dict[str, str]
) -> None:
    ours, theirs = row.values["notes"].strip(), person.values["notes"]
    if ours and ours not in theirs:
        (other if theirs else empty)["notes"] = ours


def _point_key(kind: str, normal: str, value: str) -> tuple[str, str]:
    return kind, normal or fold(value)


def update(session: Session, person: Person, found: Difference, *, overwrite: bool) -> bool:
    """Take what is new into the contact; `overwrite` lets the file win where both say something.

    Returns whether anything changed.
    """
    contact = session.get_one(Contact, person.id)
    changes = found.empty | (found.other if overwrite else {})
    source = changes.pop("source_id", "")
    if source:
        contact.source_id = source
    contacts.edit(session, contact, changes)
    contacts.add_points(session, contact, found.points)
    add_tags(session, contact, found.tags)
    return bool(changes or source or found.points or found.tags)
