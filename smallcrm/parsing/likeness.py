"""How alike two names are: the same, misspelt, shortened, or different; by their folded words."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

SHORTEST_TYPO = 3  # letters; a shorter word with one other letter is another word
TWO_TYPOS = 7  # letters from which two may be wrong; one slip at an æ, folded to ae, is two as well
SHORTEST_SHORT = 3  # letters of a short form such as Kris; a single letter is an initial

# What companies put before or after their name, as folded words.
LEGAL_FORMS = {
    "ab", "ag", "aps", "as", "asa", "bv", "co", "corp", "da", "enk", "fie", "gmbh", "ik", "inc",
    "ks", "llc", "ltd", "mtu", "nuf", "oao", "ooo", "ou", "oy", "oyj", "plc", "sa", "sia", "srl",
    "stiftelsen", "tu", "uab", "ug", "zs",
}  # fmt: skip


Words = tuple[str, ...]


class Likeness(StrEnum):
    """How one name relates to another, the surest first."""

    SAME = "same name"
    NEAR = "near name"
    SIMILAR = "similar name"
    OTHER = ""


def without_legal_form(words: Words) -> Words:
    """A company's name without what says only what kind of company it is."""
    return tuple(word for word in words if word not in LEGAL_FORMS) or words


def likeness(first: Words, second: Words) -> Likeness:
    """How alike two names are, each as its sorted folded words."""
    if not first or not second:
        return Likeness.OTHER
    ours, theirs = odd_words(first, second)
    if not ours and not theirs:
        return Likeness.SAME
    if "".join(ours) == "".join(theirs):  # Annaliisa and Anna Liisa
        return Likeness.NEAR
    if len(ours) == len(theirs) == 1 and is_misspelt(ours[0], theirs[0]):
        return Likeness.NEAR
    return Likeness.SIMILAR if _is_shorter(ours, theirs, first, second) else Likeness.OTHER


def odd_words(first: Words, second: Words) -> tuple[Words, Words]:
    """The words that only one of the names has, for each of the two."""
    ours = tuple(word for word in first if word not in second)
    return ours, tuple(word for word in second if word not in first)


def is_misspelt(first: str, second: str) -> bool:
    """Whether one word is the other with a letter wrong, or with two if it is long."""
    shorter, longer = sorted((len(first), len(second)))
    if shorter < 2 or longer < SHORTEST_TYPO or not (first + second).isalpha():
        return False
    return distance_within(first, second, 2 if longer >= TWO_TYPOS else 1)


def _is_shorter(
    ours: Words,
    theirs: Words,
    first: Words,
    second: Words,
) -> bool:
    """Whether one name is a shorter way to write the other: `M. Tamm`, `Mari`, `Mari Liis Tamm`."""
    if not ours or not theirs:
        return True
    return len(ours) == len(theirs) == 1 and len(first) > 1 and _is_short_form(ours[0], theirs[0])


def _is_short_form(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    enough = len(shorter) == 1 or len(shorter) >= SHORTEST_SHORT
    return enough and longer.startswith(shorter)


def distance_within(first: str, second: str, most: int) -> bool:
    """Whether so many letters put in, left out, changed or swapped turn one text into the other.

    The optimal string alignment distance, given up as soon as it exceeds `most`.
    """
    if abs(len(first) - len(second)) > most:
        return False
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and other == first[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return False
    return row[-1] <= most


def spellings(name: Words) -> Iterator[tuple[Words, str]]:
    """Keys that two names have in common if one letter of one word tells them apart.

    The other words, and the word as it is and with each of its letters left out: the deletion
    neighbourhood, by which near names are found without comparing all with all.
    """
    for place, word in enumerate(name):
        others = name[:place] + name[place + 1 :]
        for shortened in _shortened(word):
            yield others, shortened


@cache
def _shortened(word: str) -> frozenset[str]:
    """The word as it is, and with each of its letters left out."""
    return frozenset((word, *(word[:i] + word[i + 1 :] for i in range(len(word)))))


def initials(name: Words) -> Iterator[tuple[str, str]]:
    """Keys that two names have in common if they share a word and how another one begins."""
    for place, word in enumerate(name):
        for other in name[:place] + name[place + 1 :]:
            yield word, other[0]
