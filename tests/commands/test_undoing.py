"""Taking back a step that is not the last: what builds on it, the question, the refusals."""

from pathlib import Path

import pytest
from conftest import Crm
from shops import stock
from terminal import Terminal, screen

TYPED = (
    'add "Mari Maasikas" --phone 55512345',
    'add "Jaan Põld"',
    'log mari "asked the price" --back fri --tag vip',
    "tag jaan hotel",
)


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *TYPED)


def test_an_older_step_is_taken_back_and_done_again(crm: Crm) -> None:
    assert crm("undo 3 --yes").lines == [
        "Took back log of today 10:00 (Mari Maasikas): 1 callback, 1 interaction, 1 tag added",
        "  crm redo does it again",
    ]
    assert crm("callbacks --json").json == []
    assert "hotel" in crm("show jaan").out
    redone = crm("redo").lines
    assert redone[0].startswith("Did again log of today 10:00 (Mari Maasikas)")
    assert redone[1:] == ["  crm undo 3 takes it back"]
    assert len(crm("callbacks --json").json) == 1


def test_a_step_on_which_a_later_one_builds_is_kept(crm: Crm) -> None:
    said = crm("undo 2 --yes")
    assert (said.code, said.out, said.err) == (
        5,
        "",
        "step 2, add of today 10:00 (Jaan Põld) cannot be taken back, for a later step builds on"
        " it: step 4, tag of today 10:00 (Jaan Põld)"
        " (crm undo 4 first; or all together: crm undo 2 --with-later)\n",
    )


def test_later_steps_go_along_and_come_back_together(crm: Crm) -> None:
    crm("done 1 'sent it' --back +2w")
    assert "3 later steps build on it" not in crm("undo 1 --yes").err
    assert "2 later steps build on it" in crm("undo 1 --yes").err
    said = crm("undo 1 --with-later --yes")
    assert [line.split(":")[0] for line in said.lines] == [
        "Took back done of today 10",
        "Took back log of today 10",
        "Took back add of today 10",
        "  crm redo does them all again",
    ]
    assert [row["contact"] for row in crm("list --json").json] == ["Jaan Põld"]
    newest = crm("history --last 1 --json").json[0]
    assert (newest["command"], newest["reverses"]) == ("undo", [1, 3, 5])
    assert crm("redo").lines[3:] == ["  crm undo 1 --with-later takes them back"]
    assert len(crm("callbacks --json").json) == 1
    assert crm("redo").code == 3


# What was typed after the shop's four steps, the step to undo, and those that are in its way.
BUILDS = {
    "a changed row": (["contact edit mari --city Tartu", "group mari top"], 5, [6]),
    "a row of its own": (["group mari top", "tag mari new"], 5, []),
    "a talk on a new contact": (["add Kai", "note kai x", "tag kai new"], 5, [7, 6]),
    "a participant": (["add Kai", "note mari x --with kai"], 5, [6]),
    "a talk moved by a merge": (
        ["add Kai", "note kai x", "contact merge mari kai --yes"],
        5,
        [7, 6],
    ),
    "a contact that a merge took": (["tag jaan new", "contact merge mari jaan --yes"], 5, [6]),
    "a callback that was closed": (["done 1 sent", "callback jaan fri x"], 3, [5]),
    "a product's code": (
        ["product add Tea --code t", "product edit tea --code u", "product add Oil --code t"],
        6,
        [7],
    ),
    "a sold product": (["product add Tea --price 2", "sell mari 1 tea"], 5, [6]),
    "what was sold, and came back": (
        ["sell mari 3 tea@2 --new", "order edit 1 --line 1=4", "return mari 1 4 tea --why x"],
        6,
        [7],
    ),
    "lines of one order": (
        ["sell mari 3 tea@2 --new", "order edit 1 --line 1=4", "order edit 1 --add '1 tea'"],
        6,
        [7],
    ),
    "a number read by another country": (
        ["config set country LV", "add Kai --phone 26000417"],
        5,
        [6],
    ),
    "a country chosen after a number": (
        ["contact edit mari --no-phone 5551", "config set country LV"],
        5,
        [6],
    ),
    "another setting": (["config set shop Põld", "add Kai --phone 26000417"], 5, []),
    "what was undone meanwhile": (["add Kai", "note kai x", "undo"], 5, []),
    "what was done again": (["add Kai", "note kai x", "undo", "redo"], 5, [6]),
}


