"""The postal addresses in a row of a contact table: the best one, and the further ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smallcrm.formats.contact_columns import Mapping as Columns
from smallcrm.formats.headings import ADDRESS_FIELDS, ADDRESS_PARTS, label_of

_BETWEEN_VALUES = re.compile(r"\s*:::\s*")
_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True)
class Address:
    """A postal address, each part on one line; `label` is work, home, other, ..., or ''."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    label: str = ""


def find_addresses(cells: Sequence[str], columns: Columns) -> list[Address]:
    """The addresses of a row, each once, the fullest first: parts of two are never mixed."""
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
    if len(addresses) < 2:
        return addresses
    fullest = sorted(addresses, key=_filled, reverse=True)
    return list({in_one_line(one): one for one in reversed(fullest)}.values())[::-1]


def in_one_line(address: Address) -> str:
    """As on an envelope: `Jõe 8, 51010 Tartu, Estonia`."""
    town = " ".join(filter(None, (address.postcode, address.city)))
    return ", ".join(filter(None, (address.street, town, address.region, address.country)))


def _values(cell: str, ours: bool) -> list[str]:
    """One address's part, or those of several in one cell; lines are joined."""
    values = [cell] if ours or ":::" not in cell else _BETWEEN_VALUES.split(cell)
    return [_LINE_ENDS.sub(", ", value.strip()) for value in values]


def _address(parts: Mapping[str, Sequence[str]], label: str) -> Address:
    streets = [*parts.get("street", ()), *map(_box, parts.get("po box", ()))]
    if parts.keys().isdisjoint(ADDRESS_FIELDS):
        streets += parts.get("formatted address", ())
    first = {field: texts[0] for field, texts in parts.items() if field in ADDRESS_FIELDS}
    return Address(**first | {"street": ", ".join(dict.fromkeys(streets)), "label": label})


def _box(text: str) -> str:
    return f"PO Box {text}" if text.isdecimal() else text


def _label(cells: Sequence[str], group: str, labels: Mapping[str, int]) -> str:
    if group in labels:
        return label_of(cells[labels[group]].strip())
    return "" if group.isdecimal() else group


def _filled(address: Address) -> int:
    return sum(bool(getattr(address, field)) for field in ADDRESS_FIELDS)
