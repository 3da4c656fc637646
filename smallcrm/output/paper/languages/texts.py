"""What every language has a text for."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Texts:
    """The words of one language; a name in braces is filled in.

    Dates stand by themselves, after a colon or a comma, so that one form of each name is enough.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    date_with_year: str
    week: str
    weeks: str
    printed: str
    page: str
    continued: str
    overdue: str
    rhythm: str
    to_buy: str
    nothing_due: str
    promises: str
    calls: str
    rhythm_is: str
    every: str
    days: str
    day: str
    promised_me: str
    promised_they: str
    tries: str
    said: str
    said_nothing: str
    channels: Mapping[str, str]
    directions: Mapping[str, str]
    outcomes: Mapping[str, str]
    groups: Mapping[str, str]
    marks: Mapping[str, str]
    group: str
    tags: str
    phones: str
    emails: str
    webs: str
    address: str
    notes: str
    people: str
    open: str
    talks: str
    older: str
    own_notes: str
    entries: str
    no_entries: str
    contacts: str
    name: str
    town: str
    last_talk: str
