"""To be forgotten: a person goes out of the book, its journal and its copies for good."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smallcrm.commands.app import Desk, complete_handle, desk_of
from smallcrm.commands.asking import confirm
from smallcrm.errors import BookUnusable, CrmError, NotFound, Refused, Unreadable
from smallcrm.output.listing import show
from smallcrm.output.terminal import is_terminal, remark, say
from smallcrm.parsing.text import one_line, visible

if TYPE_CHECKING:
    from smallcrm.domain.privacy.plan import ErasePlan
    from smallcrm.forgetting.traces import Held
    from smallcrm.models.privacy import Erasure

Copies = Literal["too", "keep"]


def erase(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            help="A name, a handle, or part of a phone number; no quotes needed.",
            metavar="WHO",
            autocompletion=complete_handle,
        ),
    ] = None,
    keep_orders: Annotated[
        bool, typer.Option("--keep-orders", help="Keep the sales, of an erased customer.")
    ] = False,
    backups: Annotated[
        Copies | None, typer.Option("--backups", help="Copies of the book: rewrite, or keep them.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Do not ask; copies are rewritten too.")
    ] = False,
) -> None:
    """Erase a person or a company for good; it cannot be undone."""
    from smallcrm.forgetting.erasing import check_room, erase_in_book
    from smallcrm.output.erasing import say_done

    desk = desk_of(ctx)
    if _finish(desk, backups, alone=not who, yes=yes):
        _check_gone(desk, " ".join(who or ()))
        return
    if not who:
        raise Unreadable("whom? name one contact (crm data erase --help)")
    plan, copies, files = _look(desk, " ".join(who), keep_orders=keep_orders)
    check_room(desk.path)
    _say(plan, copies, files, keep_orders=keep_orders)
    name = one_line(plan.name, longest=60)
    if not yes and not confirm(f"Erase {name} for good?", flag="--yes"):
        raise Refused("nothing was erased")
    too = _are_rewritten(copies, backups, yes=yes)
    _copy_first(desk)
    erase_in_book(desk.path, plan, keep_orders=keep_orders)
    desk.changed = True
    say_done(plan)
    _after(desk, plan, too=too)


def _look(desk: Desk, who: str, *, keep_orders: bool) -> "tuple[ErasePlan, list[Held], list[Held]]":
    """What will be done, the copies that hold the person, and the other files that do."""
    from smallcrm.domain import resolving
    from smallcrm.domain.privacy.plan import plan_erasure
    from smallcrm.forgetting import traces

    with desk.reading() as session:
        contact = resolving.resolve(session, who, today=desk.today, archived=True)
        plan = plan_erasure(session, contact, keep_orders=keep_orders)
    nameless = plan.selves if keep_orders else ()
    copies = list(traces.copies_holding(desk.path, plan.files, plan.selves, nameless=nameless))
    known = [copy.path for copy in copies]
    files = [
        *traces.files_holding(plan.files, plan.markers),
        *traces.books_holding(desk.path, known, plan.markers),
    ]
    return plan, copies, files


def _say(
    plan: "ErasePlan", copies: "list[Held]", files: "list[Held]", *, keep_orders: bool
) -> None:
    from smallcrm.output.erasing import mention_listing, say_limit, say_paths, say_plan

    say_plan(plan, keep_orders=keep_orders)
    if plan.mentions:
        show(mention_listing(plan))
    say_limit(plan)
    say_paths("Copies of the book that hold them:", *_paths(copies))
    say_paths("Files that hold them, and stay until you delete them:", *_paths(files))


def _paths(found: "list[Held]") -> tuple[list[Path], list[str]]:
    notes = [one.problem or ("" if one.sure else "may hold them") for one in found]
    return [one.path for one in found], notes


def _are_rewritten(copies: "list[Held]", chosen: Copies | None, *, yes: bool) -> bool:
    """Whether the copies forget too: as it was said, or else asked."""
    if chosen is not None:
        return chosen == "too"
    if yes or not copies:
        return True
    if not is_terminal():
        return False
    what = f"{_copies(len(copies))}, and the one that is made now,"
    return confirm(f"Rewrite {what} without them?", flag="--backups too")


def _copies(count: int) -> str:
    return "the copy" if count == 1 else f"the {count} copies"


def _copy_first(desk: Desk) -> None:
    """A copy of the book as it is, which afterwards is treated as all others."""
    from smallcrm.backups.automatic import copy_before

    said = copy_before(desk.path, "erase", now=desk.now).remark
    if said:
        remark(f"note: {visible(said)}")


def _after(desk: Desk, plan: "ErasePlan", *, too: bool) -> None:
    from smallcrm.forgetting.erasing import ledger

    with desk.reading() as session:
        rows = ledger(session)
    gone = {one.contact_id for one in plan.selves}
    theirs = [row for row in rows if row.contact_id in gone]
    _settle(desk, _copies_holding(desk, plan.files, theirs), rows, too=too)


def _copies_holding(desk: Desk, files: Iterable[str], rows: "list[Erasure]") -> "list[Held]":
    """The copies that hold somebody who was erased; those that were never finished are removed."""
    from smallcrm.domain.privacy.selves import Self
    from smallcrm.forgetting.rewriting import sweep
    from smallcrm.forgetting.traces import copies_holding

    files = list(files)
    sweep(desk.path, files)
    selves = {Self(row.contact_id, row.created): row.kept_orders for row in rows}
    nameless = [one for one, kept_orders in selves.items() if kept_orders]
    return list(copies_holding(desk.path, files, list(selves), nameless=nameless))


def _settle(desk: Desk, holding: "list[Held]", rows: "list[Erasure]", *, too: bool) -> None:
    """Let the copies forget as well, or name them; CrmError for those that cannot."""
    from smallcrm.forgetting.erasing import close

    failed = _rewrite(holding, rows) if too else {}
    if not too:
        _name(holding)
    if all(copy.problem for copy in failed):  # what never can be is not left to do
        close(desk.path)
    if failed:
        unable = "copies that may hold them could not be rewritten; delete them, or try again"
        reasons = failed.values()
        raise CrmError("\n".join([f"{unable} (crm data erase --backups too):", *reasons]))


def _name(holding: "list[Held]") -> None:
    from smallcrm.output.erasing import say_paths

    say_paths("Copies that hold them; crm data erase --backups too rewrites:", *_paths(holding))


def _rewrite(holding: "list[Held]", rows: "list[Erasure]") -> "dict[Held, str]":
    """Let the copies forget everybody who was erased; those that cannot, and why."""
    from smallcrm.forgetting.rewriting import rewrite

    failed: dict[Held, str] = {}
    for copy in holding:
        try:
            rewrite(copy.path, rows)
        except BookUnusable as error:
            failed[copy] = str(error)
    done = len(holding) - len(failed)
    if done:
        say(f"  {done} {'copy' if done == 1 else 'copies'} rewritten without them")
    return failed


def _finish(desk: Desk, backups: Copies | None, *, alone: bool, yes: bool) -> bool:
    """Finish what an erasure that was cut off left to do, or let copies forget who was erased.

    The latter only if no name was said (`alone`). Whether there was anything of that to do.
    """
    from smallcrm import db
    from smallcrm.forgetting import erasing

    with desk.reading() as session:
        unfinished = erasing.is_unfinished(session)
        rows = erasing.ledger(session)
        files = erasing.written_files(session)
    if not unfinished and not (alone and backups == "too" and rows):
        return False
    if unfinished:
        db.compact(desk.path)
    holding = _copies_holding(desk, files, rows)
    _settle(desk, holding, rows, too=_are_rewritten(holding, backups, yes=yes))
    if unfinished:
        say("Finished the erasure that was cut off")
    elif not holding:
        say("No copy holds anybody who was erased.")
    return True


def _check_gone(desk: Desk, who: str) -> None:
    """Refused if somebody was named whom that erasure was not about."""
    from smallcrm.domain import resolving

    if who:
        with suppress(NotFound), desk.reading() as session:
            left = resolving.resolve(session, who, today=desk.today, archived=True)
            raise Refused(
                f"{one_line(left.name, longest=60)} is in the book, and was not erased"
                f" (crm data erase {left.handle} once more)"
            )
