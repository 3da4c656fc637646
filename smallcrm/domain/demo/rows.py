"""What the practice shop is written in: rows whose days are counted in working days from today.

Day -1 is the last working day before today, 0 is today itself, 1 the next working day after it.
"""

from dataclasses import dataclass

from smallcrm.domain.contacts import read_point
from smallcrm.formats.records import PointRecord
from smallcrm.models.enums import PointKind

CLOSING_TIME = "18:00"


@dataclass(frozen=True)
class Said:
    """A talk; `others` are the handles of those who took part too."""

    day: int
    time: str
    channel: str
    direction: str
    summary: str
    outcome: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Did(Said):
    """A talk that closed the contact's open callback."""


@dataclass(frozen=True)
class Tried:
    """Nobody answered when the open callback was tried."""

    day: int
    time: str = CLOSING_TIME


@dataclass(frozen=True)
class Dropped:
    """The open callback was given up."""

    day: int
    time: str = CLOSING_TIME


@dataclass(frozen=True)
class Planned:
    """A callback was planned without a talk; it stands in the next row."""

    day: int
    time: str = CLOSING_TIME


@dataclass(frozen=True)
class Back:
    """The callback that the row above opened: its due day, why, how, and who promised it."""

    day: int
    why: str
    channel: str = "call"
    by: str = "me"
    time: str = ""


Event = Said | Tried | Dropped | Planned
Stories = dict[str, tuple[Event | Back, ...]]


def points(*texts: str) -> tuple[PointRecord, ...]:
    """Numbers, e-mails and web addresses as an owner types them: `work: 443 0120`."""
    return tuple(read_point(_kind(text), text) for text in texts)


def _kind(text: str) -> PointKind:
    if "@" in text:
        return PointKind.EMAIL
    return PointKind.WEB if "www." in text else PointKind.PHONE
