"""`crm data report`: what to paste into an issue, without any customer in it."""

import typer

from smallcrm.commands.app import Desk, Json, desk_of
from smallcrm.errors import CrmError


def report(ctx: typer.Context, as_json: Json = False) -> None:
    """What a fault needs to be found: versions, settings, counts. It names nobody."""
    from smallcrm.output.facts import say_facts
    from smallcrm.output.machine import machine, versions
    from smallcrm.reports.facts import file_facts

    desk = desk_of(ctx)
    parts = {"versions": versions(), "machine": machine(), "file": file_facts(desk.path)}
    say_facts(parts | _inside(desk), as_json=as_json)


def _inside(desk: Desk) -> dict[str, dict[str, object]]:
    """What the book says of itself; of one that cannot be opened, which errors say so."""
    from smallcrm.output.mistakes import classes_of
    from smallcrm.reports.facts import book_facts, copy_facts

    try:
        with desk.reading() as session:
            return book_facts(session, desk.path, desk.now)
    except CrmError as error:
        refusal = {"opened": False, "refusal": ", ".join(classes_of(error))}
        return {"book": refusal, "copies": copy_facts(desk.path.parent / "backups", desk.now)}
