"""Read days, moments, weeks and spans as a shop owner says them: strictly, or not at all."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as TimeOfDay
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from smallcrm.errors import Unreadable
from smallcrm.parsing import date_forms as forms
from smallcrm.parsing import date_words as table
from smallcrm.parsing.date_found import Asked, Found, Impossible, Toward, delta, monday_of
from smallcrm.parsing.date_times import split_time
from smallcrm.parsing.say import say_day, say_distance, say_moment

__all__ = [
    "When",
    "read_ahead",
    "read_back",
    "read_leading_day",
    "read_span",
    "read_week",
    "say_day",
    "say_distance",
    "say_moment",
]

_LONGEST = 200
_LONGEST_DAY = 7  # words of a day such as "the day after tomorrow at 2 pm"
_SAY_AHEAD = (
    "say fri, tomorrow, +3d, 31.12., 2026-12-31, w48, next week or eom"
    " (a time may follow: fri 14:30)"
)
_SAY_BACK = (
    "say mon, yesterday, -2d, 2 days ago, 31.12., 2026-12-31, 15:30 or now"
    " (a time may follow: mon 14:30)"
)
_SAY_WEEK = "say w48, 2026-W48, next, last, fri, +2w, 31.12. or 2026-12-31"
_SAY_SPAN = "say 10d, 2w, 3m, 1y or 10 days"

_T = TypeVar("_T")


class _NoForm(Exception):
    """The words have no form that is known."""


@dataclass(frozen=True)
class When:
    """A day, its time if one was said, and a decision that must be said back (or '')."""

    day: date
    time: TimeOfDay | None = None
    remark: str = ""

    @property
    def moment(self) -> datetime:
        """Day and time together; midnight stands for a day whose time was not said."""
        return datetime.combine(self.day, self.time or TimeOfDay())


def read_ahead(words: str, today: date) -> When:
    """The day of something that will happen; a full date may be past, the remark says so.

    Raises Unreadable.
    """
    return _strictly(lambda said: _ahead(said, today), words, "day", _SAY_AHEAD, sign="+")


def read_leading_day(words: Sequence[str], today: date) -> tuple[When, int]:
    """The day that the most of the first words make, and how many of them it took.

    `fri 14:30 send samples` is Friday at 14:30, by two words. Raises Unreadable.
    """
    for used in range(min(_LONGEST_DAY, len(words)), 1, -1):
        # Not read_ahead, which would look for a typo in every try.
        try:
            return _ahead(" ".join(words[:used]), today), used
        except (Impossible, _NoForm):
            continue
    return read_ahead(words[0], today), 1


def read_back(words: str, now: datetime) -> When:
    """The day, and the time if said, of something that happened, up to `now` (local, naive).

    Raises Unreadable.
    """
    return _strictly(lambda said: _back(said, now), words, "day", _SAY_BACK, sign="-")


def read_week(words: str, today: date) -> date:
    """The Monday of the week that is named, or in which the named day lies; '' is this week.

    A week or day without its year is the nearest one. Raises Unreadable.
    """
    return _strictly(lambda said: _week(said, today), words, "week", _SAY_WEEK, sign="+")


def read_span(words: str) -> relativedelta:
    """A length of time from one day to a hundred years: `60d`, `3m`; raises Unreadable."""
    return _strictly(_span, words, "span", _SAY_SPAN)


def _ahead(words: str, today: date) -> When:
    found, at = _moment(_folded(words), Asked(today, Toward.AHEAD))
    late = (today - found.day).days
    if late > 0 and found.counted:
        raise Impossible(f"a due day lies ahead, this was {say_distance(found.day, today)}")
    past = f"that day is {late} day{'' if late == 1 else 's'} past" if late > 0 else ""
    return When(found.day, at, "; ".join(filter(None, (found.remark, past))))


def _back(words: str, now: datetime) -> When:
    text = _folded(words)
    if text in table.NOW_WORDS:
        return When(now.date(), now.time().replace(second=0, microsecond=0))
    found, at = _moment(text, Asked(now.date(), Toward.BACK))
    if datetime.combine(found.day, at or TimeOfDay()) > now:
        raise Impossible("that has not happened yet")
    return When(found.day, at, found.remark)


def _week(words: str, today: date) -> date:
    text = _folded(words)
    if text in table.STEP_OF:
        text += " week"
    found = forms.find_day(text, Asked(today, Toward.NEAR)) if text else Found(today)
    if found is None:
        raise _NoForm
    return monday_of(found.day)


def _span(words: str) -> relativedelta:
    counted = forms.counted_span(_folded(words))
    if counted is None:
        raise _NoForm
    unit, number = counted
    if not 1 <= number <= {"days": 36525, "weeks": 5218, "months": 1200, "years": 100}[unit]:
        raise Impossible("a span is one day to a hundred years")
    return delta(unit, number)


def _moment(text: str, asked: Asked) -> tuple[Found, TimeOfDay | None]:
    """The day and the time in folded words; a time alone is today's."""
    said, at = split_time(re.sub(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})t(?=[0-9])", r"\1 ", text))
    found = forms.find_day(said, asked) if said else None
    if not said and at is not None:
        alone = "no day was said, so this is today" if asked.toward is Toward.AHEAD else ""
        found = Found(asked.today, alone)
    if found is None:
        raise _NoForm
    return found, at


def _folded(words: str) -> str:
    if len(words) > _LONGEST:
        raise _NoForm
    return table.fold(words)


def _strictly(read: Callable[[str], _T], words: str, kind: str, say: str, *, sign: str = "") -> _T:
    """What `read` makes of the words, or Unreadable with the reason and the way out."""
    try:
        return read(words)
    except Impossible as why:
        brief = f"cannot read the {kind} {_quoted(words)}: {why}"
        raise Unreadable(f"{brief}; {say}", brief) from None
    except _NoForm:
        meant = _meant(words, read, sign)
        hint = f"; did you mean {meant}?" if meant else ""
        brief = f"cannot read the {kind} {_quoted(words)}{hint}"
        raise Unreadable(f"{brief}{'' if meant else ';'} {say}", brief) from None


def _quoted(words: str) -> str:
    line = " ".join(words[: _LONGEST * 2].split())
    return f'"{line if len(line) <= 40 else line[:39] + "…"}"'


def _meant(words: str, read: Callable[[str], object], sign: str) -> str:
    """The nearest words that can be read: a typo mended or a forgotten sign; '' if none is near."""
    if len(words) > 40:
        return ""
    for near in (_mended(table.fold(words)), sign + table.fold(words)):
        try:
            read(near)
        except (Impossible, _NoForm):
            continue
        return near
    return ""


def _mended(text: str) -> str:
    from difflib import get_close_matches

    known = table.spellings()
    words = [
        word
        if word in known or not word.isalpha()
        else known[near[0]]
        if (near := get_close_matches(word, known, 1, 0.75))
        else word
        for word in text.split()
    ]
    return " ".join(words)
