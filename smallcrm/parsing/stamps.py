"""Days and moments as other programs stamp them into files: one fixed order of day and month."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from smallcrm.errors import Unreadable
from smallcrm.parsing.date_words import MONTH_OF, fold
from smallcrm.parsing.text import one_line

ORDERS = ("dmy", "mdy")
"""Day before month, as here, or month before day, as in America; years first say it themselves."""

YEARS = range(1900, 2200)
_LONGEST = 60
_LAST_SHORT_YEAR = 79  # 00 to 79 are of this century
_FIRST_OF_LOGS = 1990  # an earlier stamp in milliseconds is one in seconds, or none
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])\.?"
_NUMBERS = re.compile(rf"(?P<one>[0-9]{{1,2}})(?P<mark>[./-])(?P<two>[0-9]{{1,2}})(?P=mark){_YEAR}")
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[./-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])\.?"
)
_DAY_MONTH = re.compile(rf"(?P<day>[0-9]{{1,2}})[. -]+(?P<word>[^\W\d_]+)[. ,-]+{_YEAR}")
_MONTH_DAY = re.compile(r"(?P<word>[^\W\d_]+)\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})(?![0-9])")
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*(?P<zone>z|utc|[+-][0-9]{2}:?[0-9]{2}))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:[\s,]+|t)(?:(?:kl|kell|plkst|at|um)\.?\s+)?", re.IGNORECASE)


def find_order(stamps: Iterable[str]) -> str:
    """`dmy` or `mdy`, told by the first stamp that can be only one of them; '' if none can.

    Numbers with points are never a month first, so they tell nothing.
    """
    for stamp in stamps:
        match = _NUMBERS.match(stamp[:_LONGEST].strip())
        if match and (order := _own_order(match)):
            return order
    return ""


def needs_order(stamp: str) -> bool:
    """Whether the stamp is read differently by the two orders: `4/12/14`, but not `4.12.2014`."""
    match = _NUMBERS.match(stamp[:_LONGEST].strip())
    if not match or match["mark"] == "." or _own_order(match):
        return False
    return int(match["one"]) != int(match["two"])


def read_stamp(text: str, order: str = "", *, zone: tzinfo | None = None) -> datetime:
    """Local wall time, naive, to the second; midnight where no time is written.

    `order` is `dmy` or `mdy` for stamps such as `4/12/14`, which are Unreadable without it. A
    stamp that names its own offset is turned to `zone` (None: that of this machine).
    """
    plain = text.strip()
    if len(plain) > _LONGEST:
        raise _unreadable(text)
    day, rest = _day(plain, order, text)
    if not rest:
        return day
    between = _BETWEEN.match(rest)
    clock = _CLOCK.fullmatch(rest, between.end()) if between else None
    if not clock:
        raise _unreadable(text)
    return _with_clock(day, clock, zone, text)


def read_written(text: str, order: str = "") -> datetime:
    """A moment as it stands, its offset and microseconds kept; one as `read_stamp` takes it too.

    Raises Unreadable.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return read_stamp(text, order, zone=UTC)
    if moment.year not in YEARS:
        raise _outside(text, YEARS[0])
    return moment


def read_clock(text: str) -> timedelta:
    """The time of a day, as the span from midnight: `17:34`, `5:34:13 PM`. Raises Unreadable."""
    clock = _CLOCK.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if not clock or clock["zone"]:
        raise Unreadable(f'"{one_line(text, longest=_LONGEST)}" is no time; write it as 17:34')
    midnight = datetime(2000, 1, 1)
    return _with_clock(midnight, clock, None, text) - midnight


def read_milliseconds(text: str, *, zone: tzinfo | None = None) -> datetime:
    """Local wall time, naive, to the second, of milliseconds since 1970 began in UTC.

    `zone` is the place's; None is that of this machine. Raises Unreadable.
    """
    plain = text.strip()
    if not re.fullmatch(r"[0-9]{1,15}", plain):
        raise Unreadable(f'"{one_line(text, longest=_LONGEST)}" is no date in milliseconds')
    try:
        moment = _EPOCH + timedelta(seconds=int(plain) // 1000)
    except OverflowError:
        raise _outside(text, _FIRST_OF_LOGS) from None
    if moment.year < _FIRST_OF_LOGS or moment.year not in YEARS:
        raise _outside(text, _FIRST_OF_LOGS)
    return moment.astimezone(zone).replace(tzinfo=None)


def _day(plain: str, order: str, text: str) -> tuple[datetime, str]:
    """The day that the text begins with, and what follows it."""
    if match := _YEAR_FIRST.match(plain):
        return _date(match["year"], int(match["month"]), match["day"], text), plain[match.end() :]
    if match := _NUMBERS.match(plain):
        month, day = _placed(match, order, text)
        return _date(match["year"], month, str(day), text), plain[match.end() :]
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        match = pattern.match(plain)
        month_of_word = MONTH_OF.get(fold(match["word"])) if match else None
        if match and month_of_word:
            return _date(match["year"], month_of_word, match["day"], text), plain[match.end() :]
    raise _unreadable(text)


def _own_order(match: re.Match[str]) -> str:
    """The order that two numbers show by themselves; a point between them shows none."""
    one, two = int(match["one"]), int(match["two"])
    if match["mark"] == "." or (one > 12) == (two > 12):
        return ""
    return "dmy" if one > 12 else "mdy"


def _placed(match: re.Match[str], order: str, text: str) -> tuple[int, int]:
    """Month and day of two numbers; a point between them says that the day is first."""
    one, two = int(match["one"]), int(match["two"])
    if match["mark"] == "." or one == two:
        return two, one
    order = order or _own_order(match)
    if not order:
        shown = one_line(text, longest=_LONGEST)
        raise Unreadable(f'"{shown}" could be day/month or month/day; say which order, dmy or mdy')
    return (two, one) if order == "dmy" else (one, two)


def _date(year: str, month: int, day: str, text: str) -> datetime:
    full = int(year)
    if len(year) == 2:
        full += 2000 if full <= _LAST_SHORT_YEAR else 1900
    if full not in YEARS:
        raise _outside(text)
    try:
        return datetime(full, month, int(day))
    except ValueError:
        shown = one_line(text, longest=_LONGEST)
        raise Unreadable(f'"{shown}" is no day of the calendar') from None


def _with_clock(day: datetime, clock: re.Match[str], zone: tzinfo | None, text: str) -> datetime:
    hour, minute, second = (int(clock[name] or 0) for name in ("hour", "minute", "second"))
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise _unreadable(text)
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise _unreadable(text)
    moment = day.replace(hour=hour, minute=minute, second=second)
    if not clock["zone"]:
        return moment
    moment = (moment - _offset(clock["zone"], text)).replace(tzinfo=UTC)
    return moment.astimezone(zone).replace(tzinfo=None)


def _offset(zone: str, text: str) -> timedelta:
    if zone.lower() in ("z", "utc"):
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 15 or minutes > 59:
        raise _unreadable(text)
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def _unreadable(text: str) -> Unreadable:
    shown = one_line(text, longest=_LONGEST)
    return Unreadable(f'"{shown}" is no date; write it as 2026-12-31 or 31.12.2026 14:30')


def _outside(text: str, first: int = YEARS[0]) -> Unreadable:
    shown = one_line(text, longest=_LONGEST)
    return Unreadable(f'"{shown}" is no day of the years {first} to {YEARS[-1]}')
