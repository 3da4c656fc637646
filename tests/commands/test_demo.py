"""The practice book is beside the owner's own, and never in its place."""

from pathlib import Path

import pytest
from conftest import Crm
from terminal import screen


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return tmp_path / "home" / "smallcrm" / "practice" / "book.db"


def test_demo_fills_a_practice_book_and_says_where(crm: Crm, practice: Path) -> None:
    said = crm("demo")
    assert said.lines[0] == f"The practice book is filled: {practice}"
    assert said.lines[1] == "crm --demo\twhom to call back today"
    assert practice.exists()
    assert 40 <= len(crm("--demo list --json").json) <= 60
    assert crm("--demo today --json").json


@pytest.mark.parametrize("line", ["", "today", "log mari x", "who 5551"])
def test_an_empty_practice_book_says_how_to_fill_it(line: str, crm: Crm) -> None:
    note = "note: the practice book is empty; crm demo fills it\n"
    assert crm(f"--demo {line}").err.startswith(note)
    assert crm("--demo demo").err == ""
    assert "practice" not in crm(f"--demo {line}").err


def test_the_owner_s_own_book_is_not_touched(crm: Crm, book: Path) -> None:
    crm("add Mari")
    before = book.read_bytes()
    for line in ("demo", "--demo log mari x", "--demo contact archive anna", "demo"):
        assert crm(line).code == 0
    assert book.read_bytes() == before
    assert [row["handle"] for row in crm("list --json").json] == ["mari"]


def test_demo_wins_over_a_chosen_book(crm: Crm, tmp_path: Path, practice: Path) -> None:
    chosen = tmp_path / "chosen.db"
    assert crm(f"--db {chosen} demo").code == 0
    assert practice.exists()
    assert not chosen.exists()


def test_demo_begins_anew_beside_copies_of_the_practice_book(crm: Crm, practice: Path) -> None:
    crm("demo")
    crm("--demo data backup")
    crm("--demo import contacts - --apply", stdin="name\nUus Klient\n")
    assert len(list((practice.parent / "backups").iterdir())) == 2
    assert crm("demo").code == 0
    assert list((practice.parent / "backups").iterdir()) == []


def test_demo_again_begins_anew(crm: Crm) -> None:
    crm("demo")
    crm("--demo add Uus")
    crm("demo")
    assert crm("--demo who uus").code == 3


def test_the_lines_to_try_all_work(crm: Crm) -> None:
    tried = [line.split("\t")[0] for line in crm("demo").lines[1:]]
    codes = [crm(line.removeprefix("crm").strip()).code for line in tried if line]
    assert codes == [0] * len(codes)
    assert len(codes) >= 5


def test_the_practice_book_can_stand_in_the_way_of_nothing(crm: Crm, practice: Path) -> None:
    practice.mkdir(parents=True)
    said = crm("demo")
    assert (said.code, said.err.count("\n")) == (6, 1)


@pytest.mark.parametrize("columns", [30, 80])
def test_the_lines_to_try_fit_a_terminal(columns: int) -> None:
    lines = screen("demo", columns=columns).text.split("book.db\n")[1].splitlines()
    assert max(map(len, lines)) <= columns
