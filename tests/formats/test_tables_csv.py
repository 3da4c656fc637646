"""Interactions, callbacks and cases as CSV: what is written comes back, others' tables are read."""

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.errors import CrmError, Unreadable
from smallcrm.formats.delimited import open_sheet, read_sheet
from smallcrm.formats.tables_csv import (
    CALLBACKS,
    CASES,
    FORMS,
    INTERACTIONS,
    Form,
    TableRow,
    UnreadableRow,
    find_table_columns,
    read_table,
    write_table,
)

WRITTEN = dt.datetime(2026, 11, 21, 8, 0, 0, 123456)
TALK: dict[str, Any] = {
    "id": 7,
    "handle": "mari",
    "with": ["anna", "odd;one"],
    "at": dt.datetime(2026, 11, 20, 15, 30),
    "channel": "call",
    "direction": "in",
    "outcome": "",
    "summary": '=SUM(1)\r\nsaid "no"; left',
    "written": WRITTEN,
}
CALLBACK: dict[str, Any] = {
    "number": 3,
    "handle": "mari",
    "why": "+ send samples",
    "channel": "call",
    "promised_by": "me",
    "due": dt.date(2026, 11, 27),
    "due_time": dt.time(14, 30),
    "first_due": dt.date(2026, 11, 25),
    "tries": 2,
    "opened_by": 7,
    "opened_by_written": WRITTEN,
    "opened_by_place": 2,
    "closing": "",
    "closed_on": None,
    "closed_by": None,
    "closed_by_written": None,
    "closed_by_place": None,
    "written": WRITTEN.replace(tzinfo=dt.UTC),
}
CASE: dict[str, Any] = {
    "number": 1,
    "handle": "mari",
    "kind": "complaint",
    "stage": "delivery",
    "summary": "arrived broken",
    "opened": dt.datetime(2026, 11, 20),
    "due": dt.date(2026, 11, 27),
    "closed": dt.datetime(2026, 11, 21, 9, 30),
    "solution": "sent another",
    "order": "17",
    "product": "COF-1",
    "talks_written": ["2026-11-20T08:00:00+00:00 1"],
    "written": WRITTEN,
}


def written(form: Form, records: list[dict[str, Any]], *, excel: bool = False) -> str:
    file = io.StringIO(newline="")
    write_table(file, form, records, excel=excel)
    return file.getvalue()


def read(form: Form, text: str, order: str = "") -> list[TableRow | UnreadableRow]:
    sheet = read_sheet(text.encode())
    columns = find_table_columns(sheet.header, form)
    return list(read_table(sheet, form, columns, order=order, zone=dt.UTC))


def test_a_callback_is_written_under_the_keys_of_the_export() -> None:
    assert written(CALLBACKS, [CALLBACK]) == (
        "number,handle,why,channel,promised_by,due,due_time,first_due,tries,opened_by,"
        "opened_by_written,opened_by_place,closing,closed_on,closed_by,closed_by_written,"
        "closed_by_place,written\r\n"
        "3,mari,'+ send samples,call,me,2026-11-27,14:30:00,2026-11-25,2,7,"
        "2026-11-21T08:00:00.123456,2,,,,,,2026-11-21T08:00:00.123456+00:00\r\n"
    )


def test_a_talk_is_written_for_a_spreadsheet() -> None:
    assert written(INTERACTIONS, [TALK | {"summary": "a, b"}], excel=True) == (
        "\ufeffid;handle;with;at;channel;direction;outcome;summary;written\r\n"
        '7;mari;"anna; odd\\;one";2026-11-20 15:30:00;call;in;;a, b;2026-11-21 08:00:00.123456\r\n'
    )


@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize(
    ("form", "record"), [(INTERACTIONS, TALK), (CALLBACKS, CALLBACK), (CASES, CASE)]
)
def test_what_is_written_comes_back(form: Form, record: dict[str, Any], excel: bool) -> None:
    (row,) = read(form, written(form, [record], excel=excel))
    assert isinstance(row, TableRow)
    assert dict(row.values) == {
        key: tuple(value) if isinstance(value, list) else value for key, value in record.items()
    }


