"""Where the book lies on this machine."""

from pathlib import Path


def book_path(chosen: str) -> Path:
    """The chosen file, or else the one under the platform's data folder."""
    return Path(chosen).expanduser() if chosen else data_folder() / "book.db"


def practice_path() -> Path:
    """The practice book, which is never the owner's own."""
    return data_folder() / "practice" / "book.db"


def data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("smallcrm", appauthor=False)
