"""Handles for the shell's Tab key, read without the ORM so that the key answers at once."""

import os
import sqlite3
from pathlib import Path

from smallcrm.errors import BookUnusable
from smallcrm.place import book_path

MOST = 50


def handles(incomplete: str) -> list[str]:
    """Handles that begin with what was typed; none, and no complaint, if there is no book."""
    try:
        path = book_path(os.environ.get("SMALLCRM_DB", ""))
        return _read(path, incomplete.lower())
    except (sqlite3.Error, BookUnusable):
        return []


def _read(path: Path, start: str) -> list[str]:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=1)
    try:
        rows = connection.execute(
            "SELECT handle FROM contact WHERE NOT archived AND substr(handle, 1, ?) = ?"
            " ORDER BY handle LIMIT ?",
            (len(start), start, MOST),
        )
        return [handle for (handle,) in rows]
    finally:
        connection.close()
