"""`crm import contacts`: people and companies from a table or from vCards."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from smallcrm.commands.import_job import Job

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.domain.imports.taken import Taken
    from smallcrm.formats.contact_fields import UnreadableRow
    from smallcrm.formats.records import ContactRecord
    from smallcrm.output.imports import CardsSeen, TableSeen


def take(session: "Session", job: Job) -> Callable[[], None]:
    """Take the contacts of a file in; what comes back says it."""
    from smallcrm.output.imports import say_applied, say_rehearsed

    seen, taken = (_take_cards if job.form == "vcard" else _take_table)(session, job)
    return partial(say_applied if job.options.apply else say_rehearsed, seen, taken)


def _take_table(session: "Session", job: Job) -> "tuple[TableSeen, Taken]":
    from smallcrm.domain.imports.mappings import recall, remember
    from smallcrm.formats.contact_fields import guess_mapping, read_contacts
    from smallcrm.formats.delimited import open_sheet
    from smallcrm.formats.mending import mended
    from smallcrm.formats.programs import recognise
    from smallcrm.output.imports import TableSeen

    with open_sheet(
        job.source.stream(),
        encoding=job.encoding,
        delimiter=job.options.delimiter,
        country=job.country,
    ) as sheet:
        recalled = recall(session, sheet.header)
        columns = recalled | dict(job.options.columns)
        mapping = guess_mapping(sheet.header, columns)
        if job.options.columns:
            remember(session, sheet.header, columns)
        order = job.options.date_order
        reading = read_contacts(replace(sheet, rows=mended(sheet)), mapping, date_order=order)
        recognised = recognise(sheet, reading.dates)
        whose = source_of(recognised.program, sheet.header, ours=mapping.ours)
        taken = _take(session, job, (qualified(row, whose) for row in reading.records))
    return TableSeen(recognised, mapping, bool(recalled)), taken


def _take_cards(session: "Session", job: Job) -> "tuple[CardsSeen, Taken]":
    from smallcrm.formats.vcard import open_vcards
    from smallcrm.output.imports import CardsSeen

    with open_vcards(job.source.stream(), encoding=job.options.encoding) as cards:
        taken = _take(session, job, cards.contacts)
    return CardsSeen(cards.encoding, tuple(cards.aside.sentences())), taken


def _take(session: "Session", job: Job, rows: "Iterable[ContactRecord | UnreadableRow]") -> "Taken":
    from smallcrm.domain.imports.contacts import take_contacts
    from smallcrm.domain.imports.taken import Updating
    from smallcrm.output.progress import with_bar

    shown = with_bar(
        rows, "Reading contacts", total=job.source.count_lines(), place=lambda row: row.line
    )
    return take_contacts(
        session,
        shown,
        with_doubtful=job.options.with_doubtful,
        updating=Updating(job.options.update, job.options.overwrite),
    )


def source_of(program: str, header: Iterable[str], *, ours: bool) -> str:
    """What tells one program's ids from another's: its name, or else its headings."""
    from smallcrm.domain.imports.mappings import key_of_header

    if ours:
        return ""
    return f"{program or key_of_header(header)[:8]}:"


def qualified(row: "ContactRecord | UnreadableRow", whose: str) -> "ContactRecord | UnreadableRow":
    """The row under an id that no other program's contact has."""
    from smallcrm.formats.records import ContactRecord

    if isinstance(row, ContactRecord) and row.source_id:
        return replace(row, source_id=f"{whose}{row.source_id}")
    return row
