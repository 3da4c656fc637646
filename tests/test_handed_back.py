"""Whatever keeps the owner's words from being saved, they are handed back whole."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Crm, Result
from terminal import screen
from test_undo import CHANGING

from smallcrm import db

LONG = "wants 20 oak chairs by May; asked the price \n  of the [red] one, and of :smile: too"
# A line of every command that takes the owner's words, in which TEXT stands for them.
LINES = {
    "log": "log mari --back fri TEXT --tag vip",
    "visit": "visit mari TEXT",
    "letter": "letter mari TEXT",
    "email": "email mari TEXT",
    "video": "video mari TEXT",
    "chat": "chat mari TEXT --at mon",
    "note": "note 'Uus Inimene' TEXT --new",
    "callback": "callback mari fri TEXT --they",
    "done": "done 1 TEXT",
    "case open": "case mari TEXT --stage delivery",
    "case note": "case note 1 TEXT",
    "case close": "case close 1 TEXT",
    "add": "add 'Uus Inimene' --phone 5551 --notes TEXT",
    "contact add": "contact add 'Uus Inimene' --notes TEXT",
    "contact edit": "contact edit mari --notes TEXT",
    "tag": "tag mari TEXT",
    "sell": "sell mari 1 filters --note TEXT",
    "return": "return mari 1 --why TEXT",
    "order edit": "order edit 1 --note TEXT",
    "product add": "product add 'Old lamp' --category TEXT",
    "product edit": "product edit filters --category TEXT",
    "config set": "config set shop TEXT",
    "enter": "enter W48-A TEXT",
    "log --why": "log mari hello --back fri --why TEXT",
    "log --new": "log Uus TEXT --new --company 'Põld OÜ'",
}
PIPED = {
    "log": "log mari --back fri -",
    "done": "done 1 -",
    "case open": "case mari - --stage use",
    "case note": "case note 1 -",
    "case close": "case close 1 -",
    "enter": "enter W48-A -",
}
# Those that take only names, numbers and days.
WORDLESS = {
    "snooze", "tried", "drop", "rhythm", "case reopen", "contact archive", "contact restore",
    "contact merge", "contact distinct", "untag", "group set", "group suggest", "order place",
    "order deliver", "order pay", "order lose", "product archive", "product restore", "import",
    "week", "report due", "data restrict",
}  # fmt: skip


@pytest.fixture(autouse=True)
def shop(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("log Mari hello --new --back fri")
    crm("product add Filters --price 2")
    crm("sell mari 3 filters")
    crm("case mari broken --stage use")
    crm("week --print 2026-W48 -o /dev/null")
    monkeypatch.setattr(db, "BUSY_SECONDS", 0)


@pytest.fixture
def kept_busy(book: Path) -> Iterator[sqlite3.Connection]:
    """Another program that reads and writes the book, and does not come to an end."""
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield other
    other.close()


@pytest.fixture
def kept_open(book: Path) -> Iterator[sqlite3.Connection]:
    """Another program that reads the book, so that all can be written but the commit."""
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM contact").fetchall()
    yield other
    other.close()


def _is_handed_back(said: Result, book: Path, text: str) -> None:
    assert (said.code, said.out) == (6, "")
    first, then, rest = said.err.split("\n", maxsplit=2)
    assert first.startswith(f"{book}: ")
    assert then == "what you wrote, so that it is not lost:"
    assert text in rest


def _typed(line: str, text: str) -> list[str]:
    import shlex

    return [text if word == "TEXT" else word for word in shlex.split(line)]


def _text_for(name: str) -> str:
    single = ("tag", "config set", "product add", "product edit")
    return "oak: [red] :smile:" if name in single else f"01 {LONG}" if name == "enter" else LONG


@pytest.mark.parametrize("name", LINES)
@pytest.mark.usefixtures("kept_busy")
def test_words_for_a_busy_book_are_handed_back(name: str, crm: Crm, book: Path) -> None:
    text = _text_for(name)
    _is_handed_back(crm("", *_typed(LINES[name], text)), book, text)


@pytest.mark.parametrize("name", LINES)
@pytest.mark.usefixtures("kept_open")
def test_words_that_fail_at_the_commit_are_handed_back_and_not_acknowledged(
    name: str, crm: Crm, book: Path
) -> None:
    text = _text_for(name)
    _is_handed_back(crm("", *_typed(LINES[name], text)), book, text)


@pytest.mark.parametrize("name", PIPED)
@pytest.mark.usefixtures("kept_open")
def test_words_from_a_pipe_are_handed_back(name: str, crm: Crm, book: Path) -> None:
    text = _text_for(name)
    _is_handed_back(crm(PIPED[name], stdin=text), book, text)


@pytest.mark.parametrize("name", PIPED)
@pytest.mark.usefixtures("kept_busy")
def test_words_from_a_pipe_that_was_not_read_yet_are_handed_back(
    name: str, crm: Crm, book: Path
) -> None:
    text = _text_for(name)
    _is_handed_back(crm(PIPED[name], stdin=text), book, text)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("log mari --back soonish -", 2),
        ("log mari --bakc fri -", 2),
        ("log nobody -", 3),
        ("log mari - --with nobody", 3),
        ("note mari draft -  --with nobody", 3),
        ("done 9 -", 3),
        ("case mari - --stage nowhere", 2),
        ("case mari -", 2),
        ("case note 9 -", 3),
        ("case close 9 -", 3),
        ("enter W01-A -", 3),
        ("enter W48-A -", 2),
    ],
)
def test_words_from_a_pipe_are_handed_back_whatever_is_wrong(
    line: str, code: int, crm: Crm
) -> None:
    text = "99 /nonsense" if line == "enter W48-A -" else f"01 {LONG}"
    said = crm(line, stdin=text)
    assert (said.code, said.out) == (code, "")
    before, after = said.err.split("what you wrote, so that it is not lost:\n")
    assert before and after.endswith(f"{text}\n") and after.count(text) == 1


def test_a_pipe_that_is_no_utf_8_is_handed_back_as_far_as_it_goes(crm: Crm) -> None:
    said = crm("log mari -", stdin="kask on k\udcf5ige parem")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("\nkask on k\\xf5ige parem\n")


def test_a_solution_that_comes_too_late_is_handed_back(crm: Crm) -> None:
    crm("case close 1 mended")
    said = crm("case close 1 -", stdin="sent a new one")
    assert (said.code, said.out.startswith("Nothing changed: ")) == (0, True)
    assert said.err == "what you wrote, so that it is not lost:\nsent a new one\n"


def test_on_a_terminal_what_is_wrong_is_said_before_a_word_is_typed() -> None:
    assert "what you wrote" not in screen("log", "mari", "-", "--with", "nobody").text


@pytest.mark.parametrize("name", LINES)
def test_words_for_a_damaged_book_are_handed_back(name: str, crm: Crm, book: Path) -> None:
    data = bytearray(book.read_bytes())
    data[100:500] = b"\xa5" * 400
    book.write_bytes(data)
    text = _text_for(name)
    _is_handed_back(crm("", *_typed(LINES[name], text)), book, text)


def test_every_changing_command_takes_words_or_none() -> None:
    assert {name for name in LINES if name in CHANGING} == set(CHANGING) - WORDLESS
    assert set(CHANGING) >= WORDLESS


@pytest.mark.usefixtures("kept_open")
def test_the_options_of_a_line_are_handed_back_with_its_words(crm: Crm) -> None:
    said = crm("log mari 'asked the price' --back fri --why 'send the list'")
    assert said.err.endswith("\nmari asked the price --back fri --why send the list\n")
    piped = crm("log mari --back fri --why 'send the list' -", stdin="asked\nthe price")
    assert piped.err.endswith("\nmari --back fri --why send the list -\nmari asked\nthe price\n")
