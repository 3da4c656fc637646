"""The gates of text: what is let in, what is shown, and how texts are compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.parsing.text import clean, clean_line, fold, one_line, visible, words


@pytest.mark.parametrize(
    "text", ["", "x", "  x  ", "[red]", "a\nb", "\x1b[31m", "😀", "\u202e", "e\u0301", "x" * 1000]
)
def test_a_text_is_kept_letter_for_letter(text: str) -> None:
    assert clean(text, "note") == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\0b", "the note holds a NUL character, which no text can keep"),
        ("\udcff", "the note is not valid UTF-8 text; retype it or convert the file"),
        ("x" * 1001, "the note has 1001 characters; at most 1000 fit"),
    ],
)
def test_what_cannot_be_kept_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        clean(text, "note")


@pytest.mark.parametrize("text", ["a\nb", "a\rb"])
def test_a_line_has_no_second_line(text: str) -> None:
    with pytest.raises(Unreadable, match=r"^the name must be on one line$"):
        clean_line(text, "name")


def test_a_line_loses_the_blanks_at_its_ends() -> None:
    assert clean_line("  Mari \n", "name") == "Mari"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("õ ķ ø 😀", "õ ķ ø 😀"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b", "\\x9b"),
        ("\u202e", "\\u202e"),
        ("\u200b\ufeff\u2066", "\\u200b\\ufeff\\u2066"),
        ("\ue000", "\\ue000"),
        ("\u2028", "\\u2028"),
        ("\udcff", "\\udcff"),
        ("a\tb\nc", "a\\tb\\nc"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_what_could_act_or_hide_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_reader_may_take_some_control_characters() -> None:
    assert visible("a\tb\nc\x1b", keep="\n\t") == "a\tb\nc\\x1b"


@given(st.text())
def test_nothing_that_is_shown_acts(text: str) -> None:
    shown = visible(text).replace("\u200d", "")
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"} for char in shown)


@pytest.mark.parametrize(
    ("text", "longest", "line"),
    [
        ("a\nb\tc", None, "a b c"),
        ("  a  b ", None, "  a  b "),
        ("a\r\n\r\nb", None, "a b"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd efg", 6, "abcd…"),
        ("\x1b\n", None, "\\x1b"),
    ],
)
def test_a_text_on_one_line(text: str, longest: int | None, line: str) -> None:
    assert one_line(text, longest=longest) == line


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Põld  OÜ", "pold ou"),
        ("Kjørbo", "kjorbo"),
        ("KJØRBO", "kjorbo"),
        ("Šild", "sild"),
        ("Ģirts Ķēniņš", "girts kenins"),
        ("Ærøskøbing", "aeroskobing"),
        ("Straße", "strasse"),
        ("Đorđe Łódź", "dorde lodz"),
        ("ÍSLENDINGUR Þórður", "islendingur thordur"),
        ("e\u0301É", "ee"),
        ("ﬁ Ⅷ", "fi viii"),
        (" a\tb\n c ", "a b c"),
        ("Иван", "иван"),
        ("İı", "ii"),
        ("20%", "20%"),
    ],
)
def test_case_and_accents_are_folded_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("O'Neil & Sons, OÜ", ["o", "neil", "sons", "ou"]),
        ("20 chairs/tables", ["20", "chairs", "tables"]),
        ("a_b-c.d", ["a", "b", "c", "d"]),
        ("[/] %", []),
        ("😀", []),
    ],
)
def test_words_are_cut_at_every_sign(text: str, found: list[str]) -> None:
    assert words(text) == found
