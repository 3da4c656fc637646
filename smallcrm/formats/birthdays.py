"""Birthdays as other programs write them, and whether the day or the month comes first."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from smallcrm.errors import Unreadable
from smallcrm.parsing.date_words import MONTHS
from smallcrm.parsing.text import fold

ORDERS = ("dmy", "mdy", "ymd")
"""Day first, month first, year first; of these, the first that fits is taken."""

_GERMAN = {3: "märz, mrz", 10: "okt", 12: "dezember, dez"}
_THREE = re.compile(r"(\d{1,4})\s*([./\-])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?(?:[T\s]\s*[\d:.+Z-]+)?")
_TWO = re.compile(r"(\d{1,2})\s*[./\-]\s*(\d{1,2})\.?")
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)")
_BARE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DAY_WORD = re.compile(r"(\d{1,2})[.\s/-]*([^\W\d_]+)[.,\s/-]*(\d{2,4})?")
_WORD_DAY = re.compile(r"([^\W\d_]+)[.\s]*(\d{1,2})(?:[,.\s]+(\d{4}))?")
_YEAR_DAY_WORD = re.compile(r"(\d{4})\.?\s*(?:gada|g\.)?\s*(\d{1,2})\.?\s*([^\W\d_]+)")
_NOTHING = re.compile(r"[0\s./:-]*|(?i:null|none|n/a)")
_NO_DATE_YEAR = 4501  # what Outlook writes for no date
_UNKNOWN_YEAR = 1604  # what Apple writes for a birthday without a year
_YEARS = range(1850, 2200)
_LATEST_SHORT_YEAR = 20  # 20 is 2020, 21 is 1921: customers are grown up
_LEAP_YEAR = 2000


@dataclass(frozen=True)
class DateOrder:
    """How the dates of a file are read; not `certain` when the dates themselves do not tell."""

    order: str
    certain: bool


def check_date_order(typed: str) -> str:
    """`dmy`, `mdy` or `ymd` from what was typed, as in `d.m.y` or `DD/MM/YYYY`."""
    letters = "".join(dict.fromkeys(char for char in typed.lower() if char.isalpha()))
    if letters not in ORDERS:
        raise Unreadable(f'a date order is dmy, mdy or ymd: not "{typed}"')
    return letters


def find_date_order(texts: Iterable[str], *, said: str = "") -> DateOrder:
    """The order under which all these dates can be read; dmy where several would do, or none."""
    if said:
        return DateOrder(check_date_order(said), certain=True)
    left, asked = set(ORDERS), False
    for text in texts:
        if (orders := _orders(text.strip())) is not None:
            asked = True
            left &= orders
    order = next((one for one in ORDERS if one in left), ORDERS[0])
    return DateOrder(order, certain=not asked or len(left) == 1)


def read_birthday(text: str, order: str) -> str:
    """The day as YYYY-MM-DD, as --MM-DD without a year, or '' for none.

    A year of two digits is of this century up to 20. Raises Unreadable for what is no date in this
    order.
    """
    text = text.strip()
    if _NOTHING.fullmatch(text):
        return ""
    for read in (_as_iso, _as_numbers, _as_words):
        if (found := read(text, order)) is not None:
            return found
    raise Unreadable(f'the birthday "{text}" cannot be read with the date order {order}')


def read_typed_birthday(text: str) -> str:
    """As `read_birthday`, of what the owner typed: the day first, and why a day is in no year."""
    try:
        return read_birthday(text, ORDERS[0])
    except Unreadable:
        from smallcrm.parsing.date_numbers import why_impossible

        if not (why := why_impossible(text)):
            raise
        raise Unreadable(f'cannot read the birthday "{text.strip()}": {why}') from None


def join_birthday(year: str, month: str, day: str) -> str:
    """A birthday whose parts have columns of their own; '' if month or day is missing."""
    parts = [int(part) if part.isdecimal() else 0 for part in (year, month, day)]
    return _iso(*parts) or ""


def _orders(text: str) -> set[str] | None:
    """The orders in which three numbers are a date; None if the order does not matter."""
    found = _THREE.fullmatch(text)
    if found is None or len(found[1]) > 2 or _NOTHING.fullmatch(text):
        return None
    orders = {one for one in ORDERS if _as_numbers(text, one) is not None}
    # Between dots the day comes first, unless it cannot.
    return {"dmy"} if found[2] == "." and "dmy" in orders else orders or None


def _as_iso(text: str, order: str) -> str | None:
    if found := _NO_YEAR.fullmatch(text):
        return _iso(0, int(found[1]), int(found[2]))
    if found := _BARE.fullmatch(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    return None


def _as_numbers(text: str, order: str) -> str | None:
    if found := _THREE.fullmatch(text):
        order = "ymd" if len(found[1]) > 2 else order
        part = dict(zip(order, (found[1], found[3], found[4]), strict=True))
        if len(part["d"]) > 2 or len(part["m"]) > 2 or len(part["y"]) not in (2, 4):
            return None
        return _iso(_full_year(part["y"]), int(part["m"]), int(part["d"]))
    if found := _TWO.fullmatch(text):
        part = dict(zip(order.replace("y", ""), found.groups(), strict=True))
        return _iso(0, int(part["m"]), int(part["d"]))
    return None


def _as_words(text: str, order: str) -> str | None:
    if found := _YEAR_DAY_WORD.fullmatch(text):
        year, day, word = found.groups()
    elif found := _DAY_WORD.fullmatch(text):
        day, word, year = found.groups()
    elif found := _WORD_DAY.fullmatch(text):
        word, day, year = found.groups()
    else:
        return None
    month = _months().get(fold(word), 0)
    return _iso(_full_year(year or "0"), month, int(day))


def _full_year(text: str) -> int:
    if len(text) != 2:
        return int(text)
    return int(text) + (2000 if int(text) <= _LATEST_SHORT_YEAR else 1900)


def _iso(year: int, month: int, day: int) -> str | None:
    if year == _NO_DATE_YEAR:
        return ""
    known = year not in (0, _UNKNOWN_YEAR)
    try:
        date = dt.date(year if known else _LEAP_YEAR, month, day)
    except ValueError:
        return None
    if known and year not in _YEARS:
        return None
    return date.isoformat() if known else f"--{month:02}-{day:02}"


@cache
def _months() -> dict[str, int]:
    listed = [(number, words) for number, words in enumerate(MONTHS, 1)]
    return {
        fold(word): number
        for number, words in [*listed, *_GERMAN.items()]
        for word in words.split(",")
    }
