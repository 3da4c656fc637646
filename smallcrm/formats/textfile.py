"""Opening a text file that another program wrote: its encoding, and its lines one by one."""

import io
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from smallcrm.errors import CrmError, NotFound, Refused, Unreadable

LONGEST_LINE = 1_000_000
"""Characters; a line beyond it is no table that a person kept."""

_WAY_OUT = 'save it as "CSV UTF-8" in the program it comes from and try again'
_FOREIGN_STARTS = {
    b"PK\x03\x04": "is a workbook or an archive, not a text file",
    b"\xd0\xcf\x11\xe0": "is an old workbook, not a text file",
    b"%PDF": "is a PDF, not a text file",
    b"\xff\xfe": "is UTF-16 text, not UTF-8",
    b"\xfe\xff": "is UTF-16 text, not UTF-8",
}
# Bytes that are not UTF-8 are decoded to these lone surrogates, which real UTF-8 cannot hold: so
# the check is made line by line, and the line can be named.
_NOT_TEXT = re.compile("[\0\udc80-\udcff]")


class Lines:
    """The checked lines of a text, ends kept; `number` (from 1) is that of the last one given.

    `ended` turns true when a line was asked for after the last one.
    Raises Unreadable at a line that is not text or too long, Refused when the disk fails.
    """

    def __init__(self, text: TextIO, *, name: str, encoding: str) -> None:
        self.name = name
        self.encoding = encoding
        self.number = 0
        self.ended = False
        self._text = text
        self._ahead: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._read()
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        return line

    def peek(self, count: int) -> list[str]:
        """The next `count` lines, or as many as there are, without taking them."""
        while len(self._ahead) < count and (line := self._read()):
            self._ahead.append(line)
        return list(self._ahead)[:count]

    def _read(self) -> str:
        try:
            line = self._text.readline(LONGEST_LINE + 1)
        except OSError as error:
            raise _no_reading(self.name, error) from error
        if reason := _what_is_wrong(line):
            number = self.number + len(self._ahead) + 1
            raise Unreadable(f"line {number} of {self.name} {reason}")
        return line


@contextmanager
def open_lines(source: str | Path | BinaryIO) -> Iterator[Lines]:
    """Open a file by its path, or a binary stream, as lines of text; closed at the end.

    Raises NotFound for a missing file, Refused for one that cannot be opened or read, Unreadable
    for one that is not text.
    """
    name = name_of(source)
    with open_binary(source) as binary:
        encoding = _find_encoding(first_bytes(binary), name)
        # newline="" keeps line ends as they are, as cells with several lines need.
        text = io.TextIOWrapper(binary, encoding + "-sig", "surrogateescape", newline="")
        yield Lines(text, name=name, encoding=encoding)


def name_of(source: str | Path | BinaryIO) -> str:
    """What messages call a source: its path, or "the input" for a stream without one."""
    name = source if isinstance(source, str | Path) else getattr(source, "name", "<stream>")
    named = isinstance(name, str | Path) and not str(name).startswith("<")
    return str(name) if named else "the input"


def open_binary(source: str | Path | BinaryIO) -> io.BufferedReader:
    """A file by its path, or a binary stream, as buffered bytes; the caller closes it.

    Raises NotFound for a missing file, Refused for one that cannot be opened.
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
        raise _no_reading(str(source), error) from error


def read_blocks(binary: io.BufferedReader, size: int) -> Iterator[bytes]:
    """The bytes in blocks of this size; Refused when the disk fails."""
    try:
        yield from iter(lambda: binary.read(size), b"")
    except OSError as error:
        raise _no_reading(name_of(binary), error) from error


def first_bytes(binary: io.BufferedReader) -> bytes:
    """Some of the first bytes, without taking them; b"" for an empty source."""
    try:
        return binary.peek(4)
    except OSError as error:
        raise _no_reading(name_of(binary), error) from error


def _find_encoding(start: bytes, name: str) -> str:
    """The encoding of a file by its first bytes: the place where further encodings come in."""
    for foreign, reason in _FOREIGN_STARTS.items():
        if start.startswith(foreign):
            raise Unreadable(f"{name} {reason}; {_WAY_OUT}")
    return "utf-8"


def _what_is_wrong(line: str) -> str:
    found = _NOT_TEXT.search(line)
    if found and found[0] == "\0":
        return f"holds a NUL byte, so this is no text file; {_WAY_OUT}"
    if found:
        byte = ord(found[0]) - 0xDC00
        return f"is not UTF-8 (byte {byte:02x} at character {found.start() + 1}); {_WAY_OUT}"
    if len(line) > LONGEST_LINE:
        return f"is longer than {LONGEST_LINE:,} characters; is it the right file?"
    return ""


def _no_reading(name: str, error: OSError) -> CrmError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotFound(f"there is no file {name}; check the name and the folder")
    if isinstance(error, IsADirectoryError):
        return Refused(f"{name} is a folder; name a file in it")
    if isinstance(error, PermissionError):
        return Refused(f"{name} may not be read; change its permissions or make a copy of it")
    reason = error.strerror or "the system gives no reason"
    return Refused(f"{name} cannot be read ({reason}); copy it to another place and try again")
