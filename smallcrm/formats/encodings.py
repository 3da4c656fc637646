"""Which encoding a text is in: UTF-8 and UTF-16 by their form, eight-bit ones by their letters.

An eight-bit encoding is certain when every encoding that gives plausible text gives the same text.
The rule holds for texts in the letters of `letters.py`; others may be taken for one of these.
"""

import codecs
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smallcrm.errors import Unreadable
from smallcrm.formats.letters import BALTIC, FAR, MOST_FAR, liking, near_letters, oddities
from smallcrm.formats.survey import Survey
from smallcrm.parsing.text import one_line

EIGHT_BIT = ("windows-1257", "windows-1252", "iso-8859-15", "mac-roman", "windows-1250")
"""The eight-bit encodings that are recognised; any other can be said."""

_NAMES = {codecs.lookup(name).name: name for name in (*EIGHT_BIT, "utf-16-le", "utf-16-be")}
# What programs of a country write, where that is not the order of EIGHT_BIT.
_WESTERN = ("windows-1252", "iso-8859-15", "mac-roman", "windows-1257", "windows-1250")

_CANDIDATES = 4
_NAMES_SHOWN = 3


@dataclass(frozen=True)
class Candidate:
    """An encoding, and names from the file as they would read in it."""

    encoding: str
    names: tuple[str, ...]


class UncertainEncoding(Unreadable):
    """Eight-bit text that can be read in several ways: at most four `candidates`, best first."""

    def __init__(self, message: str, candidates: Sequence[Candidate]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


@dataclass(frozen=True)
class _Reading:
    """The high bytes and the pieces of a text in one encoding."""

    encoding: str
    letters: str
    pieces: tuple[str, ...]
    plausible: bool
    score: int


def check_encoding(name: str) -> str:
    """The usual name of the encoding; Unreadable if there is none of that name."""
    try:
        found = codecs.lookup(name.strip()).name
        io.TextIOWrapper(io.BytesIO(), found)  # some codecs make bytes of bytes, or text of text
    except (LookupError, ValueError) as error:
        known = ", ".join(("utf-8", "utf-16", *EIGHT_BIT))
        raise Unreadable(f'there is no encoding "{name}"; try one of {known}') from error
    return _NAMES.get(found, found)


def find_encoding(blocks: Iterable[bytes], *, name: str, country: str, whole: bool = True) -> str:
    """The encoding of the text in these blocks, which are the `whole` of it or its beginning.

    Raises UncertainEncoding for eight-bit text that could be read in several ways. What no reader
    will take, and UTF-8 with a few wrong bytes, is called UTF-8, so that its reader can name the
    line.
    """
    survey = Survey()
    for block in blocks:
        survey.add(block)
        if survey.utf16:
            return survey.utf16
        if survey.hopeless:
            return "utf-8"
    survey.finish()
    if survey.is_utf8(cut=not whole):
        return "utf-8"
    readings = _readings(survey, country.upper())
    plausible = [reading for reading in readings if reading.plausible]
    if whole and len({reading.letters for reading in plausible}) == 1:
        return plausible[0].encoding
    raise _uncertain(name, plausible or readings)


def _readings(survey: Survey, country: str) -> list[_Reading]:
    """What can be read at all, best first."""
    order = EIGHT_BIT if country in BALTIC else _WESTERN
    found = [_reading(encoding, survey, country) for encoding in order]
    return sorted(filter(None, found), key=lambda one: (not one.plausible, -one.score))


def _reading(encoding: str, survey: Survey, country: str) -> _Reading | None:
    try:
        letters = bytes(sorted(survey.values)).decode(encoding)
        pieces = tuple(piece.decode(encoding) for piece in survey.pieces)
    except UnicodeDecodeError:
        return None
    near = near_letters(country)
    far = FAR - near
    odd = sum(oddities(piece, near, far) for piece in pieces)
    needed = {char.lower() for char in letters if char in far}
    plausible = not odd and len(needed) <= MOST_FAR
    liked = sum(liking(piece, country) for piece in pieces)
    return _Reading(encoding, letters, pieces, plausible, liked - 5 * odd - len(needed))


def _uncertain(name: str, readings: Sequence[_Reading]) -> UncertainEncoding:
    distinct = list({reading.letters: reading for reading in reversed(readings)}.values())[::-1]
    best = distinct[:_CANDIDATES]
    places = _telling(best)
    candidates = [
        Candidate(one.encoding, tuple(one_line(one.pieces[place], longest=40) for place in places))
        for one in best
    ]
    shown = "; ".join(
        f"{one.encoding} reads " + ", ".join(f'"{text}"' for text in one.names)
        for one in candidates
    )
    message = f"the encoding of {name} is not certain: {shown}; say which with --encoding"
    return UncertainEncoding(message, candidates)


def _telling(readings: Sequence[_Reading]) -> list[int]:
    """The places of the few pieces that tell the readings apart best: names rather than text."""
    if not readings:
        return []
    pieces = readings[0].pieces
    left = {
        place: {char for char, *others in zip(piece, *_others(readings, place), strict=True)
                if any(char != other for other in others)}
        for place, piece in enumerate(pieces)
    }  # fmt: skip
    chosen: list[int] = []
    while len(chosen) < _NAMES_SHOWN and left:
        place = max(left, key=lambda one: _worth_showing(pieces[one], left[one], one))
        shown = left.pop(place)
        chosen.append(place)
        left = {one: chars - shown for one, chars in left.items()}
    return sorted(chosen)


def _others(readings: Sequence[_Reading], place: int) -> list[str]:
    return [reading.pieces[place] for reading in readings[1:]]


def _worth_showing(text: str, new: set[str], place: int) -> tuple[bool, bool, int, int]:
    """Names rather than text, with many telling letters that were not shown yet."""
    return bool(new), len(text) <= 30 and not re.search(r"[\d@]", text), len(new), -place
