"""Birthdays in every spelling, and the order of day and month."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.errors import Unreadable
from smallcrm.formats.birthdays import (
    ORDERS,
    DateOrder,
    check_date_order,
    find_date_order,
    join_birthday,
    read_birthday,
    read_typed_birthday,
)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("1980-12-31", "dmy", "1980-12-31"),
        ("1980-12-31", "mdy", "1980-12-31"),
        ("1980/12/31", "dmy", "1980-12-31"),
        ("1980.12.31.", "dmy", "1980-12-31"),
        ("19801231", "dmy", "1980-12-31"),
        ("1980-12-31T00:00:00", "dmy", "1980-12-31"),
        ("1980-12-31 00:00:00+00:00", "dmy", "1980-12-31"),
        ("31.12.1980", "dmy", "1980-12-31"),
        ("31. 12. 1980", "dmy", "1980-12-31"),
        ("31/12/1980", "dmy", "1980-12-31"),
        ("12/31/1980", "mdy", "1980-12-31"),
        ("1/2/1980", "dmy", "1980-02-01"),
        ("1/2/1980", "mdy", "1980-01-02"),
        ("80-12-31", "ymd", "1980-12-31"),
        ("31.12.80", "dmy", "1980-12-31"),
        ("31.12.20", "dmy", "2020-12-31"),
        ("31.12.21", "dmy", "1921-12-31"),
        ("29.2.2000", "dmy", "2000-02-29"),
        ("--04-12", "dmy", "--04-12"),
        (" --04-12", "dmy", "--04-12"),
        ("--0412", "mdy", "--04-12"),
        ("--02-29", "dmy", "--02-29"),
        ("1604-04-12", "dmy", "--04-12"),
        ("12.04.", "dmy", "--04-12"),
        ("4/12", "mdy", "--04-12"),
        ("04-12", "ymd", "--04-12"),
        ("22-Apr-85", "dmy", "1985-04-22"),
        ("31 December 1980", "mdy", "1980-12-31"),
        ("December 31, 1980", "dmy", "1980-12-31"),
        ("31. detsember 1980", "dmy", "1980-12-31"),
        ("1980. gada 31. decembris", "dmy", "1980-12-31"),
        ("31. desember 1980", "dmy", "1980-12-31"),
        ("31. Dezember 1980", "dmy", "1980-12-31"),
        ("3. März", "dmy", "--03-03"),
        ("", "dmy", ""),
        ("0.0.00", "dmy", ""),
        ("0/0/00", "mdy", ""),
        ("0000-00-00", "dmy", ""),
        ("00.00.0000 00:00:00", "dmy", ""),
        ("1.1.4501", "dmy", ""),
        ("1/1/4501", "mdy", ""),
        ("NULL", "dmy", ""),
    ],
)
def test_a_birthday_is_read(text: str, order: str, day: str) -> None:
    assert read_birthday(text, order) == day


@pytest.mark.parametrize(
    "text",
    ["12/31/1980", "31.13.1980", "30.2.1980", "1.2.180", "12", "soon", "3 Mari 1980", "1.1.1492"],
)
def test_what_is_no_date_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_birthday(text, "dmy")
    assert str(error.value) == f'the birthday "{text}" cannot be read with the date order dmy'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31.2.1990", "February has 29 days"),
        ("29.02.1990", "February 1990 has 28 days"),
        ("1990-04-31", "April has 30 days"),
        ("31. veebruar 1990", "February has 29 days"),
        ("12/31/1980", "there is no month 31"),
        ("31.4.", "April has 30 days"),
    ],
)
def test_a_typed_day_that_is_in_no_year_is_refused_as_a_callback_s(text: str, why: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_typed_birthday(text)
    assert str(error.value) == f'cannot read the birthday "{text}": {why}'


def test_a_typed_birthday_that_is_no_date_is_unreadable() -> None:
    assert read_typed_birthday("29.2.1988") == "1988-02-29"
    with pytest.raises(Unreadable, match='the birthday "soon" cannot be read'):
        read_typed_birthday("soon")


@pytest.mark.parametrize(
    ("texts", "order", "certain"),
    [
        (["1/2/1980", "31/12/1980"], "dmy", True),
        (["1/2/1980", "12/31/1980"], "mdy", True),
        (["1/2/1980", "3/4/1981"], "dmy", False),
        (["1.2.1980", "3.4.1981"], "dmy", True),
        (["12.31.1980"], "mdy", True),
        (["22-04-15", "80-12-31"], "ymd", True),
        (["22-04-15"], "dmy", False),
        (["31/12/1980", "12/31/1980"], "dmy", False),
        (["1980-12-31", "--04-12", ""], "dmy", True),
        (["1/2/1980", "1980-12-31"], "dmy", False),
        (["0/0/00", "12/31/80"], "mdy", True),
        (["soon", "12/31/80"], "mdy", True),
        ([], "dmy", True),
    ],
)
def test_the_order_is_found_over_a_column(texts: list[str], order: str, certain: bool) -> None:
    assert find_date_order(texts) == DateOrder(order, certain)


def test_an_order_that_is_said_overrules() -> None:
    assert find_date_order(["31/12/1980"], said="MDY") == DateOrder("mdy", True)


@pytest.mark.parametrize(
    ("typed", "order"), [("dmy", "dmy"), ("D.M.Y", "dmy"), ("MM/DD/YYYY", "mdy"), ("y-m-d", "ymd")]
)
def test_an_order_is_typed_in_several_ways(typed: str, order: str) -> None:
    assert check_date_order(typed) == order


@pytest.mark.parametrize("typed", ["", "ydm", "day first", "dm"])
def test_another_order_is_unreadable(typed: str) -> None:
    with pytest.raises(Unreadable, match="a date order is dmy, mdy or ymd"):
        check_date_order(typed)


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("1980", "12", "31"), "1980-12-31"),
        (("", "4", "12"), "--04-12"),
        (("1980", "", ""), ""),
        (("1980", "13", "1"), ""),
        (("", "", ""), ""),
        (("x", "y", "z"), ""),
    ],
)
def test_parts_are_joined(parts: tuple[str, str, str], day: str) -> None:
    assert join_birthday(*parts) == day


@given(st.dates(dt.date(1921, 1, 1), dt.date(2020, 12, 31)), st.sampled_from(ORDERS))
def test_every_day_is_read_in_every_order(day: dt.date, order: str) -> None:
    parts = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": f"{day.year % 100:02}"}
    assert read_birthday("/".join(parts[letter] for letter in order), order) == day.isoformat()


@given(st.text(alphabet="0123456789./- :TZjanmär,") | st.text(), st.sampled_from(ORDERS))
def test_any_text_is_a_day_none_or_one_sentence(text: str, order: str) -> None:
    try:
        day = read_birthday(text, order)
    except Unreadable:
        return
    assert day == "" or dt.date.fromisoformat(day.replace("--", "2000-", 1))
