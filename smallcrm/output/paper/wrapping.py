"""Break a text into lines that fit a width: between words, within one only if it is too long."""

import unicodedata
from collections.abc import Iterator

from smallcrm.output.paper.font import width_of


def wrap(text: str, size: float, width: float) -> list[str]:
    """The lines of a text at `size` points, none wider than `width` points.

    Words are parted by single blanks; nothing is lost but the blanks at which lines break.
    """
    room, blank = width / size, width_of(" ")
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(" "):
        wide = width_of(word)
        if line and used + blank + wide <= room:
            line, used = f"{line} {word}", used + blank + wide
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, room) if wide > room else (word,)
        lines.extend(whole)
        used = width_of(line)
    return [*lines, line]


def _pieces(word: str, room: float) -> Iterator[str]:
    """As much of the word as fits a line, again and again."""
    piece, used = "", 0.0
    for char in word:
        wide = width_of(char)
        if piece and used + wide > room and not unicodedata.combining(char):
            yield piece
            piece, used = "", 0.0
        piece, used = piece + char, used + wide
    yield piece
