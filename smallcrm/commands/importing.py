"""`crm import`: finds out what each file is, and hands it to the module of its kind.

A kind's module has `take(session, job)`: it takes the file in, and returns what says so.
"""

from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import App, Desk, desk_of
from smallcrm.commands.import_job import Job, Options
from smallcrm.commands.import_joining import look_at_all
from smallcrm.commands.saying import finish
from smallcrm.errors import Interrupted, Unreadable
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line
from smallcrm.place import nearest_folder, typed_path

if TYPE_CHECKING:
    from smallcrm.formats.source import Source

IMPORTERS = {
    "contacts": "smallcrm.commands.import_contacts",
    "calls": "smallcrm.commands.import_calls",
    "interactions": "smallcrm.commands.import_tables",
    "callbacks": "smallcrm.commands.import_tables",
    "orders": "smallcrm.commands.import_orders",
    "cases": "smallcrm.commands.import_tables",
    "products": "smallcrm.commands.import_tables",
    "everything": "smallcrm.commands.import_everything",
}
"""Each kind that can be taken in, and the module that does it."""

app = App()


@app.command("import")
def import_(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[KIND] FILE...",
            help="The files; - is standard input. A kind in front, such as contacts, says outright"
            " what they are.",
        ),
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Write, instead of rehearsing.")] = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help='Say what a column is: --map "Kunde=name"; repeatable.'),
    ] = None,
    encoding: Annotated[str, typer.Option(help="The file's encoding: windows-1257 ...")] = "",
    delimiter: Annotated[str, typer.Option(help="Comma, semicolon, tab or none.")] = "",
    date_order: Annotated[str, typer.Option(help="The order in its dates: dmy, mdy, ymd.")] = "",
    update: Annotated[
        bool, typer.Option("--update", help="Fill empty fields of those in the book.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Let the file win over the book.")
    ] = False,
    doubtful: Annotated[
        bool, typer.Option("--with-doubtful", help="Add the doubtful rows as new contacts.")
    ] = False,
) -> None:
    """Take data in from files; it rehearses until told --apply."""
    from smallcrm.formats.source import open_source

    kind, files = _kind_and_files(words)
    options = Options(
        apply=apply,
        columns=_overrides(column or []),
        encoding=encoding,
        delimiter=delimiter,
        date_order=_date_order(date_order),
        update=update or overwrite,
        overwrite=overwrite,
        with_doubtful=doubtful,
    )
    desk = desk_of(ctx)
    aside = nearest_folder(desk.path.parent)
    with ExitStack() as opened:
        sources = [
            opened.enter_context(open_source(str(typed_path(file)), aside=aside)) for file in files
        ]
        _take_all(desk, sources, kind, options)


def _kind_and_files(words: list[str]) -> tuple[str, list[str]]:
    kind = words[0] if words[0] in IMPORTERS else ""
    files = words[1:] if kind else words
    if not files:
        raise Unreadable(f"name the file: crm import {kind} FILE; - is standard input")
    return kind, files


def _overrides(typed: list[str]) -> dict[str, str]:
    """`Kunde=name` as a heading and its field."""
    pairs = [text.rpartition("=") for text in typed]
    for text, (heading, sign, field) in zip(typed, pairs, strict=True):
        if not (heading and sign and field):
            raise Unreadable(f'--map takes HEADING=FIELD, as in "Kunde=name": not "{text}"')
    return {heading.strip(): field.strip() for heading, _, field in pairs}


def _date_order(typed: str) -> str:
    from smallcrm.formats.birthdays import ORDERS

    order = typed.strip().lower()
    if order and order not in ORDERS:
        shown = one_line(typed, longest=40)
        raise Unreadable(f'the order in dates is one of {", ".join(ORDERS)}: not "{shown}"')
    return order


def _take_all(desk: Desk, sources: list["Source"], kind: str, options: Options) -> None:
    """All files in one step, or rehearsed one after the other as if in one."""
    jobs = look_at_all(desk, sources, kind, options)
    for job in jobs:
        _check_options(job)
    takers = [_taker(job) for job in jobs]
    session_of = (
        desk.writing("import", begins=True, copy_before="import")
        if options.apply
        else desk.rehearsing()
    )
    with session_of as session:
        try:
            said = [take(session, job) for take, job in zip(takers, jobs, strict=True)]
        except KeyboardInterrupt:
            raise Interrupted("interrupted; nothing was written") from None
    for job, say_it in zip(jobs, said, strict=True):
        if len(jobs) > 1:
            say(f"{one_line(job.source.name)}:", whole=True)
        say_it()
    if not options.apply:
        say("Nothing was written yet; --apply writes it.")
    elif desk.changed:
        finish()


def _check_options(job: Job) -> None:
    """Raises Unreadable for what cannot be said of a kind: only contacts and orders change."""
    given = {
        "--overwrite": job.options.overwrite and job.kind != "orders",
        "--update": job.options.update and not (job.kind == "orders" and job.options.overwrite),
        "--with-doubtful": job.options.with_doubtful and job.kind != "orders",
    }
    said = next((option for option, is_given in given.items() if is_given), "")
    if said and job.kind != "contacts":
        raise Unreadable(
            f"{job.source.name} holds {job.kind}, and {said} is for files of contacts; leave it"
            " out: what the book has stays as it is"
        )


def _taker(job: Job) -> Callable[..., Callable[[], None]]:
    """The function that takes a file of this kind in. Raises Unreadable where there is none."""
    if job.kind not in IMPORTERS:
        raise Unreadable(
            f"{job.source.name} holds {job.kind}, which cannot be taken in yet;"
            f" what can be is {', '.join(IMPORTERS)}"
        )
    taker: Callable[..., Callable[[], None]] = import_module(IMPORTERS[job.kind]).take
    return taker
