"""Call logs as tables, by headings in four languages; and the one door for both forms."""

import io
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.errors import CrmError, NotFound, Unreadable
from smallcrm.formats.calllog import CallRecord, UnreadableRow, open_calls

TALLINN = ZoneInfo("Europe/Tallinn")
AT = datetime(2026, 11, 20, 17, 34)


def read(text: str, order: str = "") -> list[CallRecord | UnreadableRow]:
    with open_calls(io.BytesIO(text.encode()), order=order, zone=TALLINN) as log:
        return list(log.calls)


@pytest.mark.parametrize(
    "text",
    [
        "number,time,kind,duration\n5551,2026-11-20 17:34,in,123\n",
        "Phone Number,Date,Time,Call Type,Duration\n5551,2026-11-20,5:34 PM,Incoming,0:02:03\n",
        "Telefon;Kuupäev;Kellaaeg;Suund;Kestus\n5551;20.11.2026;17:34;Sissetulev;2:03\n",
        "Number\tAeg\tLiik\tKestus (s)\n5551\t20.11.2026 17:34\tvastatud\t123\n",
        "Tālrunis;Datums;Laiks;Veids;Ilgums\n5551;20.11.2026.;17:34;Ienākošais zvans;2 min 3 s\n",
        "Nummer;Dato og tid;Retning;Varighet\n5551;20.11.2026 kl. 17.34;Innkommende;2 min 3 sek\n",
        "number,timestamp,type,duration\n5551,1795188840000,1,123\n",
        "number,date,type,duration\n5551,2026-11-20T15:34:00Z,1,123\n",
        "number,date,type,duration\n5551,11/20/2026 17:34,1,123\n",
    ],
)
def test_a_call_is_read_by_headings_in_four_languages(text: str) -> None:
    assert read(text) == [CallRecord(2, "5551", AT, "in", 123)]


def test_name_and_duration_may_be_missing_or_given() -> None:
    found = read("nimi,number,aeg,liik\n(Unknown),-2,20.11.2026 17:34,vastamata\n")
    assert found == [CallRecord(2, "", AT, "missed", 0, "")]


def test_a_row_that_cannot_be_read_is_left_out_with_its_reason() -> None:
    found = read("number,time,kind\n1,yesterday,in\n1,2026-11-20 17:34,in\n1,2,3,4\n")
    assert found == [
        UnreadableRow(2, '"yesterday" is no date; write it as 2026-12-31 or 31.12.2026 14:30'),
        CallRecord(3, "1", AT, "in", 0),
        UnreadableRow(4, "4 cells under 3 headings"),
    ]


AMERICAN = "number,date,kind\n1,4/12/14 9:05,in\n2,8/15/14 9:05,in\n"


def test_the_order_of_dates_is_told_by_all_the_first_rows() -> None:
    first, _ = read(AMERICAN)
    assert isinstance(first, CallRecord)
    assert first.at == datetime(2014, 4, 12, 9, 5)


def test_an_order_that_was_said_overrules() -> None:
    first, second = read(AMERICAN, order="dmy")
    assert isinstance(first, CallRecord)
    assert first.at == datetime(2014, 12, 4, 9, 5)
    assert second == UnreadableRow(3, '"8/15/14 9:05" is no day of the calendar')


def test_an_order_that_nothing_tells_is_asked_for() -> None:
    with pytest.raises(Unreadable) as error:
        read("number,date,kind\n1,4/12/14,in\n")
    assert str(error.value) == (
        'the dates under "date", such as 4/12/14, could be day/month or month/day; '
        "say --date-order dmy or mdy"
    )


@pytest.mark.parametrize(
    ("header", "missing"), [("time,kind", "number"), ("number,kind", "time"), ("tel,date", "kind")]
)
def test_a_table_without_a_needed_column_is_unreadable(header: str, missing: str) -> None:
    with pytest.raises(Unreadable, match=f" says {missing}; a call log needs the number, time"):
        read(f"{header}\n1,2\n")


def test_the_log_says_what_it_recognised() -> None:
    text = "SIM;Kes;Kuupäev;Liik\n1;5551;20.11.2026;välja\n"
    with open_calls(io.BytesIO(text.encode()), overrides={"Kes": "number"}) as log:
        assert (log.format, log.encoding, log.delimiter) == ("CSV", "utf-8", ";")
        assert log.columns is not None
        assert log.columns.meanings() == {"Kes": "number", "Kuupäev": "at", "Liik": "kind"}
        assert log.columns.aside == ("SIM",)


def test_xml_is_found_out_in_a_file_and_named_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "calls.xml"
    path.write_text('<calls><call number="1" date="1764000000000" type="1"/></calls>')
    with open_calls(path, zone=UTC) as log:
        assert log.format == "XML"
        assert list(log.calls) == [CallRecord(1, "1", datetime(2025, 11, 24, 16, 0), "in", 0)]
    path.write_text("<calls>")
    with open_calls(path) as log, pytest.raises(Unreadable, match=f"^{path} is no whole XML file"):
        list(log.calls)


def test_a_broken_table_is_named_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(b"")
    with pytest.raises(Unreadable, match=f"^{path} is empty"), open_calls(path):
        pass


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound), open_calls(tmp_path / "gone.xml"):
        pass


@settings(deadline=None)
@given(st.binary() | st.text(alphabet='0123456789,;"\n-./: in').map("number,date,kind\n".__add__))
def test_any_bytes_are_a_log_or_one_sentence(data: bytes | str) -> None:
    source = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    try:
        with open_calls(source) as log:
            list(log.calls)
    except CrmError as error:
        assert "\n" not in str(error)
