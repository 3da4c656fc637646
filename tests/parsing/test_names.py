"""Handles made from names, handles chosen, labels, and what a name is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.parsing.names import make_handle, read_handle, search_words, split_label


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Mari Maasikas", "mari-maasikas"),
        ("Tõnu Šmidt", "tonu-smidt"),
        ("AS Põld & Pojad", "as-pold-pojad"),
        ("O'Neil", "o-neil"),
        ("  x  ", "x"),
        ("112", "c-112"),
        ("24/7", "c-24-7"),
        ("", "contact"),
        ("😀 !", "contact"),
        ("x" * 60, "x" * 40),
        ("Very " * 20, "very-very-very-very-very-very-very-very"),
    ],
)
def test_a_handle_is_typable(name: str, handle: str) -> None:
    assert make_handle(name) == handle


@given(st.text(max_size=80))
def test_every_name_gives_a_handle_that_could_be_chosen(name: str) -> None:
    assert read_handle(make_handle(name)) == make_handle(name)


@pytest.mark.parametrize(
    ("text", "handle"), [("Mari", "mari"), ("PÕLD-2", "pold-2"), ("a.b_c", "a.b_c"), (" x ", "x")]
)
def test_a_chosen_handle_is_one_folded_word(text: str, handle: str) -> None:
    assert read_handle(text) == handle


@pytest.mark.parametrize(
    "text", ["", " ", "a b", "-a", "a/b", "5551", "1-2", "x" * 41, "a:b", "a'"]
)
def test_what_is_no_handle_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"^a handle "):
        read_handle(text)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("work: 5551 2345", "work", "5551 2345"),
        ("Töö:5551", "töö", "5551"),
        ("5551 2345", "", "5551 2345"),
        (" home :x", "", "home :x"),
        ("https://example.ee", "", "https://example.ee"),
        ("web: https://example.ee", "web", "https://example.ee"),
        ("a:", "", "a:"),
        ("12: 5551", "", "12: 5551"),
    ],
)
def test_a_label_stands_before_a_colon(text: str, label: str, value: str) -> None:
    assert split_label(text) == (label, value)


@pytest.mark.parametrize(
    ("name", "nickname", "found_by"),
    [
        ("Mari Maasikas", "", " mari maasikas"),
        ("Mari Maasikas", "MM", " mari maasikas\n mm"),
        ("Põld OÜ", "", " pold ou"),
    ],
)
def test_a_name_is_found_by_the_start_of_its_words(name: str, nickname: str, found_by: str) -> None:
    assert search_words(name, nickname) == found_by
