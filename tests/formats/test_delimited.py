"""Tables from text: delimiters, ragged rows, quoted cells, and any bytes at all."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.errors import CrmError, NotFound, Unreadable
from smallcrm.formats.delimited import Row, UnreadableRow, open_sheet, read_sheet


def rows_of(text: str) -> list[Row | UnreadableRow]:
    return list(read_sheet(text.encode()).rows)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,phone\nMari,5551\n", ","),
        ("name;phone\nMari;5551\n", ";"),
        ("name\tphone\nMari\t5551\n", "\t"),
        ("name\nMari Tamm\n", ""),
        ("name\nTamm, Mari\n", ""),
        ("name\nMari: 12:30\n", ""),
        ("name;notes\nMari;one, two, three\nJaan;four\n", ";"),
        ("name, first;phone\nMari Tamm;5551\nJaan Põld;5552\n", ";"),
        ("name,phone;mobile,city\nMari,5551,Tartu\nJaan,5552,Valga\n", ","),
        ("name\tnotes, other\nMari\ta\nJaan\tb\n", "\t"),
        ('"a;b","c"\n"1","2"\n', ","),
        ("name;phone;city\nMari\nJaan;5551\n", ";"),
        ("name,phone\n", ","),
    ],
)
def test_the_delimiter_is_found_from_header_and_first_rows(text: str, delimiter: str) -> None:
    assert read_sheet(text.encode()).delimiter == delimiter


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_a_first_line_may_state_the_delimiter(first: str) -> None:
    sheet = read_sheet(f"{first}\r\nname;phone\r\nMari;5551\r\n".encode())
    assert (sheet.delimiter, sheet.header) == (";", ("name", "phone"))
    assert list(sheet.rows) == [Row(3, ("Mari", "5551"))]


@pytest.mark.parametrize(
    ("typed", "delimiter"),
    [
        (",", ","), (";", ";"), ("\t", "\t"), ("\\t", "\t"), ("tab", "\t"), ("TAB", "\t"),
        ("comma", ","), ("semicolon", ";"), ("none", ""),
    ],
)  # fmt: skip
def test_a_delimiter_that_is_said_overrules(typed: str, delimiter: str) -> None:
    data = b"sep=,\nname;phone,city\tx\nMari;5551,Tartu\ty\n"
    with open_sheet(io.BytesIO(data), delimiter=typed) as sheet:
        assert sheet.delimiter == delimiter
        parts = "name;phone,city\tx".split(delimiter) if delimiter else ["name;phone,city\tx"]
        assert list(sheet.header) == parts


def test_an_unknown_delimiter_is_unreadable() -> None:
    with (
        pytest.raises(Unreadable, match=r'a delimiter is comma, .* or none: not "pipe"'),
        open_sheet(io.BytesIO(b"a"), delimiter="pipe"),
    ):
        pass


def test_a_remark_before_the_headings_is_passed_over() -> None:
    text = 'Notes:\n"When exporting, some, addresses may be missing."\n\nFirst Name,URL\nMari,x\n'
    sheet = read_sheet(text.encode())
    assert sheet.header == ("First Name", "URL")
    assert list(sheet.rows) == [Row(5, ("Mari", "x"))]


@pytest.mark.parametrize("text", ["Notes:\nMari\n", "Notes,Name\n\nx,Mari\n"])
def test_a_column_of_notes_is_no_remark(text: str) -> None:
    assert read_sheet(text.encode()).header[0].startswith("Notes")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_and_without_a_byte_order_mark(mark: bytes) -> None:
    sheet = read_sheet(mark + "nimi,linn\nPõld,Võru\n".encode())
    assert (sheet.encoding, sheet.header) == ("utf-8", ("nimi", "linn"))
    assert list(sheet.rows) == [Row(2, ("Põld", "Võru"))]


def test_a_short_row_is_filled_up() -> None:
    assert rows_of("a,b,c\n1\n") == [Row(2, ("1", "", ""))]


def test_a_long_row_without_text_in_the_surplus_is_cut() -> None:
    assert rows_of("a,b\n1,2,, \n") == [Row(2, ("1", "2"))]


def test_a_long_row_with_text_in_the_surplus_is_unreadable() -> None:
    assert rows_of("a,b\n1,2,3\n4,5\n") == [
        UnreadableRow(2, "3 cells under 2 headings"),
        Row(3, ("4", "5")),
    ]


def test_rows_without_text_are_passed_over() -> None:
    assert rows_of("\n,\na,b\n\n,,,\n1,2\n") == [Row(6, ("1", "2"))]


def test_a_quoted_cell_may_hold_lines_quotes_and_delimiters() -> None:
    assert rows_of('a,b\n"x\r\ny","1, ""2"""\n3,4\n') == [
        Row(2, ("x\r\ny", '1, "2"')),
        Row(4, ("3", "4")),
    ]


def test_a_quote_inside_a_cell_is_text() -> None:
    assert rows_of('a,b\n5" pipe,6\n') == [Row(2, ('5" pipe', "6"))]


def test_old_line_ends_are_lines() -> None:
    assert rows_of("a,b\r1,2\r3,4") == [Row(2, ("1", "2")), Row(3, ("3", "4"))]


def test_every_cell_loses_its_formula_guard() -> None:
    sheet = read_sheet(b"'=a,b\n'+372 5551,'quoted'\n")
    assert sheet.header == ("=a", "b")
    assert list(sheet.rows) == [Row(2, ("+372 5551", "'quoted'"))]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the input is empty; a table begins with a line of headings"),
        (b"\n \n", "the input is empty; a table begins with a line of headings"),
        (
            b'a,b\n1,2\n"3,4\n5',
            "the input ends inside a quoted cell of the row that starts in line 3; "
            "export it again, or close the quote there",
        ),
        (
            b'a,b\n1,"' + b"x\n" * 100_000,
            "a cell of the row that starts in line 2 of the input is longer than 131,072 "
            "characters; is a quote left open there?",
        ),
        (
            "õ,ä\n1,".encode() + b"\xf5\n",
            "line 2 of the input is not UTF-8 (byte f5 at character 3); "
            'save it as "CSV UTF-8" in the program it comes from, or name its --encoding',
        ),
        (
            "name\nMari\n".encode("utf-16")[:-1],
            "the input, from line 2 on, is not UTF-16-LE; "
            'save it as "CSV UTF-8" in the program it comes from, or name its --encoding',
        ),
    ],
)
def test_what_is_no_table_is_unreadable(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_sheet(data)
    assert str(error.value) == message


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound), open_sheet(tmp_path / "gone.csv"):
        pass


def test_rows_are_read_as_they_are_asked_for() -> None:
    good = b"a,b\n" + b"1,2\n" * 100_000
    with open_sheet(io.BytesIO(good + b"\xff"), encoding="utf-8") as sheet:
        rows = iter(sheet.rows)
        assert next(rows) == Row(2, ("1", "2"))
        with pytest.raises(Unreadable, match="line 100002 "):
            list(rows)


@settings(deadline=None)
@given(st.binary() | st.text(alphabet="ab,;\t\"\r\n'=").map(str.encode))
def test_any_bytes_are_a_table_or_one_sentence(data: bytes) -> None:
    try:
        sheet = read_sheet(data)
    except CrmError as error:
        assert str(error)
    else:
        assert {len(row.cells) for row in sheet.rows if isinstance(row, Row)} <= {len(sheet.header)}
