"""What a rehearsal of tables and of whole books says, and what became of their rows."""

from collections.abc import Iterable, Mapping

from smallcrm.domain.imports.counting import Counted
from smallcrm.formats.columns import Columns
from smallcrm.output.imports import DELIMITERS, may_be_guessed, say_remarks
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line

LONGEST_SAMPLE = 100
NAMES = {
    "import_mappings": "meanings of columns",
    "former_handles": "former handles",
    "distinct": "pairs that are two",
}


def say_table(encoding: str, delimiter: str, columns: Columns, counted: Counted) -> None:
    """The rehearsal of a table: what was recognised, and what would be stored."""
    _say_form(encoding, delimiter)
    for heading, field in columns.meanings().items():
        say(f"  {one_line(heading)} → {field}")
    if columns.aside:
        say(f"  left aside: {one_line(', '.join(columns.aside))}")
    if counted.samples:
        say("as it would be stored:")
    for sample in counted.samples:
        say(f"  {one_line(sample, longest=LONGEST_SAMPLE)}")
    say_counted(counted, "new")


def say_written(encoding: str, delimiter: str, counted: Counted) -> None:
    """What was written of a table, and how it was read if that was not sure."""
    if may_be_guessed(encoding):
        _say_form(encoding, delimiter)
    say_counted(counted, "added")


def _say_form(encoding: str, delimiter: str) -> None:
    say(f"CSV, {encoding}, {DELIMITERS[delimiter]}")


def say_counted(counted: Counted, word: str) -> None:
    """The rows that were left out, each with its line, and how many became what."""
    say_remarks("unreadable", counted.unreadable)
    say(_counts(counted, word))


def say_book(parts: Mapping[str, Counted], aside: Iterable[str], word: str) -> None:
    """What became of every part of a book that its file has something of."""
    say("JSON of a whole book")
    for part, counted in parts.items():
        if not (counted.new or counted.same or counted.unreadable or counted.remarks):
            continue
        name = NAMES.get(part, part)
        say(f"  {name}: {_counts(counted, word)}")
        say_remarks("unreadable", counted.unreadable, what=f"  {name}, record")
        for remark in counted.remarks.first:
            say(f"    {one_line(remark.reason)}")
        if counted.remarks.unsaid:
            say(f"    and {counted.remarks.unsaid} more")
    if left := ", ".join(aside):
        say(f"  left aside: {one_line(left)}")


def _counts(counted: Counted, word: str) -> str:
    return (
        f"{counted.new} {word}, {counted.same} in the book already,"
        f" {len(counted.unreadable)} unreadable"
    )
