"""`crm import interactions|callbacks`: from a table with headings, our own or another's."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from smallcrm.commands.import_job import Job

if TYPE_CHECKING:
    from sqlmodel import Session


def take(session: "Session", job: Job) -> Callable[[], None]:
    """Take the rows of a table in; what comes back says it."""
    from smallcrm.domain.table_callbacks import Callbacks
    from smallcrm.domain.table_people import People
    from smallcrm.domain.table_talks import Talks
    from smallcrm.formats.delimited import open_sheet
    from smallcrm.formats.tables_csv import FORMS, find_table_columns, read_table
    from smallcrm.output.import_tables import say_counted, say_table
    from smallcrm.output.progress import with_bar

    options, form = job.options, FORMS[job.kind]
    people = People(session)
    table = Talks(session, people) if job.kind == "interactions" else Callbacks(session, people)
    with open_sheet(
        job.source.stream(),
        encoding=job.encoding,
        delimiter=options.delimiter,
        country=job.country,
    ) as sheet:
        columns = find_table_columns(sheet.header, form, options.columns)
        rows = with_bar(
            read_table(sheet, form, columns, order=options.date_order),
            f"Reading {job.kind}",
            total=job.source.count_lines(),
            place=lambda row: row.line,
        )
        counted = table.take(rows)
    if options.apply:
        return partial(say_counted, counted, "added")
    return partial(say_table, sheet.encoding, sheet.delimiter, columns, counted)
