"""Habits of buying and the order of promise, against histories worked out by hand."""

import datetime as dt

import pytest

from smallcrm.reports.habits import Habit, Promise, habit_of, most_promising, promise_of

TODAY = dt.date(2026, 11, 21)


def _days(*written: str) -> list[dt.date]:
    return [dt.date.fromisoformat(one) for one in written]


def _habit(*written: str, today: dt.date = TODAY) -> Habit:
    found = habit_of(_days(*written), today)
    assert found
    return found


def test_who_never_bought_has_no_habit() -> None:
    assert habit_of([], TODAY) is None


def test_days_to_come_do_not_count() -> None:
    assert habit_of(_days("2026-11-22"), TODAY) is None
    assert _habit("2026-11-20", "2026-11-22").times == 1


def test_one_purchase_has_no_gap_and_is_never_due() -> None:
    day = dt.date(2026, 10, 22)
    assert _habit("2026-10-22") == Habit(1, day, day, silent=30)
    assert not _habit("2020-01-01").due


def test_two_purchases_on_a_day_count_once() -> None:
    assert _habit("2026-10-22", "2026-10-22") == _habit("2026-10-22")


def test_two_purchases_have_a_gap_without_a_spread() -> None:
    assert _habit("2026-11-20", "2026-11-01") == Habit(
        times=2,
        first=dt.date(2026, 11, 1),
        last=dt.date(2026, 11, 20),
        silent=1,
        gap=19,
        spread=None,
        expected=dt.date(2026, 12, 9),
        late=-18,
    )


def test_the_gap_is_the_median_and_the_spread_the_median_distance_from_it() -> None:
    uneven = _habit("2026-07-01", "2026-07-11", "2026-07-31", "2026-09-14")  # 10, 20, 45 days
    assert (uneven.gap, uneven.spread) == (20, 10)
    assert (uneven.expected, uneven.late, uneven.due) == (dt.date(2026, 10, 4), 48, True)


def test_half_a_day_of_the_gap_is_waited_for_as_one() -> None:
    habit = _habit("2026-10-01", "2026-10-11", "2026-11-01")  # 10 and 21 days
    assert (habit.gap, habit.spread) == (15.5, 5.5)
    assert habit.expected == dt.date(2026, 11, 17)


def test_a_leap_day_is_a_day() -> None:
    monthly = _habit("2028-01-30", "2028-02-29", "2028-03-30", today=dt.date(2028, 4, 30))
    assert (monthly.gap, monthly.expected, monthly.late) == (30, dt.date(2028, 4, 29), 1)
    rare = _habit("2024-02-29", "2028-02-29", today=dt.date(2028, 3, 1))
    assert (rare.gap, rare.expected, rare.late) == (1461, dt.date(2032, 2, 29), -1460)


def test_a_regular_buyer_is_due_on_the_day() -> None:
    weekly = _habit("2026-10-24", "2026-10-31", "2026-11-07", "2026-11-14")
    assert (weekly.gap, weekly.spread, weekly.expected) == (7, 0, TODAY)
    assert (weekly.late, weekly.due) == (0, True)


@pytest.mark.parametrize(("count", "few"), [(1, True), (3, True), (4, False), (10_000, False)])
def test_fewer_than_three_gaps_are_too_few(count: int, few: bool) -> None:
    days = [TODAY - dt.timedelta(days=number) for number in range(count)]
    habit = habit_of(days, TODAY)
    assert habit
    assert (habit.times, habit.few) == (count, few)


def test_a_silent_month_halves_what_a_purchase_gives() -> None:
    today, month_ago = promise_of(_habit("2026-11-21")), promise_of(_habit("2026-10-22"))
    assert today == Promise(times=1, silent=0, start=1, patience=None, kept=1)
    assert (month_ago.start, month_ago.points) == (0.5, 0.5)


def test_patience_is_three_gaps_and_two_months() -> None:
    at_its_end = _habit("2026-07-02", "2026-07-12", "2026-08-23")  # 10 and 42 days, then 90
    assert promise_of(at_its_end) == Promise(3, 90, start=0.75, patience=138, kept=1)
    just_kept = promise_of(_habit("2026-08-13", "2026-08-23"))  # 10 days, then 90
    assert (just_kept.patience, just_kept.kept, just_kept.points) == (90, 1, 0.5)


def test_beyond_patience_the_promise_shrinks() -> None:
    stopped = _habit("2025-01-01", "2025-01-11", "2025-01-21", "2025-01-31", "2025-02-10")
    promise = promise_of(stopped)
    assert (promise.silent, promise.patience) == (649, 90)
    assert promise.start == pytest.approx(150 / 679)
    assert promise.kept == pytest.approx(90 / 649)
    assert promise.points == pytest.approx(13_500 / 440_671)


def test_the_promise_shrinks_as_soon_as_patience_ends() -> None:
    promise = promise_of(_habit("2026-07-14", "2026-07-24"))  # 10 days, then 120
    assert (promise.start, promise.patience, promise.kept) == (0.4, 90, 0.75)
    assert promise.points == pytest.approx(0.3)


def test_the_most_promising_come_first() -> None:
    habits = {
        "stopped": _habit("2025-01-01", "2025-01-11", "2025-01-21", "2025-01-31", "2025-02-10"),
        "once, a month ago": _habit("2026-10-22"),
        "once, a year ago": _habit("2025-11-21"),
        "weekly": _habit("2026-10-24", "2026-10-31", "2026-11-07", "2026-11-14"),
        "now and then": _habit("2026-03-01", "2026-06-01", "2026-09-22"),
    }
    assert most_promising(habits) == [
        "weekly",  # 30 * 4 / 37
        "now and then",  # 30 * 3 / 90
        "once, a month ago",  # 30 / 60
        "once, a year ago",  # 30 / 395
        "stopped",
    ]


def test_equals_stand_by_recency_and_then_as_given() -> None:
    habits = {
        "twice": _habit("2026-08-01", "2026-10-22"),  # 30 * 2 / 60
        "today": _habit("2026-11-21"),  # 30 / 30
        "today too": _habit("2026-11-21"),
    }
    assert most_promising(habits) == ["today", "today too", "twice"]


def test_nobody_is_in_order() -> None:
    assert most_promising({}) == []
