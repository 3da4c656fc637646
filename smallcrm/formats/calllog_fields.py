"""A call in a phone's log: its number, kind and duration, from the texts of any program."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from smallcrm.errors import Unreadable
from smallcrm.formats.headings import key_of
from smallcrm.parsing.text import clean_line, one_line

KINDS = ("in", "out", "missed", "rejected", "voicemail")
LONGEST_NUMBER = 100
LONGEST_CALL = 10 * 24 * 3600  # seconds

# The numbers are those of the Android call log, which several programs write.
_KINDS = {
    "in": "in, incoming, inbound, received, answered, accepted; sissetulev, saabunud, sisse,"
    "vastatud; ienākošs, ienākošais, saņemts, saņemtais, pieņemts; innkommende, inngående, inn,"
    "mottatt, besvart",
    "out": "out, outgoing, outbound, dialed, dialled, placed, made; väljaminev, väljuv, välja,"
    "tehtud, valitud; izejošs, izejošais, veikts, zvanīts; utgående, ut, ringt, oppringt",
    "missed": "missed, unanswered, not answered, no answer; vastamata, vastuseta;"
    "neatbildēts, neatbildētais, nepieņemts, nokavēts; tapt, tapte, ubesvart, ikke besvart",
    "rejected": "rejected, declined, refused, blocked; tagasi lükatud, keeldutud, blokeeritud;"
    "noraidīts, noraidītais, bloķēts; avvist, avslått, blokkert",
    "voicemail": "voicemail, voice mail; kõnepost; balss pasts; telefonsvarer, talepost, mobilsvar",
}
_NUMBERED = {
    "1": "in", "2": "out", "3": "missed", "4": "voicemail", "5": "rejected", "6": "rejected",
    "7": "in",
}  # fmt: skip
"""6 was blocked by the phone, 7 was answered on another device."""
_CALL_WORDS = re.compile("calls?$|koned?$|zvan[si]$|anrop$|samtaler?$")
_NOTHING = ("", "null", "none", "n/a", "(unknown)", "unknown")
_SPAN = re.compile(
    r"(?:(?P<hours>[0-9]{1,3})\s*(?:h|hrs?|hours?|t|tundi?|st|stundas?|timer?)\.?\s*)?"
    r"(?:(?P<minutes>[0-9]{1,5})\s*(?:m|min|mins|minutes?|minutit|minūtes?|minutter)\.?\s*)?"
    r"(?:(?P<seconds>[0-9]{1,7})\s*(?:s|sec|secs|seconds?|sek|sekundit|sekundes|sekunder)?\.?)?"
)
_COLONS = re.compile(r"(?:(?P<hours>[0-9]{1,3}):)?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-9]{2})")


@dataclass(frozen=True)
class CallRecord:
    """A call; `line` is where it began in the file.

    `number` is as the phone wrote it, '' when it was withheld; `at` is naive local wall time to
    the second; `kind` is one of KINDS; `name` is the phone's own for the number, or ''.
    """

    line: int
    number: str
    at: datetime
    kind: str
    seconds: int
    name: str = ""


def read_number(text: str) -> str:
    """The number as written; '' for a withheld one, such as `-2`, `(Unknown)` or `Private`."""
    number = clean_line(text, "number", longest=LONGEST_NUMBER)
    reachable = any(char.isdigit() for char in number) or "@" in number
    return number if reachable and not re.fullmatch("-[0-9]", number) else ""


def read_name(text: str) -> str:
    """The name on one line; '' for what phones write in place of none, such as `(Unknown)`."""
    name = clean_line(" ".join(text.split()), "name")
    return "" if name.casefold() in _NOTHING else name


def read_kind(text: str) -> str:
    """One of KINDS, from a word in English, Estonian, Latvian or Norwegian or Android's number."""
    plain = text.strip()
    found = _NUMBERED.get(plain) or _table().get(_CALL_WORDS.sub("", key_of(plain)))
    if not found:
        shown = one_line(text, longest=40)
        raise Unreadable(f'"{shown}" is no kind of call; there are {", ".join(KINDS)}')
    return found


def read_seconds(text: str) -> int:
    """Seconds of `123`, `2:03`, `1:02:03`, `2 min 3 s`; nothing is 0. Raises Unreadable."""
    plain = text.strip().lower()
    if plain in _NOTHING:
        return 0
    match = (_COLONS.fullmatch(plain) or _SPAN.fullmatch(plain)) if len(plain) < 60 else None
    if not match:
        raise Unreadable(f'"{one_line(text, longest=40)}" is no duration; write it as 123 or 2:03')
    hours, minutes, seconds = (int(match[part] or 0) for part in ("hours", "minutes", "seconds"))
    total = hours * 3600 + minutes * 60 + seconds
    if total > LONGEST_CALL:
        raise Unreadable(f'"{one_line(text, longest=40)}" is too long for a call')
    return total


@cache
def _table() -> dict[str, str]:
    lines = ((kind, line.replace(";", ",")) for kind, line in _KINDS.items())
    return {key_of(word): kind for kind, line in lines for word in line.split(",")}
