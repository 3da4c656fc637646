"""The whole book as plain records, for files that other programs read."""

import json
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from smallcrm.domain import settings
from smallcrm.models import (
    Contact,
    ContactPoint,
    DistinctPair,
    FollowUp,
    FormerHandle,
    Interaction,
    Participant,
    PhoneCall,
    Sheet,
    SheetLine,
    Tag,
)

FIELDS = (
    "name", "kind", "handle", "nickname", "company", "title", "language", "group",
    "street", "postcode", "city", "region", "country", "notes",
    "rhythm_days", "rhythm_since", "archived",
)  # fmt: skip
Record = dict[str, Any]


def contact_records(session: Session) -> Iterator[Record]:
    """Every contact, archived ones too, with its points and tags."""
    points: dict[int, list[Record]] = {}
    for point in session.exec(select(ContactPoint).order_by(col(ContactPoint.id))):
        record = {"kind": point.kind, "label": point.label, "value": point.value}
        points.setdefault(point.contact_id, []).append(record)
    tags: dict[int, list[str]] = {}
    for tag in session.exec(select(Tag).order_by(col(Tag.contact_id), col(Tag.folded))):
        tags.setdefault(tag.contact_id, []).append(tag.name)
    for contact in session.exec(select(Contact).order_by(col(Contact.id))):
        yield {
            **{field: getattr(contact, field) for field in FIELDS},
            "points": points.get(contact.id, []),
            "tags": tags.get(contact.id, []),
            "created": contact.created,
        }


def interaction_records(session: Session) -> Iterator[Record]:
    """Every interaction in the order it was written, with the handles of all who took part."""
    handles = _handles(session)
    others: dict[int, list[str]] = {}
    for other in session.exec(select(Participant).order_by(col(Participant.id))):
        others.setdefault(other.interaction_id, []).append(handles[other.contact_id])
    query = select(Interaction).order_by(col(Interaction.id)).execution_options(yield_per=1000)
    for row in session.exec(query):
        yield {
            "id": row.id,
            "handle": handles[row.contact_id],
            "with": others.get(row.id, []),
            "at": row.at,
            "channel": row.channel,
            "direction": row.direction,
            "outcome": row.outcome,
            "summary": row.summary,
            "written": row.written,
        }


def callback_records(session: Session) -> Iterator[Record]:
    """Every callback, open or closed; the interactions it came from and ended with by their id."""
    handles = _handles(session)
    query = select(FollowUp).order_by(col(FollowUp.id)).execution_options(yield_per=1000)
    for row in session.exec(query):
        yield {
            "id": row.id,
            "number": row.number,
            "handle": handles[row.contact_id],
            "why": row.why,
            "channel": row.channel,
            "promised_by": row.promised_by,
            "due": row.due,
            "due_time": row.due_time,
            "first_due": row.first_due,
            "tries": row.tries,
            "opened_by": row.opened_by,
            "closing": row.closing,
            "closed_on": row.closed_on,
            "closed_by": row.closed_by,
            "written": row.written,
        }


def sheet_records(session: Session) -> Iterator[Record]:
    """Every printed sheet with its lines; a line's callback by its id."""
    handles = _handles(session)
    lines: dict[int, list[Record]] = {}
    for line in session.exec(select(SheetLine).order_by(col(SheetLine.code))):
        record = {
            "code": line.code,
            "section": line.section,
            "handle": handles[line.contact_id],
            "callback": line.follow_up_id,
            "content": json.loads(line.content),
            "entered": line.entered,
        }
        lines.setdefault(line.sheet_id, []).append(record)
    for sheet in session.exec(select(Sheet).order_by(col(Sheet.id))):
        yield {
            "name": sheet.name,
            "since": sheet.since,
            "until": sheet.until,
            "printed": sheet.printed,
            "lines": lines.get(sheet.id, []),
        }


def former_handle_records(session: Session) -> Iterator[Record]:
    """The handles of contacts that were merged into others, each with the handle it leads to."""
    handles = _handles(session)
    for row in session.exec(select(FormerHandle).order_by(col(FormerHandle.id))):
        yield {"handle": handles[row.contact_id], "former": row.handle}


def distinct_records(session: Session) -> Iterator[Record]:
    """The pairs of contacts of which the owner said that they are two."""
    handles = _handles(session)
    for row in session.exec(select(DistinctPair).order_by(col(DistinctPair.id))):
        yield {"handle": handles[row.contact_id], "other": handles[row.other_id]}


def call_records(session: Session) -> Iterator[Record]:
    """The calls taken in from phones, with what became of them; a talk or callback by its id."""
    handles = _handles(session)
    query = select(PhoneCall).order_by(col(PhoneCall.id)).execution_options(yield_per=1000)
    for row in session.exec(query):
        yield {
            "number": row.number,
            "normal": row.normal,
            "at": row.at,
            "kind": row.kind,
            "seconds": row.seconds,
            "name": row.name,
            "state": row.state,
            "handle": handles[row.contact_id] if row.contact_id else None,
            "interaction": row.interaction_id,
            "callback": row.follow_up_id,
        }


def setting_records(session: Session) -> Iterator[Record]:
    """The settings that the owner chose."""
    for line in settings.list_settings(session):
        if line.source == "book":
            yield {"name": line.name, "value": line.value}


def _handles(session: Session) -> dict[int, str]:
    return dict(session.exec(select(Contact.id, Contact.handle)).all())


PARTS = {
    "contacts": contact_records,
    "interactions": interaction_records,
    "callbacks": callback_records,
    "sheets": sheet_records,
    "former_handles": former_handle_records,
    "distinct": distinct_records,
    "calls": call_records,
    "settings": setting_records,
}
