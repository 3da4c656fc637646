"""`crm import everything`: a whole book from the JSON of `crm export everything`."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from smallcrm.commands.import_job import Job

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.domain.imports.tables import Rows


def take(session: "Session", job: Job) -> Callable[[], None]:
    """Take every part of a book in; what comes back says it."""
    from smallcrm.domain.imports.book import restore
    from smallcrm.formats.book_file import find_book
    from smallcrm.output.import_tables import NAMES, say_book
    from smallcrm.output.progress import with_bar

    whole = find_book(job.source)

    def rows_of(part: str) -> "Rows":
        said, count = f"Reading {NAMES.get(part, part)}", whole.counts.get(part)
        return with_bar(whole.rows(part), said, total=count, place=lambda row: row.line)

    counted = restore(session, whole.counts, rows_of)
    return partial(say_book, counted, whole.aside, "added" if job.options.apply else "new")
