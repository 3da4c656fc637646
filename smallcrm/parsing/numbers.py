"""Numbers as people and programs write them, read exactly: never through a float."""

import re
from decimal import Decimal
from functools import cache

from smallcrm.errors import Unreadable
from smallcrm.parsing.text import one_line

LONGEST = 40
"""Characters of a number with all that stands around it."""

MARKS = (".", ",")
_MOST_WHOLE_DIGITS = 12
_MOST_PART_DIGITS = 9
# The blanks and apostrophes that part thousands; the no-break ones are what programs print.
_PARTING = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009'’", " "))
_MINUS = str.maketrans(dict.fromkeys("−–", "-"))


def read_number(text: str, what: str, *, decimal_mark: str = "") -> Decimal:
    """The exact value of `1 234,50`, `1.234,50`, `1,234.50`, `-3` or `,5`.

    `decimal_mark` is `.` or `,` where it is known; without it, a number that the two read
    differently (`1,234`) is not guessed. `what` names the thing in the sentence of Unreadable.
    """
    shown = one_line(text, longest=LONGEST)
    if len(text) > LONGEST:
        raise Unreadable(f'"{shown}" is too long to be read')
    plain = text.translate(_PARTING).translate(_MINUS).strip()
    marks = (decimal_mark,) if decimal_mark else MARKS
    values = {value for mark in marks if (value := _with_mark(plain, mark)) is not None}
    if not values:
        raise Unreadable(f'"{shown}" is no {what}; write it as 12 or 12,50')
    if len(values) > 1:
        raise Unreadable(_either(shown, min(values), max(values)))
    value = values.pop()
    _check_size(value, shown)
    return value


def plain_number(value: Decimal) -> str:
    """The number in digits, with `.` and without zeros at its end: `0.5`, `-1200`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def find_mark(text: str) -> str:
    """The decimal mark that a number must have been written with: `.`, `,`, or `""` for either."""
    plain = text[:LONGEST].translate(_PARTING).translate(_MINUS).strip()
    fitting = [mark for mark in MARKS if _with_mark(plain, mark) is not None]
    return fitting[0] if len(fitting) == 1 else ""


def _with_mark(text: str, mark: str) -> Decimal | None:
    match = _pattern(mark).fullmatch(text)
    if not match:
        return None
    whole = re.sub("[ .,]", "", match["whole"] or "")
    part = match["part"] or ""
    sign = "-" if match["sign"] == "-" else ""
    value = Decimal(f"{sign}{whole or '0'}.{part or '0'}")
    return abs(value) if value.is_zero() else value


@cache
def _pattern(mark: str) -> re.Pattern[str]:
    """A number with this decimal mark; thousands are parted by a blank or the other mark."""
    other = "." if mark == "," else ","
    grouped = rf"[1-9][0-9]{{0,2}}(?P<group>[ {other}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*"
    whole = rf"(?P<whole>{grouped}|[0-9]+)?"
    part = rf"(?:[{mark}](?P<part>[0-9]+))?"
    return re.compile(rf"(?P<sign>[-+]?) *(?=[0-9{mark}]){whole}{part}")


def _check_size(value: Decimal, shown: str) -> None:
    if abs(value) >= 10**_MOST_WHOLE_DIGITS:
        raise Unreadable(f'"{shown}" is too large; at most {_MOST_WHOLE_DIGITS} digits are read')
    if -int(value.as_tuple().exponent) > _MOST_PART_DIGITS:
        raise Unreadable(f'"{shown}" has more than {_MOST_PART_DIGITS} decimals')


def _either(shown: str, small: Decimal, large: Decimal) -> str:
    whole, parts = plain_number(large), plain_number(small)
    return f'"{shown}" could be {parts} or {whole}; write {whole}, or {parts}0 for the other'
