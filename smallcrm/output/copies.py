"""The copies of the book: as a list, and beside the book before one takes its place."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from smallcrm.backups.comparing import Difference, Present
from smallcrm.backups.files import say_bytes
from smallcrm.backups.shelf import Contents, Copy
from smallcrm.output.listing import Column, Listing, Row
from smallcrm.parsing.say import say_moment
from smallcrm.parsing.text import one_line, typed
from smallcrm.same_book import crm

KEYS = ("made", "why", "size", "contacts", "talks", "until", "path", "problem")
COMPARED_KEYS = ("what", "contacts", "talks", "until")


@dataclass(frozen=True)
class CopyLine:
    """A copy with what is in it, or the problem that keeps it from being opened."""

    copy: Copy
    contents: Contents | None
    problem: str = ""


def say_why(why: str) -> str:
    """Why a copy was made, in words."""
    return why.replace("-", " ") or "by hand"


def copies_listing(lines: Sequence[CopyLine], folders: Sequence[Path], today: dt.date) -> Listing:
    """The copies, the newest first."""
    where = Column("Where", lambda row: one_line(Path(str(row["path"])).parent.name), beside="in ")
    file = Column("File", lambda row: typed(Path(str(row["path"])).name), copied=True)
    columns = (
        Column("Made", lambda row: _moment(row["made"], today), style="bold", whole=True),
        Column("Why", lambda row: str(row["why"]), beside=""),
        Column("Size", _size, right=True, beside=""),
        Column("Contacts", _count("contacts"), right=True, beside="contacts "),
        Column("Talks", _count("talks"), right=True, beside="talks "),
        Column("Last change", lambda row: _last(row, today), beside="until "),
    )
    places = " and ".join(one_line(str(folder)) for folder in folders)
    return Listing(
        KEYS,
        [_row(line) for line in lines],
        [*columns, *([where] if len(folders) > 1 else []), file],
        title=f"{len(lines)} {'copy' if len(lines) == 1 else 'copies'}",
        empty=f"There is no copy of the book yet; {crm('data backup')} makes one.",
        note=(
            f"in {places}\n"
            f"{crm('data restore FILE')} goes back to one, or DAY, such as yesterday or mon 14:30"
        ),
    )


def _row(line: CopyLine) -> dict[str, object]:
    found = line.contents
    return {
        "made": line.copy.name.moment,
        "why": say_why(line.copy.name.why),
        "size": line.copy.size,
        "contacts": found.contacts if found else None,
        "talks": found.talks if found else None,
        "until": found.until if found else None,
        "path": str(line.copy.path),
        "problem": line.problem,
    }


def compared_listing(
    chosen: CopyLine, present: Present, difference: Difference | None, today: dt.date
) -> Listing:
    """The copy beside the book, and what is only in one of the two."""
    rows = [
        _compared(_name_of(chosen.copy, today), chosen.contents),
        _compared(_said_of(present), present.contents),
    ]
    if difference:
        only = difference
        rows += [
            {"what": "only in the book", "contacts": only.book_contacts, "talks": only.book_talks},
            {"what": "only in the copy", "contacts": only.copy_contacts, "talks": only.copy_talks},
        ]
    columns = (
        Column("", lambda row: str(row["what"]), style="bold"),
        Column("Contacts", _count("contacts"), right=True, beside="contacts "),
        Column("Talks", _count("talks"), right=True, beside="talks "),
        Column("Last change", lambda row: _moment(row.get("until"), today), beside="until "),
    )
    return Listing(COMPARED_KEYS, rows, columns)


def _name_of(copy: Copy, today: dt.date) -> str:
    """Any other file says nothing of its moment."""
    is_ours = copy.path.name == str(copy.name)
    return f"the copy of {say_moment(copy.name.moment, today)}" if is_ours else copy.path.name


def _said_of(present: Present) -> str:
    return "the book" if present.contents else f"the book, which is {present.state}"


def _compared(what: str, found: Contents | None) -> dict[str, object]:
    if found is None:
        return {"what": what}
    return {
        "what": what,
        "contacts": found.contacts,
        "talks": found.talks,
        "until": found.until,
    }


def say_contents(found: Contents, today: dt.date) -> str:
    """`118 contacts, 3,390 talks, until yesterday 17:45`."""
    until = f", until {_moment(found.until, today)}" if found.until else ""
    return f"{_so_many(found.contacts, 'contact')}, {_so_many(found.talks, 'talk')}{until}"


def say_forgotten(count: int) -> str:
    """`1 erased contact was forgotten again`."""
    return f"{_so_many(count, 'erased contact')} {'was' if count == 1 else 'were'} forgotten again"


def _so_many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _moment(value: object, today: dt.date) -> str:
    return say_moment(value, today) if isinstance(value, dt.datetime) else ""


def _count(key: str) -> Callable[[Row], str]:
    def shown(row: Row) -> str:
        value = row.get(key)
        return f"{value:,}" if isinstance(value, int) else ""

    return shown


def _size(row: Row) -> str:
    size = row["size"]
    assert isinstance(size, int)
    return say_bytes(size)


def _last(row: Row, today: dt.date) -> str:
    problem = one_line(str(row["problem"]))
    return f"cannot be opened: {problem}" if problem else _moment(row["until"], today)
