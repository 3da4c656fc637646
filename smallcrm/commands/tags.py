"""Tags: put one on, take one off, count them."""

from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import App, Csv, Desk, Json, Who, desk_of
from smallcrm.commands.saying import finish
from smallcrm.errors import Unreadable
from smallcrm.output.listing import show
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.contacts import Contact

app = App()

Names = Annotated[list[str], typer.Argument(help="One tag or several.", metavar="TAG")]


@app.command("tag")
def tag(ctx: typer.Context, name: Who, tags: Names) -> None:
    """Put tags on a contact."""
    from smallcrm.domain.tags import add_tags, tags_of

    desk = desk_of(ctx)
    with desk.writing("tag", unsaved=desk.typed) as session:
        contact, words = _whose(session, desk, [name, *tags])
        added = add_tags(session, contact, words)
        present = tags_of(session, contact)
    if not added:
        say(f"{one_line(contact.name)} has that already: {one_line(', '.join(present))}")
        return
    say(f"Tagged {one_line(contact.name)}: {one_line(', '.join(added))}")
    finish()


@app.command("untag")
def untag(ctx: typer.Context, name: Who, tags: Names) -> None:
    """Take tags off a contact."""
    from smallcrm.domain.tags import remove_tags

    desk = desk_of(ctx)
    with desk.writing("untag") as session:
        contact, words = _whose(session, desk, [name, *tags])
        removed = remove_tags(session, contact, words)
    say(f"Took off {one_line(contact.name)}: {one_line(', '.join(removed))}")
    finish()


def _whose(session: "Session", desk: Desk, parts: list[str]) -> "tuple[Contact, list[str]]":
    """The contact that the first words name, and the tags that follow."""
    from smallcrm.domain.resolving import resolve_leading

    contact, tags = resolve_leading(session, parts, today=desk.today, all_name=True)
    if not tags:
        raise Unreadable(
            f'"{one_line(" ".join(parts))}" is a name, and no tag follows it; for a tag of that'
            f" word quote the name, or use the handle {contact.handle}"
        )
    return contact, tags


@app.command("tags")
def tags(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """All tags, with how many contacts carry each."""
    from smallcrm.output.contacts import count_listing
    from smallcrm.reports.people import tag_counts

    with desk_of(ctx).reading() as session:
        counts = tag_counts(session)
    show(count_listing(counts, "tag", empty="No tag is in use."), as_json=as_json, as_csv=as_csv)
