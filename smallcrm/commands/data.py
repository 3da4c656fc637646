"""The book as a file, its copies, its safety, and what the law lets people ask."""

from typing import Annotated

import typer

from smallcrm import same_book
from smallcrm.commands import (
    data_cipher,
    data_copies,
    data_erase,
    data_person,
    data_repair,
    data_report,
)
from smallcrm.commands.app import App, desk_of
from smallcrm.connecting import is_encrypted
from smallcrm.errors import BookUnusable, NotFound
from smallcrm.output.terminal import remark, say
from smallcrm.parsing.text import typed
from smallcrm.place import typed_path

app = App()
group = App(
    name="data",
    help="The book as a file, its copies, its safety, and what the law lets people ask.",
)
app.add_typer(group, name="data")


@group.callback()
def _several() -> None:
    """The book as a file, its copies, its safety, and what the law lets people ask."""


@group.command("backup")
def backup(
    ctx: typer.Context,
    output: Annotated[
        str, typer.Option("--output", "-o", help="The copy's file; else among the others.")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace an older copy, or another book, of that name.")
    ] = False,
) -> None:
    """Copy the whole book, checked, while it may be in use."""
    from smallcrm.backups.copying import backup_book
    from smallcrm.migrations import NEWEST

    desk = desk_of(ctx)
    target = typed_path(output) if output else None
    path = backup_book(desk.path, target, now=desk.now, newest=NEWEST, force=force)
    desk.wrote(path)
    say(f"Copied the book to {typed(str(path))}", whole=True)


@group.command("check")
def check(ctx: typer.Context) -> None:
    """Look whether the book is whole: the file, its links, search columns, totals."""
    from smallcrm.db import Damaged, is_there
    from smallcrm.forgetting.erasing import is_unfinished
    from smallcrm.output.health import say_problems, say_whole
    from smallcrm.reports.health import DAMAGE, UNLISTED, examine
    from smallcrm.reports.size import size_of

    desk = desk_of(ctx)
    if not is_there(desk.path):
        begin = same_book.crm("add")
        raise NotFound(f"there is no book at {desk.path} yet; {begin} begins one")
    encrypted, cut_off = is_encrypted(desk.path), False
    try:
        with desk.reading() as session:
            problems = examine(session, encrypted=encrypted)
            size = None if problems else size_of(session)
            cut_off = bool(size) and is_unfinished(session)
    except Damaged:  # before a page could be looked at
        problems, size = [UNLISTED], None
    if size:
        say_whole(size)
        if cut_off:
            remark("note: an erasure was cut off; crm data erase finishes it")
        return
    say_problems(problems)
    way_out = f"{same_book.crm('data restore')} goes back to a copy"
    if problems[0].what == DAMAGE and not encrypted:
        rescue = same_book.crm("data rescue -o FILE")
        way_out = f"{rescue} saves what can be read, {way_out}"
    raise BookUnusable(f"{desk.path} is not whole; keep this file: {way_out}")


group.command("backups")(data_copies.backups)
group.command("restore")(data_copies.restore)
group.command("rescue")(data_repair.rescue)
group.command("encrypt")(data_cipher.encrypt)
group.command("decrypt")(data_cipher.decrypt)
group.command("passphrase")(data_cipher.passphrase)
group.command("disclose")(data_person.disclose)
group.command("restrict")(data_person.restrict)
group.command("erase")(data_erase.erase)
group.command("due")(data_person.due)
group.command("report")(data_report.report)
