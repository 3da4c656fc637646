"""Copies that nobody asked for: the one of the day, and those before what rewrites much.

Where the folder of the setting is absent, full or read-only, the copy goes beside the book.
"""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from smallcrm.backups.copying import copy_to, free_place
from smallcrm.backups.due import beside, mark, names_in
from smallcrm.backups.files import lacks_room
from smallcrm.backups.retention import superseded
from smallcrm.backups.settings import CopySettings, read_settings
from smallcrm.backups.shelf import is_of_book
from smallcrm.copy_names import BEFORE, DAILY, CopyName, read_name
from smallcrm.errors import BookUnusable
from smallcrm.inspection import is_book
from smallcrm.place import make_folder


@dataclass(frozen=True)
class Made:
    """Where the copy lies, or None, and what the owner should hear of it ("" is nothing)."""

    path: Path | None
    remark: str = ""


def copy_daily(book: Path, *, now: dt.datetime) -> Made:
    """Make the day's copy; one that is not beside the book, or nowhere, leaves a mark there."""
    made = _copy(book, DAILY, now=now)
    _forget_marks(book)
    if made.path is None or made.path.parent != beside(book):
        with suppress(OSError):
            make_folder(beside(book))
            mark(book, now.date()).touch(mode=0o600)
    if made.path:
        return made
    return Made(None, f"today's copy of the book was not made: {made.remark}")


def _forget_marks(book: Path) -> None:
    for name in names_in(beside(book)):
        if name.startswith(f".{book.stem}-") and name.endswith(".tried"):
            (beside(book) / name).unlink(missing_ok=True)


def copy_before(book: Path, command: str, *, now: dt.datetime) -> Made:
    """Copy a book that is about to be rewritten by a command, in whose way nothing stands."""
    made = _copy(book, f"{BEFORE}{command}", now=now)
    if made.path:
        return made
    return Made(None, f"no copy of the book was made before the {command}: {made.remark}")


def _copy(book: Path, why: str, *, now: dt.datetime) -> Made:
    settings = read_settings(book)
    troubles = []
    for folder in _folders(book, settings.folder):
        try:
            path = _copy_into(folder, book, CopyName(book.stem, now, why))
        except OSError as error:
            troubles.append(f"{folder}: {error.strerror}")
        except BookUnusable as error:
            troubles.append(str(error))
        else:
            prune(folder, book, settings, spare=path, today=now.date())
            return Made(path, _beside_after_all(path, troubles))
    return Made(None, troubles[-1])


def _folders(book: Path, chosen: str) -> Iterator[Path]:
    if chosen:
        yield Path(chosen)
    yield beside(book)


def _beside_after_all(path: Path, troubles: list[str]) -> str:
    """What is said of a copy that did not get where the setting says."""
    if not troubles:
        return ""
    return f"the copy of the book lies in {path.parent}, since {troubles[0]}"


def _copy_into(folder: Path, book: Path, name: CopyName) -> Path:
    """Copy the book into the folder; OSError or BookUnusable if that cannot be."""
    if folder == beside(book):
        make_folder(folder)
    elif not os.path.isdir(folder):
        raise BookUnusable(f"{folder} is not there")
    trouble = lacks_room(folder, book.stat().st_size)
    if trouble:
        raise BookUnusable(f"{trouble} ({folder})")
    path = free_place(folder, name)
    copy_to(book, path)
    return path


def prune(folder: Path, book: Path, settings: CopySettings, *, spare: Path, today: dt.date) -> None:
    """Remove the automatic copies of this very book that have had their time.

    It follows a copy that was made and looked through just now (`spare`), so that a good one
    stays; and a file goes only if its name, its kind and what is in it say that it is ours.
    """
    found = (read_name(name, book.stem) for name in names_in(folder))
    for name in superseded([name for name in found if name], settings.keep, today=today):
        path = folder / str(name)
        with suppress(OSError):
            if path != spare and is_book(path) and is_of_book(path, spare, surely=True):
                path.unlink()
