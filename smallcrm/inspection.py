"""A look at a book's file before SQLite touches it: is it a book that this program can use?

SQLite would follow a dangling link, fill an empty file and open a stranger's database. The header
is read as https://sqlite.org/fileformat2.html describes it (fields are big-endian). An encrypted
book has no header that can be read: it begins with its salt, and the salt with a mark of ours.
"""

import os
import stat
import struct
from pathlib import Path

from smallcrm.errors import BookUnusable
from smallcrm.same_book import crm

APPLICATION_ID = 0x53435242  # "SCRB", a smallcrm book
MAGIC = b"SQLite format 3\0"
HEADER_SIZE = 100
ELSEWHERE = "; name another file with --db"
ENCRYPTED_MARK = b"SCRB"  # then 12 random bytes
SALT_SIZE = 16
ENCRYPTED_PAGE = 4096

_found: dict[str, bytes | None] = {}  # the salts of inspected files, None for a plain one


def go_back() -> str:
    """The ways out of a damaged book, typed so that they work in this one."""
    rescue = crm("data rescue -o FILE")
    return f"; {rescue} saves what can be read, {_restore()}"


def restoring() -> str:
    """The way out of a damaged book of which nothing can be read page by page."""
    return f"; {_restore()}"


def moving_away() -> str:
    """The way out where nothing may be lost by a guess: a book that its key does not open."""
    return f"; move it away by hand, and {crm('data restore')} puts a copy in its place"


def _restore() -> str:
    return f"{crm('data restore')} puts a copy in its place and keeps this file"


class Ruined(BookUnusable):
    """A file that is no book any more, or was none: a copy may take its place."""


def inspect_file(path: Path, *, newest: int) -> bool:
    """Whether there is a book; False if it is still to be made.

    BookUnusable, and the file untouched, if it is no book that schema number `newest` can open.
    """
    header, size = _header(path)
    _found[str(path)] = _salt_in(header)
    if header is None or _is_unfinished(path, header):
        return False
    if _salt_in(header):
        _check_pages(path, size)
        return True
    if header[:16] != MAGIC or len(header) < HEADER_SIZE:
        raise Ruined(f"{path} is not a smallcrm book{_way_out(path)}")
    _check_size(path, header, size)
    check_owner(path, header, newest=newest)
    return True


def _way_out(path: Path) -> str:
    """For a file that was a book, as its copies say, the way back; else to name another."""
    copies = path.parent / "backups"
    return go_back() if copies.is_dir() and _has_copies(copies, path.stem) else ELSEWHERE


def without_ways_out(error: BookUnusable) -> str:
    """What is wrong with a file, for one who is on such a way already."""
    said = str(error)
    for way_out in (ELSEWHERE, go_back(), restoring(), moving_away()):
        said = said.removesuffix(way_out)
    return said


def check_owner(path: Path, header: bytes, *, newest: int) -> None:
    """BookUnusable for another program's database, and for a newer smallcrm's."""
    if header[:16] != MAGIC or len(header) < HEADER_SIZE:
        return  # nobody's, as far as it says
    if _field(header, 68) != APPLICATION_ID:
        raise BookUnusable(f"{path} is another program's database{ELSEWHERE}")
    refuse_newer(path, _field(header, 60), newest=newest)


def refuse_newer(path: Path, number: int, *, newest: int) -> None:
    """BookUnusable for a schema that this program does not know."""
    if number > newest:
        raise BookUnusable(f"{path} was written by a newer smallcrm; update this program")


def salt_of(path: Path) -> bytes | None:
    """The salt with which an encrypted book begins; None for any other file, and for none.

    A book that has been inspected is not opened again: closing it would let go of the locks that
    this process holds on it (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    if str(path) in _found:
        return _found[str(path)]
    try:
        return _salt_in(_start(path))
    except OSError:
        return None


def forget(path: Path) -> None:
    """Look afresh at a file that was replaced."""
    _found.pop(str(path), None)


def _salt_in(header: bytes | None) -> bytes | None:
    is_encrypted = header and len(header) == HEADER_SIZE and header.startswith(ENCRYPTED_MARK)
    return header[:SALT_SIZE] if header and is_encrypted else None


def is_database(path: Path) -> bool:
    """Whether a file begins as every SQLite database, or every encrypted book, does.

    OSError if it cannot be read.
    """
    if not path.is_file():
        return False
    start = _start(path)
    return start[:16] == MAGIC or _salt_in(start) is not None


def is_book(path: Path) -> bool:
    """Whether it is a database that calls itself a smallcrm book, or an encrypted one.

    OSError if it cannot be read.
    """
    if not is_database(path):
        return False
    start = _start(path)
    if _salt_in(start):
        return True
    return len(start) == HEADER_SIZE and _field(start, 68) == APPLICATION_ID


def _is_unfinished(path: Path, header: bytes) -> bool:
    """A first start that was cut off before the first page: the journal beside it mends that."""
    return not any(header) and _has_journal(path)


def _has_journal(path: Path) -> bool:
    return os.path.exists(f"{path}-journal")


def _header(path: Path) -> tuple[bytes | None, int]:
    """The header and the size, or None for a book that is still to be made."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        _check_absence(path)
        return None, 0
    except OSError as error:
        raise BookUnusable(f"{path} cannot be used: {error.strerror}") from error
    if stat.S_ISDIR(found.st_mode):
        raise BookUnusable(f"{path} is a folder, not a book; name a file with --db")
    if not stat.S_ISREG(found.st_mode):
        raise BookUnusable(f"{path} is not a plain file; name another with --db")
    if found.st_size == 0:
        _check_absence(path)
        return None, 0
    return _read(path), found.st_size


def _check_absence(path: Path) -> None:
    """A book that is not there where one has been is no new book."""
    if path.is_symlink() and not path.exists():
        raise BookUnusable(f"{path} is a link to a file that is not there; is a disk missing?")
    if not path.exists() and _has_journal(path):
        raise BookUnusable(
            f"{path} is gone, but its journal is there; put the book back beside it, or go back to"
            f" a copy with {crm('data restore')}"
        )
    copies = path.parent / "backups"
    if copies.is_dir() and _has_copies(copies, path.stem):
        raise BookUnusable(
            f"{path} is missing or empty, but there are copies of it in {copies};"
            f" {crm('data restore')} brings the newest back, and --db begins another book"
        )


def _has_copies(folder: Path, stem: str) -> bool:
    from smallcrm.copy_names import read_name  # no daily command needs it

    return any(read_name(name, stem) for name in os.listdir(folder))


def _read(path: Path) -> bytes:
    try:
        return _start(path)
    except OSError as error:
        raise BookUnusable(f"{path} cannot be read: {error.strerror}") from error


def _start(path: Path) -> bytes:
    with open(path, "rb") as file:
        return file.read(HEADER_SIZE)


def _check_size(path: Path, header: bytes, size: int) -> None:
    """A file smaller than its header says was cut short; a hot journal may still mend it."""
    page = struct.unpack(">H", header[16:18])[0]
    expected = _field(header, 28) * (65536 if page == 1 else page)
    if size < expected and not _has_journal(path):
        raise Ruined(f"{path} was cut short ({size} of {expected} bytes){go_back()}")


def _check_pages(path: Path, size: int) -> None:
    """An encrypted file has whole pages; a hot journal may still mend one that has not."""
    if size % ENCRYPTED_PAGE and not _has_journal(path):
        raise Ruined(f"{path} was cut short ({size} bytes){restoring()}")


def _field(header: bytes, offset: int) -> int:
    return int(struct.unpack(">I", header[offset : offset + 4])[0])
