"""The call log of SMS Backup & Restore, whole, broken and hostile."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.formats.calllog_fields import CallRecord
from smallcrm.formats.calllog_xml import LONGEST_TAG, looks_like_xml, read_calls
from smallcrm.formats.delimited import UnreadableRow

SAMPLES = Path(__file__).parents[3] / "shared/samples/calls"
with_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")
AT = datetime(2025, 11, 24, 16, 0)
GOOD = b'<call number="5551" duration="33" date="1764000000000" type="2" contact_name="Mari" />'
READ = CallRecord(1, "5551", AT, "out", 33, "Mari")


def calls(data: bytes) -> list[CallRecord | UnreadableRow]:
    return list(read_calls(io.BufferedReader(io.BytesIO(data)), zone=UTC))


def log(inside: bytes) -> list[CallRecord | UnreadableRow]:
    return calls(b"<calls>" + inside + b"</calls>")


def test_a_call_is_read_whole() -> None:
    assert log(GOOD) == [READ]


def test_a_call_names_the_line_it_began_in() -> None:
    found = calls(b"<?xml version='1.0'?>\n<calls>\n  <call number='5551'\n   date='1'/>\n</calls>")
    assert [row.line for row in found] == [3]


@pytest.mark.parametrize("number", [b"-1", b"-2", b"(Unknown)", b"", b"null"])
def test_a_withheld_number_is_empty(number: bytes) -> None:
    (call,) = log(GOOD.replace(b"5551", number))
    assert isinstance(call, CallRecord)
    assert call.number == ""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b'type="2"', b'type="99"', '"99" is no kind of call; there are in, out, missed, '),
        (b'date="1764000000000"', b"", '"" is no date in milliseconds'),
        (b"1764000000000", b"1764000000", '"1764000000" is no day of the years 1990 to 2199'),
        (b'duration="33"', b'duration="-33"', '"-33" is no duration; write it as 123 or 2:03'),
        (b"Mari", b"M" * 1001, "the name has 1001 characters; at most 1000 fit"),
    ],
)
def test_a_call_that_cannot_be_read_is_left_out_with_its_reason(
    old: bytes, new: bytes, reason: str
) -> None:
    bad, good = log(GOOD.replace(old, new) + GOOD)
    assert isinstance(bad, UnreadableRow)
    assert bad.reason.startswith(reason)
    assert good == READ


def test_other_tags_are_passed_over() -> None:
    assert log(b"<sms number='1'/><x><call/></x><!-- c -->text" + GOOD) == [READ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_encoding_is_the_one_that_the_file_names(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><calls>'
    text += '<call number="1" date="1764000000000" type="3" contact_name="Põld"/></calls>'
    assert calls(text.encode(encoding)) == [CallRecord(1, "1", AT, "missed", 0, "Põld")]


BOMB = (
    b'<!DOCTYPE calls [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b'<calls><call number="&b;"/></calls>'
)
OUTSIDE = b'<!DOCTYPE calls SYSTEM "file:///etc/passwd"><calls/>'


@pytest.mark.parametrize("data", [BOMB, OUTSIDE, b"<!DOCTYPE calls><calls/>"])
def test_a_doctype_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        calls(data)
    assert str(error.value) == (
        "the input holds a DOCTYPE or entities, which no call log needs, so it is not read; "
        "export the log again"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<smses><sms/></smses>", "the input holds messages; choose the file of calls beside it"),
        (
            b"<html/>",
            "the input is XML of <html>, not the call log of SMS Backup & Restore",
        ),
        (
            b"<calls><call",
            "the input is no whole XML file (line 1: unclosed token); export the log again",
        ),
        (
            b"<calls>\n<call number='&x;'/></calls>",
            "the input is no whole XML file (line 2: undefined entity); export the log again",
        ),
        (
            b"<calls>\0</calls>",
            "the input is no whole XML file (line 1: not well-formed (invalid token)); "
            "export the log again",
        ),
        (
            b"<?xml version='1.0' encoding='klingon'?><calls/>",
            "the input names an encoding that is not known; export the log again",
        ),
        (
            b"<calls>" + b"<a>" * 20,
            "the input has tags 21 deep, which no call log has; export the log again",
        ),
    ],
)
def test_what_is_no_call_log_is_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        calls(data)
    assert str(error.value) == message


class _Endless(io.RawIOBase):
    """A file that never ends, and how much of it was read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts = parts
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = next(self.parts)[: len(buffer)]
        buffer[: len(part)] = part
        self.given += len(part)
        return len(part)


def _then_forever(start: bytes, filling: bytes) -> Iterator[bytes]:
    yield start
    while True:
        yield filling * (8192 // len(filling))


@pytest.mark.parametrize("start", [b"<calls><call number='", b"<calls><!--", b"<calls><", b"<?x "])
def test_a_tag_without_end_is_given_up(start: bytes) -> None:
    endless = _Endless(_then_forever(start, b"x"))
    with pytest.raises(Unreadable, match="holds a tag of more than 1,000,000 bytes"):
        list(read_calls(io.BufferedReader(endless)))
    assert endless.given < 2 * LONGEST_TAG


def test_calls_are_read_as_they_are_asked_for() -> None:
    endless = _Endless(_then_forever(b"<calls>", GOOD))
    found = read_calls(io.BufferedReader(endless), zone=UTC)
    assert isinstance(next(found), CallRecord)
    assert endless.given < 500_000


@pytest.mark.parametrize(
    ("start", "is_xml"),
    [
        (b"<calls>", True),
        (b"\xef\xbb\xbf\n <?xml", True),
        ("<?xml".encode("utf-16"), True),
        (b"number,time", False),
        (b"", False),
    ],
)
def test_xml_is_told_by_its_first_bytes(start: bytes, is_xml: bool) -> None:
    assert looks_like_xml(start) is is_xml


@with_samples
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("calls.xml", {"in": 3, "out": 7, "missed": 6}),
        ("calls-test-00.xml", {"out": 8, "missed": 3, "in": 1}),
        ("calls-test-01.xml", {"in": 4, "out": 5, "missed": 3}),
    ],
)
def test_every_call_of_a_phone_is_read_with_the_time_it_showed(
    name: str, kinds: dict[str, int]
) -> None:
    with (SAMPLES / name).open("rb") as file:
        found = list(read_calls(file, zone=ZoneInfo("America/New_York")))
    shown = [part.split('"')[0] for part in (SAMPLES / name).read_text().split('le_date="')[1:]]
    records = [row for row in found if isinstance(row, CallRecord)]
    assert len(records) == len(found) == len(shown)
    assert [f"{row.at:%b {row.at.day}, %Y %-I:%M:%S %p}" for row in records] == shown
    assert Counter(row.kind for row in records) == kinds
    assert all(row.number and row.name != "(Unknown)" for row in records)


@settings(deadline=None)
@given(
    st.binary()
    | st.lists(
        st.sampled_from(
            [
                b"<calls>",
                b"</calls>",
                b"<call ",
                b"/>",
                b'number="1"',
                b"<!DOCTYPE",
                b">",
                b"<!--",
                b"-->",
                b"<![CDATA[",
                b"]]>",
                b"&a;",
                b"&#0;",
                b"\xff",
                b"<?xml",
                GOOD,
            ]
        )
    ).map(b"".join)
)
def test_any_bytes_are_calls_or_one_sentence(data: bytes) -> None:
    try:
        calls(data)
    except Unreadable as error:
        assert "\n" not in str(error)
