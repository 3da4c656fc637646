"""The book's file: private, made once, refused untouched, and no word of the owner's lost."""

import ctypes
import os
import platform
import resource
import shlex
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Crm
from terminal import DEADLINE, Terminal

from smallcrm import db

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2  # linux/capability.h
RUN = (sys.executable, "-m", "smallcrm")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_book_and_its_folder_are_the_owner_s_alone(book: Path) -> None:
    subprocess.run([*RUN, "add", "Mari"], umask=0, check=True, capture_output=True)
    assert (_mode(book), _mode(book.parent)) == (0o600, 0o700)


def test_every_folder_that_is_made_is_the_owner_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "book.db"
    words = ["--db", str(path), "add", "Mari"]
    subprocess.run([*RUN, *words], umask=0, check=True, capture_output=True)
    assert [_mode(folder) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]


@pytest.mark.parametrize(
    "line",
    ["today", "", "week", "callbacks", "list", "tags", "groups", "history", "config",
     "config get country", "find x", "who x", "show x", "export everything"],
)  # fmt: skip
def test_reading_makes_no_book(line: str, crm: Crm, book: Path) -> None:
    assert crm(line).code in (0, 3)
    assert not book.parent.exists()


@pytest.mark.parametrize("line", ["log nobody x", "tag nobody vip", "done 1 x", "add ''"])
def test_a_command_that_fails_makes_no_book(line: str, crm: Crm, book: Path) -> None:
    assert crm(line).code in (2, 3)
    assert not book.exists()


