"""The forms in which a day can be said in words or counted from today, and all forms in turn."""

import re
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from smallcrm.parsing import date_words as table
from smallcrm.parsing.date_found import (
    Asked,
    Form,
    Found,
    Impossible,
    Toward,
    check_year,
    monday_of,
    shift,
)
from smallcrm.parsing.date_numbers import DATED, WEEKS
from smallcrm.parsing.say import DAY_NAMES, say_date


def find_day(text: str, asked: Asked) -> Found | None:
    """The day that folded words name, or None if they have no known form; raises Impossible."""
    for form in FORMS:
        if found := form(text, asked):
            check_year(found.day.year)
            return found
    return None


def _offset_word(text: str, asked: Asked) -> Found | None:
    days = table.OFFSET_OF.get(text)
    return None if days is None else Found(shift(asked.today, "days", days), counted=True)


def weekday_of(text: str) -> int | None:
    """0 for Monday to 6 for Sunday if the folded words are one weekday, with or without `on`."""
    first, _, rest = text.partition(" ")
    return table.WEEKDAY_OF.get((rest if first in table.ON_WORDS else text).rstrip(".,"))


def _weekday(text: str, asked: Asked) -> Found | None:
    number = weekday_of(text)
    if number is None:
        return None
    name, days = DAY_NAMES[number], (number - asked.today.weekday()) % 7
    if asked.toward is Toward.BACK:
        remark = "" if days else f"today is {name}, so this is today"
        return Found(shift(asked.today, "days", -(-days % 7)), remark)
    if not days and asked.toward is Toward.NEAR:
        return Found(asked.today)
    return _next_weekday(number, asked.today)


def _next_weekday(number: int, today: date, *, counted: bool = False) -> Found:
    """The first such weekday after today."""
    days, name = (number - today.weekday()) % 7, DAY_NAMES[number]
    remark = "" if days else f"today is {name}, so this is {name} in a week"
    return Found(shift(today, "days", days or 7), remark, counted)


def _weekday_and_date(text: str, asked: Asked) -> Found | None:
    first, _, rest = text.partition(" ")
    number = weekday_of(first)
    dated = None if number is None else _first_of(DATED, rest, asked)
    if dated is None or dated.day.weekday() == number:
        return dated
    name = DAY_NAMES[dated.day.weekday()]
    raise Impossible(f"{say_date(dated.day, asked.today)} is a {name}")


def _recent_weekday(text: str, asked: Asked) -> Found | None:
    """`sist fredag`: the last Friday before today."""
    first, _, rest = text.partition(" ")
    number = weekday_of(rest) if first in table.RECENT_WORDS else None
    if number is None:
        return None
    days = (asked.today.weekday() - number) % 7 or 7
    return Found(shift(asked.today, "days", -days), counted=True)


def _coming_weekday(text: str, asked: Asked) -> Found | None:
    """`kommende mandag`, `this coming monday`: the first Monday after today."""
    coming, _, last = text.rpartition(" ")
    number = weekday_of(last) if coming in table.COMING_WORDS else None
    return None if number is None else _next_weekday(number, asked.today, counted=True)


def _stepped(text: str, asked: Asked) -> Found | None:
    first, _, rest = text.partition(" ")
    step = table.WEEK_STEP_OF.get(text) if not rest else table.STEP_OF.get(first)
    if step is None:
        return None
    monday = shift(monday_of(asked.today), "weeks", step)
    if not rest or (table.UNIT_OF.get(rest) == "weeks" and len(rest) > 1):
        return Found(monday, counted=True)
    if step and table.UNIT_OF.get(rest) == "months" and len(rest) > 1:
        begin = shift(asked.today.replace(day=1), "months", step)
        return Found(begin, "taken as the first day of that month", counted=True)
    number = weekday_of(rest)
    return None if number is None else _weekday_of_week(monday, number, step, asked.today)


def _weekday_of_week(monday: date, number: int, step: int, today: date) -> Found:
    """Says which week is meant when the same weekday also lies between today and that week."""
    between = step * (number - today.weekday()) > 0
    which = "next" if step > 0 else "last"
    remark = f"taken as {DAY_NAMES[number]} of {which} week" if between else ""
    return Found(shift(monday, "days", number), remark, counted=True)


def _signed(text: str, asked: Asked) -> Found | None:
    span = counted_span(text[1:].strip()) if text[:1] in ("+", "-") else None
    return _counted(asked.today, span, -1 if text[:1] == "-" else 1)


def _in_or_ago(text: str, asked: Asked) -> Found | None:
    """`in 3 days`, `kolme päeva pärast`, `2 days ago`, `pirms 3 dienām`, `for 3 dager siden`."""
    for pattern, sign, may_omit_one in _PHRASES:
        match = re.fullmatch(pattern, text)
        span = counted_span(match[1], may_omit_one=may_omit_one) if match else None
        if span is not None:
            return _counted(asked.today, span, sign)
    return None


_PHRASES = (
    (r"(?:in|om) (.+)", 1, False),
    (r"pec (.+)", 1, True),
    (r"(.+) parast", 1, True),
    (r"(.+) ago", -1, False),
    (r"(?:for )?(.+) si(?:den|dan)", -1, False),
    (r"pirms (.+)", -1, True),
    (r"(.+) tagasi", -1, True),
)


def counted_span(text: str, *, may_omit_one: bool = False) -> tuple[str, int] | None:
    """Unit and number of `3d`, `10 days`, `two weeks` (and `nädala`, if one may be left out)."""
    match = re.fullmatch(r"([0-9]+) ?([a-z]+)\.?", text)
    if match:
        number, word = int(match[1]), match[2]
    else:
        first, _, rest = text.partition(" ")
        number = table.NUMBER_OF.get(first, 1)
        word = rest if first in table.NUMBER_OF else text if may_omit_one else ""
    unit = table.UNIT_OF.get(word)
    return (unit, number) if unit else None


def _counted(today: date, span: tuple[str, int] | None, sign: int) -> Found | None:
    return Found(shift(today, span[0], sign * span[1]), counted=True) if span else None


def _end_of_month(text: str, asked: Asked) -> Found | None:
    if text not in table.END_WORDS:
        return None
    last = asked.today + relativedelta(day=31)
    return Found(last, "today is the last day of the month" if last == asked.today else "")


FORMS: tuple[Form, ...] = (
    _offset_word,
    _weekday,
    _recent_weekday,
    _coming_weekday,
    _stepped,
    _end_of_month,
    _signed,
    *DATED,
    *WEEKS,
    _in_or_ago,
    _weekday_and_date,
)


def _first_of(forms: tuple[Form, ...], text: str, asked: Asked) -> Found | None:
    found: Iterator[Found | None] = (form(text, asked) for form in forms)
    return next((one for one in found if one), None)
