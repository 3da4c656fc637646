"""Names: the handle made from one, and `label: value` as typed on the command line."""

import re

from smallcrm.errors import Unreadable
from smallcrm.parsing.text import fold, words

LONGEST_HANDLE = 40
_LABELLED = re.compile(r"([^\W\d_]{1,20}):(?!//)\s*(.+)", re.DOTALL)
_HANDLE = re.compile(r"\w[\w.\-]*")


def make_handle(name: str) -> str:
    """A typable handle: `Tõnu Šmidt` gives `tonu-smidt`; it always holds a letter."""
    handle = ""
    for word in words(name):
        if handle and len(handle) + len(word) >= LONGEST_HANDLE:
            break
        handle = f"{handle}-{word}" if handle else word[:LONGEST_HANDLE]
    if not any(char.isalpha() for char in handle):
        return f"c-{handle}" if handle else "contact"
    return handle


def read_handle(text: str) -> str:
    """A handle that the owner chose: one word with a letter in it, without case and accents."""
    handle = fold(text)
    if not _HANDLE.fullmatch(handle) or len(handle) > LONGEST_HANDLE:
        raise Unreadable(f'a handle is one word of letters, digits and "-": not "{text}"')
    if not any(char.isalpha() for char in handle):
        raise Unreadable(f'a handle needs a letter, so that it is no phone number: not "{text}"')
    return handle


def split_label(text: str) -> tuple[str, str]:
    """`work: 5551 2345` gives `("work", "5551 2345")`; without a label the first is empty."""
    match = _LABELLED.fullmatch(text.strip())
    return (match[1].lower(), match[2].strip()) if match else ("", text.strip())


def search_words(name: str, nickname: str) -> str:
    """What a contact is found by: a blank before each folded word, the nickname on a second line.

    `(" mari maasikas\\n mm")`: a word's start is found after a blank, a whole name on its line.
    """
    lines = (" ".join(words(text)) for text in (name, nickname) if text)
    return "\n".join(f" {line}" for line in lines)
