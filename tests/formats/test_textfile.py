"""Opening files as lines: what is no file, no text, or not ours to read."""

import io
import os
from pathlib import Path

import pytest

from smallcrm.errors import NotFound, Refused, Unreadable
from smallcrm.formats.textfile import Lines, open_lines


def lines_of(data: bytes) -> list[str]:
    with open_lines(io.BytesIO(data)) as lines:
        return list(lines)


def test_every_kind_of_line_end_is_known_and_kept() -> None:
    assert lines_of(b"a\nb\r\nc\rd") == ["a\n", "b\r\n", "c\r", "d"]


def test_a_byte_order_mark_is_no_text() -> None:
    assert lines_of(b"\xef\xbb\xbfP\xc3\xb5ld") == ["Põld"]


def test_lines_are_counted_as_they_are_taken() -> None:
    with open_lines(io.BytesIO(b"a\nb\nc\n")) as lines:
        assert lines.peek(2) == ["a\n", "b\n"]
        assert lines.number == 0
        assert next(lines) == "a\n"
        assert lines.number == 1


def test_only_asking_beyond_the_last_line_ends_them() -> None:
    with open_lines(io.BytesIO(b"a")) as lines:
        assert next(lines) == "a"
        assert not lines.ended
        assert next(lines, None) is None
        assert lines.ended


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\nb\0", "line 2 of the input holds a NUL byte"),
        ("Põld, Mägi\nJaan".encode() + b" P\xf5ld", "line 2 of the input is not UTF-8 (byte f5 "),
        (b"a\n" + b"x" * 1_000_001, "line 2 of the input is longer than 1,000,000 characters"),
        ("name\n".encode("utf-16") + b"\x00\xd8", "the input, from line 2 on, is not UTF-16-LE"),
        ("name\na\0b\n".encode("utf-16"), "line 2 of the input holds a NUL byte"),
        (b"\x00\x01\x02\x03", "line 1 of the input holds a NUL byte"),
        (b"\x1f\x8b\x08", "the input is a compressed file"),
        (b"PK\x03\x04rest", "the input is a workbook or an archive"),
    ],
)
def test_what_is_no_utf8_text_is_unreadable(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        lines_of(data)
    assert str(error.value).startswith(message)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"there is no file .*gone.csv; check the name"):
        first_line(tmp_path / "gone.csv")


def test_a_file_in_a_file_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("name")
    with pytest.raises(NotFound):
        first_line(tmp_path / "book.csv" / "more.csv")


def test_a_name_that_no_file_can_have_is_not_found() -> None:
    with pytest.raises(NotFound):
        first_line("a\0.csv")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder; name a file in it"):
        first_line(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "closed.csv"
    path.touch(mode=0)
    with pytest.raises(Refused, match="may not be read"):
        first_line(path)


def test_the_file_is_closed_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\n")
    with open_lines(tmp_path / "a.csv") as lines:
        kept: Lines = lines
    with pytest.raises(ValueError, match="closed file"):
        next(kept)


def first_line(path: str | Path) -> str:
    with open_lines(path) as lines:
        return next(lines)
