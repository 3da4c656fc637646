"""Lines chosen from a list by their numbers."""

import pytest

from smallcrm.errors import Unreadable
from smallcrm.parsing.picks import read_picks


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("1", [1]),
        ("1,3-5", [1, 3, 4, 5]),
        ("4 1, 3 - 4", [1, 3, 4]),
        ("5,5", [5]),
        ("All", [1, 2, 3, 4, 5]),
    ],
)
def test_lines_are_chosen_by_numbers_spans_and_all(text: str, chosen: list[int]) -> None:
    assert read_picks(text, 5) == chosen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0", "there is no line 0; the list has 5"),
        ("4-6", "there is no line 4-6; the list has 5"),
        ("3-1", "there is no line 3-1; the list has 5"),
        ("mari", 'lines are chosen as 1,3-5 or all, not by "mari"'),
        (",", "no line was chosen; say 1,3-5 or all"),
    ],
)
def test_what_chooses_nothing_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_picks(text, 5)
