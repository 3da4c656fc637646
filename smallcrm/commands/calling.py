"""Whom to call back: today, this week, or any slice of the callbacks."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import App, Csv, InGroup, Json, Tags, desk_of
from smallcrm.commands.printing import Lp, Open, Output, PrintCommand, print_week
from smallcrm.output.listing import show
from smallcrm.output.terminal import shows_tables
from smallcrm.parsing.dates import read_ahead, read_week

if TYPE_CHECKING:
    from smallcrm.reports.people import ContactFilter

CASES = 5  # of the open ones, the most pressing that are shown every morning
CALLS = 200  # of those that wait, the newest that are counted every morning

app = App()

Overdue = Annotated[bool, typer.Option("--overdue", help="Only those past their day.")]


def _filter(tags: list[str] | None, group: str) -> "ContactFilter":
    from smallcrm.domain.contacts import read_group_filter
    from smallcrm.reports.people import ContactFilter

    return ContactFilter(tags=tuple(tags or ()), group=read_group_filter(group))


@app.command("today")
def today(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Whom to call back today: overdue, due, and too long quiet; and the open cases."""
    from smallcrm.output.agenda import agenda_listing, say_first_steps, say_nothing_due
    from smallcrm.output.calls import with_waiting
    from smallcrm.parsing.say import say_day
    from smallcrm.reports.agenda import agenda, next_callback, pressing_cases
    from smallcrm.reports.calls import waiting
    from smallcrm.reports.people import is_nobody_there

    desk = desk_of(ctx)
    with desk.reading() as session:
        due = agenda(session, today=desk.today, until=desk.today)
        coming = None if due.lines else next_callback(session, today=desk.today)
        idle = (
            say_first_steps() if is_nobody_there(session) else say_nothing_due(coming, desk.today)
        )
        calls = waiting(session, newest=CALLS)
        whole = as_json or as_csv or not shows_tables()
        cases = pressing_cases(session, most=None if whole else CASES)
    title = f"{say_day(desk.today, desk.today)}: {len(due.lines)} to call"
    listing = agenda_listing(due, title=title, empty=idle, cases=cases)
    if cases.count and not due.lines:
        listing = replace(listing, note="\n".join(filter(None, (listing.note, idle))))
    show(with_waiting(listing, calls), as_json=as_json, as_csv=as_csv)


@app.command("week", cls=PrintCommand)
def week(
    ctx: typer.Context,
    when: Annotated[
        list[str] | None, typer.Argument(help="Which week: w48, next, 31.12.", metavar="WHEN")
    ] = None,
    tag: Tags = None,
    group: InGroup = "",
    overdue: Overdue = False,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=31, help="So many days from today or WHEN.")
    ] = None,
    to_paper: Annotated[
        bool, typer.Option("--print", help="Print it as a sheet to write on.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Print the same sheet again.")] = False,
    output: Output = "",
    lp: Lp = None,
    view: Open = True,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """The week's callbacks by day, what is overdue on top; --print for paper."""
    from smallcrm.output.agenda import agenda_listing, say_period
    from smallcrm.reports.agenda import agenda

    desk = desk_of(ctx)
    since, until = _period(desk.today, " ".join(when or ()), days)
    which = _filter(tag, group)
    if to_paper or again or output or lp is not None:
        print_week(
            desk,
            since=since,
            until=until,
            which=which,
            overdue=overdue,
            again=again,
            output=output,
            printer=lp,
            view=view,
        )
        return
    with desk.reading() as session:
        due = agenda(session, today=desk.today, since=since, until=until, which=which)
    due = due.only_overdue() if overdue else due
    title = say_period(since, until)
    listing = agenda_listing(due, title=title, empty=f"{title}: nobody to call back.")
    show(listing, as_json=as_json, as_csv=as_csv)


def _period(today: dt.date, when: str, days: int | None) -> tuple[dt.date, dt.date]:
    """A week from its Monday, or so many days from today or from the day that was named."""
    if days is None:
        monday = read_week(when, today)
        return monday, monday + dt.timedelta(days=6)
    first = read_ahead(when, today).day if when else today
    return first, first + dt.timedelta(days=days - 1)


@app.command("callbacks")
def callbacks(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    overdue: Overdue = False,
    tag: Tags = None,
    group: InGroup = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """The open callbacks, the first due first."""
    from smallcrm.output.agenda import callback_listing
    from smallcrm.reports import agenda

    desk = desk_of(ctx)
    with desk.reading() as session:
        lines = agenda.callbacks(
            session, today=desk.today, closed=every, overdue=overdue, which=_filter(tag, group)
        )
    listing = callback_listing(lines, desk.today, empty="No callback is open.")
    show(listing, as_json=as_json, as_csv=as_csv)
