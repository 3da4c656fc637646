"""Text as it can be printed: what the font lacks is shown by its name, never as an empty box."""

import unicodedata

from smallcrm.output.paper.font import has
from smallcrm.parsing.text import visible

# They only choose how their neighbours are joined or coloured, and have no shape of their own.
_SHAPELESS = dict.fromkeys([0x200D, 0xFE0E, 0xFE0F])


def printable(text: str) -> list[str]:
    """The lines of a text, blanks made single, every character one that the font has."""
    if text.isascii() and text.isprintable():
        return [" ".join(text.split())]
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_SHAPELESS)
    lines = visible(normal.replace("\t", " "), keep="\n").split("\n")
    return [" ".join("".join(map(_shown, line)).split()) for line in lines]


def printable_line(text: str) -> str:
    """The text on one line, line breaks made blanks."""
    return " ".join(line for line in printable(text) if line)


def _shown(char: str) -> str:
    if char.isspace() or has(char):
        return char
    name = unicodedata.name(char, "")
    if not name or name.startswith("CJK UNIFIED"):
        return f"[U+{ord(char):04X}]"
    return f"[{name.lower()}]"
