"""What a file would bring, and what it brought."""

from smallcrm.domain.imports import Remark, Taken
from smallcrm.formats.contact_fields import Mapping
from smallcrm.formats.delimited import Sheet
from smallcrm.formats.records import ContactRecord
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line

MOST_REMARKS = 20
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "": "one column"}


def say_rehearsed(sheet: Sheet, mapping: Mapping, taken: Taken) -> None:
    """The rehearsal: what was recognised, what would be stored, and how to go on."""
    say(f"CSV, {sheet.encoding}, {DELIMITERS[sheet.delimiter]}")
    for column in mapping.columns:
        label = f" ({column.label})" if column.label else ""
        say(f"  {one_line(column.heading)} → {column.field}{label}")
    if mapping.aside:
        say(f"  left aside: {one_line(', '.join(mapping.aside))}")
    if taken.samples:
        say("as it would be stored:")
    for record in taken.samples:
        say(f"  {_sample(record)}")
    _say_counts(taken, "new")


def say_applied(taken: Taken) -> None:
    """What was written."""
    _say_counts(taken, "added")


def _say_counts(taken: Taken, word: str) -> None:
    for name, remarks in (("doubtful", taken.doubtful), ("unreadable", taken.unreadable)):
        _say_remarks(name, remarks)
    say(
        f"{taken.new} {word}, {taken.same} in the book already,"
        f" {len(taken.doubtful)} doubtful, {len(taken.unreadable)} unreadable"
    )


def _say_remarks(name: str, remarks: list[Remark]) -> None:
    for remark in remarks[:MOST_REMARKS]:
        say(f"  line {remark.line}, {name}: {one_line(remark.reason)}")
    if len(remarks) > MOST_REMARKS:
        say(f"  and {len(remarks) - MOST_REMARKS} more that are {name}")


def _sample(record: ContactRecord) -> str:
    points = [
        f"{point.value} ({point.label})" if point.label else point.value for point in record.points
    ]
    tags = [f"+{tag}" for tag in record.tags]
    parts = [record.name, record.company, *points, record.city, *tags]
    return one_line(", ".join(filter(None, parts)), longest=160)
