"""Lines chosen from a numbered list: `1,3-5`, or all of them."""

import re

from smallcrm.errors import Unreadable
from smallcrm.parsing.text import fold, one_line

ALL = "all"
_PART = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


def read_picks(text: str, count: int) -> list[int]:
    """The chosen numbers, each once, in the order of the list of so many lines.

    Unreadable for what is neither numbers nor `all`, or for a line that the list does not have.
    """
    if fold(text).strip() == ALL:
        return list(range(1, count + 1))
    chosen: set[int] = set()
    for part in re.findall(r"[^\s,]+", re.sub(r"\s*-\s*", "-", text)):
        match = _PART.fullmatch(part)
        if not match:
            shown = one_line(part, longest=40)
            raise Unreadable(f'lines are chosen as 1,3-5 or all, not by "{shown}"')
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= count:
            raise Unreadable(f"there is no line {part}; the list has {count}")
        chosen.update(range(first, last + 1))
    if not chosen:
        raise Unreadable("no line was chosen; say 1,3-5 or all")
    return sorted(chosen)
