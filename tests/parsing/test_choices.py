"""One word out of a few."""

import pytest

from smallcrm.errors import Unreadable
from smallcrm.models.enums import Group, Outcome
from smallcrm.parsing.choices import choose


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("top", "top"),
        ("TOP", "top"),
        ("t", "top"),
        ("pro", "prospective"),
        (" small ", "small"),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_word_is_chosen_by_its_start(text: str, chosen: str) -> None:
    assert choose(Group, text, "group") == chosen


@pytest.mark.parametrize("text", ["no-answer", "no answer", "No_Answer", "no"])
def test_blanks_and_lines_between_words_are_one(text: str) -> None:
    assert choose(Outcome, text, "outcome") == "no-answer"


@pytest.mark.parametrize("text", ["p", "huge", "topp", "-"])
def test_what_is_none_or_more_than_one_lists_them(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        choose(Group, text, "group")
    assert str(refused.value) == (
        f'there is no group "{text}"; there are potential, prospective, small, medium, large, top'
    )


def test_a_long_word_is_quoted_short() -> None:
    with pytest.raises(Unreadable) as refused:
        choose(Group, "x" * 5000, "group")
    assert len(str(refused.value)) < 150
