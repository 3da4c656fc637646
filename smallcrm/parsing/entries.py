"""What is written on a printed sheet, as it is keyed in: `03 wants the offer /mon +vip; 04 na`."""

import datetime as dt
import re
from dataclasses import dataclass

from smallcrm.errors import Unreadable
from smallcrm.parsing.dates import When, read_leading_day
from smallcrm.parsing.text import one_line

NO_ANSWER, DROP = "na", "x"
_CODED = re.compile(r"(?:^|[;\n])\s*(\d{1,3})(?=\s|$)")
_TAG = re.compile(r"\+[^\W\d]\S*")


@dataclass(frozen=True)
class Entry:
    """One line keyed in: words, or `na` for no answer, or `x` to drop it."""

    words: str = ""
    kind: str = "said"
    back: When | None = None
    tags: tuple[str, ...] = ()


def read_entries(text: str, today: dt.date) -> dict[int, Entry]:
    """Entries by their line's code, parted by `;` or a line break before the next code.

    Unreadable if a code comes twice, or if there are words before the first.
    """
    marks = list(_CODED.finditer(text))
    before = text[: marks[0].start()] if marks else text
    if before.strip(" ;\n"):
        shown = one_line(before, longest=40)
        raise Unreadable(f'an entry begins with its line code, as in "03 na": not "{shown}"')
    entries: dict[int, Entry] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        code, end = int(mark[1]), following.start() if following else len(text)
        if code in entries:
            raise Unreadable(f"line {code:02} is keyed in twice")
        entries[code] = read_entry(text[mark.end() : end].strip(" ;\n"), today)
    return entries


def read_entry(text: str, today: dt.date) -> Entry:
    """The words of one line: `/WHEN` is the next callback, `+tag` a tag, the rest the summary."""
    tokens = text.split()
    tags = tuple(token[1:] for token in tokens if _TAG.fullmatch(token))
    tokens = [token for token in tokens if not _TAG.fullmatch(token)]
    said, back = _take_day(tokens, today)
    words = " ".join(said)
    if words.lower() == DROP:
        if back:
            raise Unreadable("x drops a line: it takes no next day")
        return Entry(kind=DROP, tags=tags)
    if words.lower() == NO_ANSWER:
        return Entry(kind=NO_ANSWER, back=back, tags=tags)
    if not words:
        raise Unreadable("nothing was said: key in a few words, na for no answer, or x to drop it")
    return Entry(words, back=back, tags=tags)


def _take_day(tokens: list[str], today: dt.date) -> tuple[list[str], When | None]:
    """The words without the day that begins with `/`, and the day."""
    for place, token in enumerate(tokens):
        if len(token) > 1 and token.startswith("/"):
            when, used = read_leading_day([token[1:], *tokens[place + 1 :]], today)
            return tokens[:place] + tokens[place + used :], when
    return tokens, None
