"""The plain records that formats read and write, and that the domain takes in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PointRecord:
    """A phone number, an e-mail or a web address: kind is `phone`, `email` or `web`."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True)
class ContactRecord:
    """A contact as typed or as read from a file; `line` is where it began in the file."""

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
    points: tuple[PointRecord, ...] = ()
    tags: tuple[str, ...] = ()
