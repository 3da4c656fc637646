"""The postal addresses in a row of a contact table: the best one, and the further ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from smallcrm.formats.contact_columns import Mapping as Columns
from smallcrm.formats.headings import ADDRESS_PARTS, label_of
from smallcrm.parsing.postal import PARTS, Address
from smallcrm.parsing.text import fold

_BETWEEN_VALUES = re.compile(r"\s*:::\s*")
_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True)
class Addresses:
    """The addresses of a row, the fullest first; `notes` are lines of what has no place in them."""

    found: list[Address]
    notes: list[str]


def find_addresses(cells: Sequence[str], columns: Columns) -> Addresses:
    """The addresses of a row, each once: parts of two are never mixed."""
    found: dict[tuple[str, int], dict[str, list[str]]] = {}
    for column in columns.columns:
        if column.field in ADDRESS_PARTS:
            cell = cells[column.index]
            for place, text in enumerate(_values(cell, columns.ours) if cell else ()):
                if text:
                    parts = found.setdefault((column.label, place), {})
                    parts.setdefault(column.field, []).append(text)
    labels = dict(columns.address_labels)
    addresses = [
        _address(parts, _label(cells, group, labels)) for (group, _), parts in found.items()
    ]
    notes = [note for parts in found.values() for note in _left_over(parts)]
    if len(addresses) < 2:
        return Addresses(addresses, notes)
    fullest = sorted(addresses, key=_filled, reverse=True)
    return Addresses(list({one.line: one for one in reversed(fullest)}.values())[::-1], notes)


def _values(cell: str, ours: bool) -> list[str]:
    """One address's part, or those of several in one cell; lines are joined."""
    values = [cell] if ours or ":::" not in cell else _BETWEEN_VALUES.split(cell)
    return [_LINE_ENDS.sub(", ", value.strip()) for value in values]


def _address(parts: Mapping[str, Sequence[str]], label: str) -> Address:
    streets = [*parts.get("street", ()), *map(_box, parts.get("po box", ()))]
    if parts.keys().isdisjoint(PARTS):
        streets += parts.get("formatted address", ())
    street = ", ".join(dict.fromkeys(streets))
    postcode, city, region, country = (next(iter(parts.get(one, ())), "") for one in PARTS[1:])
    return Address(street, postcode, city, region, country, label)


def _left_over(parts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A second town and the like; streets are joined, so none of them is left over."""
    for field, (first, *others) in parts.items():
        if field in PARTS and field != "street":
            yield from (f"{field}: {other}" for other in others if fold(other) != fold(first))


def _box(text: str) -> str:
    return f"PO Box {text}" if text.isdecimal() else text


def _label(cells: Sequence[str], group: str, labels: Mapping[str, int]) -> str:
    if group in labels:
        return label_of(cells[labels[group]].strip())
    return "" if group.isdecimal() else group


def _filled(address: Address) -> int:
    return sum(bool(getattr(address, field)) for field in PARTS)
