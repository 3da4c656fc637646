"""How columns share the room, and short facts a line."""

import textwrap

import pytest

from smallcrm.output.layout import Need, Ruler, share

RULER = Ruler(20, len, textwrap.wrap)


@pytest.mark.parametrize(
    ("needs", "room", "widths"),
    [
        ([(10, 5), (10, 5)], 20, [10, 10]),
        ([(10, 5), (10, 5)], 99, [10, 10]),
        ([(10, 5), (10, 5)], 16, [8, 8]),
        ([(30, 10), (20, 20)], 40, [20, 20]),
        ([(20, 10), (50, 10)], 45, [15, 30]),
        ([(10, 10), (30, 30)], 30, [10, 20]),
        ([(10, 10), (30, 30)], 2, [1, 1]),
        ([(9, 9)], 5, [5]),
    ],
)
def test_the_room_is_shared_by_what_each_column_lacks(
    needs: list[tuple[int, int]], room: int, widths: list[int]
) -> None:
    assert share([Need(*need) for need in needs], room) == widths


def test_running_text_gets_the_more_room_and_leaves_what_it_does_not_take() -> None:
    assert share([Need(30, 10), Need(50, 10, weight=2)], 50) == [16, 34]
    assert share([Need(50, 10), Need(14, 10, weight=2)], 50) == [36, 14]


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        (["5551 2345", "today"], ["5551 2345 · today"]),
        (["5551 2345", "18 days late"], ["5551 2345", "18 days late"]),
        (["a", "b", "c"], ["a · b · c"]),
        (["one that does not fit a line", "b"], ["one that does not", "fit a line", "b"]),
        ([], []),
    ],
)
def test_facts_stand_side_by_side_where_they_fit_whole(facts: list[str], lines: list[str]) -> None:
    assert RULER.pack(facts, 18) == lines


def test_a_column_needs_its_longest_word_or_its_lines_whole() -> None:
    lines = ["Viesnīca Pērkona Pagalms SIA", "call out"]
    assert RULER.least(lines, whole=False) == len("call out") == len("Viesnīca")
    assert RULER.least(lines, whole=True) == 28
    assert RULER.least(["x" * 99], whole=False) == 30


def test_running_text_is_no_wider_than_an_eye_follows() -> None:
    assert RULER.ideal(["x" * 300], prose=True) == 100
    assert RULER.ideal(["x" * 300], prose=False) == 300
