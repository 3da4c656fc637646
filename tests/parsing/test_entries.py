"""What is written on a sheet, as it is keyed in."""

import datetime as dt

import pytest

from smallcrm.errors import Unreadable
from smallcrm.parsing.entries import Entry, read_entries, read_entry

TODAY = dt.date(2026, 11, 21)  # a Saturday
MONDAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "words", "day", "time", "tags"),
    [
        ("wants the offer /mon", "wants the offer", MONDAY, None, ()),
        ("wants the offer", "wants the offer", None, None, ()),
        ("/mon wants the offer", "wants the offer", MONDAY, None, ()),
        ("/next week says yes", "says yes", MONDAY, None, ()),
        ("says yes /fri 14:30", "says yes", dt.date(2026, 11, 27), dt.time(14, 30), ()),
        ("says yes /i overmorgen +vip", "says yes", MONDAY, None, ("vip",)),
        ("+vip says yes +angry /+3d", "says yes", dt.date(2026, 11, 24), None, ("vip", "angry")),
        ("wants +3 chairs, open 24/7", "wants +3 chairs, open 24/7", None, None, ()),
        ("either / or /mon", "either / or", MONDAY, None, ()),
        ("NA is her company's name", "NA is her company's name", None, None, ()),
    ],
)
def test_words_a_day_and_tags(
    typed: str,
    words: str,
    day: dt.date | None,
    time: dt.time | None,
    tags: tuple[str, ...],
) -> None:
    entry = read_entry(typed, TODAY)
    assert (entry.kind, entry.words, entry.tags) == ("said", words, tags)
    assert (entry.back and entry.back.day, entry.back and entry.back.time) == (day, time)


def test_no_answer_and_drop() -> None:
    assert read_entry("na", TODAY) == Entry(kind="na")
    assert read_entry(" NA +hotel ", TODAY) == Entry(kind="na", tags=("hotel",))
    later = read_entry("na /fri", TODAY).back
    assert later and later.day == dt.date(2026, 11, 27)
    assert read_entry("x", TODAY) == Entry(kind="x")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("wants the offer /mno", 'cannot read the day "mno'),
        ("/mon", "nothing was said"),
        ("", "nothing was said"),
        ("x /mon", "x drops a line"),
        ("says /-2d", "a due day lies ahead"),
    ],
)
def test_what_cannot_be_read_says_why(typed: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_entry(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "03 wants it; sends a list /mon; 04 na; 05 x",
        "03 wants it; sends a list /mon\n04 na\n\n05 x\n",
        "03 wants it; sends a list /mon ;04 na;05 x;",
    ],
)
def test_entries_begin_with_their_code(typed: str) -> None:
    entries = read_entries(typed, TODAY)
    assert [(code, entry.kind) for code, entry in entries.items()] == [
        (3, "said"),
        (4, "na"),
        (5, "x"),
    ]
    assert entries[3].words == "wants it; sends a list"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("wants the offer", 'begins with its line code, as in "03 na": not "wants the offer"'),
        ("na; 04 na", "begins with its line code"),
        ("03 na; 03 x", "line 03 is keyed in twice"),
        ("03", "nothing was said"),
    ],
)
def test_entries_without_a_code_are_not_guessed(typed: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_entries(typed, TODAY)


def test_no_text_is_no_entry() -> None:
    assert read_entries(" \n", TODAY) == {}
