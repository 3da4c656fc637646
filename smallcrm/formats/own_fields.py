"""What only a table of our own says of a contact: pin, rhythm, archive, restriction, age."""

import datetime as dt
from collections.abc import Callable
from typing import TypedDict, TypeVar

from smallcrm.errors import Unreadable
from smallcrm.formats.row_texts import Texts
from smallcrm.parsing.stamps import read_stamp, read_written
from smallcrm.parsing.text import fold, one_line

_ANSWERS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_LONGEST_RHYTHM = 999_999  # days
_ORDER = "dmy"  # of what a spreadsheet made of a date
T = TypeVar("T")


class OwnFields(TypedDict):
    group_pinned: bool | None
    rhythm_days: int | None
    rhythm_since: dt.date | None
    archived: bool | None
    restricted: bool | None
    created: dt.datetime | None


def read_own(texts: Texts) -> OwnFields:
    """These fields of a row of ours; what cannot be read is said and becomes a note."""
    return {
        "group_pinned": _read("group_pinned", _answer, texts),
        "rhythm_days": _read("rhythm_days", _days, texts),
        "rhythm_since": _read("rhythm_since", _day, texts),
        "archived": _read("archived", _answer, texts),
        "restricted": _read("restricted", _answer, texts),
        "created": _read("created", _moment, texts),
    }


def _read(field: str, read: Callable[[str], T], texts: Texts) -> T | None:
    text = texts.first(field)
    if not text:
        return None
    try:
        return read(text)
    except Unreadable as error:
        texts.notes.append(f"{field}: {text}")
        texts.remarks.append(str(error))
        return None


def _days(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _LONGEST_RHYTHM:
        raise Unreadable(f'"{one_line(text, longest=60)}" is no number of days for a rhythm')
    return int(text)


def _day(text: str) -> dt.date:
    return read_stamp(text, _ORDER).date()


def _answer(text: str) -> bool:
    if (answer := _ANSWERS.get(fold(text))) is None:
        raise Unreadable(f'"{one_line(text, longest=60)}" is neither yes nor no')
    return answer


def _moment(text: str) -> dt.datetime:
    """In UTC, as the book keeps it; one without a zone is in UTC already."""
    moment = read_written(text, _ORDER)
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
