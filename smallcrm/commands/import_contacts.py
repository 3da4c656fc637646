"""`crm import contacts`: people and companies from a table or from vCards."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from smallcrm.commands.import_job import Job

if TYPE_CHECKING:
    from sqlmodel import Session


def take(session: "Session", job: Job) -> Callable[[], None]:
    """Take the contacts of a file in; what comes back says it."""
    from smallcrm.domain.imports import take_contacts
    from smallcrm.formats.contact_fields import guess_mapping, read_contacts
    from smallcrm.formats.delimited import open_sheet
    from smallcrm.output.imports import say_applied, say_rehearsed
    from smallcrm.output.progress import with_bar

    with open_sheet(
        job.source.stream(),
        encoding=job.encoding,
        delimiter=job.options.delimiter,
        country=job.country,
    ) as sheet:
        mapping = guess_mapping(sheet.header, job.options.columns)
        rows = with_bar(
            read_contacts(sheet, mapping, date_order=job.options.date_order).records,
            "Reading contacts",
            total=job.source.count_lines(),
            place=lambda row: row.line,
        )
        taken = take_contacts(session, rows, with_doubtful=job.options.with_doubtful)
    if job.options.apply:
        return partial(say_applied, taken)
    return partial(say_rehearsed, sheet, mapping, taken)
