"""What only our own tables say of a contact."""

import datetime as dt

import pytest

from smallcrm.formats.contact_columns import guess_mapping
from smallcrm.formats.contact_fields import records
from smallcrm.formats.delimited import read_sheet
from smallcrm.formats.records import OWN_FIELDS, ContactRecord

HEADER = f"name,kind,handle,{','.join(OWN_FIELDS)}"


def contact(cells: str, header: str = HEADER) -> ContactRecord:
    sheet = read_sheet(f"{header}\nMari,person,mari,{cells}\n".encode())
    (record,) = records(sheet, guess_mapping(sheet.header))
    assert isinstance(record, ContactRecord)
    return record


def test_a_row_of_ours_says_them() -> None:
    mari = contact("no,30,2026-11-01,yes,no,2026-10-01T08:00:00.123456+00:00")
    assert (mari.rhythm_days, mari.rhythm_since) == (30, dt.date(2026, 11, 1))
    assert (mari.archived, mari.group_pinned, mari.restricted) == (True, False, False)
    assert mari.created == dt.datetime(2026, 10, 1, 8, 0, 0, 123456, dt.UTC)


def test_what_a_spreadsheet_made_of_them_is_read_too() -> None:
    mari = contact("TRUE,30,01.11.2026,TRUE,TRUE,01.10.2026 08:00")
    assert (mari.group_pinned, mari.archived, mari.restricted) == (True, True, True)
    assert mari.rhythm_since == dt.date(2026, 11, 1)
    assert mari.created == dt.datetime(2026, 10, 1, 8, 0, tzinfo=dt.UTC)


def test_empty_cells_say_nothing() -> None:
    mari = contact(",,,,,")
    assert [getattr(mari, field) for field in OWN_FIELDS] == [None] * 6


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (",often,,,,", '"often" is no number of days for a rhythm'),
        (",0,,,,", '"0" is no number of days for a rhythm'),
        (",,,perhaps,,", '"perhaps" is neither yes nor no'),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(cells: str, said: str) -> None:
    mari = contact(cells)
    assert mari.remarks == (said,)
    assert mari.notes.partition(": ")[2] == said.split('"')[1]


def test_the_same_headings_of_another_program_mean_nothing() -> None:
    mapping = guess_mapping(["name", "phone", *OWN_FIELDS])
    assert mapping.aside == OWN_FIELDS
