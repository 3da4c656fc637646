"""Which column of a table holds which field, by lists of the words that head them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from smallcrm.errors import Unreadable
from smallcrm.formats.contact_columns import ASIDE
from smallcrm.formats.headings import key_of
from smallcrm.parsing.text import fold, one_line

Words = Mapping[str, str]
"""Field to the words that head its column, the surest first: `"number": "number, phone; tel"`."""

_HEADINGS_SHOWN = 12
_LONGEST_SHOWN = 30


@dataclass(frozen=True)
class Columns:
    """The place (from 0) of each field's column, the headings, and those that are left aside."""

    place_of: Mapping[str, int]
    header: tuple[str, ...]
    aside: tuple[str, ...]

    def cell(self, cells: Sequence[str], field: str) -> str:
        """The stripped text of a field in a row; '' where there is no such column."""
        place = self.place_of.get(field)
        return "" if place is None else cells[place].strip()

    def meanings(self) -> dict[str, str]:
        """Heading to field, in the order of the table, for the owner to check."""
        fields = {place: field for field, place in self.place_of.items()}
        return {self.header[place]: fields[place] for place in sorted(fields)}


def find_columns(
    header: Sequence[str], words: Words, overrides: Mapping[str, str] | None = None
) -> Columns:
    """The columns whose headings are among the words; of two for a field, the surer is taken.

    `overrides` says what some headings mean: a field, any word for it, or `aside`. Raises
    Unreadable for an override that fits nothing.
    """
    chosen = _chosen(header, words, overrides or {})
    place_of = {field: place for place, field in chosen.items() if field}
    ranked = sorted(
        (rank, place, field)
        for place, heading in enumerate(header)
        if place not in chosen
        for field, rank in _found(heading, words)
    )
    for _, place, field in ranked:
        place_of.setdefault(field, place)
    used = set(place_of.values())
    aside = (text or f"column {at + 1}" for at, text in enumerate(header) if at not in used)
    return Columns(place_of, tuple(header), tuple(aside))


def listed(header: Sequence[str]) -> str:
    """The first headings, as a message shows them."""
    shown = (f'"{one_line(text, longest=_LONGEST_SHOWN)}"' for text in header[:_HEADINGS_SHOWN])
    return ", ".join(shown) + (" ..." if len(header) > _HEADINGS_SHOWN else "")


def _found(heading: str, words: Words) -> Iterable[tuple[str, int]]:
    found = _table(tuple(words.items())).get(key_of(heading))
    return (found,) if found else ()


@cache
def _table(words: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, int]]:
    """The key of a heading to its field, and how sure the word is: 0 is surest."""
    table: dict[str, tuple[str, int]] = {}
    for field, line in words:
        for rank, word in enumerate(line.replace(";", ",").split(",")):
            table.setdefault(key_of(word), (field, rank))
    return table


def _chosen(header: Sequence[str], words: Words, overrides: Mapping[str, str]) -> dict[int, str]:
    chosen: dict[int, str] = {}
    for heading, meant in overrides.items():
        place = next((at for at, text in enumerate(header) if fold(text) == fold(heading)), None)
        if place is None:
            shown = one_line(heading, longest=_LONGEST_SHOWN)
            raise Unreadable(f'no column is headed "{shown}"; there are {listed(header)}')
        chosen[place] = _field(meant, words)
    return chosen


def _field(meant: str, words: Words) -> str:
    text = meant.strip()
    if text == ASIDE:
        return ""
    found = text if text in words else next((field for field, _ in _found(text, words)), "")
    if not found:
        shown = one_line(text, longest=_LONGEST_SHOWN)
        raise Unreadable(f'no field is called "{shown}"; the fields are {", ".join(words)}, aside')
    return found
