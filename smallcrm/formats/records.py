"""The plain records that formats read and write, and that the domain takes in."""

import datetime as dt
from dataclasses import dataclass

OWN_FIELDS = ("group_pinned", "rhythm_days", "rhythm_since", "archived", "restricted", "created")
"""What only our own tables say of a contact."""


@dataclass(frozen=True)
class PointRecord:
    """A way to reach somebody: kind is `phone`, `email`, `web` or `address`.

    An `address` is a further postal address on one line: `Jõe 8, 51010 Tartu, Estonia`.
    """

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True)
class ContactRecord:
    """A contact as typed or as read from a file; `line` is where it began in the file.

    `birthday` is YYYY-MM-DD, or --MM-DD without a year. `source_id` is what the program that wrote
    the file knows the contact by. `remarks` say what of the row could not be read. The OWN_FIELDS
    at the end are None where the file does not say them; `created` is in UTC.
    """

    name: str
    kind: str = "person"
    line: int = 0
    handle: str = ""
    nickname: str = ""
    company: str = ""
    title: str = ""
    language: str = ""
    notes: str = ""
    group: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    birthday: str = ""
    source_id: str = ""
    points: tuple[PointRecord, ...] = ()
    tags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    group_pinned: bool | None = None
    rhythm_days: int | None = None
    rhythm_since: dt.date | None = None
    archived: bool | None = None
    restricted: bool | None = None
    created: dt.datetime | None = None
