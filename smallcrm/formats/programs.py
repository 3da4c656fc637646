"""Which program a contact table comes from, by its headings, and what else was recognised of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smallcrm.formats.birthdays import DateOrder
from smallcrm.formats.delimited import Sheet
from smallcrm.formats.headings import key_of, meaning
from smallcrm.parsing.text import fold

# A program's name, and headings of which each set must be there whole; the first that fits counts.
_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("smallcrm", ("handle", "kind")),
    ("Google contacts (since 2024)", ("e-mail 1 - label",)),
    ("Google contacts (since 2024)", ("phone 1 - label",)),
    ("Google contacts (since 2024)", ("file as", "organization name", "labels")),
    ("Google contacts (before 2024)", ("e-mail 1 - type",)),
    ("Google contacts (before 2024)", ("phone 1 - type",)),
    ("Google contacts (before 2024)", ("given name", "group membership")),
    ("LinkedIn", ("first name", "last name", "connected on")),
    ("HubSpot", ("record id", "lifecycle stage")),
    ("HubSpot", ("record id", "contact owner")),
    ("HubSpot", ("record id", "associated company")),
    ("Pipedrive", ("person - name",)),
    ("Thunderbird", ("display name", "primary email")),
    ("Thunderbird", ("anzeigename", "primare e-mail-adresse")),
    ("Apple contacts", ("first name", "phone (iphone)")),
    ("Apple contacts", ("first name", "phone : iphone")),
    ("Apple contacts", ("first name", "iphone")),
)
_OUTLOOK_LANGUAGES = {
    "first name": "English",
    "vorname": "German",
    "fornavn": "Norwegian",
    "eesnimi": "Estonian",
    "vards": "Latvian",
}
_OF_OUTLOOK = {"first name", "last name", "company", "street home", "street work", "email 2"}
_DISPLAY_NAMES = {"emaildisplayname", "emailtype"}  # the website leaves these out


@dataclass(frozen=True)
class Recognised:
    """What was found out about a table before its rows were taken.

    `program` is '' when the headings are nobody's in particular; `delimiter` is '' for one column;
    `dates` is None when no column holds dates.
    """

    program: str
    encoding: str
    delimiter: str
    dates: DateOrder | None


def recognise(sheet: Sheet, dates: DateOrder | None = None) -> Recognised:
    """All that was recognised of a contact table; `dates` are those of its `Reading`."""
    return Recognised(find_program(sheet.header), sheet.encoding, sheet.delimiter, dates)


def find_program(header: Sequence[str]) -> str:
    """The program that writes such headings, as in `Outlook (German)`, or ''."""
    headings = {fold(heading) for heading in header}
    for program, signs in _SIGNS:
        if headings.issuperset(signs):
            return program
    return _outlook(header, headings)


def _outlook(header: Iterable[str], headings: set[str]) -> str:
    """Outlook has one set of columns, headed in its user's language."""
    language = next((name for sign, name in _OUTLOOK_LANGUAGES.items() if sign in headings), "")
    if not language or not set(_columns(header)) >= _OF_OUTLOOK:
        return ""
    if language == "English" and not _DISPLAY_NAMES & {key_of(heading) for heading in header}:
        return "Outlook.com"
    return f"Outlook ({language})"


def _columns(header: Iterable[str]) -> Iterable[str]:
    for found in filter(None, map(meaning, header)):
        # The Latvian word for a first name alone is the word for a name.
        yield "first name" if found.field == "name" else found.field
        yield f"{found.field} {found.label or found.number}"
        yield f"{found.field} {found.number}"
