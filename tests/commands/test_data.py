"""Copies of the book."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from conftest import Crm


def _names(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM contact")]
    connection.close()
    return names


def test_a_copy_holds_what_the_book_held(crm: Crm, tmp_path: Path) -> None:
    crm('add "Mari Maasikas"')
    target = tmp_path / "copy.db"
    assert crm("data backup -o", str(target)).out == f"Copied the book to {target}\n"
    crm("contact edit mari --name Kari")
    assert _names(target) == ["Mari Maasikas"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_without_a_name_the_copy_lies_beside_the_book(crm: Crm, book: Path) -> None:
    crm('add "Mari Maasikas"')
    crm("data backup", today="2026-11-21T10:00:00")
    copies = book.parent / "backups"
    assert (copies / "book-2026-11-21-100000.db").exists()
    assert stat.S_IMODE(copies.stat().st_mode) == 0o700


def test_no_book_is_nothing_to_copy(crm: Crm, tmp_path: Path) -> None:
    result = crm("data backup -o", str(tmp_path / "copy.db"))
    assert result.code == 3
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_never_replaces_the_book_or_a_folder(crm: Crm, book: Path, tmp_path: Path) -> None:
    crm('add "Mari Maasikas"')
    assert crm("data backup -o", str(book)).code == 5
    assert crm("data backup -o", str(tmp_path)).code == 5
    assert crm("data backup -o", str(tmp_path / "no" / "such" / "copy.db")).code == 6
    assert _names(book) == ["Mari Maasikas"]


def test_a_damaged_book_is_not_copied(crm: Crm, book: Path, tmp_path: Path) -> None:
    crm('add "Mari Maasikas"')
    data = bytearray(book.read_bytes())
    data[4096:-4096] = b"\x5a" * (len(data) - 8192)
    book.write_bytes(data)
    target = tmp_path / "copy.db"
    crm(f"--db {target} add Jaan")
    assert crm("data backup --force -o", str(target)).code == 6
    assert _names(target) == ["Jaan"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_another_book_is_replaced_only_by_force(crm: Crm, tmp_path: Path) -> None:
    crm('add "Mari Maasikas"')
    target = tmp_path / "copy.db"
    crm(f"--db {target} add Jaan")
    said = crm("data backup -o", str(target))
    assert (said.code, said.out) == (5, "")
    assert said.err == f"{target} is a smallcrm book already; name another file, or add --force\n"
    assert _names(target) == ["Jaan"]
    assert crm("data backup --force -o", str(target)).code == 0
    assert _names(target) == ["Mari Maasikas"]


@pytest.mark.parametrize("data", [b"", b"a letter", b"SQLite format 3\0" + b"\1" * 4080])
@pytest.mark.parametrize("force", ["", "--force"])
def test_a_file_that_is_no_book_is_never_replaced(
    data: bytes, force: str, crm: Crm, tmp_path: Path
) -> None:
    crm('add "Mari Maasikas"')
    target = tmp_path / "letter.db"
    target.write_bytes(data)
    said = crm(f"data backup {force} -o", str(target))
    assert (said.code, said.err) == (
        5,
        f"{target} is there already and is no smallcrm book; name another file\n",
    )
    assert target.read_bytes() == data


def test_a_pipe_is_neither_waited_for_nor_replaced(crm: Crm, tmp_path: Path) -> None:
    crm('add "Mari Maasikas"')
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert crm("data backup --force -o", str(pipe)).code == 5
    assert pipe.is_fifo()
