"""What is said before and after steps of the journal are taken back."""

import datetime as dt
from collections.abc import Iterator, Sequence

from smallcrm import same_book
from smallcrm.journal.entries import Entry
from smallcrm.output.history import say_entry, say_step, say_steps

MOST_SAID = 5  # steps that are told one by one


def say_each(verb: str, entries: Sequence[Entry], today: dt.date) -> Iterator[str]:
    """`Took back log of today 10:00 (Mari Maasikas): 1 interaction added`, a line a step."""
    for entry in entries[:MOST_SAID]:
        yield f"{verb} {say_entry(entry, today)}"
    if len(entries) > MOST_SAID:
        yield f"{verb} {len(entries) - MOST_SAID} more"


def say_builders(step: Entry, later: Sequence[Entry], count: int, today: dt.date) -> str:
    """Why a step cannot be taken back, of whose later steps the newest are told, and the ways out.

    `later` are the newest of `count` steps, the newest first.
    """
    them = _several(later, count, today)
    build = "a later step builds" if count == 1 else f"{count} later steps build"
    first = same_book.crm(f"undo {later[0].step}")
    ways = f"{first} first" if count == 1 else f"the newest first: {first}"
    return (
        f"{say_step(step, today)} cannot be taken back, for {build} on it: {them}"
        f" ({ways}; or all together: {same_book.crm(f'undo {step.step} --with-later')})"
    )


def say_undone(step: Entry, undone: Sequence[Entry], count: int, today: dt.date) -> str:
    """Why a step cannot be taken back: older ones were, after it."""
    were = "was" if count == 1 else "were"
    return (
        f"{say_step(step, today)} cannot be taken back, for it does not go with what"
        f" {were} taken back since: {_several(undone, count, today)}"
        f" ({same_book.crm('redo')} first, if nothing was written in between)"
    )


def _several(entries: Sequence[Entry], count: int, today: dt.date) -> str:
    said = "; ".join(say_step(entry, today) for entry in entries[:MOST_SAID])
    more = count - len(entries[:MOST_SAID])
    return f"{said} and {more} more" if more else said


def say_question(numbers: Sequence[int]) -> str:
    """`Take back step 3?`, `Take back steps 9, 7, 3?`."""
    word = "step" if len(numbers) == 1 else f"{len(numbers)} steps:"
    return f"Take back {word} {say_steps(numbers, most=MOST_SAID)}?"


def say_way_back(steps: Sequence[int], newest: int | None) -> str:
    """How steps that were done again, the oldest first, are taken back once more."""
    if len(steps) > 1:
        return f"{same_book.crm(f'undo {steps[0]} --with-later')} takes them back"
    undo = "undo" if steps[0] == newest else f"undo {steps[0]}"
    return f"{same_book.crm(undo)} takes it back"
