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
            b"a,b\n1,\xf5\n",
            "line 2 of the input is not UTF-8 (byte f5 at character 3); "
            'save it as "CSV UTF-8" in the program it comes from and try again',
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
    with open_sheet(io.BytesIO(good + b"\xff")) as sheet:
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
