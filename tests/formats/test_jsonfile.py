"""JSON as it is written: letters stay, what could act on a terminal is escaped."""

import datetime as dt
import io
import json

import pytest

from smallcrm.formats import jsonfile


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Põld ŠŽ 😀 👩‍👩‍👧", "Põld ŠŽ 😀 👩‍👩‍👧"),
        ("a\tb\nc", r"a\tb\nc"),
        ("\x1b[31m\x07", r"\u001b[31m\u0007"),
        ("\x7f\x9b31m", r"\u007f\u009b31m"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("\u2028\u2029\ufeff", r"\u2028\u2029\ufeff"),
        ("\ue000\U000e0001", r"\ue000\udb40\udc01"),
        ("no\xa0break", "no\xa0break"),
        ('"quoted\\"', r"\"quoted\\\""),
    ],
)
def test_what_could_act_or_hide_is_escaped(text: str, written: str) -> None:
    assert jsonfile.dump([text]) == f'["{written}"]'
    assert json.loads(jsonfile.dump({text: text}, indent=2)) == {text: text}


def test_an_array_has_a_record_a_line() -> None:
    file = io.StringIO()
    jsonfile.write_array(file, [{"a": "\x9b"}, {"a": dt.date(2026, 11, 21)}])
    assert file.getvalue() == '[\n  {"a": "\\u009b"},\n  {"a": "2026-11-21"}\n]'
