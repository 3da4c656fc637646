"""Files that the program writes for the owner: whole or absent, and readable by him only."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from smallcrm.errors import Refused
from smallcrm.inspection import is_database
from smallcrm.output.terminal import shows_tables
from smallcrm.parsing.text import visible
from smallcrm.place import nearest_folder, unwritten

SPOOLED_BYTES = 32_000_000  # what goes to a pipe waits in memory up to here, then in a file


@contextmanager
def writing_to(target: str, *, book: Path) -> Iterator[TextIO]:
    """A text file that takes its name when the block has ended well; `-` is standard output.

    Output to a pipe is gathered first, so that no transaction waits for its reader; what does not
    fit into memory waits in a nameless file beside the book. A database is never replaced.
    """
    if target == "-":
        with _spool(book.parent) as file:
            yield file
            _copy_out(file)
        return
    path = Path(target).expanduser()
    try:
        refuse_target(path, book)
        with replacing(path) as binary:
            file = TextIOWrapper(binary, encoding="utf-8", newline="", write_through=True)
            yield file
            file.detach()
    except OSError as error:
        raise unwritten(path, error) from error


def refuse_target(path: Path, book: Path) -> None:
    """Refused if a file cannot go there: onto a folder, the book itself, or any database."""
    if path.is_dir():
        raise Refused(f"{path} is a folder; name a file")
    if path.exists() and book.exists() and path.samefile(book):
        raise Refused(f"{path} is the book itself; name another file")
    if is_database(path):
        raise Refused(f"{path} is a database, and may be a book; name another file")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside the named one, which takes its place at the end; a device is written to."""
    if path.exists() and not path.is_file():
        with open(path, "wb") as file:
            yield file
        return
    real = Path(os.path.realpath(path))
    handle, temporary = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name[:40]}.")
    try:
        with open(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, real)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def _spool(folder: Path) -> Iterator[TextIO]:
    with tempfile.SpooledTemporaryFile(
        SPOOLED_BYTES,
        mode="w+",
        encoding="utf-8",
        newline="",
        dir=str(nearest_folder(folder)),
    ) as file:
        yield file  # type: ignore[misc]


def _copy_out(file: TextIO) -> None:
    """Hand what was gathered to standard output, as UTF-8 whatever the locale says.

    A terminal gets it with nothing in it that acts on it, anything else letter for letter.
    """
    file.seek(0)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
    if shows_tables():
        for line in file:
            print(visible(line.rstrip("\r\n")))
    else:
        shutil.copyfileobj(file, sys.stdout)
    sys.stdout.flush()