@pytest.mark.parametrize(("lines", "step", "expected"), BUILDS.values(), ids=BUILDS)
def test_what_builds_on_a_step(lines: list[str], step: int, expected: list[int], crm: Crm) -> None:
    for line in lines:
        crm(line)
    said = crm(f"undo {step} --yes")
    assert said.code == (5 if expected else 0), said
    if expected:
        told = said.err.partition(" on it: ")[2]
        assert [int(part.split(",")[0]) for part in told.split("step ")[1:]] == expected


REFUSED = {
    "undo 99 --yes": (3, "there is no step 99; crm history lists them"),
    "undo 6 --yes": (3, "there is no step 6; crm history lists them"),
    "undo 4 --yes": (5, "step 4 (tag) was taken back already"),
    "undo 5 --yes": (5, "step 5 is itself the undo of step 4 (crm redo, while it is the last one)"),
    "undo 2": (5, "Take back step 2? needs a yes: add --yes"),
    "undo --with-later": (
        2,
        "--with-later goes with the number of a step; crm history lists them",
    ),
}


@pytest.mark.parametrize(("line", "answer"), REFUSED.items(), ids=REFUSED)
def test_a_step_that_cannot_be_taken_back(line: str, answer: tuple[int, str], crm: Crm) -> None:
    crm("undo 4")
    code, sentence = answer
    said = crm(line)
    assert (said.code, said.out, said.err) == (code, "", f"{sentence}\n")


def test_a_step_that_an_undo_took_along_is_no_step_to_take_back(crm: Crm) -> None:
    crm("undo 1 --with-later --yes")
    said = crm("undo 6 --yes")
    assert (said.code, said.err) == (
        5,
        "step 6 is itself the undo of step 3, taken back together with step 1"
        " (crm redo, while it is the last one)\n",
    )


def test_a_redo_is_taken_back_by_the_number_of_its_command(crm: Crm) -> None:
    crm("undo 4")
    crm("redo")
    said = crm("undo 6 --yes")
    assert (said.code, said.err) == (5, "step 6 is itself the redo of step 4 (crm undo 4)\n")


def test_what_was_taken_back_since_may_be_in_the_way(crm: Crm) -> None:
    crm("product add Tea --code t")
    crm("product edit tea --code u")
    crm("product add Oil --code t")
    crm("product edit oil --code v")
    assert crm("undo 6 --yes").code == 0
    said = crm("undo")
    assert (said.code, said.err) == (
        5,
        "step 8, product edit of today 10:00 cannot be taken back, for it does not go with what was"
        " taken back since: step 6, product edit of today 10:00"
        " (crm redo first, if nothing was written in between)\n",
    )


def test_the_last_command_is_taken_back_by_its_number_without_a_question(crm: Crm) -> None:
    assert crm("undo 4").lines[0] == "Took back tag of today 10:00 (Jaan Põld): 1 tag added"


def test_a_terminal_shows_what_goes_and_asks() -> None:
    with Terminal("undo", "3") as terminal:
        terminal.answer("Take back step 3? [y/N]", "n\n")
        assert terminal.end() == 5
    assert "+ interaction call asked the price" in " ".join(terminal.text.split())
    assert "nothing was taken back" in terminal.text


def test_a_yes_takes_back_all_that_was_shown(crm: Crm) -> None:
    with Terminal("undo", "1", "--with-later") as terminal:
        terminal.answer("Take back 2 steps: 3, 1? [y/N]", "y\n")
        assert terminal.end() == 0
    assert [row["contact"] for row in crm("list --json").json] == ["Jaan Põld"]


def test_history_has_the_numbers_on_a_terminal_and_in_a_pipe(crm: Crm) -> None:
    crm("undo 3 --yes")
    first, second, *_ = crm("history").lines
    assert (first.split("\t")[0], second.split("\t")[0]) == ("5", "4")
    shown = screen("history").text
    assert "Step" in shown
    assert "undo of 3" in shown
