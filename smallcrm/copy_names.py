"""A copy's name: the book's own, the moment, and why it was made; pure.

`book-2026-11-21-081500-daily.db`; without the last word it was made by hand.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

BY_HAND = ""
DAILY = "daily"
BEFORE = "before-"
UPGRADE = "before-upgrade"
RESTORE = "before-restore"
DAMAGED = "damaged"  # no copy, but a book that could not be read and was moved aside
_REST = re.compile(r"-(\d{4}-\d\d-\d\d-\d{6})(?:-([a-z]+(?:-[a-z]+)*))?\.db")
_MOMENT = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True)
class CopyName:
    """What a copy's name says; `moment` is local wall time, `why` one of the words above."""

    stem: str
    moment: dt.datetime
    why: str = BY_HAND

    def __str__(self) -> str:
        why = f"-{self.why}" if self.why else ""
        return f"{self.stem}-{self.moment:{_MOMENT}}{why}.db"

    @property
    def is_automatic(self) -> bool:
        """Whether nobody asked for it, so that it goes when its time has come."""
        return self.why == DAILY or self.why.startswith(BEFORE)


def read_name(name: str, stem: str) -> CopyName | None:
    """What the name of a copy of that book says; None for any other file."""
    if not name.startswith(stem):
        return None
    found = _REST.fullmatch(name, len(stem))
    if not found:
        return None
    try:
        return CopyName(stem, dt.datetime.strptime(found[1], _MOMENT), found[2] or BY_HAND)
    except ValueError:
        return None


def newest_first(names: Iterable[CopyName]) -> list[CopyName]:
    return sorted(names, key=lambda name: name.moment, reverse=True)
