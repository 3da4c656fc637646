"""The lines of a vCard file, folded ones joined, as bytes; never more than a bound in memory."""

import io
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TextIO

from smallcrm.formats.opening import no_reading, start_of

LONGEST_FIELD = 1_000_000
"""Bytes; what a field holds beyond it is passed over."""

_PIECE = 65_536
_BOM = b"\xef\xbb\xbf"
_NAMED = re.compile(rb"[A-Za-z0-9][\w.\-]*[;:]")
_BOUNDARY = re.compile(rb"(?:BEGIN|END):\s*VCARD\s*", re.IGNORECASE)
_QUOTED_PRINTABLE = re.compile(rb"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
_OLD_VERSION = re.compile(rb"VERSION[^:]*:\s*2", re.IGNORECASE)


class Line(NamedTuple):
    """A field as it stands in the file: `number` (from 1) is where it begins.

    `cut` is true when the field was longer than LONGEST_FIELD.
    """

    number: int
    data: bytes
    cut: bool = False


class _Growing:
    """A field whose further lines are still to come.

    `wants_more` is true when the last one ended with the soft break of quoted-printable text.
    """

    def __init__(self, line: Line) -> None:
        self._number, self._cut = line.number, line.cut
        self._pieces: list[bytes] = []
        self._room = LONGEST_FIELD
        self._quoted: bool | None = None  # not known before it matters
        self._keep(line.data[:LONGEST_FIELD])

    def add(self, piece: bytes) -> None:
        self._cut = self._cut or len(piece) > self._room
        self._keep(piece)

    def _keep(self, piece: bytes) -> None:
        bare = piece.rstrip(b" \t")
        self.wants_more = bare.endswith(b"=") and self._is_quoted(piece)
        piece = bare[:-1] if self.wants_more else piece
        # Of a field that is too long, its start is kept: it says which field that is.
        if piece and not (self._cut and self._pieces):
            self._pieces.append(piece)
            self._room -= len(piece) + 1

    def _is_quoted(self, piece: bytes) -> bool:
        if self._quoted is None:
            first = self._pieces[0] if self._pieces else piece
            self._quoted = bool(_QUOTED_PRINTABLE.match(first))
        return self._quoted

    def whole(self) -> Line:
        return Line(self._number, b"".join(self._pieces), self._cut)


def find_encoding(binary: io.BufferedReader, name: str) -> str:
    """`utf-16-le` or `utf-16-be` if the first bytes say so, else `utf-8`."""
    start = start_of(binary, name)[:4]
    if start.startswith(b"\xff\xfe") or re.fullmatch(rb"[^\0]\0[^\0]\0", start):
        return "utf-16-le"
    if start.startswith(b"\xfe\xff") or re.fullmatch(rb"\0[^\0]\0[^\0]", start):
        return "utf-16-be"
    return "utf-8"


def open_fields(binary: io.BufferedReader, name: str, encoding: str) -> Iterator[Line]:
    """The fields of a file; those of a UTF-16 file come as UTF-8. Raises Refused on a disk error.

    A field is broken in three ways: folded (the next line begins with a blank), by the soft breaks
    of quoted-printable text, and, against all rules, plainly: a line that names no field goes on
    with the one before it.
    """
    wide = encoding.startswith("utf-16")
    # Latin-1 is bytes one to one: it lets the wrapper find line ends of every kind quickly.
    text = io.TextIOWrapper(binary, encoding if wide else "latin-1", "replace", newline="")
    recode = "utf-8" if wide else "latin-1"
    return _joined(_lines(text, lambda line: line.encode(recode, "replace"), name))


def split_fields(data: bytes) -> Iterator[Line]:
    """The fields of a card that is itself the value of a field."""
    return _joined(Line(number, line) for number, line in enumerate(data.split(b"\n"), 1))


def _joined(lines: Iterator[Line]) -> Iterator[Line]:
    last: Line | None = None
    growing: _Growing | None = None  # the last one, once it is known to have further lines
    old = False  # in vCard 2.1, the blank that marks a folded line belongs to the text
    for line in lines:
        data = line.data
        if growing and growing.wants_more and not _BOUNDARY.fullmatch(data):
            growing.add(data)
        elif not data:
            continue
        elif last and (data[:1] in b" \t" or not _NAMED.match(data)):
            growing = growing or _Growing(last)
            growing.add(_further(data, old=old))
        else:
            if last:
                yield growing.whole() if growing else last
            last = line
            growing = _Growing(line) if data[-1:] in b"= \t" else None
            if data[:1] in b"Vv":
                old = bool(_OLD_VERSION.match(data))
    if last:
        yield growing.whole() if growing else last


def _further(data: bytes, *, old: bool) -> bytes:
    """What a further line adds to its field."""
    if data[:1] not in b" \t":
        return b"\n" + data
    return data if old else data[1:]


def _lines(text: TextIO, recode: Callable[[str], bytes], name: str) -> Iterator[Line]:
    """The lines without their ends, counted as an editor does; CR CR LF is one line end."""
    number, ended_by_cr = 0, False
    try:
        while piece := text.readline(_PIECE):
            if ended_by_cr and piece in ("\r\n", "\n"):
                ended_by_cr = False
                continue
            number += 1
            pieces, size = [piece], len(piece)
            while not piece.endswith(("\n", "\r")) and (piece := text.readline(_PIECE)):
                size += len(piece)
                if size <= LONGEST_FIELD:
                    pieces.append(piece)
            ended_by_cr = piece.endswith("\r")
            data = recode("".join(pieces)).rstrip(b"\r\n")
            data = data.removeprefix(_BOM) if number == 1 else data
            yield Line(number, data, size > LONGEST_FIELD)
    except OSError as error:
        raise no_reading(name, error) from error
