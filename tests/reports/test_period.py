"""The days that a report looks at."""

import datetime as dt

from smallcrm.reports.period import Period, months


def test_a_period_holds_both_its_days() -> None:
    period = Period(dt.date(2024, 2, 29), dt.date(2024, 2, 29))
    assert period.start == dt.datetime(2024, 2, 29)
    assert period.end == dt.datetime(2024, 3, 1)


def test_a_period_says_the_options_that_give_it() -> None:
    assert Period(None, dt.date(2026, 11, 21)).words == ("--until", "2026-11-21")


def test_months_go_over_the_turn_of_the_year() -> None:
    first, last = dt.date(2025, 11, 30), dt.date(2026, 1, 1)
    assert months(first, last) == [dt.date(2025, 11, 1), dt.date(2025, 12, 1), dt.date(2026, 1, 1)]
