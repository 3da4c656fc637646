"""Contacts that may be one: list the pairs, merge two, or say that they are two."""

from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import (
    MOST_ROWS,
    Csv,
    Desk,
    InGroup,
    Json,
    Tags,
    complete_handle,
    desk_of,
)
from smallcrm.commands.asking import confirm
from smallcrm.commands.saying import finish
from smallcrm.errors import Refused
from smallcrm.output.listing import show
from smallcrm.output.terminal import remark, say, shows_tables
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from smallcrm.domain.merging.merge import MergePlan

ON_SCREEN = 50  # pairs, unless --first says more

First = Annotated[
    str,
    typer.Argument(
        help="The contact that stays, by name or handle.",
        metavar="WHO",
        autocompletion=complete_handle,
    ),
]
Second = Annotated[
    str,
    typer.Argument(
        help="The other one, which may be the same.",
        metavar="OTHER",
        autocompletion=complete_handle,
    ),
]


def dupes(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            help="Only pairs with this contact.", metavar="WHO", autocompletion=complete_handle
        ),
    ] = "",
    sure: Annotated[bool, typer.Option("--sure", help="Only the pairs that are sure.")] = False,
    tag: Tags = None,
    group: InGroup = "",
    city: Annotated[str, typer.Option(help="Town or city.")] = "",
    kind: Annotated[str, typer.Option(help="Person or company.")] = "",
    first: Annotated[
        int | None,
        typer.Option("--first", min=1, max=MOST_ROWS, help="How many of the surest."),
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Pairs of contacts that may be one, and why; the surest first."""
    from smallcrm.domain import resolving
    from smallcrm.domain.contacts import read_group, read_kind
    from smallcrm.output.duplicates import pair_listing, say_crowds
    from smallcrm.reports.duplicates import find_duplicates
    from smallcrm.reports.people import ContactFilter

    desk = desk_of(ctx)
    which = ContactFilter(
        tags=tuple(tag or ()),
        group=read_group(group),
        city=city,
        kind=read_kind(kind) if kind else "",
    )
    with desk.reading() as session:
        one = resolving.resolve(session, name, today=desk.today).id if name else None
        found = find_duplicates(session, which, contact_id=one)
    pairs = [pair for pair in found.pairs if pair.sureness == "sure" or not sure]
    on_screen = shows_tables() and not (as_json or as_csv)
    most = first or (ON_SCREEN if on_screen else len(pairs))
    listing = pair_listing(
        pairs[:most],
        hidden=max(0, len(pairs) - most),
        possible=len(found.pairs) - len(pairs),
    )
    show(listing, as_json=as_json, as_csv=as_csv)
    for text in say_crowds(found.crowds):
        remark(f"note: {text}")


def merge(
    ctx: typer.Context,
    who: First,
    other: Second,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", help="Whose value stays: --keep title=2; repeatable."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Make one contact of two; it shows what comes of it, and asks first."""
    from smallcrm.domain.merging.fields import read_keep
    from smallcrm.output.duplicates import merge_listing

    desk = desk_of(ctx)
    chosen = read_keep(keep or ())
    plan = _plan(desk, who, other, chosen)
    show(merge_listing(plan))
    if plan.were_two:
        remark("note: you once said that they are two")
    if not yes and not confirm(f"Make one contact of {_pair(plan)}?", flag="--yes"):
        raise Refused("nothing was merged")
    _merge(desk, plan, chosen)


def _plan(desk: Desk, who: str, other: str, keep: dict[str, int]) -> "MergePlan":
    from smallcrm.domain import resolving
    from smallcrm.domain.merging.merge import plan_merge

    with desk.reading() as session:
        first, second = (
            resolving.resolve(session, name, today=desk.today) for name in (who, other)
        )
        return plan_merge(session, first, second, keep)


def _merge(desk: Desk, plan: "MergePlan", keep: dict[str, int]) -> None:
    """Carry out the plan that the owner has seen, if it is still the same."""
    from smallcrm.domain.merging import merge as merging
    from smallcrm.output.duplicates import say_kept, say_moved

    with desk.writing("contact merge", copy_before="merge") as session:
        if merging.plan_again(session, plan, keep) != plan:
            raise Refused("one of the two was changed meanwhile; nothing was merged, look again")
        contact = merging.merge(session, plan)
    say(f"Merged {_pair(plan)} into {one_line(contact.name, longest=60)} ({contact.handle})")
    finish(say_moved(plan), *say_kept(plan))


def _pair(plan: "MergePlan") -> str:
    return f"{plan.first[0]} and {plan.second[0]}"


def distinct(ctx: typer.Context, who: First, other: Second) -> None:
    """Say that two contacts are two; they are no longer listed as a pair."""
    from smallcrm.domain import resolving
    from smallcrm.domain.distinct import remember

    desk = desk_of(ctx)
    with desk.writing("contact distinct") as session:
        first, second = (
            resolving.resolve(session, name, today=desk.today) for name in (who, other)
        )
        new = remember(session, first, second)
    pair = " and ".join(f"{one_line(c.name, longest=60)} ({c.handle})" for c in (first, second))
    if not new:
        say(f"{pair} are known to be two")
        return
    say(f"Noted that {pair} are two")
    finish()
