"""Opening a file by its path, or taking a binary stream, for any format that reads bytes."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from smallcrm.errors import CrmError, NotFound, Refused


def name_of(source: str | Path | BinaryIO) -> str:
    """What messages call a source: its path, or "the input" for a stream without one."""
    name = source if isinstance(source, str | Path) else getattr(source, "name", "<stream>")
    named = isinstance(name, str | Path) and not str(name).startswith("<")
    return str(name) if named else "the input"


def open_binary(source: str | Path | BinaryIO) -> io.BufferedReader:
    """Open a file for reading bytes; a stream is taken as it is.

    Raises NotFound for a missing file, Refused for a folder or a file that may not be read.
    """
    if not isinstance(source, str | Path):
        if isinstance(source, io.BufferedReader):
            return source
        return io.BufferedReader(cast(io.RawIOBase, source))
    try:
        return open(source, "rb")
    except ValueError as error:  # a NUL in the name
        raise NotFound(f"there is no file {source}; check the name and the folder") from error
    except OSError as error:
        raise no_reading(str(source), error) from error


def start_of(binary: io.BufferedReader, name: str) -> bytes:
    """The first bytes, without taking them. Raises Refused when the disk fails."""
    try:
        return binary.peek(16)
    except OSError as error:
        raise no_reading(name, error) from error


def read_blocks(binary: io.BufferedReader, size: int) -> Iterator[bytes]:
    """The bytes in blocks of this size; Refused when the disk fails."""
    try:
        yield from iter(lambda: binary.read(size), b"")
    except OSError as error:
        raise no_reading(name_of(binary), error) from error


def no_reading(name: str, error: OSError) -> CrmError:
    """The error that tells the owner why a file cannot be read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotFound(f"there is no file {name}; check the name and the folder")
    if isinstance(error, IsADirectoryError):
        return Refused(f"{name} is a folder; name a file in it")
    if isinstance(error, PermissionError):
        return Refused(f"{name} may not be read; change its permissions or make a copy of it")
    reason = error.strerror or "the system gives no reason"
    return Refused(f"{name} cannot be read ({reason}); copy it to another place and try again")
