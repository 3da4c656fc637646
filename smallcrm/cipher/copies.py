"""Copies of a book that lie about: which have which key, and giving them another."""

import os
from collections.abc import Iterable
from pathlib import Path

from smallcrm.cipher.keys import Key
from smallcrm.cipher.rewriting import rewrite
from smallcrm.errors import CrmError
from smallcrm.inspection import is_book, salt_of


def copies_in(folders: Iterable[Path], salt: bytes | None) -> list[Path]:
    """The books in the folders that are encrypted with that salt, or are plain if it is None."""
    return [path for folder in folders for path in _files_in(folder) if _is_copy(path, salt)]


def rewrite_copies(paths: Iterable[Path], old: Key | None, new: Key | None) -> dict[Path, str]:
    """Give each copy the new key, or none; those that stayed as they were, and why.

    Their times stay, by which older ones are told from newer.
    """
    stayed = {}
    for path in paths:
        try:
            times = path.stat()
            rewrite(path, old, new)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        except (CrmError, OSError) as error:
            stayed[path] = str(error)
    return stayed


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


def _is_copy(path: Path, salt: bytes | None) -> bool:
    try:
        return is_book(path) and salt_of(path) == salt
    except OSError:
        return False
