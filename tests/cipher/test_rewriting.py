"""A book gets another key: whole or not at all, and nothing plain is left of the old one."""

import gzip
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Crm
from encrypted import encrypted, files_with, needs_cipher, no_keys, secret

from smallcrm.cipher.keys import new_key
from smallcrm.cipher.rewriting import rewrite
from smallcrm.errors import BookUnusable

__all__ = ["encrypted", "needs_cipher", "no_keys", "secret"]
BOOKS = Path(__file__).parents[1] / "books"
# Ends the program, as kill -9 does, at the n-th time it does something with a file of the book.
DYING = """
import os, signal, sys
left = int(sys.argv[1])
def watch(event, args):
    global left
    if event in ("open", "os.rename", "os.remove", "sqlite3.connect") and "book.db" in str(args[0]):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from smallcrm.cli import run
sys.exit(run(sys.argv[2:]))
"""


def _lying_by(book: Path) -> list[str]:
    return sorted(os.listdir(book.parent))


@pytest.mark.parametrize("moment", range(1, 14))
@pytest.mark.parametrize("line", ["data encrypt", "data decrypt"])
def test_a_kill_leaves_the_old_book_or_the_new(
    moment: int, line: str, crm: Crm, book: Path, secret: Path
) -> None:
    crm("add Mari")
    crm("log mari 'twenty oak chairs'")
    if line == "data decrypt":
        crm("data encrypt")
    before = crm("export everything --json").json
    words = [sys.executable, "-c", DYING, str(moment), *line.split()]
    ended = subprocess.run(words, capture_output=True)
    assert ended.returncode in (-9, 0)
    assert crm("export everything --json").json == before
    assert crm("data check").code == 0
    again = crm(line)
    assert again.code in (0, 5)
    assert crm("export everything --json").json == before
    assert _lying_by(book) == ["backups", "book.db"]


def test_who_has_the_plain_book_open_neither_writes_nor_reads_on(
    crm: Crm, book: Path, secret: Path
) -> None:
    crm("add Mari")
    other = sqlite3.connect(book, isolation_level=None)
    assert other.execute("SELECT count(*) FROM contact").fetchone() == (1,)
    line = [sys.executable, "-m", "smallcrm", "data", "encrypt"]
    subprocess.run(line, check=True, capture_output=True)
    for statement in ("BEGIN IMMEDIATE", "SELECT * FROM tag"):
        with pytest.raises(sqlite3.DatabaseError, match="file is not a database"):
            other.execute(statement)
    other.close()


def test_a_book_that_is_in_use_stays_as_it_is(
    crm: Crm, book: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("add Mari")
    before = book.read_bytes()
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        " c.execute('BEGIN'); c.execute('SELECT * FROM contact').fetchone(); print(flush=True);"
        " sys.stdin.read()"
    )
    monkeypatch.setattr("smallcrm.cipher.rewriting.BUSY_SECONDS", 0)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout and other.stdout.readline()
        said = crm("data encrypt")
        other.communicate()
    assert (said.code, said.out) == (6, "")
    assert said.err == f"{book} is open elsewhere; end what has it open, and try again\n"
    assert book.read_bytes() == before
    assert _lying_by(book) == ["backups", "book.db"]


def test_a_damaged_book_stays_as_it_is(crm: Crm, book: Path) -> None:
    crm("add Mari")
    data = bytearray(book.read_bytes())
    data[8192:-4096] = b"\x5a" * (len(data) - 12288)
    book.write_bytes(data)
    with pytest.raises(BookUnusable):
        rewrite(book, None, new_key("four plain words"))
    assert (book.read_bytes(), _lying_by(book)) == (bytes(data), ["backups", "book.db"])


@pytest.mark.parametrize("number", [1, 3, 5, 7])
def test_an_encrypted_book_of_an_older_schema_is_brought_up_to_date(
    number: int, crm: Crm, book: Path, secret: Path
) -> None:
    book.parent.mkdir()
    book.write_bytes(gzip.decompress((BOOKS / f"schema-{number}.db.gz").read_bytes()))
    book.chmod(0o600)
    with closing(sqlite3.connect(book)) as plain:
        (name,) = plain.execute("SELECT name FROM contact").fetchone()
    rewrite(book, None, new_key("nelja sõna lause"))
    assert crm("data check").code == 0
    assert name in crm("export everything --json").out
    copies = list((book.parent / "backups").iterdir())
    assert len(copies) == 1
    assert files_with(book.parent, name) == []
    assert crm(f"--db {copies[0]} today").code == 0


def test_a_link_to_the_book_stays_a_link(
    crm: Crm, book: Path, tmp_path: Path, secret: Path
) -> None:
    crm("add Mari")
    link = tmp_path / "link.db"
    link.symlink_to(book)
    assert crm(f"--db {link} data encrypt").code == 0
    assert link.is_symlink()
    assert crm("list --json").json[0]["contact"] == "Mari"
