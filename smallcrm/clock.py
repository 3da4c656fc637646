"""The one place where the clock is read; `set_now` lets anyone see the book at another moment."""

import datetime as dt

_held: dt.datetime | None = None


def set_now(moment: dt.datetime | None) -> None:
    """Let the clock stand at `moment` (local time), or show the real time if None."""
    global _held
    _held = moment


def now() -> dt.datetime:
    """The local wall time, without a zone, to the second."""
    return (_held or dt.datetime.now()).replace(microsecond=0)


def utc_now() -> dt.datetime:
    """The moment in UTC, for "written at"."""
    return (_held or dt.datetime.now()).astimezone(dt.UTC)
