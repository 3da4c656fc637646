"""The two gates every text passes: what is let into the book, and how it is shown; and folding."""

import os
import re
import unicodedata
from collections.abc import Callable

from smallcrm.errors import Unreadable

LONGEST_LINE = 1_000
LONGEST_TEXT = 100_000
ZERO_WIDTH_JOINER = "\u200d"  # part of emoji, so it stays as it is

_SURROGATE = re.compile("[\ud800-\udfff]")
_HIDDEN = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}
_LETTERS = {
    "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th",
}  # fmt: skip


class _Table(dict[int, str]):
    """What becomes of each character, worked out when it is first met; for `str.translate`."""

    def __init__(self, become: Callable[[str], str]) -> None:
        self._become = become

    def __missing__(self, code: int) -> str:
        self[code] = self._become(chr(code))
        return self[code]


_BARE = _Table(lambda char: "" if unicodedata.combining(char) else _LETTERS.get(char, char))
_SPACED = _Table(lambda char: char if char.isalnum() else " ")


def typed(words: str) -> str:
    """What was typed at a terminal, as UTF-8 whatever the locale says; else as the locale reads."""
    try:
        return os.fsencode(words).decode("utf-8")
    except UnicodeError:
        return words


def clean(text: str, what: str, *, longest: int = LONGEST_LINE) -> str:
    """The text as it may be stored: unchanged, or Unreadable if it cannot be kept whole."""
    if "\0" in text:
        raise Unreadable(f"the {what} holds a NUL character, which no text can keep")
    if not text.isascii() and _SURROGATE.search(text):
        raise Unreadable(f"the {what} is not valid UTF-8 text; retype it or convert the file")
    if len(text) > longest:
        raise Unreadable(f"the {what} has {len(text)} characters; at most {longest} fit")
    return text


def clean_line(text: str, what: str, *, longest: int = LONGEST_LINE) -> str:
    """A text of one line: the ends stripped; a line break inside is Unreadable."""
    text = clean(text.strip(), what, longest=longest)
    if "\n" in text or "\r" in text:
        raise Unreadable(f"the {what} must be on one line")
    return text


def visible(text: str, *, keep: str = "") -> str:
    r"""The text with every character that could act or hide made readable, as in `\x1b`.

    `keep` names the control characters that the reader can take, such as a line break.
    """
    if text.isprintable():
        return text
    return "".join(_shown(char, keep) for char in text)


def _shown(char: str, keep: str) -> str:
    if char in keep or not is_hidden(char):
        return char
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def is_hidden(char: str) -> bool:
    """Whether the character could act on a terminal, or hide or reorder what stands beside it."""
    return unicodedata.category(char) in _HIDDEN and char != ZERO_WIDTH_JOINER


def one_line(text: str, *, longest: int | None = None) -> str:
    """A stored text on one line: breaks become blanks, the rest is made visible."""
    line = visible(" ".join(text.split()) if not text.isprintable() else text)
    if longest is not None and len(line) > longest:
        return line[: longest - 1].rstrip() + "…"
    return line


def fold(text: str) -> str:
    """The text without case and accents, blanks made single: `Põld  OÜ` becomes `pold ou`."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(_BARE)
    return " ".join(bare.casefold().split())


def words(text: str) -> list[str]:
    """The folded words of a text, cut at everything that is no letter or digit."""
    return fold(text).translate(_SPACED).split()
