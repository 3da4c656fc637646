"""The fields of a vCard file: how their lines are found and joined."""

import io

import pytest

from smallcrm.formats.opening import open_binary
from smallcrm.formats.vcard_lines import (
    LONGEST_FIELD,
    Line,
    find_encoding,
    open_fields,
    split_fields,
)

QUOTED = b"NOTE;ENCODING=QUOTED-PRINTABLE:"


def fields(data: bytes) -> list[Line]:
    binary = open_binary(io.BytesIO(data))
    return list(open_fields(binary, "the input", find_encoding(binary, "the input")))


def texts(data: bytes) -> list[bytes]:
    return [field.data for field in fields(data)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_every_kind_of_line_end_is_known_and_counted_once(end: bytes) -> None:
    data = end.join([b"FN:Mari", b"NOTE:a", b" b", b"TEL:1", b""])
    assert fields(data) == [Line(1, b"FN:Mari"), Line(2, b"NOTE:ab"), Line(4, b"TEL:1")]


@pytest.mark.parametrize(
    ("data", "joined"),
    [
        (b"VERSION:3.0\nNOTE:mar\n i", [b"VERSION:3.0", b"NOTE:mari"]),
        (b"VERSION:4.0\nNOTE:a \n\t b", [b"VERSION:4.0", b"NOTE:a  b"]),
        (b"VERSION:2.1\nNOTE:a\n b", [b"VERSION:2.1", b"NOTE:a b"]),
        (b"NOTE:a\n\n b", [b"NOTE:ab"]),
        (b"NOTE:\xc3\n \xb5", [b"NOTE:\xc3\xb5"]),
    ],
)
def test_a_line_that_begins_with_a_blank_goes_on_with_the_one_before(
    data: bytes, joined: list[bytes]
) -> None:
    assert texts(data) == joined


@pytest.mark.parametrize(
    ("after", "joined"),
    [
        (b"=\nTEL is short\nTEL:1", [b"aTEL is short", b"TEL:1"]),
        (b"= \n b=\n c", [b"a b c"]),
        (b"=\n\nTEL:1", [b"a", b"TEL:1"]),
        (b"=\nEND:VCARD", [b"a", b"END:VCARD"]),
    ],
)
def test_quoted_printable_text_goes_on_after_a_soft_break(
    after: bytes, joined: list[bytes]
) -> None:
    first, *more = joined
    assert texts(QUOTED + b"a" + after) == [QUOTED + first, *more]


def test_an_equals_sign_ends_a_line_of_plain_text() -> None:
    assert texts(b"NOTE:1+1=\nTEL:1") == [b"NOTE:1+1=", b"TEL:1"]


def test_a_line_that_names_no_field_is_a_line_of_the_text_before() -> None:
    assert texts(b"NOTE:red\nand blue\nTEL:1") == [b"NOTE:red\nand blue", b"TEL:1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_known_with_and_without_a_byte_order_mark(encoding: str) -> None:
    assert texts("FN:Põld\r\nTEL:1".encode(encoding)) == ["FN:Põld".encode(), b"TEL:1"]


def test_a_field_is_cut_at_a_bound_and_the_next_is_whole() -> None:
    one_line = b"NOTE:" + b"a" * (LONGEST_FIELD + 70_000) + b"\nTEL:1"
    folded = b"NOTE:" + b"\n aaaaaaaaaaaaaaaa" * (LONGEST_FIELD // 10) + b"\nTEL:1"
    for data in (one_line, folded):
        note, phone = fields(data)
        assert (note.cut, note.data[:6]) == (True, b"NOTE:a")
        assert len(note.data) <= LONGEST_FIELD
        assert (phone.data, phone.cut) == (b"TEL:1", False)


def test_the_fields_of_a_card_inside_a_field_are_found_too() -> None:
    assert list(split_fields(b"FN:Mari\nTEL:1")) == [Line(1, b"FN:Mari"), Line(2, b"TEL:1")]
