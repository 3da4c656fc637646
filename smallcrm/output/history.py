"""The journal as a list, and one of its entries in a sentence."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from smallcrm.journal.entries import Entry
from smallcrm.output.listing import Column, Listing
from smallcrm.parsing.money import FINE, decimal_of, whole_cents
from smallcrm.parsing.quantities import say_quantity
from smallcrm.parsing.say import say_day, say_moment
from smallcrm.parsing.text import one_line
from smallcrm.reports.history import COUNTED, Detail, Reach, Told

KEYS = ("step", "at", "command", "undone", "contacts", "changes", "details", "reverses")
WORDS = {
    "contact_point": "number or address",
    "follow_up": "callback",
    "sheet_line": "sheet line",
    "former_handle": "former handle",
    "phone_call": "phone call",
    "distinct_pair": "pair of two",
    "customer_case": "case",
    "customer_order": "order",
    "order_line": "order line",
    "case_talk": "talk on a case",
}
PLURALS = {
    "number or address": "numbers or addresses",
    "pair of two": "pairs of two",
    "talk on a case": "talks on cases",
}
ACTIONS = {"insert": "added", "update": "changed", "delete": "removed"}
SIGNS = {"insert": "+", "delete": "−"}
# What a row is recognised by, and the columns that only repeat others.
TELLING = {
    "contact": ("name",),
    "contact_point": ("value",),
    "tag": ("name",),
    "interaction": ("channel", "summary"),
    "follow_up": ("due", "why"),
    "former_handle": ("handle",),
    "phone_call": ("number", "at"),
    "setting": ("name", "value"),
    "customer_case": ("number", "stage", "summary"),
    "product": ("code", "name", "price"),
    "customer_order": ("number", "kind", "invoice", "total"),
}
REPEATED = {
    "folded", "code_folded", "search", "company_folded", "company_id", "digits", "normal",
    "closed_by",
}  # fmt: skip
MOMENTS = {"at", "due_time", "printed", "created", "written", "opened", "closed"}
FLAGS = {"archived", "group_pinned", "restricted"}
LONGEST_VALUE = 40


def _say_sum(fine: int) -> str:
    return decimal_of(whole_cents(fine) * FINE)


def _say_quantity(milli: int) -> str:
    return say_quantity(milli, "", "en")


AMOUNTS: dict[str, Callable[[int], str]] = {
    "price": decimal_of,
    "amount": _say_sum,
    "total": _say_sum,
    "quantity": _say_quantity,
}


def say_entry(entry: Entry, today: dt.date) -> str:
    """`log of today 10:00 (Mari Maasikas): 1 interaction, 1 callback added`."""
    return f"{_say_command(entry, today)}: {say_changes(entry)}"


def say_step(entry: Entry, today: dt.date) -> str:
    """`step 12, log of today 10:00 (Mari Maasikas)`."""
    return f"step {entry.step}, {_say_command(entry, today)}"


def _say_command(entry: Entry, today: dt.date) -> str:
    who = one_line(", ".join(entry.contacts))
    when = say_moment(_local(entry.written), today)
    return f"{entry.command} of {when}{f' ({who})' if who else ''}"


def say_changes(entry: Entry) -> str:
    """`1 interaction, 1 callback added; 1 contact changed`."""
    if ("insert", "erasure") in entry.rows:  # of which nothing else is kept
        return "somebody was erased for good"
    parts = []
    for action, done in ACTIONS.items():
        counts = [
            count(number, word_of(table))
            for (did, table), number in sorted(entry.rows.items())
            if did == action
        ]
        if counts:
            parts.append(f"{', '.join(counts)} {done}")
    return "; ".join(parts)


def word_of(table: str) -> str:
    """What a row of the table is called."""
    return WORDS.get(table, table.replace("_", " "))


def count(number: int, word: str, plurals: Mapping[str, str] = PLURALS) -> str:
    """`1 callback`, `2 callbacks`."""
    return f"{number} {word if number == 1 else plurals.get(word, f'{word}s')}"


def _local(written: dt.datetime) -> dt.datetime:
    return written.astimezone().replace(tzinfo=None, second=0, microsecond=0)


def say_details(told: Told) -> Iterator[str]:
    """`+ tag vip`, `contact group: none → top`; how many more there are comes last.

    Of an order's lines it says how many there are, for nobody reads forty.
    """
    for detail in told.details:
        yield from _say(detail)
    counted = {row: number for row, number in told.entry.rows.items() if row in COUNTED}
    for (action, table), number in sorted(counted.items()):
        yield f"{SIGNS[action]} {count(number, word_of(table))}"
    hidden = sum(told.entry.rows.values()) - sum(counted.values()) - len(told.details)
    if hidden > 0 and told.details:
        yield f"and {hidden} more"


def _say(detail: Detail) -> Iterator[str]:
    word = word_of(detail.table)
    if detail.action == "update":
        for field in detail.after:
            if field not in REPEATED:
                old, new = (_said(row, field) for row in (detail.before, detail.after))
                yield f"{word} {_name(field)}: {old} → {new}"
        return
    row = detail.after or detail.before
    values = [_said(row, field) for field in TELLING.get(detail.table, ()) if row.get(field)]
    if values:
        yield f"{SIGNS[detail.action]} {word} {' '.join(values)}"


def _name(field: str) -> str:
    """`first due`, `product`: a column that points at a row is called after that."""
    return field.removesuffix("_id").replace("_", " ")


def _said(row: Mapping[str, object], field: str) -> str:
    value = row.get(field)
    if value in (None, ""):
        return "none"
    if isinstance(value, int) and field in AMOUNTS:
        return AMOUNTS[field](value)
    if field in FLAGS:
        return "yes" if value else "no"
    text = str(value)
    if field in MOMENTS:  # as the book keeps it: 2026-11-16 14:30:05.000000
        text = text.partition(".")[0].removesuffix(":00")
    return one_line(text, longest=LONGEST_VALUE)


def history_listing(
    steps: Sequence[Told],
    today: dt.date,
    *,
    reach: Reach | None = None,
    empty: str = "Nothing was changed yet.",
) -> Listing:
    """The steps as they come; what was forgotten is said below, or nothing if all is there."""
    return Listing(
        KEYS,
        [_row(told) for told in steps],
        (
            Column("Step", lambda row: str(row["step"]), right=True, whole=True),
            Column("When", lambda row: _when(row, today), whole=True, beside=""),
            Column("Command, whom", _command, beside=""),
            Column("What", _what, prose=True),
        ),
        empty=empty,
        note=_say_reach(reach, today) if reach else "",
    )


def _say_reach(reach: Reach, today: dt.date) -> str:
    day = say_day(_local(reach.since).date(), today)
    gone = "what is older is forgotten (journal.keep)"
    if reach.erased:
        gone = "older steps are gone, for their age (journal.keep) or with somebody who was erased"
    return f"The journal reaches back to {day}; {gone}."


def _row(told: Told) -> dict[str, object]:
    entry = told.entry
    return {
        "step": entry.step,
        "at": _local(entry.written),
        "command": entry.command,
        "undone": entry.undone,
        "contacts": list(entry.contacts),
        "changes": say_changes(entry),
        "details": list(say_details(told)),
        "reverses": list(entry.reverses),
    }


def _when(row: Any, today: dt.date) -> str:
    return say_moment(row["at"], today)


def _command(row: Any) -> str:
    undone = " (undone)" if row["undone"] else ""
    of = f" of {say_steps(row['reverses'])}" if row["reverses"] else ""
    return f"{row['command']}{of}{undone}\n{one_line(', '.join(row['contacts']))}".rstrip()


def say_steps(numbers: Sequence[int], *, most: int = 3) -> str:
    """`3, 5, 8 and 2 more`: steps by their numbers."""
    said = ", ".join(map(str, numbers[:most]))
    return f"{said} and {len(numbers) - most} more" if len(numbers) > most else said


def _what(row: Any) -> str:
    return "\n".join(row["details"]) or row["changes"]
