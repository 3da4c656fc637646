"""`crm import orders`: lines of orders from one table, or from several that belong together."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import TYPE_CHECKING

from smallcrm.commands.import_job import Job
from smallcrm.commands.import_tables import take_sheet
from smallcrm.errors import Unreadable

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.domain.imports.orders import OrdersTaken
    from smallcrm.formats.delimited import Sheet
    from smallcrm.formats.order_csv import OrderTable
    from smallcrm.formats.source import Source


def take(session: "Session", job: Job) -> Callable[[], None]:
    """Take the orders of a file in; what comes back says it."""
    from smallcrm.domain.imports.mappings import recall, remember
    from smallcrm.formats.order_rows import is_ours
    from smallcrm.output.import_orders import OrdersSeen, say_applied, say_rehearsed

    sources = job.parts or {"details": job.source}
    with ExitStack() as opened:
        sheets = {part: opened.enter_context(_open(job, one)) for part, one in sources.items()}
        sheet = sheets["details"]
        if not job.parts and is_ours(sheet.header):
            return take_sheet(session, job, sheet)
        recalled = recall(session, sheet.header)
        columns = recalled | dict(job.options.columns)
        table = _table(session, job, sheets, columns)
        if job.options.columns:
            remember(session, sheet.header, columns)
        taken = _take(session, job, table)
    parts = tuple(f"{one.name} ({part})" for part, one in job.parts.items())
    seen = OrdersSeen(
        sheet.encoding,
        sheet.delimiter,
        table.columns,
        table.manner,
        parts,
        bool(recalled),
        table.joined,
    )
    return partial(say_applied if job.options.apply else say_rehearsed, seen, taken)


def _open(job: Job, source: "Source") -> "AbstractContextManager[Sheet]":
    from smallcrm.formats.delimited import open_sheet

    return open_sheet(
        source.stream(),
        encoding=job.encoding,
        delimiter=job.options.delimiter,
        country=job.country,
    )


def _table(
    session: "Session", job: Job, sheets: "Mapping[str, Sheet]", columns: Mapping[str, str]
) -> "OrderTable":
    from smallcrm.domain import settings
    from smallcrm.formats.order_csv import is_detail, join_order_lines, read_order_lines
    from smallcrm.formats.order_fields import Manner

    said = Manner(order=job.options.date_order, currency=settings.value_of(session, "currency"))
    if not job.parts:
        if is_detail(sheets["details"].header) and not columns:
            raise Unreadable(
                f"{job.source.name} holds lines of orders without their dates; name the table of"
                " the orders too: crm import orders LINES ORDERS"
            )
        return read_order_lines(sheets["details"], overrides=columns, said=said)
    return join_order_lines(
        sheets["details"],
        sheets["orders"],
        products=sheets.get("products"),
        customers=sheets.get("customers"),
        overrides=columns,
        said=said,
    )


def _take(session: "Session", job: Job, table: "OrderTable") -> "OrdersTaken":
    from smallcrm.connecting import is_encrypted
    from smallcrm.domain.imports.orders import take_orders
    from smallcrm.output.progress import with_bar

    lines = with_bar(
        table.lines, "Reading orders", total=job.source.count_lines(), place=lambda row: row.line
    )
    return take_orders(
        session,
        lines,
        today=job.desk.today,
        currency=table.manner.currency,
        overwrite=job.options.overwrite,
        with_doubtful=job.options.with_doubtful,
        in_memory=is_encrypted(job.desk.path),
        watched=lambda orders: with_bar(
            orders, "Writing orders", total=None, place=lambda order: order.line
        ),
    )
