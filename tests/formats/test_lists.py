"""Lists in one cell, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.formats.lists import join_list, join_tags, split_list, split_tags


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        ((), ""),
        (("anna",), "anna"),
        (("anna", "mari"), "anna; mari"),
        (("a;b", "c\\d"), "a\\;b; c\\\\d"),
        (("",), "\\-"),
        (("-", " x"), "-;  x"),
    ],
)
def test_a_list_is_one_cell_and_comes_back(items: tuple[str, ...], cell: str) -> None:
    assert join_list(items) == cell
    assert split_list(cell) == items


@pytest.mark.parametrize(
    ("cell", "items"), [("a;b", ("a", "b")), ("a;", ("a", "")), ("\\", ("\\",))]
)
def test_a_typed_list_is_split(cell: str, items: tuple[str, ...]) -> None:
    assert split_list(cell) == items


@given(st.lists(st.text() | st.text(alphabet="; \\-a")))
def test_every_list_comes_back(items: list[str]) -> None:
    assert split_list(join_list(items)) == tuple(items)


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("vip, café", ["vip", "café"]),
        ("a\\,b,c", ["a,b", "c"]),
        ("a\\\\,b", ["a\\", "b"]),
        ("end\\", ["end\\"]),
        (",,", []),
        ("", []),
    ],
)
def test_tags_are_parted_by_commas(cell: str, tags: list[str]) -> None:
    assert split_tags(cell) == tags


@given(st.lists(st.text().map(str.strip).filter(bool)))
def test_tags_come_back_from_a_cell(tags: list[str]) -> None:
    assert split_tags(join_tags(tags)) == tags
