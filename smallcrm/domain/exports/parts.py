"""The parts of a whole book that are exported with nothing but it."""

import json
from collections.abc import Callable, Iterator

from sqlmodel import Session, col, select

from smallcrm.domain import settings
from smallcrm.domain.exports.cases import case_records
from smallcrm.domain.exports.orders import (
    order_line_rows,
    order_records,
    product_records,
    product_rows,
)
from smallcrm.domain.exports.records import SELECTED, Of, Record, handles_of
from smallcrm.models.calls import PhoneCall
from smallcrm.models.contacts import FormerHandle
from smallcrm.models.distinct import DistinctPair
from smallcrm.models.imports import ImportMapping
from smallcrm.models.sheets import Sheet, SheetLine


def sheet_records(session: Session) -> Iterator[Record]:
    """Every printed sheet with its lines; a line's callback by its id."""
    handles = handles_of(session)
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
    handles = handles_of(session)
    for row in session.exec(select(FormerHandle).order_by(col(FormerHandle.id))):
        yield {"handle": handles[row.contact_id], "former": row.handle}


def distinct_records(session: Session) -> Iterator[Record]:
    """The pairs of contacts of which the owner said that they are two."""
    handles = handles_of(session)
    for row in session.exec(select(DistinctPair).order_by(col(DistinctPair.id))):
        yield {"handle": handles[row.contact_id], "other": handles[row.other_id]}


def call_records(session: Session) -> Iterator[Record]:
    """The calls taken in from phones, with what became of them; a talk or callback by its id."""
    handles = handles_of(session)
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


def mapping_records(session: Session) -> Iterator[Record]:
    """What the owner said of columns, by a hash of the headings."""
    for row in session.exec(select(ImportMapping).order_by(col(ImportMapping.id))):
        yield {"header": row.header, "columns": json.loads(row.columns)}


SELECTABLE: dict[str, Callable[[Session, Of], Iterator[Record]]] = {
    **SELECTED,
    "products": product_records,
    "orders": order_records,
    "cases": case_records,
}
"""The parts that can be exported by themselves, for some contacts only."""

ROWS = SELECTABLE | {"products": product_rows, "orders": order_line_rows}
"""The same as the rows of a table, in which numbers are no texts."""

PARTS: dict[str, Callable[..., Iterator[Record]]] = {
    **SELECTABLE,
    "sheets": sheet_records,
    "former_handles": former_handle_records,
    "distinct": distinct_records,
    "calls": call_records,
    "settings": setting_records,
    "import_mappings": mapping_records,
}
