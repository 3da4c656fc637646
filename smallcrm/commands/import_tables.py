"""`crm import interactions|callbacks|cases|products`: from a table with headings."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from smallcrm.commands.import_job import Job

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.domain.imports.tables import Taking
    from smallcrm.formats.delimited import Sheet


def take(session: "Session", job: Job) -> Callable[[], None]:
    """Take the rows of a table in; what comes back says it."""
    from smallcrm.formats.delimited import open_sheet

    with open_sheet(
        job.source.stream(),
        encoding=job.encoding,
        delimiter=job.options.delimiter,
        country=job.country,
    ) as sheet:
        return take_sheet(session, job, sheet)


def take_sheet(session: "Session", job: Job, sheet: "Sheet") -> Callable[[], None]:
    """The same for a table that is open."""
    from smallcrm.formats.order_rows import joined
    from smallcrm.formats.tables_csv import FORMS, find_table_columns, read_table
    from smallcrm.output.import_tables import say_table, say_written
    from smallcrm.output.progress import with_bar

    form = FORMS[job.kind]
    columns = find_table_columns(sheet.header, form, job.options.columns)
    rows = with_bar(
        read_table(sheet, form, columns, order=job.options.date_order),
        f"Reading {job.kind}",
        total=job.source.count_lines(),
        place=lambda row: row.line,
    )
    counted = _taking(session, job.kind).take(joined(rows) if job.kind == "orders" else rows)
    if job.options.apply:
        return partial(say_written, sheet.encoding, sheet.delimiter, counted)
    return partial(say_table, sheet.encoding, sheet.delimiter, columns, counted)


def _taking(session: "Session", kind: str) -> "Taking[Any]":
    from smallcrm.domain.imports.people import People

    if kind == "interactions":
        from smallcrm.domain.imports.talks import Talks

        return Talks(session, People(session))
    if kind == "callbacks":
        from smallcrm.domain.imports.callbacks import Callbacks

        return Callbacks(session, People(session))
    if kind == "cases":
        from smallcrm.domain.imports.cases import Cases

        return Cases(session, People(session))
    if kind == "orders":
        from smallcrm.domain.imports.own_orders import Orders

        return Orders(session, People(session))
    from smallcrm.domain.imports.products import Products

    return Products(session)
