"""Copies of a book that lie about: which have which key, and giving them another."""

import os
from collections.abc import Iterable
from pathlib import Path

from smallcrm.cipher.keys import Key
from smallcrm.cipher.rewriting import rewrite
from smallcrm.errors import CrmError
from smallcrm.inspection import forget, is_book, is_database, salt_of


def copies_in(folders: Iterable[Path], salt: bytes | None) -> list[Path]:
    """The books in the folders that are encrypted with that salt, or are plain if it is None."""
    return [path for folder in folders for path in _files_in(folder) if _is_copy(path, salt)]


def encrypted_in(folders: Iterable[Path], *, but: bytes | None) -> list[Path]:
    """The encrypted books in the folders, whatever opens them, but those with that salt."""
    files = (path for folder in folders for path in _files_in(folder))
    return [path for path in files if _is_encrypted(path, but)]


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


def is_plain(path: Path) -> bool:
    """Whether a file that lies there is not encrypted."""
    forget(path)
    return path.is_file() and salt_of(path) is None


def spoilt_in(folders: Iterable[Path]) -> list[Path]:
    """Files called a book that are none any more: what they hold stays as it is."""
    return [path for folder in folders for path in _files_in(folder) if _is_spoilt(path)]


def _is_spoilt(path: Path) -> bool:
    try:
        return path.suffix == ".db" and not is_database(path)
    except OSError:
        return True


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


def _is_encrypted(path: Path, but: bytes | None) -> bool:
    try:
        return is_book(path) and salt_of(path) not in (None, but)
    except OSError:
        return False
