"""The letters that texts of a country hold, and whether a character can stand where it stands."""

import unicodedata
from functools import cache

# Encodings whose letters are all plausible in a country that is not known here.
_OF_EUROPE = ("windows-1252", "windows-1257", "windows-1250", "iso-8859-15", "mac-roman")
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
BALTIC = ("EE", "LV", "LT")
# Lithuanian ę and ų stand where Windows-1252 has æ and ø: elsewhere they would unsettle those.
_NEAR = frozenset[str]().union(*(_HOME[country] for country in _HOME if country != "LT"))
# Letters of names from further away; a text that needs more than a few of them is misread.
FAR = frozenset("àáâãçèéêëìíîïñòóôùúûýœÀÁÂÃÇÈÉÊËÌÍÎÏÑÒÓÔÙÚÛÝŒ")
MOST_FAR = 5
_ALONE = "àÀ"  # a word by itself; the dash of one encoding is the ñ of another
# What may stand between words, and of these what may stand inside one.
_MARKS = "\xa0«»“”„‘’–—…•·°§€£©®™½¼¾²³±"
_JOINTS = "\xa0‘’–—·"


@cache
def near_letters(country: str) -> frozenset[str]:
    """Letters that are plausible anywhere; in a country that is not in `_HOME`, any at all."""
    if country not in _HOME:
        high = bytes(range(0x80, 0x100))
        texts = "".join(high.decode(encoding, "ignore") for encoding in _OF_EUROPE)
        return frozenset(char for char in texts if unicodedata.name(char, "").startswith("LATIN"))
    return _NEAR | _HOME["LT"] if country in BALTIC else _NEAR


def liking(text: str, country: str) -> int:
    """How much the letters look like those of the country, in words with their capitals first."""
    home, near = _HOME.get(country, frozenset()), near_letters(country)
    total = 0
    for place, char in enumerate(text):
        if char in near and char > "\x7f":
            fits = _letter_fits(char, text[place - 1 : place], text[place + 1 : place + 2])
            total += 1 + 3 * (char in home) if fits else -2
    return total


def oddities(text: str, near: frozenset[str], far: frozenset[str]) -> int:
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
