"""Whether the day still lacks its copy: one listing of a folder, as every writing command asks.

A day on which the copy could not be made is marked, so that the owner hears of it once. This is
part of every command that writes: names are looked at without `copy_names`, which takes longer.
"""

import datetime as dt
import os
from pathlib import Path


def beside(book: Path) -> Path:
    """The folder of copies beside the book, which needs no setting."""
    return book.parent / "backups"


def is_due(book: Path, folder: str, day: dt.date) -> bool:
    """Whether neither `folder` (of the setting, or "") nor the one beside has a copy of the day."""
    places = [beside(book), *([Path(folder)] if folder else [])]
    return not any(_has_copy(place, book.stem, day) for place in places)


def mark(book: Path, day: dt.date) -> Path:
    """The empty file that says that the day's copy was tried in vain."""
    return beside(book) / f".{book.stem}-{day}.not-copied"


def _has_copy(place: Path, stem: str, day: dt.date) -> bool:
    marked = f".{stem}-{day}.not-copied"
    return any(name == marked or _is_of(name, stem, day) for name in names_in(place))


def _is_of(name: str, stem: str, day: dt.date) -> bool:
    """Whether it is a copy of that day, the automatic one or one made by hand."""
    time, _, rest = name.removeprefix(f"{stem}-{day}-").partition(".")
    return rest == "db" and time[:6].isdigit() and time[6:] in ("", "-daily")


def names_in(folder: Path) -> list[str]:
    """The names in a folder; none if it is not there or cannot be read."""
    try:
        return os.listdir(folder)
    except OSError:
        return []
