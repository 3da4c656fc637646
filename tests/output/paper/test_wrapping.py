"""Lines break between words, and within one only if it is longer than a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.output.paper.font import width_of
from smallcrm.output.paper.wrapping import wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("twenty oak chairs", ["twenty oak", "chairs"]),
        ("aaaaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaaa", "aaaaaaaaaaa"]),
        ("to aaaaaaaaaaaaaaaaaaaaaa b", ["to", "aaaaaaaaaaa", "aaaaaaaaaaa", "b"]),
        ("to aaaaaaaaaaaaaa b", ["to", "aaaaaaaaaaa", "aaa b"]),
    ],
)
def test_lines_of_seventy_points(text: str, lines: list[str]) -> None:
    assert wrap(text, 10, 70) == lines


@given(st.lists(st.text("aWi.õЩ-", min_size=1, max_size=40), max_size=30), st.floats(16, 300))
def test_no_line_is_too_wide_and_nothing_is_lost(words: list[str], width: float) -> None:
    lines = wrap(" ".join(words), 11, width)
    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(width_of(line) * 11 <= width + 0.001 for line in lines)
