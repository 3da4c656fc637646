"""Which columns of a contact table fill which fields, guessed from the headings."""

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass

from smallcrm.errors import Unreadable
from smallcrm.formats.headings import ADDRESS, POINT_KINDS, Meaning, key_of, known_fields, meaning
from smallcrm.formats.records import OWN_FIELDS
from smallcrm.parsing.text import fold

ASIDE = "aside"
"""The word that, given for a heading in place of a field, has its column left aside."""

# One of these is what a contact is known by.
_NAMING = ("name", "first name", "last name", "company", "email", "phone")
# In these, the plain word is one half of a name when the other half has a column of its own.
_PLAIN_NAMES = ("name", "nimi", "vards", "navn")
# These say "Mr" or "Ms" when the job has a column of its own.
_PLAIN_TITLES = ("title", "tittel")
_HEADINGS_SHOWN = 12
_LONGEST_SHOWN = 30


@dataclass(frozen=True)
class Column:
    """A column that is read: its place from 0, its heading, and the field it fills.

    `label` goes with a point, or names the address (work, home, 1, 2 ...) that the column is a part
    of; `label_from` is the place of the column that holds the label, row by row.
    """

    index: int
    heading: str
    field: str
    label: str = ""
    label_from: int | None = None


@dataclass(frozen=True)
class Mapping:
    """The columns that are read, those that count first in front, and the headings left aside.

    `ours` is true for a table that this program wrote: its cells are then never split.
    `address_labels` pairs the label of an address's columns with the place of the column that
    holds its real label, row by row.
    """

    columns: tuple[Column, ...]
    aside: tuple[str, ...]
    ours: bool = False
    address_labels: tuple[tuple[str, int], ...] = ()


def guess_mapping(header: Sequence[str], overrides: Mapped[str, str] | None = None) -> Mapping:
    """Which columns of a contact table fill which fields, by their headings.

    `overrides` says it for some headings: a field, any heading that is understood, or `aside`.
    Raises Unreadable for an override that fits nothing, and when no column can name a contact.
    """
    chosen = _chosen(header, overrides or {})
    guessed = {
        place: found
        for place, heading in enumerate(header)
        if place not in chosen and (found := meaning(heading))
    }
    meant = _without_aside(chosen) | _settled(header, guessed, chosen)
    mapping = _mapping(header, meant | _own(header, meant))
    if not any(column.field in _NAMING for column in mapping.columns):
        raise Unreadable(
            f"none of the headings {_listed(header)} says name, company, email or phone; "
            'put headings in the first line, or say which column is which (--map "Kunde=name")'
        )
    return mapping


def _chosen(header: Sequence[str], overrides: Mapped[str, str]) -> dict[int, Meaning | None]:
    chosen: dict[int, Meaning | None] = {}
    for heading, field in overrides.items():
        places = [place for place, text in enumerate(header) if text == heading.strip()]
        places = places or [place for place, text in enumerate(header) if _same(text, heading)]
        if not places:
            raise Unreadable(f'no column is headed "{heading}"; there are {_listed(header)}')
        found = None if field.strip() == ASIDE else meaning(field)
        if found is None and field.strip() != ASIDE:
            known = ", ".join((*known_fields(), ASIDE))
            raise Unreadable(f'no field is called "{field}"; the fields are {known}')
        chosen |= dict.fromkeys(places, found)
    return chosen


def _same(heading: str, other: str) -> bool:
    return fold(heading) == fold(other)


def _without_aside(chosen: Mapped[int, Meaning | None]) -> dict[int, Meaning]:
    return {place: found for place, found in chosen.items() if found}


def _settled(
    header: Sequence[str], guessed: Mapped[int, Meaning], chosen: Mapped[int, Meaning | None]
) -> dict[int, Meaning]:
    """The guesses, with the headings made certain whose meaning hangs on their neighbours."""
    keys = {place: key_of(header[place]) for place in guessed}
    sure = (found for place, found in guessed.items() if keys[place] not in _PLAIN_TITLES)
    fields = {found.field for found in (*sure, *chosen.values()) if found}
    settled = dict(guessed)
    for place, key in keys.items():
        if key in _PLAIN_TITLES and "title" in fields:
            del settled[place]
        elif key in _PLAIN_NAMES and "last name" in fields and "first name" not in fields:
            settled[place] = Meaning("first name")
        elif key in _PLAIN_NAMES and "vorname" in keys.values() and "last name" not in fields:
            settled[place] = Meaning("last name")
        elif settled[place].field == "birthday" and "birth month" in fields:
            settled[place] = Meaning("birth day")
    return settled


def _own(header: Sequence[str], meant: Mapped[int, Meaning]) -> dict[int, Meaning]:
    """The columns that mean something only in a table that this program wrote."""
    if not _is_ours(meant):
        return {}
    return {place: Meaning(text) for place, text in enumerate(header) if text in OWN_FIELDS}


def _is_ours(meant: Mapped[int, Meaning]) -> bool:
    return {"handle", "kind"} <= {found.field for found in meant.values()}


def _mapping(header: Sequence[str], meant: Mapped[int, Meaning]) -> Mapping:
    labelling = {
        (found.field, found.number): place for place, found in meant.items() if found.labels_another
    }
    columns = tuple(
        Column(place, header[place], found.field, found.label, _label_from(found, labelling))
        for place, found in meant.items()
        if not found.labels_another
    )
    aside = (
        text or f"column {place + 1}" for place, text in enumerate(header) if place not in meant
    )
    address_labels = tuple(
        (number, place) for (field, number), place in labelling.items() if field == ADDRESS
    )
    return Mapping(columns, tuple(aside), _is_ours(meant), address_labels)


def _label_from(found: Meaning, labelling: Mapped[tuple[str, str], int]) -> int | None:
    if found.field not in (*POINT_KINDS, ADDRESS) or found.label:
        return None
    return labelling.get((found.field, found.number))


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(f'"{text[:_LONGEST_SHOWN]}"' for text in header[:_HEADINGS_SHOWN])
    return f"{shown} ..." if len(header) > _HEADINGS_SHOWN else shown
