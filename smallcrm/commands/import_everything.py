"""`crm import everything`: a whole book from the JSON of `crm export everything`."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from smallcrm.commands.import_job import Job

if TYPE_CHECKING:
    from sqlmodel import Session


def take(session: "Session", job: Job) -> Callable[[], None]:
    """Take every part of a book in; what comes back says it."""
    from smallcrm.domain.restoring import restore
    from smallcrm.formats.book_json import read_book
    from smallcrm.output.import_tables import say_book

    whole = read_book(job.source.stream())
    counted = restore(session, whole)
    return partial(say_book, counted, whole.aside, "added" if job.options.apply else "new")
