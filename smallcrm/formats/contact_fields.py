"""Contacts in a table: which heading means which field, and each row as one plain record."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Mapped

from smallcrm.formats.contact_columns import ASIDE, Column, Mapping, guess_mapping
from smallcrm.formats.delimited import Row, Sheet, UnreadableRow
from smallcrm.formats.headings import ADDRESS_FIELDS, POINT_KINDS, label_of, meaning
from smallcrm.formats.records import ContactRecord, PointRecord

__all__ = [
    "ASIDE",
    "Column",
    "ContactRecord",
    "Mapping",
    "PointRecord",
    "UnreadableRow",
    "guess_mapping",
    "records",
]

_BETWEEN_NUMBERS = re.compile(r":::|[\r\n;]")
_BETWEEN_WEBSITES = re.compile(r":::|[\r\n]")
_BETWEEN_TAGS = re.compile(r":::|[\r\n;,]")
_BETWEEN_OUR_TAGS = re.compile(",")
_SINGLE = ("handle", "nickname", "title", "language", "group")


def records(sheet: Sheet, mapping: Mapping) -> Iterator[ContactRecord | UnreadableRow]:
    """The contacts of a table one by one, and the rows that give none."""
    for row in sheet.rows:
        yield row if isinstance(row, UnreadableRow) else _record(row, mapping)


def _record(row: Row, mapping: Mapping) -> ContactRecord | UnreadableRow:
    texts = _texts(row, mapping)
    points = tuple(_points(row, mapping))
    name = _first(texts, "name") or _joined_name(texts)
    company = _first(texts, "company")
    known_by = name or company or _first_point(points, "email") or _first_point(points, "phone")
    if not known_by:
        return UnreadableRow(row.line, "neither name, company, e-mail nor phone")
    alone = not name and bool(company)
    return ContactRecord(
        line=row.line,
        name=known_by,
        kind="company" if alone or _is_company(_first(texts, "kind")) else "person",
        company="" if alone else company,
        notes="\n".join(dict.fromkeys(texts.get("notes", ()))),
        points=points,
        tags=tuple(_tags(texts.get("tags", ()), mapping.ours)),
        **{field: _first(texts, field) for field in _SINGLE},
        **_address(row, mapping),
    )


def _texts(row: Row, mapping: Mapping) -> dict[str, list[str]]:
    """The filled cells of each field, in the order in which they count."""
    texts: dict[str, list[str]] = {}
    for column in mapping.columns:
        if text := row.cells[column.index].strip():
            texts.setdefault(column.field, []).append(text)
    return texts


def _first(texts: Mapped[str, Sequence[str]], field: str) -> str:
    return next(iter(texts.get(field, ())), "")


def _joined_name(texts: Mapped[str, Sequence[str]]) -> str:
    parts = (_first(texts, field) for field in ("first name", "middle name", "last name"))
    return " ".join(part for part in parts if part)


def _is_company(kind: str) -> bool:
    found = meaning(kind)
    return found is not None and found.field == "company"


def _points(row: Row, mapping: Mapping) -> Iterator[PointRecord]:
    for column in mapping.columns:
        if column.field in POINT_KINDS:
            for value in _values(row.cells[column.index], column.field, mapping.ours):
                yield PointRecord(column.field, value, _label(row, column, mapping.ours))


def _values(cell: str, kind: str, ours: bool) -> Iterable[str]:
    """The values in a cell; addresses of the web may hold a semicolon."""
    between = _BETWEEN_WEBSITES if kind == "web" else _BETWEEN_NUMBERS
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
    between = _BETWEEN_OUR_TAGS if ours else _BETWEEN_TAGS
    parts = (part.strip() for cell in cells for part in between.split(cell))
    return dict.fromkeys(part for part in parts if part and (ours or not part.startswith("* ")))


def _address(row: Row, mapping: Mapping) -> dict[str, str]:
    """The fullest address of the row, whole: two are never mixed. Lines of a street are joined."""
    addresses: dict[str, dict[str, list[str]]] = {}
    for column in mapping.columns:
        text = row.cells[column.index].strip()
        if text and column.field in ADDRESS_FIELDS:
            addresses.setdefault(column.label, {}).setdefault(column.field, []).append(text)
    fullest = max(addresses.values(), key=len, default={})
    street = ", ".join(dict.fromkeys(fullest.get("street", ())))
    return {field: _first(fullest, field) for field in ADDRESS_FIELDS} | {"street": street}
