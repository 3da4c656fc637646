"""Questions on a real terminal: what is asked, in which order, and how each one is left."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock
from terminal import CTRL_D, Terminal

Dump = Callable[[], Any]
SAID, BACK = "What was said:", "Call back on (Enter for no day):"
NEW = 'Create a new contact "Jaan Põld"? [y/N]:'


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, 'add "Mari Maasikas"', 'callback mari fri "send samples"')


def test_the_summary_then_the_day_is_asked(dump: Dump) -> None:
    with Terminal("log", "mari") as terminal:
        terminal.answer(SAID, "it's 20 chairs & a table\r")
        terminal.answer(BACK, "mon\r")
        assert terminal.end() == 0
    assert "Logged call with Mari Maasikas: it's 20 chairs & a table\n" in terminal.text
    assert "  callback Mon 23 Nov (in 2 days), number 2\n" in terminal.text
    assert dump()["interactions"][0]["summary"] == "it's 20 chairs & a table"
    assert dump()["callbacks"][1]["due"] == "2026-11-23"


def test_a_whole_name_without_quotes_says_nothing_yet(dump: Dump) -> None:
    with Terminal("log", "mari", "maasikas") as terminal:
        terminal.answer(SAID, "maasikas\r").answer(BACK, "\r")
        assert terminal.end() == 0
    assert dump()["interactions"][0]["summary"] == "maasikas"


def test_words_after_a_name_are_not_asked_for_again(dump: Dump) -> None:
    with Terminal("log", "mari", "maasikas", "rang") as terminal:
        assert terminal.end() == 0
    assert dump()["interactions"][0]["summary"] == "rang"


def test_enter_is_no_day(dump: Dump) -> None:
    with Terminal("visit", "mari", "-t", "vip") as terminal:
        terminal.answer(SAID, "[red] :smile: [/]\r").answer(BACK, "\r")
        assert terminal.end() == 0
    assert "Logged visit with Mari Maasikas: [red] :smile: [/]\n" in terminal.text
    assert (len(dump()["interactions"]), len(dump()["callbacks"])) == (1, 1)


def test_a_day_that_cannot_be_read_is_asked_again(dump: Dump) -> None:
    with Terminal("log", "mari") as terminal:
        terminal.answer(SAID, "x\r").answer(BACK, "tomorow\r")
        terminal.answer(BACK, "31.2.\r").answer(BACK, "3.12.26x\r").answer(BACK, "tomorrow\r")
        assert terminal.end() == 0
    assert '31.2.\ncannot read the day "31.2.": February has 29 days\n' in terminal.text
    assert '3.12.26x\ncannot read the day "3.12.26x"\n' in terminal.text
    assert 'cannot read the day "tomorow"; did you mean tomorrow?' in terminal.text
    assert dump()["callbacks"][1]["due"] == "2026-11-22"


def test_a_day_given_as_an_option_is_not_asked(dump: Dump) -> None:
    with Terminal("log", "mari", "--back", "mon") as terminal:
        terminal.answer(SAID, "x\r")
        assert terminal.end() == 0
    assert BACK not in terminal.text
    assert dump()["callbacks"][1]["due"] == "2026-11-23"


def test_an_unknown_name_is_created_after_a_yes(dump: Dump) -> None:
    with Terminal("log", "Jaan Põld", "wants a table") as terminal:
        terminal.answer(NEW, "y\r")
        assert terminal.end() == 0
    assert "Logged call with Jaan Põld: wants a table\n  new contact jaan-pold\n" in terminal.text
    assert [contact["handle"] for contact in dump()["contacts"]] == ["mari-maasikas", "jaan-pold"]


@pytest.mark.parametrize("answer", ["n\r", "\r", "maybe\r"])
def test_any_other_answer_creates_nobody(answer: str, dump: Dump) -> None:
    before = dump()
    with Terminal("log", "Jaan Põld", "wants a table") as terminal:
        terminal.answer(NEW, answer)
        assert terminal.end() in (3, 5)
    assert dump() == before


def test_an_unknown_name_is_said_before_the_summary_is_asked(dump: Dump) -> None:
    with Terminal("log", "Marri") as terminal:
        terminal.expect('"Marri"').expect("[y/N]")
        assert SAID not in terminal.text
        terminal.answer("[y/N]", "n\r")
        terminal.end()
    assert "did you mean Mari Maasikas?" in terminal.text


def test_a_new_contact_s_summary_and_day_are_asked_too(dump: Dump) -> None:
    with Terminal("log", "Jaan Põld") as terminal:
        terminal.answer("[y/N]", "yes\r").answer(SAID, "x\r").answer(BACK, "fri\r")
        assert terminal.end() == 0
    assert (len(dump()["contacts"]), dump()["callbacks"][1]["handle"]) == (2, "jaan-pold")


ASKING = [("log", "mari"), ("done", "1"), ("log", "Jaan", "x")]


@pytest.mark.parametrize("words", ASKING)
def test_ctrl_c_leaves_a_question_and_nothing_is_written(
    words: tuple[str, ...], dump: Dump
) -> None:
    before = dump()
    with Terminal(*words) as terminal:
        assert terminal.expect(": ").interrupt() == 130
    assert terminal.text.endswith("\ninterrupted; nothing was written\n")
    assert dump() == before


@pytest.mark.parametrize("words", ASKING)
def test_ctrl_d_leaves_a_question_and_nothing_is_written(
    words: tuple[str, ...], dump: Dump
) -> None:
    before = dump()
    with Terminal(*words) as terminal:
        assert terminal.answer(": ", CTRL_D).end() == 5
    assert "nothing was written\n" in terminal.text
    assert dump() == before


def test_the_second_question_can_be_left_too(dump: Dump) -> None:
    before = dump()
    back = "\nwhat you wrote, so that it is not lost:\na long story\n"
    with Terminal("log", "mari") as terminal:
        assert terminal.answer(SAID, "a long story\r").expect(BACK).interrupt() == 130
        assert terminal.text.endswith(f"\ninterrupted; nothing was written{back}")
    with Terminal("log", "mari") as terminal:
        assert terminal.answer(SAID, "a long story\r").answer(BACK, CTRL_D).end() == 5
        assert terminal.text.endswith(f"\nnothing was written{back}")
    assert dump() == before


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("log", "mari", "--outcome", "busy"), 2, 'there is no outcome "busy"; '),
        (("log", "mari", "-c", "fax"), 2, 'there is no channel "fax"; '),
        (("log", "mari", "--with", "nobody"), 3, 'no contact matches "nobody" '),
        (("log", "mari", "-t", "a\nb"), 2, "the tag must be on one line"),
        (("log", "Jaan", "--new", "-g", "huge"), 2, 'there is no group "huge"; '),
        (("log", "mari", "--edit", "--outcome", "busy"), 2, 'there is no outcome "busy"; '),
        (("log", "mari", "-", "--outcome", "busy"), 2, 'there is no outcome "busy"; '),
        (("done", "1", "-c", "fax"), 2, 'there is no channel "fax"; '),
        (("done", "1", "--with", "nobody"), 3, 'no contact matches "nobody" '),
        (("done", "1", "-", "--with", "nobody"), 3, 'no contact matches "nobody" '),
    ],
)
def test_a_wrong_option_is_said_before_a_word_is_asked_for(
    words: tuple[str, ...], code: int, sentence: str, dump: Dump
) -> None:
    before = dump()
    with Terminal(*words, env={"VISUAL": "no-such-editor"}) as terminal:
        assert terminal.end() == code
    assert terminal.text.startswith(sentence)
    assert dump() == before


def test_an_empty_summary_writes_nothing(dump: Dump) -> None:
    before = dump()
    with Terminal("log", "mari") as terminal:
        terminal.answer(SAID, "\r")
        assert terminal.end() == 2
    assert terminal.text == f"{SAID} \nnothing was said; type the summary after the name\n"
    assert dump() == before


def test_what_was_said_is_asked_when_a_callback_is_closed(dump: Dump) -> None:
    with Terminal("done", "1", "--back", "mon") as terminal:
        terminal.answer(SAID, "he's got them\r")
        assert terminal.end() == 0
    assert dump()["interactions"][0]["summary"] == "he's got them"
    assert [callback["closing"] for callback in dump()["callbacks"]] == ["done", ""]


def test_a_number_that_is_not_open_is_said_before_the_question() -> None:
    with Terminal("done", "9") as terminal:
        assert terminal.end() == 3
    assert terminal.text == "there is no open callback 9 (crm callbacks lists them)\n"
