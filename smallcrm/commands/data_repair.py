"""When the book is damaged: `data rescue` saves what can be read into a new one."""

from pathlib import Path
from typing import Annotated

import typer

from smallcrm.commands.app import desk_of
from smallcrm.copy_names import DAMAGED
from smallcrm.errors import CrmError
from smallcrm.place import typed_path


def rescue(
    ctx: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", help="The new book's file.")],
) -> None:
    """Save what can be read of a damaged book into a new one."""
    from smallcrm import written
    from smallcrm.output.rescue import say_next_steps, say_rescued
    from smallcrm.rescue.book import rescue as save

    desk, target = desk_of(ctx), typed_path(output).expanduser()
    rescued = save(desk.path, target, now=desk.now)
    written.remember(target, target)  # so that it is named when somebody in it is erased
    say_rescued(rescued, target)
    say_next_steps(target.absolute(), _named_book(ctx, desk.path))
    if not rescued.is_whole:
        journal_only = rescued.lacks_only_the_journal
        said = "the journal did not come back" if journal_only else "not everything came back"
        raise CrmError(f"{said}; {desk.path} is as it was: keep it")


def _named_book(ctx: typer.Context, book: Path) -> Path | None:
    """The book, if the line names one, which the next must name too; but none that lies aside."""
    root = ctx.find_root()
    source = root.get_parameter_source("db")
    is_named = root.params["demo"] or (source and source.name == "COMMANDLINE")
    lies_aside = book.stem.endswith(f"-{DAMAGED}")
    return book.absolute() if is_named and not lies_aside else None
