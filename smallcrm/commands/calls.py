"""`crm catch-up`: a word about each call of the phone's log that waits for one."""

from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import App, Csv, Json, desk_of
from smallcrm.commands.call_answering import ask_about_call
from smallcrm.commands.call_numbers import ask_about_number
from smallcrm.commands.call_sitting import Ended, Sitting
from smallcrm.output.listing import show
from smallcrm.output.terminal import is_terminal, remark

if TYPE_CHECKING:
    from smallcrm.reports.calls import Waiting

HELP = (
    "words /day +tag and Enter log a call; - logs it without words, x drops it, Enter\n"
    "skips it for now; c calls a missed one back; . ends"
)

app = App()


@app.command("catch-up")
def catch_up(
    ctx: typer.Context,
    only_list: Annotated[bool, typer.Option("--list", help="List them, and ask nothing.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Walk through the calls that wait for a word; without a terminal, list them."""
    from smallcrm.output.calls import waiting_listing
    from smallcrm.reports.calls import waiting

    desk = desk_of(ctx)
    with desk.reading() as session:
        found = waiting(session)
    if only_list or as_json or as_csv or not found.count or not is_terminal():
        show(waiting_listing(found, desk.today), as_json=as_json, as_csv=as_csv)
        return
    _walk(Sitting(desk), found)


def _walk(sitting: Sitting, found: "Waiting") -> None:
    """Ask about each call, the newest first, then about each unknown number."""
    remark(HELP)
    try:
        for item in found.calls:
            ask_about_call(sitting, item)
        for number in found.numbers:
            ask_about_number(sitting, number)
    except Ended:
        pass
    sitting.say_done()
