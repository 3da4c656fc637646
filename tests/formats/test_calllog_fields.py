"""The parts of a call, as programs in several languages write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.formats.calllog_fields import read_kind, read_name, read_number, read_seconds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+372 5551 2345", "+372 5551 2345"),
        (" 112 ", "112"),
        ("*100#", "*100#"),
        ("sip:mari@tamm.ee", "sip:mari@tamm.ee"),
        ("-1", ""),
        ("-2", ""),
        ("", ""),
        ("null", ""),
        ("(Unknown)", ""),
        ("Privātais numurs", ""),
    ],
)
def test_a_number_stays_as_written_and_a_withheld_one_is_empty(text: str, number: str) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "name"),
    [("Mari  Tamm", "Mari Tamm"), ("(Unknown)", ""), ("null", ""), ("Mari\nTamm", "Mari Tamm")],
)
def test_a_name_is_one_line_and_a_placeholder_is_none(text: str, name: str) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", "in"),
        ("2", "out"),
        ("3", "missed"),
        ("4", "voicemail"),
        ("5", "rejected"),
        ("6", "rejected"),
        ("7", "in"),
        ("Incoming", "in"),
        ("OUTGOING CALL", "out"),
        ("Missed call", "missed"),
        ("Sissetulev kõne", "in"),
        ("Väljaminev", "out"),
        ("Vastamata kõne", "missed"),
        ("Ienākošais zvans", "in"),
        ("Izejošais", "out"),
        ("Neatbildēts zvans", "missed"),
        ("Innkommende", "in"),
        ("Utgående anrop", "out"),
        ("Tapt anrop", "missed"),
        ("Avvist", "rejected"),
        ("Telefonsvarer", "voicemail"),
    ],
)
def test_a_kind_is_known_by_number_and_by_word(text: str, kind: str) -> None:
    assert read_kind(text) == kind


@pytest.mark.parametrize("text", ["", "8", "1000", "call", "\x1b[31m"])
def test_any_other_kind_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable, match="is no kind of call; there are in, out, missed, rejected"):
        read_kind(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("null", 0),
        ("1001", 1001),
        ("2:03", 123),
        ("00:00:33", 33),
        ("1:02:03", 3723),
        ("33 s", 33),
        ("2 min 3 s", 123),
        ("1h 2m 3s", 3723),
        ("5 min", 300),
        ("1 t 5 min 2 sek", 3902),
    ],
)
def test_a_duration_is_read_in_seconds(text: str, seconds: int) -> None:
    assert read_seconds(text) == seconds


@pytest.mark.parametrize("text", ["-1", "1:2", "long", "9999999", "1e3", "٣"])
def test_any_other_duration_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read_seconds(text)


@given(st.text(max_size=120) | st.text(alphabet="0123456789:hms -", max_size=70))
def test_any_text_is_read_or_is_one_sentence(text: str) -> None:
    for read in (read_number, read_name, read_kind, read_seconds):
        try:
            read(text)
        except Unreadable as error:
            assert "\n" not in str(error)
