"""What a rescue brought back, and what it did not."""

from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from smallcrm.domain.table_words import one_of, several_of
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line, typed
from smallcrm.rescue.book import Missing, Rescued
from smallcrm.rescue.taking import UNTOLD

LONGEST = 400
NO_UNDO = "nothing that was done before can be undone in it"
COUNTED = ("contact", "interaction", "follow_up", "customer_order", "customer_case")


def say_rescued(rescued: Rescued, target: Path) -> None:
    """How much is in the new book; then what came back in part or not at all, by its kind."""
    counts = ", ".join(_counted(table, rescued.rows[table]) for table in COUNTED)
    say(f"Rescued into {typed(str(target))}: {counts}", whole=True)
    _say_each("in part, the rest of it lost", rescued.partial)
    _say_each("without the end of its text", rescued.cut)
    _say_each("lost", rescued.lost)
    for missing in rescued.unknown:
        how_many = f"up to {_counted(missing.table, missing.count)} more"
        untold = f"{_counted(missing.table, 0)[2:]}, nobody can tell how many"
        say(f"  perhaps lost: {untold if missing.count == UNTOLD else how_many}")
    if rescued.is_whole:
        say("  everything came back")
    elif rescued.lacks_only_the_journal:
        say(f"  everything but the journal came back: {NO_UNDO}")
    elif not rescued.journal_kept:
        say(f"  the journal is left out: {NO_UNDO}")


def say_next_steps(target: Path, book: Path | None) -> None:
    """How to look into the new book, and to put it in the place of the old one.

    `book` is that place where the commands do not know it by themselves.
    """
    file = quote(typed(str(target)))
    named = f"--db {quote(typed(str(book)))} " if book else ""
    say(f"look into it: crm --db {file} list", whole=True)
    say(f"check it: crm --db {file} data check", whole=True)
    say(f"put it in the place of your book: crm {named}data restore {file}", whole=True)


def _say_each(how: str, kinds: Sequence[Missing]) -> None:
    for missing in kinds:
        rows = one_line(", ".join(missing.rows), longest=LONGEST)
        unsaid = missing.count - len(missing.rows)
        more = f" and {unsaid:,} more" if unsaid else ""
        say(f"  {how}: {_counted(missing.table, missing.count)}: {rows}{more}")


def _counted(table: str, count: int) -> str:
    return f"{count:,} {one_of(table) if count == 1 else several_of(table)}"
