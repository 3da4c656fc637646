"""A mistake in the program is told with its place and without any word of a customer."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Crm
from sqlalchemy.exc import IntegrityError

from smallcrm import cli
from smallcrm.output.mistakes import place_of, traceback_of

WORD = "Maasikas"
RUN = (sys.executable, "-m", "smallcrm")


def _fail(secret: str) -> None:
    try:
        {"": ""}[secret]
    except KeyError as error:
        raise ValueError(f"no {secret}") from error


def _error() -> Exception:
    with pytest.raises(ValueError) as caught:
        _fail(WORD)
    return caught.value


def test_a_traceback_names_places_and_classes_and_says_no_word() -> None:
    lines = traceback_of(_error())
    assert [line for line in lines if ":" not in line[2:]] == [
        "builtins.KeyError",
        "builtins.ValueError",
    ]
    assert lines[-2].endswith("in _fail")
    assert WORD not in "\n".join(lines)


def test_a_traceback_names_no_folder() -> None:
    assert "/" not in "".join(traceback_of(_error()))


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert place_of(ValueError(WORD)) == ""
    assert traceback_of(OSError(28, WORD))[1:] == ["builtins.OSError (ENOSPC)"]


def test_a_recursion_without_end_is_told_in_a_few_lines() -> None:
    def again(word: str) -> None:
        again(word)

    with pytest.raises(RecursionError) as caught:
        again(WORD)
    assert len(traceback_of(caught.value)) == 42


@pytest.fixture
def broken(crm: Crm, book: Path) -> None:
    """A book in which a talk cannot be kept, and in which the error says its summary."""
    crm(f"add {WORD}")
    connection = sqlite3.connect(book)
    connection.execute(
        "CREATE TRIGGER spoil BEFORE INSERT ON interaction"
        f" BEGIN SELECT RAISE(ABORT, 'the price for {WORD}'); END"
    )
    connection.close()


@pytest.mark.usefixtures("broken")
def test_the_error_that_is_planted_does_say_the_words(crm: Crm) -> None:
    with pytest.raises(IntegrityError, match=WORD):
        crm(f"log {WORD} 'the price of {WORD}'")


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("debug", ["", "1"])
def test_a_planted_mistake_is_told_without_the_customer_s_words(
    debug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALLCRM_DEBUG", debug)
    said = subprocess.run(
        [*RUN, "log", WORD, f"the price of {WORD}"], capture_output=True, text=True
    )
    assert (said.returncode, said.stdout) == (1, "")
    assert WORD not in said.stderr
    assert ("SQLITE_CONSTRAINT" in said.stderr) is bool(debug)
    last = said.stderr.splitlines()[-1]
    assert " (IntegrityError in smallcrm.domain.interactions:" in last
    assert "; nothing was written. Please report it; " in last


def test_a_mistake_after_the_book_was_changed_says_so(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    error = _error()
    error.add_note(f"about {WORD}")
    error.add_note(cli.CHANGED)
    assert cli._confess(error) == 1
    said = capsys.readouterr().err
    assert f"; {cli.CHANGED}. Please report it; " in said
    assert WORD not in said
