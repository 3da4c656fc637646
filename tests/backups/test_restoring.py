"""A restore that is killed anywhere leaves the old book or the new, and can be repeated."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Crm

# Kills the program just before the n-th thing that it does to a file; Python tells of each, and
# SQLite of every ten pages.
KILLED = """
import os, signal, sqlite3, sys
left = int(sys.argv.pop(1))
touching = ("os.rename", "os.remove", "os.link", "tempfile.mkstemp", "sqlite3.connect", "step")

def count(event, args):
    global left
    if event in touching:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)

class Told(sqlite3.Connection):
    def backup(self, target, *, pages, progress):
        def step(*status):
            sys.audit("step")
            progress(*status)
        super().backup(target, pages=pages, progress=step)

connect = sqlite3.connect
sqlite3.connect = lambda *words, **named: connect(*words, **{"factory": Told} | named)
from smallcrm.cli import run
sys.exit(run(sys.argv[1:]))
"""
RESTORE = ("data", "restore", "--yes", "yesterday")


def _cut(book: Path) -> None:
    os.truncate(book, book.stat().st_size // 2)


def _spoil(book: Path) -> None:
    data = bytearray(book.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    book.write_bytes(data)


def _leave(book: Path) -> None:
    """The book stays as it is."""


def _empty(book: Path) -> None:
    os.truncate(book, 0)


def _names(book: Path) -> list[str]:
    connection = sqlite3.connect(book)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    names = [name for (name,) in connection.execute("SELECT name FROM contact ORDER BY id")]
    connection.close()
    return names


@pytest.fixture
def shop(crm: Crm, book: Path) -> Path:
    """A folder with a book of two contacts, and a copy of it with one."""
    crm("add Mari", today="2026-11-20T08:00")
    crm("add Jaan")
    return book.parent


def _restore_killed(number: int, folder: Path) -> int:
    book = str(folder / "book.db")
    line = [sys.executable, "-c", KILLED, str(number), "--db", book, *RESTORE]
    return subprocess.run(line, capture_output=True).returncode


CASES = [
    *((_leave, number) for number in range(5, 36, 3)),
    *(
        (spoil, number)
        for spoil in (_cut, _spoil, _empty, Path.unlink)
        for number in range(9, 18, 2)
    ),
]


@pytest.mark.parametrize(("spoil", "number"), CASES)
def test_a_killed_restore_leaves_the_old_book_or_the_new(
    spoil: Callable[[Path], None], number: int, shop: Path, crm: Crm, book: Path
) -> None:
    spoil(book)
    before = book.read_bytes() if book.exists() else b""
    code = _restore_killed(number, shop)
    assert code in (0, -9)
    if book.exists() and book.read_bytes() != before:
        assert _names(book) in (["Mari"], ["Mari", "Jaan"])
    assert crm("data restore --yes yesterday").code == 0
    assert _names(book) == ["Mari"]
