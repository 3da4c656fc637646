"""The time of day at the end of what was said: 14:30, kl 14, 14.30, 2pm, 2:30 pm."""

import re
from datetime import time

from smallcrm.parsing import date_words as table
from smallcrm.parsing.date_forms import weekday_of
from smallcrm.parsing.date_found import Impossible


def split_time(text: str) -> tuple[str, time | None]:
    """The folded words before a time at the end, and that time; raises Impossible."""
    if half := re.fullmatch(r"(?:(.*) )?(([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap])\.?m\.?)", text):
        before, said, hour, minute, letter = half.groups()
        return _without_mark(before or ""), _half_day(int(hour), int(minute or 0), letter, said)
    rest, _, last = text.rpartition(" ")
    match = re.fullmatch(r"([0-9]{1,2})(?:([:.])([0-9]{2}))?", last)
    if not match:
        return text, None
    if _is_mark(rest.rpartition(" ")[2]):
        return _without_mark(rest), _time(int(match[1]), int(match[3] or 0), last)
    if not match[2] or (match[2] == "." and not _is_dotted_time(rest, match)):
        return text, None
    return rest.rstrip(","), _time(int(match[1]), int(match[3]), last)


def _without_mark(text: str) -> str:
    """The words before a time, without the comma or the `at` that parts them from it."""
    before, _, last = text.rpartition(" ")
    return (before if _is_mark(last) else text).rstrip(",")


def _is_mark(word: str) -> bool:
    return word.rstrip(".") in table.CLOCK_WORDS


def _is_dotted_time(rest: str, match: re.Match[str]) -> bool:
    """Whether 14.30 is a time: only after a day, and after a weekday it could be a date as well."""
    if not rest or weekday_of(rest) is None:
        return bool(rest)
    hour, minute = int(match[1]), int(match[3])
    if 1 <= hour <= 23 and 1 <= minute <= 12:
        raise Impossible(
            f"{match[0]} may be a time or a date, say {hour}:{match[3]} or on {match[0]}."
        )
    return not (1 <= minute <= 12 and 1 <= hour <= 31)


def _half_day(hour: int, minute: int, letter: str, said: str) -> time:
    """The time by the clock of twelve hours: 12am is midnight, 12pm is noon."""
    if not 1 <= hour <= 12:
        raise Impossible(f"there is no time {said}")
    return _time(hour % 12 + (12 if letter == "p" else 0), minute, said)


def _time(hour: int, minute: int, said: str) -> time:
    if hour > 23 or minute > 59:
        raise Impossible(f"there is no time {said}")
    return time(hour, minute)
