"""Reports: bars and sparklines, what is said of a period, of money and of small samples."""

import datetime as dt
from decimal import Decimal

import pytest

from smallcrm.output.report.bars import bar, sparkline
from smallcrm.output.report.base import amount, few, say_period
from smallcrm.reports.period import Period


@pytest.mark.parametrize(
    ("value", "shown"),
    [(8, "████"), (4, "██"), (5, "██▌"), (1, "▌"), (0, ""), (-3, "")],
)
def test_a_bar_is_as_long_as_its_part_of_the_largest(value: int, shown: str) -> None:
    assert bar(value, 8, width=4) == shown


def test_the_smallest_value_is_still_seen() -> None:
    assert bar(1, 10_000_000) == "▏"


def test_nothing_at_all_has_no_bars() -> None:
    assert bar(0, 0) == ""
    assert sparkline([0, 0]) == sparkline([]) == ""


def test_a_sparkline_leaves_a_blank_for_nothing() -> None:
    assert sparkline([0, 1, 4, 8]) == " ▁▄█"


def test_an_amount_is_rounded_once_where_it_is_shown() -> None:
    assert amount(-1_250_499) == Decimal("-12.50")


def test_a_small_sample_is_named_and_an_empty_one_is_not() -> None:
    assert few(1, "order") == ("Only 1 order: too few to conclude much.",)
    assert few(19, "order") == ("Only 19 orders: too few to conclude much.",)
    assert few(0, "order") == few(20, "order") == ()


def test_a_period_is_said_with_its_years() -> None:
    whole = Period(dt.date(2025, 11, 22), dt.date(2026, 11, 21))
    assert say_period(whole) == "22 Nov 2025 to 21 Nov 2026"
    assert say_period(Period(None, dt.date(2026, 11, 21))) == "until 21 Nov 2026"
