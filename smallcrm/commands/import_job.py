"""One file to take in: what it was found to be, and what the owner said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smallcrm.commands.app import Desk
from smallcrm.commands.asking import ask
from smallcrm.errors import Unreadable
from smallcrm.output.terminal import is_terminal, remark
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from smallcrm.formats.encodings import UncertainEncoding
    from smallcrm.formats.source import Source

KIND_OF = {
    "contacts-csv": "contacts",
    "vcard": "contacts",
    "calls-xml": "calls",
    "calls-csv": "calls",
    "orders-csv": "orders",
    "interactions-csv": "interactions",
    "callbacks-csv": "callbacks",
    "cases-csv": "cases",
    "products-csv": "products",
    "json": "everything",
}
"""What `detecting.detect` finds, and the word for it on the command line."""


@dataclass(frozen=True)
class Options:
    """What the owner said about the files; '' and empty is what is to be found out."""

    apply: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    date_order: str = ""
    update: bool = False
    overwrite: bool = False
    with_doubtful: bool = False


@dataclass(frozen=True)
class Job:
    """One file: its kind on the command line, its form (one of `detecting.KINDS`, '' if unknown),
    its encoding if that had to be asked or said, the book's country, and the options.

    `said` is true when the owner named the kind. `parts` are the files that tell of the same
    orders, see `formats.order_files`.
    """

    desk: Desk
    source: "Source"
    kind: str
    form: str
    encoding: str
    country: str
    said: bool
    options: Options
    parts: "Mapping[str, Source]" = field(default_factory=dict)


def look_at(desk: Desk, source: "Source", kind: str, options: Options) -> Job:
    """Find out what a file is. Raises Unreadable for what is none of the kinds."""
    from smallcrm.domain import settings
    from smallcrm.formats.encodings import UncertainEncoding

    with desk.reading() as session:
        country = settings.value_of(session, "country")
    encoding = options.encoding
    try:
        form = _form(source, encoding, options.delimiter, country)
    except UncertainEncoding as error:
        if not is_terminal():
            raise
        encoding = _asked_encoding(source.name, error)
        form = _form(source, encoding, options.delimiter, country)
    found = kind or KIND_OF.get(form, "")
    if form == "icalendar":
        raise Unreadable(f"{source.name} is a calendar, which cannot be taken in")
    if not found:
        raise Unreadable(
            f"{source.name} is none of the files that are known; if it is a table, say what it"
            " holds: crm import contacts FILE"
        )
    return Job(desk, source, found, form, encoding, country, bool(kind), options)


def _form(source: "Source", encoding: str, delimiter: str, country: str) -> str:
    from smallcrm.formats.delimited import open_sheet
    from smallcrm.formats.detecting import detect

    start = source.start()
    form = detect(start)
    if form:
        return form
    with open_sheet(
        source.stream(), encoding=encoding, delimiter=delimiter, country=country
    ) as sheet:
        return detect(start, sheet.header)


def _asked_encoding(name: str, error: "UncertainEncoding") -> str:
    """The encoding that the owner chooses by the names that it would give."""
    remark(f"the encoding of {one_line(name)} is not certain; which of these is right?")
    for number, one in enumerate(error.candidates, 1):
        remark(f"  {number}  {', '.join(one.names)}  ({one.encoding})")
    while True:
        answer = ask("Number", instead="--encoding names it")
        if answer.isdecimal() and 1 <= int(answer) <= len(error.candidates):
            return error.candidates[int(answer) - 1].encoding
        if answer in (one.encoding for one in error.candidates):
            return answer
        remark(f"type a number from 1 to {len(error.candidates)}, or Ctrl-C to stop")
