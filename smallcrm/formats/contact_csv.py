"""Contacts as a CSV that our own import, and a spreadsheet, read back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from smallcrm.formats.flavour import text_cell, write_rows
from smallcrm.formats.lists import join_tags
from smallcrm.formats.records import OWN_FIELDS

PLAIN = (
    "name", "kind", "handle", "nickname", "company", "title", "language", "group", "tags",
    "birthday", "source_id", *OWN_FIELDS,
)  # fmt: skip
ADDRESS = ("street", "postcode", "city", "region", "country", "notes")
POINTS = {"phone": "phone", "email": "email", "web": "web", "address": "further_address"}
"""The kinds of points, and what their columns are called."""
RARE = ("address",)
"""Kinds that have columns only where some contact has such a point."""


def write_contacts(
    file: TextIO, records: Sequence[Mapping[str, Any]], *, excel: bool = False
) -> None:
    """A row a contact; as many columns for numbers and addresses as the fullest contact needs.

    `excel` writes it for a spreadsheet with decimal commas, see `flavour`.
    """
    most = {
        kind: max((len(_points(r, kind)) for r in records), default=0) or int(kind not in RARE)
        for kind in POINTS
    }
    header = [*PLAIN, *_headings(most), *ADDRESS]
    write_rows(file, header, (_row(record, most, excel) for record in records), excel=excel)


def _headings(most: Mapping[str, int]) -> Iterable[str]:
    for kind, count in most.items():
        for number in range(1, count + 1):
            name = POINTS[kind] if number == 1 else f"{POINTS[kind]}_{number}"
            yield from (name, f"{name}_label")


def _row(record: Mapping[str, Any], most: Mapping[str, int], excel: bool) -> list[str]:
    cells = [_text(record.get(field, ""), excel) for field in PLAIN]
    for kind, count in most.items():
        points = _points(record, kind)
        for number in range(count):
            point = points[number] if number < len(points) else {}
            cells += [point.get("value", ""), point.get("label", "")]
    return cells + [_text(record[field], excel) for field in ADDRESS]


def _points(record: Mapping[str, Any], kind: str) -> list[Mapping[str, str]]:
    return [point for point in record["points"] if point["kind"] == kind]


def _text(value: object, excel: bool) -> str:
    return join_tags(value) if isinstance(value, list) else text_cell(value, excel=excel)
