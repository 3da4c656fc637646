"""A large JSON object whose members are arrays, read an element at a time."""

import codecs
import json
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from smallcrm.formats.opening import read_blocks

BLOCK = 1 << 20
LONGEST = 1 << 25
"""Characters of one element, and of anything beside the arrays; a book's record takes few."""
_BLANK = re.compile(r"[ \t\n\r\ufeff]*")
_BEHIND = (" ", "\t", "\n", "\r", ",", ":", "]", "}")
_DECODER = json.JSONDecoder()


class NoJson(Exception):
    """What is there is no JSON; `line` is where, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class JsonText:
    """Text at a place of a stream of UTF-8: what was read is forgotten. Raises NoJson."""

    def __init__(self, binary: BufferedReader) -> None:
        self._binary = binary
        self._begun = binary.tell()
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._place = 0
        self._ended = False
        self._line = 1

    def tell(self) -> int:
        """Where in the stream the next character is, in bytes."""
        return self._begun + len(self._text[: self._place].encode())

    def peek(self) -> str:
        """The next character that is not blank, '' at the end."""
        while True:
            match = _BLANK.match(self._text, self._place)
            self._place = match.end() if match else self._place
            if self._place < len(self._text) or not self._more():
                return self._text[self._place : self._place + 1]

    def take(self, characters: str) -> str:
        """The next character that is not blank, which must be one of these."""
        found = self.peek()
        if not found or found not in characters:
            raise self.broken()
        self._place += 1
        return found

    def value(self) -> Any:
        """The next value, whatever it is."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._place)
            except (ValueError, RecursionError) as error:
                # More may follow what ends too early, but not a number of too many digits.
                if not isinstance(error, json.JSONDecodeError) or not self._more():
                    raise self.broken() from error
                continue
            # A number may go on in the next block.
            if self._text[end : end + 1] in _BEHIND or not self._more():
                self._place = end
                return value

    def elements(self) -> Iterator[Any]:
        """The elements of the array that comes next."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.take(",]") == "]":
                return

    def name(self) -> str:
        """The name of a member, and the colon behind it."""
        name = str(self.value())
        self.take(":")
        return name

    def end(self) -> None:
        """Nothing may come any more."""
        if self.peek():
            raise self.broken()

    def broken(self) -> NoJson:
        """The error at this place."""
        return NoJson(self._line_here())

    def _more(self) -> bool:
        """Read on, and forget what was taken; whether there was more."""
        if self._ended or len(self._text) - self._place > LONGEST:
            return False
        block = next(read_blocks(self._binary, BLOCK), b"")
        self._ended = not block
        read = self._decoded(block)
        if block:
            self._begun, self._line = self.tell(), self._line_here()
            self._text, self._place = self._text[self._place :] + read, 0
        return bool(block)

    def _decoded(self, block: bytes) -> str:
        try:
            return self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise self.broken() from error

    def _line_here(self) -> int:
        return self._line + self._text.count("\n", 0, self._place)
