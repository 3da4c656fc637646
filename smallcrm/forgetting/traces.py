"""Where a person still stands: in copies of the book, and in files that were written."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from smallcrm import connecting
from smallcrm.backups.due import beside
from smallcrm.backups.files import UNFINISHED as IN_THE_MAKING
from smallcrm.backups.files import opened
from smallcrm.backups.settings import read_settings
from smallcrm.connecting import is_encrypted
from smallcrm.copy_names import read_name
from smallcrm.domain.privacy.markers import Markers
from smallcrm.domain.privacy.selves import Self
from smallcrm.errors import BookUnusable
from smallcrm.inspection import is_book, is_database
from smallcrm.troubles import reason_of

PACKED = (b"%PDF", b"\x1f\x8b", b"PK\x03\x04")  # how files begin that are not to be searched

_THERE = "SELECT 1 FROM contact WHERE id = ? AND created = ?"
_NAMED = f"{_THERE} AND handle NOT LIKE 'erased-%'"
_TAKEN_BACK = (
    "SELECT 1 FROM change WHERE table_name = 'contact' AND row_id = ? AND action = 'delete'"
    " AND json_extract(before, '$.created') = ?"
)


@dataclass(frozen=True)
class Held:
    """A file that holds the person; not `sure` of one that cannot be searched.

    `problem` is why a copy of the book cannot be looked into.
    """

    path: Path
    sure: bool = True
    problem: str = ""


def folders(book: Path) -> list[Path]:
    """Where the program puts copies of the book."""
    chosen = read_settings(book).folder
    return [beside(book), *([Path(chosen)] if chosen else [])]


def copies_holding(
    book: Path, files: Iterable[str], selves: Sequence[Self], *, nameless: Collection[Self] = ()
) -> Iterator[Held]:
    """The copies of the book that know the person, or cannot be looked into.

    The `nameless` are those whose orders stay: a copy that has them under no name knows nothing.
    They lie in the folders for copies, are among the `files` that were written, or, put there by
    the owner, lie beside the book; what cannot be looked into there is no business of this book.
    """
    found = _copies(book, files)
    for path in found:
        try:
            if _knows(path, selves, nameless):
                yield Held(path)
        except connecting.failures(BookUnusable, OSError) as error:
            yield Held(path, sure=False, problem=reason(error))
    for path in _once([*found, *_neighbours(book)])[len(found) :]:
        with suppress(*connecting.failures(BookUnusable, OSError)):
            if _knows(path, selves, nameless):
                yield Held(path)


def _copies(book: Path, files: Iterable[str]) -> list[Path]:
    found = [path for place in folders(book) for path in _files_in(place)]
    found += [Path(file) for file in files]
    whole = (path for path in found if not path.name.startswith(IN_THE_MAKING))
    return [path for path in _once(whole) if _is_copy(path, book)]


def _once(paths: Iterable[Path]) -> list[Path]:
    """Each file once, under the first of its names."""
    first: dict[str, Path] = {}
    for path in paths:
        first.setdefault(os.path.realpath(path), path)
    return list(first.values())


def _neighbours(book: Path) -> list[Path]:
    """The plain books in the book's own folder."""
    found = (path for path in _files_in(book.parent) if not is_encrypted(path))
    return [path for path in found if _is_copy(path, book) and is_book(path)]


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir()) if folder.is_dir() else []


def _is_copy(path: Path, book: Path) -> bool:
    """Whether it is a smallcrm book, or was one by its name: what is spoilt must be said too.

    Another program's database is never looked into.
    """
    try:
        if os.path.realpath(path) == os.path.realpath(book) or not path.is_file():
            return False
        spoilt = read_name(path.name, book.stem) is not None and not is_database(path)
        return spoilt or is_book(path)
    except OSError:
        return False


def _knows(path: Path, selves: Sequence[Self], nameless: Collection[Self]) -> bool:
    """Whether a copy has one of the contacts, in the book or in its journal."""
    with opened(path) as copy:
        return any(
            copy.execute(query, (one.contact_id, f"{one.created:%Y-%m-%d %H:%M:%S.%f}")).fetchone()
            for one in selves
            for query in (_NAMED if one in nameless else _THERE, _TAKEN_BACK)
        )


def files_holding(paths: Iterable[str], markers: Markers) -> Iterator[Held]:
    """Those of the written files that are still there and hold the person, or may."""
    for name in paths:
        path = Path(name)
        try:
            if not path.is_file() or is_database(path):
                continue
            data = path.read_bytes()
            packed = data.startswith(PACKED)
            if packed or markers.name(name) or _holds(data, markers):
                yield Held(path, sure=not packed)
        except OSError as error:
            yield Held(path, sure=False, problem=str(error.strerror))


def books_holding(book: Path, known: Iterable[Path], markers: Markers) -> Iterator[Held]:
    """The books beside the book that may hold the person though none of their contacts is theirs.

    A rescue from a badly damaged book makes such. `known` are those that know the person.
    """
    folded = tuple(" ".join(name) for name in markers.names)
    sought = replace(markers, written=(*markers.written, *folded))
    known = list(known)
    for path in _once([*known, *_neighbours(book)])[len(known) :]:
        with suppress(OSError):
            if _holds(path.read_bytes(), sought):
                yield Held(path, sure=False)


def _holds(data: bytes, markers: Markers) -> bool:
    """Whether a file holds anything as it was typed; lines that are folded are made whole."""
    whole = data.replace(b"\r\n ", b"")
    return any(
        text.encode(encoding) in part
        for text in markers.written
        for encoding in ("utf-8", "utf-16-le")
        for part in (data, whole)
    )


def reason(error: Exception) -> str:
    """What keeps a file from being looked into or rewritten."""
    if isinstance(error, OSError):
        return str(error.strerror)
    return str(error) if isinstance(error, BookUnusable) else reason_of(error)
