"""Steps that are older than the owner wants them kept are forgotten, a few at every write."""

import sqlite3
from pathlib import Path

import pytest
from conftest import Crm

from smallcrm import pruning

MARK = "quetzalcoatlus"  # nothing else in a book is called so
LATER = "2027-11-23T10:00"


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small bounds, so that a short book reaches them."""
    monkeypatch.setattr(pruning, "KEPT", 3)


def steps(book: Path) -> list[int]:
    with sqlite3.connect(book) as connection:
        found = [row[0] for row in connection.execute("SELECT id FROM step ORDER BY id")]
    connection.close()
    return found


def test_what_is_older_than_a_year_is_forgotten_and_not_in_the_file(crm: Crm, book: Path) -> None:
    crm(f"add Mari --notes {MARK}")
    crm("contact edit mari --notes ''")
    assert MARK.encode() in book.read_bytes()
    for number in range(4):
        crm(f"tag mari t{number}", today=LATER)
    assert steps(book) == [3, 4, 5, 6]
    assert MARK.encode() not in book.read_bytes()
    assert crm("data check").code == 0


def test_the_newest_steps_are_kept_however_old(crm: Crm, book: Path) -> None:
    crm("add Mari")
    crm("tag mari a")
    crm("tag mari b", today=LATER)
    assert steps(book) == [1, 2, 3]


def test_steps_within_the_span_are_kept(crm: Crm, book: Path) -> None:
    crm("config set journal.keep 2y")
    for number in range(4):
        crm(f"add Mari{number}")
    crm("add Jaan", today=LATER)
    assert steps(book) == [1, 2, 3, 4, 5, 6]


def test_a_step_is_kept_as_long_as_its_undo(crm: Crm, book: Path) -> None:
    for name in ("Mari", "Jaan", "Kai"):
        crm(f"add {name}")
    crm("undo 2 --yes", today=LATER)
    assert steps(book) == [2, 3, 4]
    crm("tag mari a", today=LATER)
    crm("tag mari b", today=LATER)
    assert steps(book) == [2, 3, 4, 5, 6]
    assert crm("data check").code == 0


def test_an_undo_of_a_step_that_will_be_forgotten_can_be_done_again(crm: Crm) -> None:
    for name in ("Mari", "Jaan", "Kai"):
        crm(f"add {name}")
    crm("undo 1 --yes", today=LATER)
    said = crm("redo", today=LATER)
    assert said.lines[0] == "Did again add of Sat 21 Nov 2026 10:00 (Mari): 1 contact added"


def test_a_long_step_goes_in_portions_and_is_not_taken_back_meanwhile(
    crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "MOST_CHANGES", 4)
    crm("import contacts - --apply", stdin="name\n" + "".join(f"Mari {n}\n" for n in range(10)))
    crm("add Jaan")
    crm("add Kai")
    crm("tag jaan a", today=LATER)
    assert steps(book) == [1, 2, 3, 4]
    said = crm("undo 1 --yes", today=LATER)
    assert (said.code, said.err) == (3, FORGOTTEN.format(1))
    assert [row["step"] for row in crm("history --json").json] == [4, 3, 2]
    crm("tag jaan b", today=LATER)
    crm("tag jaan c", today=LATER)
    assert steps(book) == [4, 5, 6]
    assert crm("undo 1 --yes", today=LATER).err == FORGOTTEN.format(1)


FORGOTTEN = "step {} was forgotten; crm config get journal.keep says how long steps are kept\n"


def test_history_says_how_far_it_reaches_back(crm: Crm) -> None:
    crm("add Mari")
    assert crm("history").err == ""
    for number in range(4):
        crm(f"tag mari t{number}", today=LATER)
    assert crm("history", today=LATER).err == (
        "The journal reaches back to Tue 23 Nov; what is older is forgotten (journal.keep).\n"
    )
