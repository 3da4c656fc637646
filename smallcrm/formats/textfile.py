"""Opening a text file that another program wrote: its encoding, and its lines one by one."""

import io
import os
import re
import stat
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from smallcrm.errors import Unreadable
from smallcrm.formats.encodings import check_encoding, find_encoding
from smallcrm.formats.opening import name_of, no_reading, open_binary, start_of

LONGEST_LINE = 1_000_000
"""Characters; a line beyond it is no table that a person kept."""

_BLOCK = 65_536
_LOOKED_AT = 1_048_576  # bytes of a stream that cannot be gone through twice
_SAVE_AS = 'save it as "CSV UTF-8" in the program it comes from and try again'
_WAY_OUT = 'save it as "CSV UTF-8" in the program it comes from, or name its --encoding'
_FOREIGN_STARTS = {
    b"PK\x03\x04": "is a workbook or an archive, not a text file",
    b"\xd0\xcf\x11\xe0": "is an old workbook, not a text file",
    b"%PDF": "is a PDF, not a text file",
    b"\x1f\x8b": "is a compressed file, not a text file",
    b"SQLite format 3\0": "is a database, not a text file",
    b"\x89PNG": "is a picture, not a text file",
    b"\xff\xd8\xff": "is a picture, not a text file",
}
# Bytes that are not in the encoding are decoded to these lone surrogates, which no real text can
# hold: so the check is made line by line, and the line can be named.
_NOT_TEXT = re.compile("[\udc80-\udcff]")


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
        self._begun = False
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
        number = self.number + len(self._ahead) + 1
        try:
            line = self._text.readline(LONGEST_LINE + 1)
        except OSError as error:
            raise no_reading(self.name, error) from error
        except UnicodeError as error:
            reason = f"is not {_shown(self.encoding)}; {_WAY_OUT}"
            raise Unreadable(f"{self.name}, from line {number} on, {reason}") from error
        if reason := _what_is_wrong(line, self.encoding):
            raise Unreadable(f"line {number} of {self.name} {reason}")
        if not self._begun:
            self._begun, line = True, line.removeprefix("\ufeff")  # the byte order mark
        return line


@contextmanager
def open_lines(
    source: str | Path | BinaryIO, *, encoding: str = "", country: str = "EE"
) -> Iterator[Lines]:
    """Open a file by its path, or a binary stream, as lines of text; closed at the end.

    `encoding` overrules what would be recognised, for which `country` (EE, LV, NO ...) says which
    letters are usual. Raises NotFound for a missing file, Refused for one that cannot be opened or
    read, Unreadable for one that is not text or an encoding that does not exist, UncertainEncoding
    for one that can be read in several ways.
    """
    name = name_of(source)
    said = check_encoding(encoding) if encoding else ""
    with open_binary(source) as binary:
        _check_start(binary, name)
        found, binary = (said, binary) if said else _look(binary, name, country)
        # newline="" keeps line ends as they are, as cells with several lines need.
        text = io.TextIOWrapper(binary, found, "surrogateescape", newline="")
        yield Lines(text, name=name, encoding=found)


def _check_start(binary: io.BufferedReader, name: str) -> None:
    start = start_of(binary, name)
    for foreign, reason in _FOREIGN_STARTS.items():
        if start.startswith(foreign):
            raise Unreadable(f"{name} {reason}; {_SAVE_AS}")


def _look(binary: io.BufferedReader, name: str, country: str) -> tuple[str, io.BufferedReader]:
    """The encoding, and the stream to read from: the whole is looked at where that can be."""
    try:
        if _can_be_read_twice(binary):
            place = binary.tell()
            blocks = iter(lambda: binary.read(_BLOCK), b"")
            found = find_encoding(blocks, name=name, country=country)
            binary.seek(place)
            return found, binary
        start = binary.read(_LOOKED_AT)
    except OSError as error:
        raise no_reading(name, error) from error
    whole = len(start) < _LOOKED_AT
    found = find_encoding([start], name=name, country=country, whole=whole)
    return found, io.BufferedReader(_Joined(start, binary))


def _can_be_read_twice(binary: io.BufferedReader) -> bool:
    try:
        return stat.S_ISREG(os.fstat(binary.fileno()).st_mode)
    except io.UnsupportedOperation:  # a stream in memory
        return binary.seekable()


class _Joined(io.RawIOBase):
    """A stream with the start that was taken from it put back."""

    def __init__(self, start: bytes, rest: io.BufferedReader) -> None:
        self._start = memoryview(start)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        if not self._start:
            return self._rest.readinto1(buffer)
        count = min(len(buffer), len(self._start))
        buffer[:count] = self._start[:count]
        self._start = self._start[count:]
        return count


def _what_is_wrong(line: str, encoding: str) -> str:
    if len(line) > LONGEST_LINE:
        return f"is longer than {LONGEST_LINE:,} characters; is it the right file?"
    if "\0" in line:
        return f"holds a NUL byte, so this is no text file; {_SAVE_AS}"
    if found := _NOT_TEXT.search(line):
        byte, place = ord(found[0]) - 0xDC00, found.start() + 1
        return f"is not {_shown(encoding)} (byte {byte:02x} at character {place}); {_WAY_OUT}"
    return ""


def _shown(encoding: str) -> str:
    return encoding.upper() if encoding.startswith("utf") else encoding
