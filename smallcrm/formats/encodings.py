"""Which encoding a text is in: UTF-8 and UTF-16 by their form, eight-bit ones by their letters.

An eight-bit encoding is certain when every encoding that gives plausible text gives the same text.
The rule holds for the letters of `_HOME`: text of other languages may be read as text of these.
"""

import codecs
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from smallcrm.errors import Unreadable
from smallcrm.formats.survey import Survey
from smallcrm.parsing.text import one_line

EIGHT_BIT = ("windows-1257", "windows-1252", "iso-8859-15", "mac-roman", "windows-1250")
"""The eight-bit encodings that are recognised; any other can be said."""

_NAMES = {codecs.lookup(name).name: name for name in (*EIGHT_BIT, "utf-16-le", "utf-16-be")}
# What programs of a country write, where that is not the order of EIGHT_BIT.
_WESTERN = ("windows-1252", "iso-8859-15", "mac-roman", "windows-1257", "windows-1250")

_HOME = {
    country: frozenset(letters + letters.replace("ß", "").upper())
    for country, letters in {
        "EE": "äõöüšž",
        "LV": "āčēģīķļņšūž",
        "LT": "ąčęėįšųūž",
        "NO": "æøå",
        "DK": "æøå",
        "SE": "åäöé",
        "FI": "åäö",
        "DE": "äöüß",
    }.items()
}
_BALTIC = ("EE", "LV", "LT")
# Lithuanian ę and ų stand where Windows-1252 has æ and ø: elsewhere they would unsettle those.
_NEAR = frozenset[str]().union(*(_HOME[country] for country in _HOME if country != "LT"))
# Letters of names from further away; a text that needs more than a few of them is misread.
_FAR = frozenset("àáâãçèéêëìíîïñòóôùúûýœÀÁÂÃÇÈÉÊËÌÍÎÏÑÒÓÔÙÚÛÝŒ")
_MOST_FAR = 5
_ALONE = "àÀ"  # a word by itself; the dash of one encoding is the ñ of another
# What may stand between words, and of these what may stand inside one.
_MARKS = "\xa0«»“”„‘’–—…•·°§€£©®™½¼¾²³±"
_JOINTS = "\xa0‘’–—·"

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
    order = EIGHT_BIT if country in _BALTIC else _WESTERN
    found = [_reading(encoding, survey, country) for encoding in order]
    return sorted(filter(None, found), key=lambda one: (not one.plausible, -one.score))


def _reading(encoding: str, survey: Survey, country: str) -> _Reading | None:
    try:
        letters = bytes(sorted(survey.values)).decode(encoding)
        pieces = tuple(piece.decode(encoding) for piece in survey.pieces)
    except UnicodeDecodeError:
        return None
    near = _near(country)
    far = _FAR - near
    odd = sum(_oddities(piece, near, far) for piece in pieces)
    needed = {char.lower() for char in letters if char in far}
    plausible = not odd and len(needed) <= _MOST_FAR
    liked = sum(_liking(piece, country) for piece in pieces)
    return _Reading(encoding, letters, pieces, plausible, liked - 5 * odd - len(needed))


@cache
def _near(country: str) -> frozenset[str]:
    """Letters that are plausible anywhere; in a country that is not in `_HOME`, any at all."""
    if country not in _HOME:
        high = bytes(range(0x80, 0x100))
        texts = "".join(high.decode(encoding, "ignore") for encoding in EIGHT_BIT)
        return frozenset(char for char in texts if unicodedata.name(char, "").startswith("LATIN"))
    return _NEAR | _HOME["LT"] if country in _BALTIC else _NEAR


def _liking(text: str, country: str) -> int:
    """How much the letters look like those of the country, in words with their capitals first."""
    home, near = _HOME.get(country, frozenset()), _near(country)
    liking = 0
    for place, char in enumerate(text):
        if char in near and char > "\x7f":
            fits = _letter_fits(char, text[place - 1 : place], text[place + 1 : place + 2])
            liking += 1 + 3 * (char in home) if fits else -2
    return liking


def _oddities(text: str, near: frozenset[str], far: frozenset[str]) -> int:
    """How many characters beyond ASCII cannot stand where they stand."""
    count = 0
    for place, char in enumerate(text):
        if char > "\x7f" and char not in near:
            before, after = text[place - 1 : place], text[place + 1 : place + 2]
            fits = _letter_fits if char in far else _mark_fits
            count += not fits(char, before, after)
    return count


def _letter_fits(char: str, before: str, after: str) -> bool:
    """Whether a letter from far away is part of a word, and its case like its neighbours'."""
    if not (before.isalpha() or after.isalpha()):
        return char in _ALONE
    if char.isupper():
        return not (before.isalpha() and after.islower()) and not before.islower()
    return not after.isupper()


def _mark_fits(char: str, before: str, after: str) -> bool:
    if char in _JOINTS:
        return True
    inside = before.isalpha() and after.isalpha()
    return char in _MARKS and not inside and not (char == "„" and before.isalpha())


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