def test_a_busy_book_hands_back_what_was_typed(
    crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("add Mari")
    monkeypatch.setattr(db, "BUSY_SECONDS", 0)
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    said = crm("log mari", "it's [red] & long")
    other.execute("ROLLBACK")
    other.close()
    assert (said.code, said.out) == (6, "")
    first, *rest = said.err.splitlines()
    assert first.startswith(f"{book}: another program has kept the book busy for ")
    assert rest == ["what you wrote, so that it is not lost:", "mari it's [red] & long"]


def test_a_busy_book_can_be_read_once_it_is_free(crm: Crm, book: Path) -> None:
    crm("add Mari")
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert crm("who mari").code == 0
    other.close()


def _little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.mark.parametrize("line", ["log mari", "note mari", "callback mari fri"])
def test_a_disk_without_room_loses_no_word_and_no_book(line: str, crm: Crm, book: Path) -> None:
    crm("add Mari")
    before = book.read_bytes()
    text = "first line\nsecond [red] \x1b[31m" + "x" * 50_000
    ended = subprocess.run(
        [*RUN, *line.split(), text], preexec_fn=_little_room, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout) == (6, "")
    assert "first line\nsecond [red] \\x1b[31mxxx" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert (crm("who mari").code, book.read_bytes()[:4096]) == (0, before[:4096])
    assert crm("show mari --json").json == []


def _without_privileges() -> None:
    """Let permissions count for root too, where a test runs as root (Linux capabilities)."""
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="root writes everywhere on this system")
@pytest.mark.parametrize("line", ["log mari --edit", "log mari", "log mari -", "done 1 -"])
def test_a_read_only_book_is_said_before_a_word_is_asked_for(
    line: str, crm: Crm, book: Path
) -> None:
    crm("add Mari")
    crm("callback mari fri x")
    book.parent.chmod(0o500)
    ended = subprocess.run(
        [*RUN, *line.split()],
        preexec_fn=_without_privileges,
        env={**os.environ, "VISUAL": "no-such-editor"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    book.parent.chmod(0o700)
    said = f"{book}: the book or its folder is read-only; nothing was written\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (6, "", said)


def test_four_processes_may_begin_the_book_at_once(crm: Crm) -> None:
    lines = [[*RUN, "log", f"Mari {number}", "x", "--new"] for number in range(4)]
    running = [
        subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for line in lines
    ]
    ended = [(process.communicate()[1], process.returncode) for process in running]
    assert ended == [(b"", 0)] * 4
    assert len(crm("list --json").json) == 4
    assert len(crm("history --json").json) == 4


STORAGE = {
    "journal_mode": "delete",
    "synchronous": 3,  # EXTRA
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "foreign_keys": 1,
    "busy_timeout": 30_000,
    "temp_store": 2,  # memory
}


@pytest.mark.parametrize(("name", "value"), STORAGE.items())
def test_the_settings_that_keep_the_book_whole(name: str, value: object, tmp_path: Path) -> None:
    connection = db.connect(str(tmp_path / "book.db"))
    assert connection.execute(f"PRAGMA {name}").fetchall() == [(value,)]
    connection.close()


def test_the_book_is_not_mapped_into_memory(tmp_path: Path) -> None:
    connection = db.connect(str(tmp_path / "book.db"))
    # Nothing is said where SQLite was built without it.
    assert connection.execute("PRAGMA mmap_size").fetchall() in ([(0,)], [])
    connection.close()


def test_two_writers_never_work_at_once(crm: Crm, book: Path) -> None:
    crm("add Mari")
    other = sqlite3.connect(book, timeout=0, isolation_level=None)
    with db.writing(book, "test"):  # which has changed nothing yet
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM contact").fetchone() == (1,)
    other.execute("BEGIN IMMEDIATE")
    other.close()


# What the owner is asked by a command, and what it has to wait for.
QUESTIONS = {
    "log mari": "What was said: ",
    "log 'Uus Inimene' hello": "Create a new contact",
    "done 1": "What was said: ",
    "case mari --stage use": "What is wrong: ",
    "case mari broken": "Stage (",
    "case note 1": "What was done: ",
    "case close 1": "How it was solved: ",
    "return mari 1": "Why it came back: ",
    "sell mari 1 lamp": "Create a new product",
    "sell mari 1 lamp --new": "Price of one lamp: ",
    "contact merge mari jaan": "[y/N]: ",
    "enter W48-A": "   : ",
    "catch-up": "   : ",
}


@pytest.mark.parametrize(("line", "question"), QUESTIONS.items(), ids=QUESTIONS)
def test_the_book_is_free_while_a_question_waits(
    line: str, question: str, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("log Mari hello --new --phone '5551 2345' --back fri")
    crm("add Jaan")
    crm("product add Filters --price 2")
    crm("sell mari 3 filters")
    crm("case mari broken --stage use")
    crm("week --print 2026-W48 -o /dev/null")
    calls = "number,time,type,duration\n55512345,2026-11-16 14:30,in,60\n"
    crm("import calls - --apply", stdin=calls)
    monkeypatch.setattr(db, "BUSY_SECONDS", 0)
    with Terminal(*shlex.split(line)) as terminal:
        terminal.expect(question)
        assert crm("log jaan 'in between'").code == 0
        terminal.interrupt()


@pytest.mark.parametrize("line", ["log mari -", "done 1 -", "enter W48-A -", "case note 1 -"])
def test_the_book_is_free_while_a_pipe_is_waited_for(
    line: str, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("log Mari hello --new --back fri")
    crm("case mari broken --stage use")
    crm("week --print 2026-W48 -o /dev/null")
    monkeypatch.setattr(db, "BUSY_SECONDS", 0)
    waiting = subprocess.Popen(
        [*RUN, *line.split()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert waiting.stdin
    _until_it_reads(waiting.pid)
    assert crm("log mari 'in between'").code == 0
    waiting.communicate("01 from the pipe")
    assert waiting.returncode == 0
    assert len(crm("find pipe --json").json) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_command_that_is_told_to_end_leaves_in_order(number: int, crm: Crm) -> None:
    crm("add Mari")
    waiting = subprocess.Popen(
        [*RUN, "log", "mari", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: _deaf_to_none(number),
    )
    _until_it_reads(waiting.pid)
    waiting.send_signal(number)
    assert waiting.communicate() == (b"", b"interrupted\n")
    assert waiting.returncode == 130


def test_what_came_through_a_pipe_before_the_end_is_handed_back(crm: Crm) -> None:
    crm("add Mari")
    waiting = subprocess.Popen(
        [*RUN, "log", "mari", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: _deaf_to_none(signal.SIGINT),
    )
    assert waiting.stdin
    waiting.stdin.write(b"a long story\n")
    waiting.stdin.flush()
    _until_it_reads(waiting.pid)
    waiting.send_signal(signal.SIGINT)
    said = b"interrupted\nwhat you wrote, so that it is not lost:\na long story\n"
    assert waiting.communicate()[1] == said


def _until_it_reads(pid: int) -> None:
    """Wait until the process has come to rest: it waits for its standard input."""
    place = Path(f"/proc/{pid}/syscall")
    if platform.machine() != "x86_64" or not os.access(place, os.R_OK):
        pytest.skip("only Linux tells what a process waits for, and in numbers of its own")
    end = time.monotonic() + DEADLINE
    while not place.read_text().startswith("0 0x0 "):  # read(0, ...)
        assert time.monotonic() < end


def test_a_session_that_failed_writes_nothing(book: Path, crm: Crm) -> None:
    from smallcrm.domain import contacts
    from smallcrm.formats.records import ContactRecord

    crm("add Jaan")
    with pytest.raises(RuntimeError), db.writing(book, "test") as session:
        contacts.add(session, ContactRecord("Mari"))
        raise RuntimeError
    connection = sqlite3.connect(book)
    counts = [
        connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in ("contact", "step", "change")
    ]
    connection.close()
    assert counts == [1, 1, 1]


def test_a_reading_never_writes(book: Path, crm: Crm) -> None:
    crm("add Mari")
    before = (book.read_bytes(), sorted(os.listdir(book.parent)))
    for line in ("", "week", "list", "who mari", "show mari", "find mari", "history", "config"):
        crm(line)
    assert (book.read_bytes(), sorted(os.listdir(book.parent))) == before


def _deaf_to_none(number: int) -> None:
    """A test run in the background hands down that some signals are ignored."""
    signal.signal(number, signal.SIG_DFL)
