"""The settings for copies, read from the book by one query of SQLite alone."""

from dataclasses import dataclass, field
from pathlib import Path

from smallcrm import connecting
from smallcrm.backups.files import opened
from smallcrm.backups.retention import Keep
from smallcrm.errors import BookUnusable
from smallcrm.inspection import inspect_file


@dataclass(frozen=True)
class CopySettings:
    """Where copies go ("" is beside the book), and how many of them stay."""

    folder: str = ""
    keep: Keep = field(default_factory=Keep)


def folder_of(book: Path, *, newest: int) -> str:
    """The folder of copies that the book names; "" of a book that is missing or unusable."""
    try:
        return read_settings(book).folder if inspect_file(book, newest=newest) else ""
    except BookUnusable:
        return ""


def read_settings(book: Path) -> CopySettings:
    """What the book says of its copies; the defaults where it says nothing or cannot be read."""
    try:
        with opened(book) as connection:
            rows = connection.execute(
                "SELECT substr(name, 8), value FROM setting WHERE name LIKE 'backup.%'"
            ).fetchall()
    except connecting.failures():
        return CopySettings()
    chosen = dict(rows)
    counts = {name: int(chosen[name]) for name in ("daily", "weekly", "monthly") if name in chosen}
    return CopySettings(chosen.get("folder", ""), Keep(**counts))