def test_the_forms_name_the_keys_of_the_records() -> None:
    for form, record in ((INTERACTIONS, TALK), (CALLBACKS, CALLBACK), (CASES, CASE)):
        assert form.header == tuple(record)
        assert FORMS[form.name] is form


def values(form: Form, text: str, order: str = "") -> Mapping[str, Any]:
    (row,) = read(form, text, order)
    assert isinstance(row, TableRow), row
    return row.values


@pytest.mark.parametrize(
    "text",
    [
        "Client,Date,Notes\nMari Tamm,2026-11-20 15:30,red\n",
        "Klient;Kuupäev;Märkus\nMari Tamm;20.11.2026 15:30;red\n",
        "Klients;Datums;Piezīme\nMari Tamm;20.11.2026. 15:30;red\n",
        "Kunde;Dato;Notat\nMari Tamm;20.11.2026 kl. 15:30;red\n",
        "Name,When,Summary\nMari Tamm,11/20/26 3:30 PM,red\n",
    ],
)
def test_a_table_of_talks_kept_by_hand_is_read(text: str) -> None:
    assert values(INTERACTIONS, text) == {
        "contact": "Mari Tamm",
        "at": dt.datetime(2026, 11, 20, 15, 30),
        "summary": "red",
    }


def test_a_list_of_tasks_kept_by_hand_is_read() -> None:
    found = values(
        CALLBACKS, "Task,Customer,Due date,Owner\nsend samples,Mari,4/12/2026,me\n", "dmy"
    )
    assert found == {"why": "send samples", "contact": "Mari", "due": dt.date(2026, 12, 4)}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x,mari,2026-11-20,red", '"x" is no id; write it as 12 or 12,50'),
        ("1.5,mari,2026-11-20,red", '"1.5" is no id; write it as 12'),
        ("1,mari,soon,red", '"soon" is no date; write it as 2026-12-31 or 31.12.2026 14:30'),
        ("1,mari,2026-11-20,red,y", "5 cells under 4 headings"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_with_its_reason(row: str, reason: str) -> None:
    assert read(INTERACTIONS, f"id,handle,at,summary\n{row}\n") == [UnreadableRow(2, reason)]


@pytest.mark.parametrize(
    ("form", "header", "missing"),
    [
        (INTERACTIONS, "date,notes", "handle or contact"),
        (INTERACTIONS, "client,notes", "at"),
        (CALLBACKS, "client,due", "why"),
        (CASES, "client,summary", "opened"),
    ],
)
def test_a_table_without_a_needed_column_is_unreadable(
    form: Form, header: str, missing: str
) -> None:
    with pytest.raises(Unreadable, match=f" says {missing}, which a table of {form.name} needs"):
        read(form, f"{header}\n1,2\n")


_line = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=20)


@settings(deadline=None)
@given(
    _line,
    st.lists(_line, max_size=3),
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2199, 1, 1)),
    st.booleans(),
)
def test_every_talk_comes_back(
    summary: str, others: list[str], at: dt.datetime, excel: bool
) -> None:
    talk = TALK | {"summary": summary, "with": others, "at": at.replace(microsecond=0)}
    found = values(INTERACTIONS, written(INTERACTIONS, [talk], excel=excel))
    assert dict(found) == talk | {"with": tuple(others)}


@settings(deadline=None)
@given(
    st.binary()
    | st.text(alphabet="0123456789,;\"\n-./: x'\\").map(
        lambda rows: f"number,handle,due,due_time,why,written\n{rows}".encode()
    )
)
def test_any_bytes_are_a_table_or_one_sentence(data: bytes) -> None:
    try:
        with open_sheet(io.BytesIO(data)) as sheet:
            columns = find_table_columns(sheet.header, CALLBACKS)
            list(read_table(sheet, CALLBACKS, columns, zone=dt.UTC))
    except CrmError as error:
        assert "\n" not in str(error)
