"""A birthday as vCards write it, to `YYYY-MM-DD` or `--MM-DD`, and back."""

import datetime as dt
import re

# Year first, so that no order of day and month has to be guessed; a time of day is passed over.
_FULL = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})(?:[T ].*)?", re.DOTALL)
_LOOSE = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ].*)?", re.DOTALL)
_NO_YEAR = re.compile(r"--([0-9]{2})-?([0-9]{2})(?:T.*)?", re.DOTALL)
_LEAP = 2000


def read_birthday(text: str, *, year_left_out: str = "") -> str:
    """`19850412`, `1985-04-12T00:00:00Z`, `--0412` as `1985-04-12` or `--04-12`; else ''.

    `year_left_out` is the year that the writer puts where none is known.
    """
    text = text.strip()
    if found := _NO_YEAR.fullmatch(text):
        return _without_year(found[1], found[2])
    found = _FULL.fullmatch(text) or _LOOSE.fullmatch(text)
    if not found:
        return ""
    if found[1] in ("0000", year_left_out):
        return _without_year(found[3], found[4])
    return _day(int(found[1]), found[3], found[4])


def write_birthday(iso: str, *, modern: bool) -> str:
    """The parameters, a colon and the value of BDAY for `YYYY-MM-DD` or `--MM-DD`.

    vCard 3.0 knows no birthday without a year: Apple's way of writing one is the best understood.
    """
    if modern:
        return ":" + ("--" if iso.startswith("--") else "") + iso.replace("-", "")
    if iso.startswith("--"):
        return f";X-APPLE-OMIT-YEAR=1604:1604-{iso[2:]}"
    return f":{iso}"


def _without_year(month: str, day: str) -> str:
    whole = _day(_LEAP, month, day)
    return whole and f"--{whole[5:]}"


def _day(year: int, month: str, day: str) -> str:
    try:
        return dt.date(year, int(month), int(day)).isoformat()
    except ValueError:
        return ""
