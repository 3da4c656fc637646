"""Groups: how far and how big a customer is."""

from typing import Annotated

import typer

from smallcrm.commands.app import App, Csv, Json, WhoInWords, desk_of
from smallcrm.commands.saying import finish
from smallcrm.errors import Unreadable
from smallcrm.output.listing import show
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line

app = App()


@app.command("group")
def group(
    ctx: typer.Context,
    name: WhoInWords,
    to: Annotated[
        str,
        typer.Argument(
            metavar="GROUP", help="Potential, prospective, small, medium, large, top; or none."
        ),
    ],
) -> None:
    """Put a contact into a group."""
    from smallcrm.domain import contacts, resolving
    from smallcrm.models.enums import Group

    if not to.strip():  # an unset variable of the shell is no wish to clear the group
        raise Unreadable(f"no group was said; there are {', '.join(Group)}, and none")
    desk = desk_of(ctx)
    with desk.writing("group") as session:
        contact = resolving.resolve(session, " ".join(name), today=desk.today)
        before = contact.group
        contacts.set_group(session, contact, to)
    if contact.group == before:
        say(f"{one_line(contact.name)} is {before or 'in no group'} already")
        return
    say(f"{one_line(contact.name)}: {before or 'no group'} → {contact.group or 'no group'}")
    finish()


@app.command("groups")
def groups(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """How many contacts are in each group."""
    from smallcrm.output.contacts import count_listing
    from smallcrm.reports.people import group_counts

    with desk_of(ctx).reading() as session:
        counts = group_counts(session)
    show(count_listing(counts, "group", empty=""), as_json=as_json, as_csv=as_csv)
