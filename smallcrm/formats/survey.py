"""A look at the bytes of a text, block by block: what its encoding can be told by."""

import codecs
import re

_MOST_PIECES = 1_000
_MOST_LOOKED_AT = 20_000
_LONGEST_LINE = 4_000_000  # bytes; a longer line is refused whatever its encoding
_START = 4_096  # bytes by which UTF-16 without a mark is known
# A cell, or a part of one, with a byte beyond ASCII in it; not longer than a name.
_PIECE = re.compile(rb"[^\x00-\x1f,;\"\x80-\xff]{0,30}[\x80-\xff][^\x00-\x1f,;\"]{0,30}")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(128))
_MARKED = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_STRUCTURE = '\t\n\r,;:@" '  # what nearly every table holds


class Survey:
    """What the blocks added so far hold: memory stays bounded.

    `values` are all bytes beyond ASCII; `pieces` are texts around them, every value in one at
    least; `utf16` is that encoding if the first block shows it; `hopeless` says that a NUL or an
    endless line was met, so that no reader will take the text.
    """

    def __init__(self) -> None:
        self.values: set[int] = set()
        self.pieces: dict[bytes, None] = {}
        self.utf16 = ""
        self.hopeless = False
        self._begun = False
        self._rest = b""
        self._line = 0
        self._looked_at = 0
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()

    def add(self, block: bytes) -> None:
        """Look at the next block; the first one should hold at least the first four thousand."""
        if not self._begun:
            self._begun = True
            self.utf16 = _utf16(block[:_START])
        self._decode(block)
        self._line = len(block) - block.rfind(b"\n") if b"\n" in block else self._line + len(block)
        self.hopeless |= b"\0" in block or self._line > _LONGEST_LINE
        # What the last line break leaves is looked at together with what follows.
        lines, line_break, self._rest = (self._rest + block).rpartition(b"\n")
        if not lines and len(self._rest) > _START:
            lines, self._rest = self._rest, b""
        self._collect(lines + line_break)

    def finish(self) -> None:
        """Look at the last line, when all blocks are added."""
        self._collect(self._rest)
        self._rest = b""

    def is_utf8(self, *, cut: bool = False) -> bool:
        """Whether all is UTF-8, or all but a few pieces; `cut` if the text goes on."""
        if self._utf8 is not None and (cut or not self._utf8.getstate()[0]):
            return True
        apart = [_UTF8.subn(b"", piece) for piece in self.pieces]
        right = sum(count for _, count in apart)
        wrong = sum(len(rest.translate(None, _ASCII)) for rest, _ in apart)
        return right > wrong

    def _decode(self, block: bytes) -> None:
        if self._utf8 is not None:
            try:
                self._utf8.decode(block)
            except UnicodeDecodeError:
                self._utf8 = None

    def _collect(self, block: bytes) -> None:
        if block.isascii():
            return
        new = set(block.translate(None, _ASCII)) - self.values
        for found in _PIECE.finditer(block):
            full = len(self.pieces) >= _MOST_PIECES or self._looked_at >= _MOST_LOOKED_AT
            if full and not new:
                return
            self._looked_at += 1
            piece = found[0]
            unseen = new.intersection(piece)
            if unseen or not full:
                self.pieces[piece.strip()] = None
                new -= unseen
                self.values |= unseen


def _utf16(start: bytes) -> str:
    """UTF-16 by its mark, or by characters whose one half is NUL, and always the same half."""
    if marked := _MARKED.get(start[:2]):
        return marked
    start = start[: len(start) // 2 * 2]
    if len(start) < 4:
        return ""
    if _is_utf16(low=start[::2], high=start[1::2]):
        return "utf-16-le"
    return "utf-16-be" if _is_utf16(low=start[1::2], high=start[::2]) else ""


def _is_utf16(*, low: bytes, high: bytes) -> bool:
    """Whether half of the characters or more are ASCII, and some of them structure a table."""
    halves = [second for second, first in zip(low, high, strict=True) if first == 0]
    if 2 * len(halves) < len(high) or 0 in halves:
        return False
    # The low half of Ā is NUL too.
    return 4 * low.count(0) < len(low) and any(chr(half) in _STRUCTURE for half in halves)
