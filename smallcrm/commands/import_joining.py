"""Files that tell of orders together: which of those named on one command line they are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from smallcrm.commands.app import Desk
from smallcrm.commands.import_job import Job, Options, look_at
from smallcrm.errors import CrmError

if TYPE_CHECKING:
    from smallcrm.formats.source import Source


def look_at_all(desk: Desk, sources: Sequence["Source"], kind: str, options: Options) -> list[Job]:
    """Find out what each file is; those that are parts of the same orders are one job."""
    parts = _parts(sources, options) if len(sources) > 1 and kind in ("", "orders") else {}
    joined = {id(source) for source in parts.values()}
    jobs = [look_at(desk, one, kind, options) for one in sources if id(one) not in joined]
    if parts:
        with desk.reading() as session:
            from smallcrm.domain import settings

            country = settings.value_of(session, "country")
        details = parts["details"]
        encoding = options.encoding
        jobs.append(Job(desk, details, "orders", "", encoding, country, bool(kind), options, parts))
    return jobs


def _parts(sources: Sequence["Source"], options: Options) -> "dict[str, Source]":
    from smallcrm.formats.order_files import find_parts

    by_name = {str(place): source for place, source in enumerate(sources)}
    headers = {name: _header(source, options) for name, source in by_name.items()}
    found = find_parts({name: header for name, header in headers.items() if header})
    return {part: by_name[name] for part, name in found.items()}


def _header(source: "Source", options: Options) -> tuple[str, ...]:
    """The headings of a table; none of what is no table, which is looked at again by itself."""
    from smallcrm.formats.delimited import open_sheet

    try:
        with open_sheet(
            source.stream(), encoding=options.encoding, delimiter=options.delimiter
        ) as sheet:
            return sheet.header
    except CrmError:
        return ()
