"""What a row of a file says that the contact in the book does not: filled in, or let win."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from smallcrm.domain import contacts
from smallcrm.domain.imports.known import Person
from smallcrm.domain.imports.rows import Incoming
from smallcrm.domain.imports.taken import Updating
from smallcrm.domain.tags import add_tags
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.models.contacts import Contact
from smallcrm.parsing.postal import PARTS
from smallcrm.parsing.text import fold

DIRECT = {"source_id", "group_pinned", "rhythm_days", "rhythm_since", "archived", "restricted"}
FLAGS = ("group_pinned", "archived", "restricted")
SINGLE = ("nickname", "company", "title", "language", "group", "birthday")


@dataclass(frozen=True)
class Difference:
    """What a row would fill in and what it would change; numbers and tags are only added."""

    empty: dict[str, Any]
    other: dict[str, Any]
    points: tuple[PointRecord, ...]
    tags: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.empty or self.other or self.points or self.tags)

    def changes(self, *, overwrite: bool) -> dict[str, Any]:
        """The fields that are taken over."""
        return self.empty | (self.other if overwrite else {})

    def say(self, updating: Updating) -> Iterator[str]:
        """What is taken over and what is left out, for the owner to read."""
        new = [*_fields(self.empty), *(p.value for p in self.points), *(f"+{t}" for t in self.tags)]
        other = [*_fields(self.other)]
        taken = (new if updating else []) + (other if updating.overwrite else [])
        left = ([] if updating else new) + ([] if updating.overwrite else other)
        if taken:
            yield f"taken over: {', '.join(taken)}"
        if left:
            yield f"left out: {', '.join(left)}"


def _fields(values: Mapping[str, Any]) -> Iterator[str]:
    for field, value in values.items():
        if value not in ("", None) and field != "source_id":
            text = ("no", "yes")[value] if isinstance(value, bool) else value
            yield f"{field.replace('_', ' ')} {text}"


def difference(row: Incoming, person: Person) -> Difference:
    """What the row holds and the contact does not, case and accents aside."""
    empty: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for field in SINGLE:
        _compare(field, row, person, empty, other)
    _compare_name(row, person, other)
    _compare_address(row, person, empty, other)
    _compare_notes(row, person, empty, other)
    _compare_own(row, person, empty, other)
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
    field: str, row: Incoming, person: Person, empty: dict[str, Any], other: dict[str, Any]
) -> None:
    ours, theirs = row.values[field], person.values[field]
    if ours and not theirs:
        empty[field] = ours
    elif ours and fold(ours) != fold(theirs):
        other[field] = ours


def _compare_name(row: Incoming, person: Person, other: dict[str, Any]) -> None:
    """A source that knows the contact by an id may say another name; no short form of it does."""
    known = row.record.source_id and row.record.source_id in person.values["source_id"].splitlines()
    names = [sorted(key.split()) for key in person.keys]
    if known and not row.is_nameless and sorted(row.key.split()) not in names:
        other["name"] = row.record.name


def _compare_address(
    row: Incoming, person: Person, empty: dict[str, Any], other: dict[str, Any]
) -> None:
    """Parts of two addresses are never mixed: one that differs stays, or is replaced whole."""
    found: dict[str, Any] = {}
    differing: dict[str, Any] = {}
    for field in PARTS:
        _compare(field, row, person, found, differing)
    if differing:
        other |= {field: row.values[field] for field in PARTS}
    else:
        empty |= found


def _compare_notes(
    row: Incoming, person: Person, empty: dict[str, Any], other: dict[str, Any]
) -> None:
    ours, theirs = row.values["notes"].strip(), person.values["notes"]
    if ours and ours not in theirs:
        (other if theirs else empty)["notes"] = ours


def _compare_own(
    row: Incoming, person: Person, empty: dict[str, Any], other: dict[str, Any]
) -> None:
    """What only our own tables say: the rhythm as a whole, and what is so or not."""
    record, theirs = row.record, person.values
    since = record.rhythm_since.isoformat() if record.rhythm_since else None
    ours = (record.rhythm_days, since)
    if record.rhythm_days and ours != (theirs["rhythm_days"], theirs["rhythm_since"]):
        rhythm = {"rhythm_days": record.rhythm_days, "rhythm_since": record.rhythm_since}
        (other if theirs["rhythm_days"] else empty).update(rhythm)
    for field in FLAGS:
        flag = getattr(record, field)
        if flag is not None and flag != bool(theirs[field]):
            other[field] = flag


def _point_key(kind: str, normal: str, value: str) -> tuple[str, str]:
    return kind, normal or fold(value)


def update(session: Session, person: Person, found: Difference, *, overwrite: bool) -> bool:
    """Take what is new into the contact; `overwrite` lets the file win where both say something.

    Returns whether anything changed.
    """
    contact = session.get_one(Contact, person.id)
    changes = found.changes(overwrite=overwrite)
    for field in DIRECT & changes.keys():
        setattr(contact, field, changes[field])
    contacts.edit(session, contact, {k: v for k, v in changes.items() if k not in DIRECT})
    contacts.add_points(session, contact, found.points)
    add_tags(session, contact, found.tags)
    return bool(changes or found.points or found.tags)


def joined(record: ContactRecord, found: Difference, *, overwrite: bool) -> ContactRecord:
    """A new contact's record with what a later row of the file says of it."""
    changes: dict[str, Any] = {**found.changes(overwrite=overwrite)}
    points, tags = (*record.points, *found.points), (*record.tags, *found.tags)
    return replace(record, points=points, tags=tags, **changes)
