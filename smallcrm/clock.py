"""The one place where the clock is read; `set_now` lets anyone see the book on another day."""

import datetime as dt

_shift = dt.timedelta()


def set_now(moment: dt.datetime | None) -> None:
    """Let the clock run on from `moment` (local time), or from the real time if None."""
    global _shift
    _shift = moment - dt.datetime.now() if moment else dt.timedelta()


def now() -> dt.datetime:
    """The local wall time, without a zone, to the second."""
    return (dt.datetime.now() + _shift).replace(microsecond=0)


def utc_now() -> dt.datetime:
    """The moment in UTC, for "written at"."""
    return (dt.datetime.now() + _shift).astimezone(dt.UTC)
