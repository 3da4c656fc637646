"""What erasing a person will do, which texts and files are left to the owner, and what was done."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from smallcrm.domain.privacy.mentions import Mention
from smallcrm.domain.privacy.plan import ErasePlan
from smallcrm.output.history import count, word_of
from smallcrm.output.listing import Column, Listing
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line, typed, visible

KEYS = ("what", "contact", "handle", "at", "text")
WORDS = {"interaction": "talk", "sheet_draft": "draft"}
UNSAID = {"contact"}
LONGEST_NAME = 60
LONGEST_TEXT = 200


def say_plan(plan: ErasePlan) -> None:
    """Who goes, with how much of what, and what stays."""
    name = one_line(plan.name, longest=LONGEST_NAME)
    say(f"To be erased: {name} ({plan.handle})")
    for line in _lines(plan):
        say(f"  {line}")


def _lines(plan: ErasePlan) -> Iterable[str]:
    others = len(plan.selves) - 1
    if others:
        yield f"with {_count(others, 'contact')} that the journal knows as the same"
    gone = [
        _count(number, WORDS.get(table) or word_of(table))
        for table, number in plan.counts
        if table not in UNSAID
    ]
    if gone:
        yield f"gone for good: {', '.join(gone)}"
    if plan.changes:
        noun = "entry" if plan.changes == 1 else "entries"
        yield f"gone from the journal: {plan.changes:,} {noun}, and all that was taken back"
    if plan.orders:
        customer = f"Erased customer {plan.selves[0].contact_id}"
        verb = "stays" if plan.orders == 1 else "stay"
        yield f"{_count(plan.orders, 'order')} {verb}, without notes, of {customer}"
    if plan.people:
        people = one_line(", ".join(plan.people), longest=LONGEST_TEXT)
        yield f"no more noted as working there: {people}"
    yield "it cannot be undone"


def _count(number: int, word: str) -> str:
    return count(number, word)


def mention_listing(plan: ErasePlan) -> Listing:
    """Others' texts that name the person, for the owner to decide."""
    name = one_line(plan.name, longest=LONGEST_NAME)
    return Listing(
        KEYS,
        [_row(mention) for mention in plan.mentions],
        (
            Column("Where", _where),
            Column(
                "Text", lambda row: one_line(str(row["text"]), longest=LONGEST_TEXT), prose=True
            ),
        ),
        title=f"Texts of others that name {name}, which stay",
    )


def _row(mention: Mention) -> dict[str, object]:
    return vars(mention)


def _where(row: Any) -> str:
    day = f" of {row['at']:%Y-%m-%d}" if row["at"] else ""
    whose = f"\n{one_line(row['contact'], longest=LONGEST_NAME)}" if row["contact"] else ""
    return f"{row['what']}{day}{whose}"


def say_paths(heading: str, paths: Sequence[Path], notes: Sequence[str] = ()) -> None:
    """Files below a heading, each whole on a line; nothing if there are none."""
    if not paths:
        return
    say(heading)
    for path, note in zip(paths, [*notes, *[""] * len(paths)], strict=False):
        say(f"  {visible(typed(str(path)))}{f' ({one_line(note)})' if note else ''}", whole=True)


def say_done(plan: ErasePlan) -> None:
    """The acknowledgement."""
    name = one_line(plan.name, longest=LONGEST_NAME)
    stay = ""
    if plan.orders:
        customer = f"Erased customer {plan.selves[0].contact_id}"
        stay = f" but for {_count(plan.orders, 'order')}, now of {customer}"
    say(f"Erased {name} for good{stay}")
