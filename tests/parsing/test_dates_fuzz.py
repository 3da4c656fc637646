"""Any words are a day or one sentence, and a day that is said is read back."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.parsing import date_words as table
from smallcrm.parsing.date_found import YEARS
from smallcrm.parsing.dates import (
    read_ahead,
    read_back,
    read_leading_day,
    read_span,
    read_week,
    say_day,
    say_moment,
)

TODAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 15, 40)
DAYS = st.dates(dt.date(YEARS[0] + 1, 1, 1), dt.date(YEARS[-1] - 1, 12, 31))
TODAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
# Words of four languages, numbers and the signs between them, in any order.
PIECES = st.sampled_from(sorted(table.spellings())) | st.sampled_from(
    ["+3d", "-2w", "31.12.", "31.12", "2026-12-31", "w48", "2026-W53", "14:30", "14.30", "29.2.",
     "29.02.2025", "0", "99", "999999999", "+", "-", ".", ",", "/", "kl", "kell", "ago", "in",
     "eom", "2pm", "12 am", "pm", "½", "٣", "２", "\u00a0", "İ", "ß", "1e9"]
)  # fmt: skip
WORDS = st.lists(PIECES | st.text(max_size=6), max_size=6).map(" ".join)
ANY = st.text(max_size=250) | WORDS


@given(ANY, TODAYS)
def test_any_words_are_a_day_ahead_or_one_sentence(words: str, today: dt.date) -> None:
    try:
        found = read_ahead(words, today)
    except Unreadable as error:
        assert "\n" not in str(error) and len(str(error)) < 600
    else:
        assert found.day >= today or "past" in found.remark
        assert read_ahead(say_day(found.day, today, at=found.time), today).day == found.day


@given(ANY, TODAYS)
def test_any_words_are_a_day_gone_by_or_one_sentence(words: str, today: dt.date) -> None:
    now = dt.datetime.combine(today, dt.time(15, 40))
    try:
        found = read_back(words, now)
    except Unreadable as error:
        assert "\n" not in str(error) and len(str(error)) < 600
    else:
        assert found.moment <= now


@given(ANY)
def test_any_words_are_a_week_or_one_sentence(words: str) -> None:
    try:
        assert read_week(words, TODAY).isoweekday() == 1
    except Unreadable as error:
        assert "\n" not in str(error)


@given(ANY)
def test_any_words_are_a_span_or_one_sentence(words: str) -> None:
    try:
        assert TODAY + read_span(words) > TODAY
    except Unreadable as error:
        assert "\n" not in str(error)


@given(st.lists(PIECES | st.text(max_size=6), min_size=1, max_size=8))
def test_leading_words_are_a_day_or_one_sentence(words: list[str]) -> None:
    try:
        assert 1 <= read_leading_day(words, TODAY)[1] <= len(words)
    except Unreadable as error:
        assert "\n" not in str(error)


@given(DAYS, TODAYS, st.none() | TIMES)
def test_what_is_said_of_a_day_to_come_is_read_back(
    day: dt.date, today: dt.date, at: dt.time | None
) -> None:
    day = max(day, today)
    found = read_ahead(say_day(day, today, at=at), today)
    assert (found.day, found.time) == (day, at)


@given(DAYS, TIMES)
def test_what_is_said_of_a_moment_is_read_back(day: dt.date, at: dt.time) -> None:
    moment = min(dt.datetime.combine(day, at), NOW)
    assert read_back(say_moment(moment, TODAY), NOW).moment == moment


@given(DAYS, st.sampled_from(sorted(table.MONTH_OF)))
def test_a_date_is_read_by_every_name_of_its_month(day: dt.date, name: str) -> None:
    wanted = day.replace(day=min(day.day, 28), month=table.MONTH_OF[name])
    assert read_ahead(f"{wanted.day}. {name} {wanted.year}", TODAY).day == wanted


@given(st.integers(0, 170), st.sampled_from(sorted(table.UNIT_OF)))
def test_a_number_of_units_ahead_is_as_many_back(count: int, unit: str) -> None:
    there = read_ahead(f"+{count} {unit}", TODAY).day
    assert there >= TODAY
    assert (there == TODAY) is (count == 0)


@given(st.sampled_from(sorted(table.WEEKDAY_OF)), TODAYS)
def test_every_name_of_a_weekday_is_within_a_week(name: str, today: dt.date) -> None:
    found = read_ahead(name, today).day
    assert found.weekday() == table.WEEKDAY_OF[name]
    assert 0 <= (found - today).days <= 7
