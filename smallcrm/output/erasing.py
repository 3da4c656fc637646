"""What erasing a person will do, which texts and files are left to the owner, and what was done."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from smallcrm.domain.privacy.mentions import Mention
from smallcrm.domain.privacy.past import erased_handle
from smallcrm.domain.privacy.plan import ErasePlan
from smallcrm.output.history import count, word_of
from smallcrm.output.listing import Column, Listing
from smallcrm.output.terminal import say
from smallcrm.parsing.text import fold, one_line, typed, visible, words

KEYS = ("what", "contact", "handle", "at", "text")
WORDS = {"interaction": "talk", "sheet_draft": "draft"}
UNSAID = {"contact"}
LONGEST_NAME = 60
LONGEST_TEXT = 200


def say_plan(plan: ErasePlan, *, keep_orders: bool) -> None:
    """Who goes, with how much of what, and what stays."""
    name = one_line(plan.name, longest=LONGEST_NAME)
    say(f"To be erased: {name} ({plan.handle})")
    for line in _lines(plan, keep_orders=keep_orders):
        say(f"  {line}")


def _lines(plan: ErasePlan, *, keep_orders: bool) -> Iterable[str]:
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
    orders = dict(plan.counts).get("customer_order", 0)
    if orders and not keep_orders and not _was_erased(plan):
        go, them = ("order goes", "it as a sale") if orders == 1 else ("orders go", "them as sales")
        number = "" if orders == 1 else f" {orders}"
        yield f"the{number} {go} too; --keep-orders keeps {them} to an erased customer"
    if plan.changes:
        noun = "change" if plan.changes == 1 else "changes"
        yield (
            f"gone from the journal: {plan.changes:,} {noun}, which can no longer be undone,"
            " and all that was taken back"
        )
    if plan.orders:
        customer = f"Erased customer {plan.selves[0].contact_id}"
        verb = "stays" if plan.orders == 1 else "stay"
        yield f"{_count(plan.orders, 'order')} {verb}, without notes, of {customer}"
    if plan.people:
        people = one_line(", ".join(plan.people), longest=LONGEST_TEXT)
        yield f"no more noted as working there: {people}"
    yield "it cannot be undone"


def _was_erased(plan: ErasePlan) -> bool:
    """Whether no more than orders under no name was left."""
    return plan.handle == erased_handle(plan.selves[0].contact_id)


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


def say_limit(plan: ErasePlan) -> None:
    """That a part of the name alone is not recognised in texts, and how to look for it."""
    first, *others = words(one_line(plan.name)) or [""]
    if others and not _was_erased(plan):
        said = next((word for word in plan.name.split() if fold(word) == first), first)
        said = one_line(said, longest=LONGEST_NAME)
        say(
            f'Texts that say no more than "{said}" are not recognised;'
            f" crm find {said} shows what there is"
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
    say(f"{name} is gone for good{stay}" if _was_erased(plan) else f"Erased {name} for good{stay}")
