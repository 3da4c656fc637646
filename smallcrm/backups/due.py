"""Whether the day still lacks its copy: one listing of a folder, as every writing command asks.

A day whose copy went elsewhere is marked, since a stick may be slow, and hold copies of another
book of that name; and so is one on which it could not be made, so that the owner hears of it once.
This is part of every command that writes: names are read without `copy_names`, which takes longer.
"""

import datetime as dt
import os
from pathlib import Path


def beside(book: Path) -> Path:
    """The folder of copies beside the book, which needs no setting."""
    return book.parent / "backups"


def is_due(book: Path, day: dt.date) -> bool:
    """Whether there is neither a copy of the day beside the book, nor the mark of that day."""
    return not any(
        name == mark(book, day).name or _is_of(name, book.stem, day)
        for name in names_in(beside(book))
    )


def mark(book: Path, day: dt.date) -> Path:
    """The empty file that says that the day's copy was made elsewhere, or tried in vain."""
    return beside(book) / f".{book.stem}-{day}.tried"


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
