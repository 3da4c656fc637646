"""The book as a file: copies of it."""

from typing import Annotated

import typer

from smallcrm.commands.app import App, desk_of
from smallcrm.output.terminal import say
from smallcrm.parsing.text import typed
from smallcrm.place import typed_path

app = App()
group = App(name="data", help="The book as a file: copies of it.")
app.add_typer(group, name="data")


@group.callback()
def _several() -> None:
    """The book as a file: copies of it."""


@group.command("backup")
def backup(
    ctx: typer.Context,
    output: Annotated[
        str, typer.Option("--output", "-o", help="The copy's file; else in backups/ beside it.")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace an older copy, or another book, of that name.")
    ] = False,
) -> None:
    """Copy the whole book, checked, while it may be in use."""
    from smallcrm.backup import backup_book
    from smallcrm.migrations import NEWEST

    desk = desk_of(ctx)
    target = typed_path(output) if output else None
    path = backup_book(desk.path, target, now=desk.now, newest=NEWEST, force=force)
    say(f"Copied the book to {typed(str(path))}", whole=True)
