"""How another quantity or price of an order's line is typed."""

import pytest

from smallcrm.errors import Unreadable
from smallcrm.parsing.line_changes import LineChange, read_line_change


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("2=3", LineChange(2, 3000)),
        ("2=3@11,50", LineChange(2, 3000, "", 1_150_000)),
        ("2=@11,50", LineChange(2, None, "", 1_150_000)),
        ("12 = 0,5 kg @ 0.4225", LineChange(12, 500, "kg", 42_250)),
        ("1=2@0", LineChange(1, 2000, "", 0)),
        ("1=3@€4", LineChange(1, 3000, "", 400_000)),
    ],
)
def test_a_change_of_a_line_is_read(text: str, change: LineChange) -> None:
    assert read_line_change(text, currency="EUR") == change


@pytest.mark.parametrize("text", ["", "2", "=3", "2=", "2=@", "x=3", "2=x", "2=3@x", "2=3@-1"])
def test_what_changes_no_line_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read_line_change(text)


def test_the_way_it_is_written_is_said() -> None:
    with pytest.raises(Unreadable, match='"3@11" changes no line; write it as 2=3, 2=3@11,50 or'):
        read_line_change("3@11")
