"""The week's callbacks, on the screen or on paper."""

import datetime as dt
from typing import Annotated

import typer

from smallcrm.commands.app import App, Csv, InGroup, Json, Tags, desk_of
from smallcrm.commands.calling import Overdue, read_filter
from smallcrm.commands.printing import Lp, Open, Output, PrintCommand, print_week
from smallcrm.output.listing import show
from smallcrm.parsing.dates import read_ahead, read_week

app = App()


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
    which = read_filter(tag, group)
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
