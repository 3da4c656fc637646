"""A file that is no book of ours is refused, and not one byte of it is touched."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Crm

from smallcrm.errors import BookUnusable
from smallcrm.inspection import inspect_file
from smallcrm.migrations import NEWEST


def _text(path: Path) -> None:
    path.write_text("dear diary\n" * 100)


def _short_text(path: Path) -> None:
    path.write_text("x")


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE contact (name)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


REASONS = [
    (_text, False, "is not a smallcrm book; name another file with --db"),
    (_short_text, False, "is not a smallcrm book; name another file with --db"),
    (_foreign, False, "is another program's database; name another file with --db"),
    (_newer, True, "was written by a newer smallcrm; update this program"),
    (_cut, True, "was cut short ("),
    (_cut_in_the_header, True, "is not a smallcrm book; crm data rescue -o FILE saves"),
]


@pytest.mark.parametrize("line", ["today", "log mari x", "undo", "export everything", "config"])
@pytest.mark.parametrize(("spoil", "from_book", "reason"), REASONS)
def test_a_file_that_is_no_book_is_refused_untouched(
    spoil: Callable[[Path], None], from_book: bool, reason: str, line: str, crm: Crm, book: Path
) -> None:
    book.parent.mkdir()
    if from_book:
        assert crm("add Mari").code == 0
    spoil(book)
    before = (book.read_bytes(), book.stat().st_mtime_ns, os.listdir(book.parent))
    said = crm(line)
    assert (said.code, said.out) == (6, "")
    assert said.err.splitlines()[0].startswith(f"{book} {reason}")
    assert (book.read_bytes(), book.stat().st_mtime_ns, os.listdir(book.parent)) == before


@pytest.mark.parametrize("line", ["today", "log mari x"])
def test_a_folder_is_no_book(line: str, crm: Crm, book: Path) -> None:
    book.mkdir(parents=True)
    said = crm(line)
    assert (said.code, os.listdir(book)) == (6, [])
    assert said.err.startswith(f"{book} is a folder, not a book; name a file with --db\n")


@pytest.mark.parametrize("line", ["today", "log mari x"])
def test_a_link_to_nothing_is_not_followed(line: str, crm: Crm, book: Path) -> None:
    book.parent.mkdir()
    book.symlink_to(book.parent / "gone.db")
    assert crm(line).code == 6
    assert os.listdir(book.parent) == ["book.db"]


def test_a_link_to_a_book_is_followed(crm: Crm, book: Path, tmp_path: Path) -> None:
    crm("add Mari")
    link = tmp_path / "link.db"
    link.symlink_to(book)
    assert crm(f"--db {link} log mari x").code == 0
    assert len(crm("show mari --json").json) == 1


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero"])
def test_a_device_is_no_book(path: str, crm: Crm) -> None:
    said = crm(f"--db {path} today")
    assert (said.code, said.err) == (6, f"{path} is not a plain file; name another with --db\n")


def test_a_file_in_a_file_is_refused(crm: Crm, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = crm(f"--db {tmp_path / 'file' / 'book.db'} add Mari")
    assert (said.code, said.out, said.err.splitlines()[1:]) == (6, "", HANDED_BACK)


def test_an_empty_file_is_a_book_to_be_made(crm: Crm, book: Path) -> None:
    book.parent.mkdir()
    book.touch()
    assert inspect_file(book, newest=1) is False
    assert crm("add Mari").code == 0


HANDED_BACK = ["what you wrote, so that it is not lost:", "Mari"]
COPY = "book-2026-11-20-081500-daily.db"


@pytest.mark.parametrize("spoil", [Path.touch, Path.exists], ids=["empty", "missing"])
def test_a_book_that_is_gone_beside_its_copies_is_no_new_book(
    spoil: Callable[[Path], None], crm: Crm, book: Path
) -> None:
    (book.parent / "backups").mkdir(parents=True)
    (book.parent / "backups" / COPY).touch()
    spoil(book)
    before = os.listdir(book.parent)
    said = crm("add Mari")
    assert (said.code, os.listdir(book.parent)) == (6, before)
    assert said.err == (
        f"{book} is missing or empty, but there are copies of it in {book.parent / 'backups'};"
        " crm data restore brings the newest back, and --db begins another book\n"
        + "\n".join((*HANDED_BACK, ""))
    )


@pytest.mark.parametrize("name", ["shop-2026-11-20-081500.db", "book-two-2026-11-20-081500.db"])
def test_copies_of_another_book_do_not_keep_a_book_from_being_begun(
    name: str, crm: Crm, book: Path
) -> None:
    (book.parent / "backups").mkdir(parents=True)
    (book.parent / "backups" / name).touch()
    assert crm("add Mari").code == 0


def test_a_book_that_is_gone_but_for_its_journal_is_no_new_book(crm: Crm, book: Path) -> None:
    book.parent.mkdir()
    Path(f"{book}-journal").write_bytes(b"x" * 512)
    assert crm("add Mari").code == 6
    assert os.listdir(book.parent) == ["book.db-journal"]


def test_the_versions_that_this_program_knows(crm: Crm, book: Path) -> None:
    crm("add Mari")
    assert inspect_file(book, newest=NEWEST) is True
    with pytest.raises(BookUnusable):
        inspect_file(book, newest=NEWEST - 1)


@pytest.mark.parametrize("place", [4096, 8192, 20480])
def test_a_damaged_page_is_said_in_one_sentence(place: int, crm: Crm, book: Path) -> None:
    crm("add Mari")
    data = bytearray(book.read_bytes())
    data[place : place + 100] = b"\xff" * 100
    book.write_bytes(bytes(data))
    for line in ("who mari", "log mari x", "list", "today"):
        said = crm(line)
        assert said.code in (0, 3, 6)
        assert "Traceback" not in said.err
