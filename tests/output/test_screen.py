"""What a terminal shows: stored text never acts on it, and NO_COLOR is colourless."""

import json

import pytest
from conftest import Crm
from terminal import screen

ESC = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m"
HOSTILE = f"[red]r[/red] [/] :smile: [link=http://x]l[/link] {ESC}\u202eevil\u2066\u200b\ufeff\x08"
NAME = "[bold]Mari[/] :smile: \u202eevil\x1b[31m"
LINES = ("", "today", "week", "callbacks", "list", "who mari", "show mari", "find evil", "history",
         "tags", "log mari x")  # fmt: skip
ACTING = ("\x1b]0", "\x1b[2J", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\x08", "\x07", "😄")


@pytest.fixture(autouse=True)
def shop(crm: Crm) -> None:
    assert crm("add --handle mari --company", HOSTILE, "--tag", HOSTILE[:50], "--", NAME).code == 0
    assert crm("log mari --back today --", HOSTILE).code == 0


@pytest.mark.parametrize("line", LINES)
def test_stored_text_never_acts_on_a_terminal(line: str) -> None:
    shown = screen(*line.split())
    assert [sign for sign in ACTING if sign in shown.raw] == []
    assert "Traceback" not in shown.text


@pytest.mark.parametrize("line", ["who mari", "show mari", "log mari x"])
def test_stored_text_is_shown_letter_for_letter(line: str) -> None:
    text = "".join(screen(*line.split(), columns=200).text.split())
    assert "[bold]Mari[/]:smile:\\u202eevil\\x1b[31m" in text


def test_a_summary_is_shown_with_its_brackets() -> None:
    text = screen("show", "mari", columns=250).text
    assert "[red]r[/red] [/] :smile: [link=http://x]l[/link] \\x1b]0;owned\\x07\\x1b[2J" in text


@pytest.mark.parametrize("line", [*LINES, "nobody", "who nobody", "--help", "groups"])
def test_no_color_has_no_escape_code_at_all(line: str) -> None:
    shown = screen(*line.split(), env={"NO_COLOR": "1"})
    assert "\x1b" not in shown.raw


def test_a_dumb_terminal_gets_no_escape_code() -> None:
    assert "\x1b" not in screen("today", env={"TERM": "dumb"}).raw


def test_a_colourful_one_does() -> None:
    assert "\x1b[1m" in screen("today").raw


@pytest.mark.parametrize("words", [("who", ESC), ("log", ESC, "x"), (ESC,), ("--today", ESC),
                                   ("log", "mari", "x", "--back", ESC),
                                   ("config", "get", ESC), ("import", "contacts", ESC),
                                   ("contact", "edit", "mari", "--no-phone", ESC),
                                   ("history", "--last", ESC), ("export", ESC)])  # fmt: skip
def test_an_error_repeats_nothing_that_acts(words: tuple[str, ...], crm: Crm) -> None:
    said = crm(words[0] if words[0] != ESC else "--", *words[words[0] != ESC :])
    assert said.code in (2, 3, 6)
    assert not set("\x1b\x07\x9b") & set(said.err + said.out)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_of_few_letters_shows_the_rest_escaped(encoding: str, crm: Crm) -> None:
    crm("add 'Ķēniņš 😀'")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    shown = screen("who", "kenins", env=env)
    assert "\\u0137" in shown.text.lower() or "\\u0136" in shown.text.lower()
    assert "Traceback" not in shown.text


def test_a_long_line_is_broken_between_words_and_a_path_or_json_is_not(crm: Crm) -> None:
    crm("add Anna")
    crm("log anna", "fourteen letters " * 12)
    said = screen("undo", columns=40).text
    assert 1 < max(map(len, said.splitlines())) <= 40
    crm("redo")
    shown = screen("show", "anna", "--json", columns=60).text
    assert json.loads(shown)[0]["summary"] == "fourteen letters " * 12
