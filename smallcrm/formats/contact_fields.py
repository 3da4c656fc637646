"""Contacts in a table: each row as one plain record, by the columns of `contact_columns`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from smallcrm.errors import Unreadable
from smallcrm.formats.addresses import find_addresses
from smallcrm.formats.birthdays import DateOrder, find_date_order, join_birthday, read_birthday
from smallcrm.formats.contact_columns import ASIDE, Column, Mapping, guess_mapping
from smallcrm.formats.delimited import NULLS, Row, Sheet, UnreadableRow
from smallcrm.formats.headings import (
    ADDRESS,
    ADDRESS_PARTS,
    POINT_KINDS,
    label_of,
)
from smallcrm.formats.lists import split_tags
from smallcrm.formats.own_fields import read_own
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.formats.row_texts import NAMES, Texts, is_company, other_name, read_texts
from smallcrm.parsing.postal import PARTS, Address

__all__ = [
    "ASIDE",
    "Column",
    "ContactRecord",
    "Mapping",
    "PointRecord",
    "Reading",
    "UnreadableRow",
    "guess_mapping",
    "read_contacts",
    "records",
]

_BETWEEN = {
    "web": re.compile(r":::|[\r\n]"),  # addresses of the web may hold a semicolon
    ADDRESS: re.compile(r":::"),
}
_BETWEEN_NUMBERS = re.compile(r":::|[\r\n;]")
_BETWEEN_TAGS = re.compile(r":::|[\r\n;,]")
_SINGLE = ("handle", "nickname", "title", "language", "group")
_BIRTHDAY_PARTS = ("birth year", "birth month", "birth day")
# By so many rows the date order is told; they are held in memory, so their size is bounded.
_LOOKED_AT = 2_000
_MOST_LOOKED_AT = 4_000_000  # characters


@dataclass(frozen=True)
class Reading:
    """The contacts of a table, to be gone through once, and how its dates are read.

    `dates` is None when no column holds any.
    """

    dates: DateOrder | None
    records: Iterator[ContactRecord | UnreadableRow]


def read_contacts(sheet: Sheet, mapping: Mapping, *, date_order: str = "") -> Reading:
    """The contacts of a table, one by one; `date_order` (dmy, mdy, ymd) overrules what is found.

    Raises Unreadable for another date order, and at rows that are no text.
    """
    places = [column.index for column in mapping.columns if column.field == "birthday"]
    if not places:
        return Reading(None, _records(sheet.rows, mapping, ""))
    rows = iter(sheet.rows)
    start = list(_start(rows))
    texts = [row.cells[place] for row in start if isinstance(row, Row) for place in places]
    dates = find_date_order(texts, said=date_order)
    return Reading(dates, _records(chain(start, rows), mapping, dates.order))


@dataclass(frozen=True)
class _Plan:
    """The columns of a mapping by what is done with them, so that no row asks again."""

    texts: tuple[Column, ...]
    points: tuple[Column, ...]
    addresses: Mapping
    ours: bool
    order: str
    names: frozenset[int]
    nulls: frozenset[str] = frozenset(NULLS)


def records(sheet: Sheet, mapping: Mapping) -> Iterator[ContactRecord | UnreadableRow]:
    """The contacts of a table one by one, and the rows that give none."""
    return read_contacts(sheet, mapping).records


def _start(rows: Iterator[Row | UnreadableRow]) -> Iterator[Row | UnreadableRow]:
    size = 0
    for row in islice(rows, _LOOKED_AT):
        yield row
        size += sum(map(len, row.cells)) if isinstance(row, Row) else 0
        if size > _MOST_LOOKED_AT:
            return


def _records(
    rows: Iterable[Row | UnreadableRow], mapping: Mapping, order: str
) -> Iterator[ContactRecord | UnreadableRow]:
    plan = _plan(mapping, order)
    for row in rows:
        yield row if isinstance(row, UnreadableRow) else _record(_without_nulls(row, plan), plan)


def _without_nulls(row: Row, plan: _Plan) -> Row:
    """The row with what a database writes for nothing left empty; people may be called Null."""
    if plan.ours or plan.nulls.isdisjoint(row.cells):
        return row
    cells = (
        "" if cell in plan.nulls and place not in plan.names else cell
        for place, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def _plan(mapping: Mapping, order: str) -> _Plan:
    points = tuple(one for one in mapping.columns if one.field in (*POINT_KINDS, ADDRESS))
    addresses = tuple(one for one in mapping.columns if one.field in ADDRESS_PARTS)
    return _Plan(
        tuple(one for one in mapping.columns if one not in points and one not in addresses),
        points,
        replace(mapping, columns=addresses),
        mapping.ours,
        order,
        frozenset(one.index for one in mapping.columns if one.field in NAMES),
    )


def _record(row: Row, plan: _Plan) -> ContactRecord | UnreadableRow:
    texts = read_texts(row, plan.texts, ours=plan.ours)
    addresses = find_addresses(row.cells, plan.addresses)
    points = (*_points(row, plan), *_further(addresses.found[1:]))
    company = texts.first("company")
    name = texts.first("name") or texts.joined_name()
    known_by = name or company or _first_point(points, "email") or _first_point(points, "phone")
    if not known_by:
        return UnreadableRow(row.line, "neither name, company, e-mail nor phone")
    alone = not name and bool(company)
    singles: dict[str, Any] = {field: texts.first(field) for field in _SINGLE}
    singles |= _best(addresses.found)
    if plan.ours:
        singles |= read_own(texts)
    if other := other_name(texts):
        singles["nickname"] = singles["nickname"] or other
        texts.notes += [] if singles["nickname"] == other else [f"name: {other}"]
    birthday = _birthday(texts, plan.order)
    return ContactRecord(
        line=row.line,
        name=known_by,
        kind="company" if alone or is_company(texts.first("kind")) else "person",
        company="" if alone else company,
        notes="\n".join(dict.fromkeys((*texts.all("notes"), *texts.notes, *addresses.notes))),
        birthday=birthday,
        source_id=texts.first("source id"),
        points=points,
        tags=tuple(_tags(texts.all("tags"), plan.ours)),
        remarks=tuple(texts.remarks),
        **singles,
    )


def _birthday(texts: Texts, order: str) -> str:
    """The birthday; one that cannot be read becomes a note, and is said."""
    written = texts.first("birthday")
    if not written and texts.found.keys().isdisjoint(_BIRTHDAY_PARTS):
        return ""
    year, month, day = (texts.first(field) for field in _BIRTHDAY_PARTS)
    try:
        return read_birthday(written, order) or join_birthday(year, month, day)
    except Unreadable as error:
        texts.notes.append(f"birthday: {written}")
        texts.remarks.append(str(error))
        return ""


def _points(row: Row, plan: _Plan) -> Iterator[PointRecord]:
    for column in plan.points:
        if cell := row.cells[column.index]:
            for value in _values(cell, column.field, plan.ours):
                yield PointRecord(column.field, value, _label(row, column, plan.ours))


def _values(cell: str, kind: str, ours: bool) -> Iterable[str]:
    between = _BETWEEN.get(kind, _BETWEEN_NUMBERS)
    parts = [cell] if ours else between.split(cell)
    return (part.strip() for part in parts if part.strip())


def _label(row: Row, column: Column, ours: bool) -> str:
    if column.label_from is None:
        return column.label
    text = row.cells[column.label_from].strip()
    return text if ours else label_of(text)


def _first_point(points: Iterable[PointRecord], kind: str) -> str:
    return next((point.value for point in points if point.kind == kind), "")


def _tags(cells: Iterable[str], ours: bool) -> Iterable[str]:
    """The tags in these cells, each once; a star marks those that an address book makes itself."""
    split = split_tags if ours else _BETWEEN_TAGS.split
    parts = (part.strip() for cell in cells for part in split(cell))
    return dict.fromkeys(part for part in parts if part and (ours or not part.startswith("* ")))


def _best(addresses: Sequence[Address]) -> dict[str, Any]:
    best = addresses[0] if addresses else Address()
    return {field: getattr(best, field) for field in PARTS}


def _further(addresses: Iterable[Address]) -> Iterator[PointRecord]:
    for address in addresses:
        yield PointRecord(ADDRESS, address.line, address.label)
