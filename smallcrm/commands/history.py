"""Taking back, doing again, and what was changed when."""

from typing import Annotated

import typer

from smallcrm.commands.app import MOST_ROWS, App, Csv, Json, complete_handle, desk_of
from smallcrm.output.listing import show
from smallcrm.output.terminal import say

app = App()


@app.command("undo")
def undo(ctx: typer.Context) -> None:
    """Take back the last command, whatever it was; may be repeated."""
    from smallcrm import journal
    from smallcrm.output.history import say_entry

    desk = desk_of(ctx)
    with desk.writing("undo") as session:
        entry = journal.undo(session)
    say(f"Took back {say_entry(entry, desk.today)}")
    say("  crm redo does it again")


@app.command("redo")
def redo(ctx: typer.Context) -> None:
    """Do again what the last undo took back."""
    from smallcrm import journal
    from smallcrm.output.history import say_entry

    desk = desk_of(ctx)
    with desk.writing("redo") as session:
        entry = journal.redo(session)
    say(f"Did again {say_entry(entry, desk.today)}")
    say("  crm undo takes it back")


@app.command("history")
def history(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            help="Only what concerns a contact.", metavar="WHO", autocompletion=complete_handle
        ),
    ] = None,
    last: Annotated[
        int, typer.Option("--last", min=1, max=MOST_ROWS, help="How many of the newest.")
    ] = 20,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What was changed when, by which command; the newest first."""
    from smallcrm.domain import resolving
    from smallcrm.output.history import history_listing
    from smallcrm.reports import history as report

    desk = desk_of(ctx)
    with desk.reading() as session:
        contact_id = None
        if name:
            who = " ".join(name)
            contact_id = resolving.resolve(session, who, today=desk.today, archived=True).id
        steps = report.history(session, contact_id=contact_id, limit=last)
    show(history_listing(steps, desk.today), as_json=as_json, as_csv=as_csv)
