"""`crm import calls`: a phone's call log, as XML or as a table."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from smallcrm.commands.import_job import Job
from smallcrm.errors import Unreadable

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.formats.calllog import CallLog

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "": "one column"}


def take(session: "Session", job: Job) -> Callable[[], None]:
    """Let the calls of a log wait that were never noted; what comes back says it."""
    from smallcrm.domain.imports.calls import take_calls
    from smallcrm.formats.calllog import open_calls
    from smallcrm.output.calls import say_taken
    from smallcrm.output.progress import with_bar

    with open_calls(
        job.source.stream(),
        overrides=job.options.columns,
        order=job.options.date_order,
        encoding=job.encoding,
        delimiter=job.options.delimiter,
        country=job.country,
    ) as log:
        if log.columns is None and job.options.columns:
            raise Unreadable(f"{job.source.name} is XML and has no columns: leave out --map")
        rows = with_bar(
            log.calls,
            "Reading calls",
            total=job.source.count_lines(),
            place=lambda row: row.line,
        )
        taken = take_calls(session, rows)
    meanings = log.columns.meanings() if log.columns else {}
    return partial(say_taken, _form(log), meanings, taken, job.desk.today)


def _form(log: "CallLog") -> str:
    if log.columns is None:
        return "a phone's call log, XML"
    return f"a phone's call log, CSV, {log.encoding}, {DELIMITERS[log.delimiter]}"
