"""What goes on paper: sheets, contacts, lists and addresses as plain data, ready to print."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class PaperLine:
    """Somebody to call, with the code that stands for the line when it is keyed in.

    `mark` is a word in front of the name, printed in capitals, in the paper's language if that has
    one for it. A rhythm line has `rhythm_days` and needs no `why`.
    """

    code: int
    contact: str
    company: str
    phone: str
    why: str
    channel: str
    promised_by: str
    due: dt.date
    due_time: dt.time | None
    tries: int = 0
    rhythm_days: int | None = None
    last_at: dt.datetime | None = None
    last_channel: str = ""
    last_summary: str = ""
    mark: str = ""


@dataclass(frozen=True)
class PaperSheet:
    """A list to carry around, from `since` to `until`; `printed` is local wall time.

    `promises_kept` of `promises_due` are this month's, `calls_last_week` the calls made.
    """

    name: str
    shop: str
    since: dt.date
    until: dt.date
    printed: dt.datetime
    overdue: tuple[PaperLine, ...]
    due: tuple[PaperLine, ...]
    rhythm: tuple[PaperLine, ...]
    to_buy: tuple[PaperLine, ...]
    promises_kept: int
    promises_due: int
    calls_last_week: int

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """All lines as they are printed, one after the other."""
        return self.overdue + self.due + self.rhythm + self.to_buy


@dataclass(frozen=True)
class PaperPoint:
    """A number or an address with its label: `work`, `home`."""

    value: str
    label: str = ""


@dataclass(frozen=True)
class PaperCallback:
    """An open callback as it stands on a contact's page."""

    due: dt.date
    why: str
    channel: str = ""
    promised_by: str = ""
    due_time: dt.time | None = None
    tries: int = 0


@dataclass(frozen=True)
class PaperTalk:
    """One entry of the timeline; `at` is local wall time, midnight is a day without time."""

    at: dt.datetime
    channel: str
    direction: str = ""
    outcome: str = ""
    summary: str = ""


@dataclass(frozen=True)
class PaperPart:
    """A further section of a contact's page: a title and its texts."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class PaperContact:
    """All about one contact to take along to a visit; `talks` the newest first.

    `older` counts the talks that the book has besides.
    """

    name: str
    shop: str
    printed: dt.datetime
    company: str = ""
    title: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()
    phones: tuple[PaperPoint, ...] = ()
    emails: tuple[PaperPoint, ...] = ()
    webs: tuple[PaperPoint, ...] = ()
    address: tuple[str, ...] = ()
    notes: str = ""
    rhythm_days: int | None = None
    people: tuple[str, ...] = ()
    open: tuple[PaperCallback, ...] = ()
    parts: tuple[PaperPart, ...] = ()
    talks: tuple[PaperTalk, ...] = ()
    older: int = 0


@dataclass(frozen=True)
class PaperList:
    """Any list: a title, the columns' headings, and rows of as many cells.

    `right` says which columns are figures, with their edge at the right.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shop: str
    printed: dt.datetime
    right: tuple[bool, ...] = ()


@dataclass(frozen=True)
class PaperAddress:
    """What stands on one label, a text a line."""

    lines: tuple[str, ...]
