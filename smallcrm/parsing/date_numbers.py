"""Days and weeks said by their numbers in the calendar: 2026-12-31, w48, 31.12., 27 nov."""

import re
from datetime import date, timedelta

from smallcrm.parsing import date_words as table
from smallcrm.parsing.date_found import (
    Asked,
    Form,
    Found,
    Impossible,
    Toward,
    check_year,
    monday_of,
)
from smallcrm.parsing.say import MONTH_NAMES


def iso_day(text: str, asked: Asked) -> Found | None:
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    return Found(_date(*map(int, match.groups()))) if match else None


def iso_week(text: str, asked: Asked) -> Found | None:
    match = re.fullmatch(r"([0-9]{4})-?w([0-9]{2})(?:-?([0-9]))?", text)
    if not match:
        return None
    year, week, number = int(match[1]), int(match[2]), int(match[3] or 1)
    if not 1 <= number <= 7:
        raise Impossible("a week has the days 1 to 7")
    check_year(year)
    monday = _monday_in(year, _checked_week(week))
    if monday is None:
        raise Impossible(f"{year} has 52 weeks")
    return Found(monday + timedelta(number - 1))


def bare_week(text: str, asked: Asked) -> Found | None:
    week = _week_number(text)
    if week is None:
        return None
    this = monday_of(asked.today)
    year = asked.today.isocalendar().year
    # A 53rd week comes every five to seven years, around 1900 and 2100 too.
    mondays = [m for y in range(year - 8, year + 9) if (m := _monday_in(y, week))]
    day = _choose(mondays, this, asked.toward)
    there = day.isocalendar().year
    return Found(day, _which_year(f"week {week}", there, year, asked))


def _week_number(text: str) -> int | None:
    """The number in `w48`, `week 48`, `48. nädal`."""
    match = re.fullmatch(r"([a-z]+)\.? ?([0-9]{1,2})", text)
    word, number = match.groups() if match else ("", "")
    if not match and (match := re.fullmatch(r"([0-9]{1,2})\. ?([a-z]+)", text)):
        number, word = match.groups()
    return _checked_week(int(number)) if word in table.NUMBERED_WORDS else None


def _checked_week(week: int) -> int:
    if not 1 <= week <= 53:
        raise Impossible(f"there is no week {week}")
    return week


def _monday_in(year: int, week: int) -> date | None:
    """The Monday of an ISO week; None when the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def numbers(text: str, asked: Asked) -> Found | None:
    """31.12.2026, 31.12.26, 31.12., 31.12, 31/12/2026, 31/12: the day comes first."""
    dotted = r"([0-9]{1,2})\.([0-9]{1,2})(?:\.(?:([0-9]{2}|(?: ?[0-9]{4}))\.?)?)?"
    spaced = r"([0-9]{1,2})\. ([0-9]{1,2})\.(?: ?([0-9]{4})\.?)?"
    slashed = r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?"
    matches = (re.fullmatch(pattern, text) for pattern in (dotted, spaced, slashed))
    match = next(filter(None, matches), None)
    return _day_of_year(int(match[1]), int(match[2]), match[3], asked) if match else None


def month_word(text: str, asked: Asked) -> Found | None:
    pattern = r"([0-9]{1,2})(?:st|nd|rd|th)?\.? ?([a-z]+)\.?(?: ([0-9]{4}|[0-9]{2})\.?)?"
    match = re.fullmatch(pattern, text)
    month = table.MONTH_OF.get(match[2]) if match else None
    return _day_of_year(int(match[1]), month, match[3], asked) if match and month else None


def _day_of_year(day: int, month: int, year: str | None, asked: Asked) -> Found:
    if year:
        return Found(_date(_full_year(year.strip()), month, day))
    _check_day(day, month)
    here = asked.today.year
    # A leap day comes every four or, around 2100, eight years.
    days = [d for y in range(here - 8, here + 9) if (d := _day_in(y, month, day))]
    chosen = _choose(days, asked.today, asked.toward)
    name = f"{day} {MONTH_NAMES[month - 1][:3]}"
    return Found(chosen, _which_year(name, chosen.year, here, asked))


def _full_year(digits: str) -> int:
    """Two digits: 00 to 79 are 2000 to 2079, 80 to 99 are 1980 to 1999."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 80 else 1900)


def _day_in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date:
    check_year(year)
    _check_day(day, month)
    found = _day_in(year, month, day)
    if found is None:
        raise Impossible(f"February {year} has 28 days")
    return found


def _check_day(day: int, month: int) -> None:
    """Refuse what is in no year."""
    if not 1 <= month <= 12:
        raise Impossible(f"there is no month {month}")
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    if day > longest:
        raise Impossible(f"{MONTH_NAMES[month - 1]} has {longest} days")
    if day < 1:
        raise Impossible("there is no day 0")


def _choose(days: list[date], pivot: date, toward: Toward) -> date:
    """The first day from the pivot on, the last up to it, or the nearest."""
    if toward is Toward.AHEAD:
        return min(day for day in days if day >= pivot)
    if toward is Toward.BACK:
        return max(day for day in days if day <= pivot)
    return min(days, key=lambda day: (abs(day - pivot), day < pivot))


def _which_year(name: str, year: int, here: int, asked: Asked) -> str:
    if year == here:
        return ""
    return (
        f"the {'next' if year > here else 'last'} {name} {'is' if year > here else 'was'} in {year}"
    )


DATED: tuple[Form, ...] = (iso_day, numbers, month_word)
WEEKS: tuple[Form, ...] = (iso_week, bare_week)


def why_impossible(text: str) -> str:
    """Why a date is in no year, as in `February has 29 days`; "" if it is in one, or is no date."""
    said, asked = table.fold(text), Asked(date(2000, 1, 1), Toward.NEAR)
    try:
        for form in DATED:
            form(said, asked)
    except Impossible as why:
        return str(why)
    return ""
