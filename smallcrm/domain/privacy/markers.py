"""By what a text names a person: the name in either order, handles, addresses, numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smallcrm.parsing.phones import SHORTEST_TELLING, digits_of
from smallcrm.parsing.text import fold, words

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().\-/]+(?=\d)")
# SQL for a text without what parts digits.
DIGITS = "{}"
for _char in " -./()":
    DIGITS = f"replace({DIGITS}, '{_char}', '')"

Words = tuple[str, ...]


@dataclass(frozen=True)
class Markers:
    """Folded words of names and handles, folded addresses, and numbers as digits.

    `written` are the same as they were typed, by which a file is searched.
    """

    names: tuple[Words, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    written: tuple[str, ...] = ()

    def name(self, text: str) -> bool:
        """Whether a text names the person."""
        if not text:
            return False
        folded = fold(text)
        return (
            any(address in folded for address in self.addresses)
            or self._by_name(words(text))
            or self._by_number(folded)
        )

    def _by_name(self, text: Sequence[str]) -> bool:
        return any(_stands_in(name, text) for name in self.names)

    def _by_number(self, folded: str) -> bool:
        if not self.numbers or sum(char.isdigit() for char in folded) < SHORTEST_TELLING:
            return False
        digits = _BETWEEN_DIGITS.sub("", folded)
        return any(number in digits for number in self.numbers)


def _stands_in(name: Words, text: Sequence[str]) -> bool:
    """Whether the words follow each other; the last of several may go on, as in `Maasikasele`."""
    size = len(name)
    for start in range(len(text) - size + 1):
        found = text[start : start + size]
        if tuple(found) == name or (size > 1 and _goes_on(name, found)):
            return True
    return False


def _goes_on(name: Words, found: Sequence[str]) -> bool:
    """Whether it is the name with an ending; a number has none."""
    *before, last = found
    return tuple(before) == name[:-1] and last.isalpha() and last.startswith(name[-1])


def markers_of(
    names: Iterable[str], addresses: Iterable[str], numbers: Iterable[tuple[str, str]]
) -> Markers:
    """Of names and handles, e-mail and web addresses, and numbers with their E.164 forms."""
    names, addresses, numbers = list(names), list(addresses), list(numbers)
    spelt = dict.fromkeys(form for name in names for form in _orders(tuple(words(name))))
    typed = (*names, *addresses, *(number for number, _ in numbers))
    return Markers(
        names=tuple(name for name in spelt if name and len("".join(name)) > 1),
        addresses=tuple(dict.fromkeys(fold(one) for one in addresses if fold(one))),
        numbers=tuple(dict.fromkeys(digits for one in numbers for digits in _digits(*one))),
        written=tuple(dict.fromkeys(text for text in typed if len(text) > 1)),
    )


def _orders(name: Words) -> Iterable[Words]:
    """`Mari Maasikas` and `Maasikas, Mari`."""
    yield name
    if len(name) == 2:
        yield name[::-1]


def _digits(number: str, normal: str) -> Iterable[str]:
    """The digits as typed, in international form, and without the country."""
    forms = [*re.split(r"[/;,\n]|:::", number), normal, _national(normal)]
    return (digits for digits in map(digits_of, forms) if len(digits) >= SHORTEST_TELLING)


def _national(normal: str) -> str:
    if not normal:
        return ""
    import phonenumbers

    try:
        return str(phonenumbers.parse(normal, None).national_number)
    except phonenumbers.NumberParseException:
        return ""
