"""The two ways in which we write CSV."""

import io
from decimal import Decimal
from typing import Any

import pytest

from smallcrm.formats.contact_csv import write_contacts
from smallcrm.formats.contact_fields import guess_mapping, records
from smallcrm.formats.delimited import read_sheet
from smallcrm.formats.flavour import number_cell, write_rows
from smallcrm.formats.records import ContactRecord, PointRecord


@pytest.mark.parametrize(
    ("excel", "text"),
    [
        (False, 'a,b\r\n\'+372,"x, ""y"""\r\n'),
        (True, '\ufeffa;b\r\n\'+372;"x, ""y"""\r\n'),
    ],
)
def test_cells_are_guarded_in_both_flavours(excel: bool, text: str) -> None:
    file = io.StringIO(newline="")
    write_rows(file, ["a", "b"], [["+372", 'x, "y"']], excel=excel)
    assert file.getvalue() == text


@pytest.mark.parametrize(
    ("value", "excel", "cell"),
    [(Decimal("12.50"), False, "12.50"), (Decimal("12.50"), True, "12,50"), (-3, True, "-3")],
)
def test_a_number_has_the_mark_of_its_flavour(value: Decimal | int, excel: bool, cell: str) -> None:
    assert number_cell(value, excel=excel) == cell


TEXTS = (
    "name", "kind", "handle", "nickname", "company", "title", "language", "group", "street",
    "postcode", "city", "region", "country", "notes",
)  # fmt: skip


@pytest.mark.parametrize("excel", [False, True])
def test_contacts_come_back_from_both_flavours(excel: bool) -> None:
    contact: dict[str, Any] = dict.fromkeys(TEXTS, "") | {
        "name": "Tõnu Šmidt; Põld",
        "kind": "person",
        "handle": "tonu",
        "tags": ["vip", "=x"],
        "notes": "=1+1",
        "points": [{"kind": "phone", "label": "work", "value": "+372 5551"}],
    }
    file = io.StringIO(newline="")
    write_contacts(file, [contact], excel=excel)
    sheet = read_sheet(file.getvalue().encode())
    assert list(records(sheet, guess_mapping(sheet.header))) == [
        ContactRecord(
            "Tõnu Šmidt; Põld",
            line=2,
            handle="tonu",
            notes="=1+1",
            tags=("vip", "=x"),
            points=(PointRecord("phone", "+372 5551", "work"),),
        )
    ]
