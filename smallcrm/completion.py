"""Handles and product codes for the shell's Tab key, read without the ORM to answer at once."""

import os
from pathlib import Path

from smallcrm import connecting
from smallcrm.errors import BookUnusable
from smallcrm.place import book_path

MOST = 50


HANDLES = (
    "SELECT handle FROM contact WHERE NOT archived AND NOT restricted"
    " AND substr(handle, 1, ?) = ? ORDER BY handle LIMIT ?"
)
CODES = (
    "SELECT code FROM product WHERE NOT archived AND code_folded != ''"
    " AND substr(code_folded, 1, ?) = ? ORDER BY code_folded LIMIT ?"
)


def handles(incomplete: str) -> list[str]:
    """Handles that begin with what was typed; none, and no complaint, if there is no book."""
    return _beginning(HANDLES, incomplete)


def codes(incomplete: str) -> list[str]:
    """Products' codes that begin with what was typed; none, as of handles, without a book."""
    return _beginning(CODES, incomplete)


def _beginning(query: str, incomplete: str) -> list[str]:
    try:
        path = book_path(os.environ.get("SMALLCRM_DB", ""))
        return _read(path, query, incomplete.lower())
    except connecting.failures(BookUnusable):
        return []


def _read(path: Path, query: str, start: str) -> list[str]:
    connection = connecting.connect(path, mode="ro", timeout=1, asking=False)
    try:
        return [found for (found,) in connection.execute(query, (len(start), start, MOST))]
    finally:
        connection.close()
