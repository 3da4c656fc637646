"""What was changed when; taking it back and doing it again."""

from pathlib import Path

import pytest
from conftest import Crm
from shops import stock
from terminal import screen


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, 'add "Mari Maasikas" --phone 55512345', 'add "Jaan Põld"',
          'log mari "asked the price" --back fri --tag vip')  # fmt: skip


def test_undo_and_redo_say_what_they_did(crm: Crm) -> None:
    undone, redone = crm("undo"), crm("redo")
    assert undone.lines == [
        "Took back log of today 10:00 (Mari Maasikas): 1 callback, 1 interaction, 1 tag added",
        "  crm redo does it again",
    ]
    assert redone.lines[0] == undone.lines[0].replace("Took back", "Did again")


def test_history_is_newest_first_and_keeps_undone_steps(crm: Crm) -> None:
    crm("undo")
    rows = crm("history --json").json
    assert [(row["command"], row["undone"]) for row in rows] == [
        ("undo", False),
        ("log", True),
        ("add", False),
        ("add", False),
    ]
    assert rows[1]["contacts"] == ["Mari Maasikas"]
    assert rows[0]["at"] == "2026-11-21T10:00:00"


def test_history_of_a_contact_has_only_what_concerns_it(crm: Crm) -> None:
    assert [row["command"] for row in crm("history jaan --json").json] == ["add"]
    assert [row["command"] for row in crm("history mari --json").json] == ["log", "add"]
    assert len(crm("history --last 1 --json").json) == 1


def test_moments_have_no_parts_of_a_second(crm: Crm) -> None:
    log = "Number,Time,Type\n1188,2026-11-16 10:00,in\n1188,2026-11-16 10:00:05,in\n"
    crm("import calls - --apply", stdin=log)
    assert crm("history --last 1 --json").json[0]["details"] == [
        "+ phone call 1188 2026-11-16 10:00:05",
        "+ phone call 1188 2026-11-16 10:00",
    ]
    crm("callback jaan fri 14:30 'a chair'")
    crm("snooze 2 'mon 15:00'")
    assert crm("history --last 1 --json").json[0]["details"] == [
        "callback due: 2026-11-27 → 2026-11-23",
        "callback due time: 14:30 → 15:00",
    ]


def test_history_of_a_contact_names_and_counts_nobody_else(crm: Crm) -> None:
    people = "name,phone\n" + "".join(f"Ants {number},5558{number:04}\n" for number in range(9))
    crm("import contacts - --apply", stdin=f"{people}Mari Maasikas,55512345\nTiit Kask,5550000\n")
    (step, *_) = crm("history tiit --json").json
    assert (step["contacts"], step["changes"]) == (
        ["Tiit Kask"],
        "1 contact, 1 number or address added",
    )
    assert step["details"] == ["+ contact Tiit Kask", "+ number or address 5550000"]
    crm("undo")
    assert crm("history mari --json").json[0]["contacts"] == ["Mari Maasikas"]


def test_history_of_a_talk_with_several_names_the_one_asked_for(crm: Crm) -> None:
    crm("log jaan 'met at the fair' --with mari")
    (row, *_) = crm("history mari --json").json
    assert (row["contacts"], row["changes"]) == (["Mari Maasikas"], "1 participant added")
    (row, *_) = crm("history --json").json
    assert row["contacts"] == ["Mari Maasikas", "Jaan Põld"]


def test_history_fits_a_terminal() -> None:
    lines = screen("history").text.splitlines()
    assert max(map(len, lines)) <= 80
    assert "+ interaction call asked the price" in " ".join(" ".join(lines).split())


def test_nothing_to_take_back_or_do_again(crm: Crm) -> None:
    assert crm("redo").err == "there is nothing to redo: the last command was not an undo\n"
    for _ in range(3):
        assert crm("undo").code == 0
    said = crm("undo")
    assert (said.code, said.out, said.err) == (3, "", "there is nothing to undo\n")


def test_before_there_is_a_book_there_is_no_history(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert crm(f"--db {path} history --json").out == "[]\n"
    assert not path.exists()


def test_undo_without_a_book_makes_none(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "none" / "book.db"
    assert crm(f"--db {path} undo").code == 3
    assert not path.exists()


def test_several_undos_are_done_again_in_order(crm: Crm) -> None:
    crm("undo")
    crm("undo")
    assert crm("redo").lines[0].startswith("Did again add of today 10:00 (Jaan Põld)")
    assert crm("redo").lines[0].startswith("Did again log of today 10:00 (Mari Maasikas)")
    assert crm("redo").code == 3


def test_history_of_a_merge_names_whom_an_order_was_moved_from(crm: Crm) -> None:
    crm("add Double")
    crm("product add Tea --price 2")
    crm("sell double 1 tea")
    crm("contact merge mari double --yes")
    details = crm("history --last 1 --json").json[0]["details"]
    assert "order contact: Double → Mari Maasikas" in details
