"""Taking back, doing again, and what was changed when."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm import same_book
from smallcrm.commands.app import (
    MOST_ROWS,
    App,
    Csv,
    Desk,
    Json,
    complete_handle,
    desk_of,
)
from smallcrm.commands.asking import confirm
from smallcrm.errors import Refused, Unreadable
from smallcrm.output.listing import show
from smallcrm.output.terminal import is_terminal, say
from smallcrm.parsing.dates import read_back

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.journal.undoing import Plan

USUAL = 20  # steps that history shows if no day is said

app = App()


@app.command("undo")
def undo(
    ctx: typer.Context,
    step: Annotated[
        int | None,
        typer.Argument(help="Its number in crm history; else the last command.", metavar="STEP"),
    ] = None,
    with_later: Annotated[
        bool, typer.Option("--with-later", help="Take back the later steps that build on it too.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Take back the last command, or an older step by its number."""
    from smallcrm.journal import undoing
    from smallcrm.output.undoing import say_each

    if with_later and step is None:
        raise Unreadable("--with-later goes with the number of a step; crm history lists them")
    desk = desk_of(ctx)
    shown = None if step is None or yes else _look_and_ask(desk, step, with_later)
    with desk.writing("undo") as session:
        plan = undoing.plan_undo(session, step)
        _check(session, plan, with_later, desk.today)
        if shown not in (None, plan):
            raise Refused("the book has changed meanwhile; nothing was taken back")
        entries = undoing.take_back(session, plan)
    for line in say_each("Took back", entries, desk.today):
        say(line)
    them = "it" if len(entries) == 1 else "them all"
    say(f"  {same_book.crm('redo')} does {them} again", whole=True)


def _look_and_ask(desk: Desk, step: int, with_later: bool) -> "Plan | None":
    """Show what would be taken back and ask; the plan that got a yes. None for the last command."""
    from smallcrm.journal import undoing
    from smallcrm.output.history import history_listing
    from smallcrm.output.undoing import say_question
    from smallcrm.reports.history import told

    with desk.reading() as session:
        plan = undoing.plan_undo(session, step)
        _check(session, plan, with_later, desk.today)
        if plan.newest:
            return None
        steps = told(session, (*plan.later, plan.step)) if is_terminal() else []
    if steps:
        show(history_listing(steps, desk.today))
    if not confirm(say_question((*plan.later, plan.step)), flag="--yes"):
        raise Refused("nothing was taken back")
    return plan


def _check(session: "Session", plan: "Plan", with_later: bool, today: dt.date) -> None:
    """Refuse a plan that takes more than the one step, unless that is wanted."""
    from smallcrm.output.undoing import MOST_SAID, say_builders, say_undone
    from smallcrm.reports.history import told

    blocking = plan.undone or (() if with_later else plan.later)
    if blocking:
        step, *others = (
            told_step.entry for told_step in told(session, (plan.step, *blocking[:MOST_SAID]))
        )
        say_why = say_undone if plan.undone else say_builders
        raise Refused(say_why(step, others, len(blocking), today))


@app.command("redo")
def redo(ctx: typer.Context) -> None:
    """Do again what the last undo took back."""
    from smallcrm.journal import undoing
    from smallcrm.output.undoing import say_each, say_way_back

    desk = desk_of(ctx)
    with desk.writing("redo") as session:
        entries = undoing.redo(session)
        newest = undoing.newest_step(session)
    for line in say_each("Did again", entries, desk.today):
        say(line)
    say(f"  {say_way_back([entry.step for entry in entries], newest)}", whole=True)


@app.command("history")
def history(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            help="Only what concerns a contact.", metavar="WHO", autocompletion=complete_handle
        ),
    ] = None,
    since: Annotated[
        str, typer.Option("--since", help="From this day on: mon, yesterday, 1.11., mon 14:30.")
    ] = "",
    until: Annotated[str, typer.Option("--until", help="Up to this day, and with it.")] = "",
    last: Annotated[
        int | None,
        typer.Option(
            "--last",
            min=1,
            max=MOST_ROWS,
            help=f"How many of the newest; {USUAL} if nothing is said, all with --since.",
        ),
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What was changed when, by which command; the newest first."""
    from smallcrm.domain import resolving
    from smallcrm.output.history import history_listing
    from smallcrm.reports import history as report

    desk = desk_of(ctx)
    start, end = _span(desk, since, until)
    limit = last or (MOST_ROWS if since else USUAL)
    with desk.reading() as session:
        contact_id = None
        if name:
            who = " ".join(name)
            contact_id = resolving.resolve(session, who, today=desk.today, archived=True).id
        steps = report.history(session, report.Window(start, end, limit, contact_id))
        reach = report.reach_of(session)
    empty = "Nothing was changed then." if since or until else "Nothing was changed yet."
    listing = history_listing(steps, desk.today, reach=reach, empty=empty)
    show(listing, as_json=as_json, as_csv=as_csv)


def _span(desk: Desk, since: str, until: str) -> tuple[dt.datetime | None, dt.datetime | None]:
    """From when on and before when, in UTC; a day is meant whole, a minute too."""
    start = end = None
    if since:
        start = read_back(since, desk.now).moment
    if until:
        said = read_back(until, desk.now)
        end = said.moment + (dt.timedelta(minutes=1) if said.time else dt.timedelta(days=1))
    if start and end and start >= end:
        raise Unreadable("--since names a time after --until")
    return _in_utc(start), _in_utc(end)


def _in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.astimezone(dt.UTC) if moment else None
