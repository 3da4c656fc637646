"""Is the last good copy old? As `crm today` asks every morning: by names and headers only."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from smallcrm.backups.due import beside, names_in
from smallcrm.errors import BookUnusable
from smallcrm.inspection import inspect_file

OLD_DAYS = 7


def last_good_day(book: Path, folder: str, *, newest: int) -> dt.date | None:
    """The day of the newest copy that begins as a book and was not cut short, or None.

    `folder` is that of the setting, or "". The newest schema number that counts is `newest`.
    """
    days = [_last_day(place, book.stem, newest) for place in (beside(book), *_chosen(folder))]
    return max(filter(None, days), default=None)


def is_old(last: dt.date | None, begun: dt.date | None, today: dt.date) -> bool:
    """Whether the last copy, or else the book that has none, is older than a week."""
    since = last or begun
    return since is not None and (today - since).days > OLD_DAYS


def _chosen(folder: str) -> Iterator[Path]:
    if folder:
        yield Path(folder)


def _last_day(folder: Path, stem: str, newest: int) -> dt.date | None:
    start = f"{stem}-"
    names = (name for name in names_in(folder) if name.startswith(start) and name.endswith(".db"))
    for name in sorted(names, reverse=True):
        day = _day(name.removeprefix(start))
        if day and not name.endswith("-damaged.db") and _is_good(folder / name, newest):
            return day
    return None


def _day(rest: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(rest[:10])
    except ValueError:
        return None


def _is_good(path: Path, newest: int) -> bool:
    try:
        return inspect_file(path, newest=newest)
    except BookUnusable:
        return False
