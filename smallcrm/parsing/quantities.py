"""Quantities such as `2` and `0,5 kg`: whole thousandths, with the unit as written."""

import re
from dataclasses import dataclass

from smallcrm.errors import Unreadable
from smallcrm.parsing.numbers import LONGEST, read_number
from smallcrm.parsing.text import one_line

MILLI = 1000

_UNIT = re.compile(r"(?P<number>.*[0-9])\s*(?P<unit>[^\W\d_][\w²³./%-]{0,14}|)")


@dataclass(frozen=True)
class Quantity:
    """How much: thousandths of the unit; `unit` is as written, or ''."""

    milli: int
    unit: str = ""


def read_quantity(text: str, *, decimal_mark: str = "") -> Quantity:
    """`0,5 kg` as 500 thousandths of a `kg`; `2x` is two of nothing in particular.

    `decimal_mark` is `.` or `,` where it is known. Raises Unreadable, also for `1,234 kg`, which
    could be a thousand, and beyond three decimals.
    """
    match = _UNIT.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if not match:
        raise Unreadable(f'"{_shown(text)}" is no quantity; write it as 2, 0,5 or 0,5 kg')
    value = read_number(match["number"], "quantity", decimal_mark=decimal_mark) * MILLI
    if value != int(value):
        raise Unreadable(f'"{_shown(text)}" is finer than a thousandth; round it to three decimals')
    unit = match["unit"]
    return Quantity(int(value), "" if unit.casefold() == "x" else unit)


def say_quantity(milli: int, unit: str, language: str) -> str:
    """A quantity for people: `0.5 kg` in English, `0,5 kg` in et, lv and no; without a unit `2`."""
    whole, part = divmod(abs(milli), MILLI)
    mark = "." if language == "en" else ","
    decimals = f"{mark}{part:03}".rstrip("0") if part else ""
    return f"{'-' if milli < 0 else ''}{whole}{decimals} {unit}".rstrip()


def decimal_of_milli(milli: int) -> str:
    """Thousandths as exact decimals: `2`, `0.5`; for data."""
    whole, part = divmod(abs(milli), MILLI)
    decimals = f".{part:03}".rstrip("0") if part else ""
    return f"{'-' if milli < 0 else ''}{whole}{decimals}"


def _shown(text: str) -> str:
    return one_line(text, longest=LONGEST)
