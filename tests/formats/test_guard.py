"""The formula guard, and that it can always be taken back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.formats.guard import guard, unguard

ACTING = [
    "=1+1",
    "+372 5551 2345",
    "-5 %",
    "@SUM(1)",
    "\t=1",
    "\rx",
    "\nx",
    "＝1",
    "＋1",
    "－1",
    "＠x",
]
HARMLESS = ["", "Põld OÜ", "O'Brien", "'quoted'", "'", " =1", "5-3", "a@b.ee"]


@pytest.mark.parametrize("cell", [*ACTING, "'=1", "''+1"])
def test_a_cell_that_acts_gets_one_quote_in_front(cell: str) -> None:
    assert guard(cell) == "'" + cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_a_harmless_cell_stays_as_it_is(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


@pytest.mark.parametrize(("cell", "text"), [("'=1", "=1"), ("''=1", "'=1"), ("=1", "=1")])
def test_one_quote_is_taken_away(cell: str, text: str) -> None:
    assert unguard(cell) == text


@settings(deadline=None)
@given(st.text() | st.text(alphabet="'=+-@\t\r\n＝x "))
def test_the_guard_can_be_taken_back_from_every_text(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))
