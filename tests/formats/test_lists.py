"""Lists in one cell, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.formats.lists import join_list, split_list


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
