"""Which contacts are one person: the one who is there, those merged into it, those taken back."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from smallcrm.domain.privacy.markers import Markers, markers_of
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import PointKind
from smallcrm.models.steps import Change
from smallcrm.parsing.text import words

_POINTS = """
    SELECT kind, value, digits, normal FROM contact_point WHERE contact_id = :id
    UNION SELECT json_extract(before, '$.kind'), json_extract(before, '$.value'),
        json_extract(before, '$.digits'), json_extract(before, '$.normal')
    FROM change WHERE contact_id = :id AND table_name = 'contact_point' AND action = 'delete'
"""
_MERGED_INTO = """
    SELECT contact_id FROM change
    WHERE step_id = :step AND table_name = 'former_handle' AND action <> 'delete'
        AND contact_id <> :id
"""
_NAMES = ("name", "nickname", "handle")


@dataclass(frozen=True)
class Self:
    """A contact by the two numbers that tell it from every other; `created` is UTC."""

    contact_id: int
    created: dt.datetime


@dataclass(frozen=True)
class _Gone:
    """A contact that the journal alone knows: its row, and whom a merge made of it."""

    row: dict[str, Any]
    into: int | None


def selves_of(session: Session, contact: Contact) -> list[Self]:
    """The contact, then those that are gone and were the same: merged into it, or taken back.

    What was taken back is the same if it had the name or a number.
    """
    gone = {one.row["id"]: one for one in _gone(session)}
    own = _keys(session, contact.id)
    same = [
        one for one in gone.values() if _ends_in(one, contact.id, gone)
    ] + [
        one
        for one in gone.values()
        if _owner(one, gone) is None
        and (
            words(one.row["name"]) == words(contact.name)
            or not own.isdisjoint(_keys(session, one.row["id"]))
        )
    ]  # fmt: skip
    return [Self(contact.id, contact.created), *map(_self, same)]


def known_selves(session: Session, wanted: Iterable[Self]) -> list[Self]:
    """Those of the contacts of whom the book knows anything: as a row, or in the journal."""
    gone = {(one.row["id"], moment(one.row["created"])) for one in _gone(session)}
    return [one for one in wanted if _is_there(session, one) or _pair(one) in gone]


def _pair(one: Self) -> tuple[int, dt.datetime]:
    return one.contact_id, one.created


def _is_there(session: Session, one: Self) -> bool:
    query = select(Contact.created).where(Contact.id == one.contact_id)
    return session.exec(query).first() == one.created


def _gone(session: Session) -> Iterator[_Gone]:
    """Contacts that are in the journal as deleted and not in the book, as they were at last."""
    query = (
        select(Change.step_id, Change.row_id, Change.before)
        .where(Change.table_name == "contact", Change.action == "delete")
        .where(col(Change.row_id).not_in(select(Contact.id)))
        .order_by(col(Change.id))
    )
    for step, row_id, before in session.exec(query).all():
        into = session.connection().exec_driver_sql(_MERGED_INTO, {"step": step, "id": row_id})
        yield _Gone(json.loads(before or "{}"), into.scalar())


def _owner(one: _Gone, gone: dict[int, _Gone]) -> int | None:
    """Whose the contact is in the end, by merges; None if it was not merged."""
    owner, seen = one.into, {one.row["id"]}
    while owner in gone and owner not in seen:
        seen.add(owner)
        owner = gone[owner].into
    return owner


def _ends_in(one: _Gone, contact_id: int, gone: dict[int, _Gone]) -> bool:
    return _owner(one, gone) == contact_id


def _self(one: _Gone) -> Self:
    return Self(one.row["id"], moment(one.row["created"]))


def moment(stored: str) -> dt.datetime:
    """A moment in UTC from its text in the book."""
    return dt.datetime.fromisoformat(stored).replace(tzinfo=dt.UTC)


def _keys(session: Session, contact_id: int) -> set[str]:
    """The numbers and e-mail addresses, of now and of before, in the form that they share."""
    return {
        normal or digits
        for kind, _, digits, normal in _points(session, contact_id)
        if kind in (PointKind.PHONE, PointKind.EMAIL) and (normal or digits)
    }


def _points(session: Session, contact_id: int) -> list[Any]:
    return list(session.connection().exec_driver_sql(_POINTS, {"id": contact_id}))


def markers(session: Session, selves: Iterable[Self]) -> Markers:
    """By what texts name the person: all that the contacts were ever called, and their numbers."""
    names: dict[str, None] = {}
    addresses: dict[str, None] = {}
    numbers: dict[tuple[str, str], None] = {}
    for one in selves:
        names |= dict.fromkeys(_names(session, one.contact_id))
        for kind, value, _, normal in _points(session, one.contact_id):
            if kind == PointKind.PHONE:
                numbers[value, normal or ""] = None
            elif kind in (PointKind.EMAIL, PointKind.WEB):
                addresses[value] = None
    return markers_of(names, addresses, numbers)


def _names(session: Session, contact_id: int) -> Iterator[str]:
    """Every name, nickname and handle, of now and of before."""
    run = session.connection().exec_driver_sql
    for row in run("SELECT name, nickname, handle FROM contact WHERE id = ?", (contact_id,)):
        yield from row
    changes = "SELECT before FROM change WHERE contact_id = ? AND table_name = 'contact'"
    for (before,) in run(f"{changes} AND before IS NOT NULL", (contact_id,)):
        kept = json.loads(before)
        yield from (kept[field] for field in _NAMES if kept.get(field))
    former = "SELECT handle FROM former_handle WHERE contact_id = ?"
    yield from (handle for (handle,) in run(former, (contact_id,)))
