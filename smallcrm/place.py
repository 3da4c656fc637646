"""Where the book lies on this machine."""

import os
from pathlib import Path

from smallcrm.errors import BookUnusable


def book_path(chosen: str) -> Path:
    """The chosen file, or else the one under the platform's data folder.

    BookUnusable for the home of somebody whom this machine does not know, and for what SQLite
    takes for no file: a book in memory would be gone with the command.
    """
    if not chosen:
        return data_folder() / "book.db"
    if str(Path(chosen)).startswith((":memory:", "file:")):
        raise BookUnusable(f"{chosen} is no file that keeps a book; name another with --db")
    try:
        return typed_path(chosen).expanduser()
    except RuntimeError as error:
        raise BookUnusable(f"there is no home folder for {chosen}; name the whole path") from error


def typed_path(typed: str) -> Path:
    """The path that was typed, even in a locale that has no such letters: its name is UTF-8."""
    try:
        os.fsencode(typed)
    except UnicodeEncodeError:
        return Path(os.fsdecode(typed.encode("utf-8", "surrogateescape")))
    return Path(typed)


def practice_path() -> Path:
    """The practice book, which is never the owner's own."""
    return data_folder() / "practice" / "book.db"


def data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("smallcrm", appauthor=False)
