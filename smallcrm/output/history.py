"""The journal as a list, and one of its entries in a sentence."""

import datetime as dt
from collections.abc import Sequence

from smallcrm.journal import Entry
from smallcrm.output.listing import Column, Listing
from smallcrm.parsing.say import say_moment
from smallcrm.parsing.text import one_line

KEYS = ("step", "at", "command", "undone", "contacts", "changes")
WORDS = {
    "contact_point": "number or address",
    "follow_up": "callback",
    "participant": "participant",
}
ACTIONS = {"insert": "added", "update": "changed", "delete": "removed"}


def say_entry(entry: Entry, today: dt.date) -> str:
    """`log of today 10:00 (Mari Maasikas): 1 interaction, 1 callback added`."""
    who = one_line(", ".join(entry.contacts))
    when = say_moment(_local(entry.written), today)
    return f"{entry.command} of {when}{f' ({who})' if who else ''}: {say_changes(entry)}"


def say_changes(entry: Entry) -> str:
    """`1 interaction, 1 callback added; 1 contact changed`."""
    parts = []
    for action, done in ACTIONS.items():
        counts = [
            _count(number, WORDS.get(table, table))
            for (did, table), number in sorted(entry.rows.items())
            if did == action
        ]
        if counts:
            parts.append(f"{', '.join(counts)} {done}")
    return "; ".join(parts)


def _count(number: int, word: str) -> str:
    if number == 1:
        return f"1 {word}"
    if word == "number or address":
        return f"{number} numbers or addresses"
    return f"{number} {word}s"


def _local(written: dt.datetime) -> dt.datetime:
    return written.astimezone().replace(tzinfo=None)


def history_listing(entries: Sequence[Entry], today: dt.date) -> Listing:
    """The newest steps first."""
    rows = [
        {
            "step": entry.step,
            "at": _local(entry.written).replace(microsecond=0),
            "command": entry.command,
            "undone": entry.undone,
            "contacts": list(entry.contacts),
            "changes": say_changes(entry),
        }
        for entry in entries
    ]
    whens = {entry.step: say_moment(_local(entry.written), today) for entry in entries}
    return Listing(
        KEYS,
        rows,
        (
            Column("When", lambda row: whens[row["step"]], width=16),  # type: ignore[index]
            Column("Command", lambda row: f"{row['command']}{' (undone)' * bool(row['undone'])}"),
            Column("Whom", lambda row: one_line(", ".join(row["contacts"]))),  # type: ignore[arg-type]
            Column("What", lambda row: str(row["changes"])),
        ),
        empty="Nothing was changed yet.",
    )
