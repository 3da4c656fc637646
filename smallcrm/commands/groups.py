"""Groups: how far and how big a customer is."""

from typing import Annotated

import typer

from smallcrm.commands.app import App, Csv, Json, WhoInWords, desk_of
from smallcrm.commands.saying import finish
from smallcrm.commands.verbs import WhoGroup
from smallcrm.errors import Unreadable
from smallcrm.output.listing import show
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line

VERB = "set"  # what `crm group WHO GROUP` stands for


class ContactGroup(WhoGroup):
    """A word that is none of its commands is who is put into a group."""

    verb = VERB
    stands_for = "WHO GROUP"


app = App()
group = App(
    name="group",
    cls=ContactGroup,
    help="Put WHO into a GROUP, or see which groups the sales speak for.\n\n"
    "crm group mari top puts her there; for a contact named like a command, type crm group set"
    " WHO GROUP.",
)
app.add_typer(group, name="group")


@group.command(VERB)
def put(
    ctx: typer.Context,
    name: WhoInWords,
    to: Annotated[
        str,
        typer.Argument(
            metavar="GROUP", help="Potential, prospective, small, medium, large, top; or none."
        ),
    ],
    pin: Annotated[
        bool | None,
        typer.Option("--pin/--no-pin", help="Let group suggest never change it; or let it again."),
    ] = None,
) -> None:
    """Put a contact into a group."""
    from smallcrm.domain import contacts, resolving
    from smallcrm.models.enums import Group
    from smallcrm.output.wording import say_group

    if not to.strip():  # an unset variable of the shell is no wish to clear the group
        raise Unreadable(f"no group was said; there are {', '.join(Group)}, and none")
    desk = desk_of(ctx)
    with desk.writing("group") as session:
        contact = resolving.resolve(session, " ".join(name), today=desk.today)
        before = say_group(contact.group, pinned=contact.group_pinned)
        contacts.set_group(session, contact, to, pinned=pin)
        after = say_group(contact.group, pinned=contact.group_pinned)
    if after == before:
        say(f"{one_line(contact.name)} is {before or 'in no group'} already")
        return
    say(f"{one_line(contact.name)}: {before or 'no group'} → {after or 'no group'}")
    finish()


@group.command("suggest")
def suggest(
    ctx: typer.Context,
    apply: Annotated[bool, typer.Option("--apply", help="Write it, in one step to undo.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Suggest groups from the net sales of twelve months, and say why."""
    from smallcrm.domain import contacts
    from smallcrm.output.groups import suggestion_listing
    from smallcrm.reports.group_suggestions import suggestions

    desk = desk_of(ctx)
    with desk.writing("group suggest") if apply else desk.reading() as session:
        found = suggestions(session, today=desk.today)
        changed = {one.contact_id: one.advice.group for one in found if not one.pinned}
        if apply:
            contacts.set_groups(session, changed)
    show(suggestion_listing(found, applied=apply), as_json=as_json, as_csv=as_csv)
    if apply and changed and not (as_json or as_csv):
        finish()


@app.command("groups")
def groups(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """How many contacts are in each group."""
    from smallcrm.output.contacts import count_listing
    from smallcrm.reports.people import group_counts

    with desk_of(ctx).reading() as session:
        counts = group_counts(session)
    show(count_listing(counts, "group", empty=""), as_json=as_json, as_csv=as_csv)
