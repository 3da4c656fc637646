"""Whom to call back: today, or any slice of the callbacks."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import App, Csv, InGroup, Json, Tags, desk_of
from smallcrm.commands.old_copies import warn_of_old_copies
from smallcrm.output.listing import show
from smallcrm.output.terminal import shows_tables

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.output.listing import Listing
    from smallcrm.reports.calls import Waiting
    from smallcrm.reports.people import ContactFilter

CASES = 5  # of the open ones, the most pressing that are shown every morning
CALLS = 200  # of those that wait, the newest that are counted every morning

app = App()

Overdue = Annotated[bool, typer.Option("--overdue", help="Only those past their day.")]


def read_filter(tags: list[str] | None, group: str) -> "ContactFilter":
    """The contacts that --tag and --group let through."""
    from smallcrm.domain.contacts import read_group_filter
    from smallcrm.reports.people import ContactFilter

    return ContactFilter(tags=tuple(tags or ()), group=read_group_filter(group))


@app.command("today")
def today(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Whom to call back today: overdue, due, too long quiet; open cases."""
    from smallcrm.output.agenda import agenda_listing, say_first_steps, say_nothing_due
    from smallcrm.parsing.say import say_day
    from smallcrm.reports.agenda import agenda, next_callback, pressing_cases
    from smallcrm.reports.keeping import keeping
    from smallcrm.reports.people import is_nobody_there

    desk = desk_of(ctx)
    with desk.reading() as session:
        due = agenda(session, today=desk.today, until=desk.today)
        coming = None if due.lines else next_callback(session, today=desk.today)
        calls = _waiting_calls(session)
        kept = keeping(session)
        whole = as_json or as_csv or not shows_tables()
        cases = pressing_cases(session, most=None if whole else CASES)
        idle = (
            say_first_steps()
            if is_nobody_there(session)
            else say_nothing_due(coming, desk.today, waits=bool(cases.count or calls))
        )
    title = f"{say_day(desk.today, desk.today)}: {len(due.lines)} to call"
    listing = agenda_listing(due, title=title, empty=idle, cases=cases)
    if cases.count and not due.lines:
        listing = replace(listing, note="\n".join(filter(None, (listing.note, idle))))
    show(_with_calls(listing, calls), as_json=as_json, as_csv=as_csv)
    if not (as_json or as_csv):
        warn_of_old_copies(desk, kept)


def _waiting_calls(session: "Session") -> "Waiting | None":
    """The calls that wait for a word; on most mornings none, and their table is not loaded."""
    from smallcrm.reports.agenda import is_call_waiting

    if not is_call_waiting(session):
        return None
    from smallcrm.reports.calls import waiting

    return waiting(session, newest=CALLS)


def _with_calls(listing: "Listing", calls: "Waiting | None") -> "Listing":
    if calls is None:
        return listing
    from smallcrm.output.calls import with_waiting

    return with_waiting(listing, calls)


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
            session, today=desk.today, closed=every, overdue=overdue, which=read_filter(tag, group)
        )
    listing = callback_listing(lines, desk.today, empty="No callback is open.")
    show(listing, as_json=as_json, as_csv=as_csv)
