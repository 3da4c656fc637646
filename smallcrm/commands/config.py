"""The book's settings, which travel with it."""

from collections.abc import Callable
from typing import Annotated

import typer

from smallcrm.commands.app import App, Csv, Json, desk_of
from smallcrm.commands.saying import finish
from smallcrm.output.listing import Column, Listing, Row, show
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line

app = App()
group = App(
    name="config",
    help="The settings: each one, its value, and where it came from.",
    invoke_without_command=True,
)
group.info.no_args_is_help = False
app.add_typer(group, name="config")

KEYS = ("name", "value", "source", "purpose")
Name = Annotated[str, typer.Argument(help="Country, currency, language, shop ...")]


@group.callback()
def list_settings(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """The settings: each one, its value, and where it came from."""
    from smallcrm.domain import settings

    if ctx.invoked_subcommand is not None:
        return
    with desk_of(ctx).reading() as session:
        lines = settings.list_settings(session)
    columns = (
        Column("Name", _cell("name"), style="bold", whole=True),
        Column("Value", _cell("value"), beside=""),
        Column("Source", _cell("source"), beside="", whole=True),
        Column("Purpose", _cell("purpose"), prose=True),
    )
    rows = [vars(line) for line in lines]
    place = f"the book: {desk_of(ctx).path}"
    show(Listing(KEYS, rows, columns, note=place), as_json=as_json, as_csv=as_csv)


def _cell(key: str) -> Callable[[Row], str]:
    return lambda row: one_line(str(row[key]))


@group.command("get")
def get(ctx: typer.Context, name: Name) -> None:
    """Print one setting's value."""
    from smallcrm.domain import settings

    settings.check_name(name)
    with desk_of(ctx).reading() as session:
        say(one_line(settings.value_of(session, name)), whole=True)


@group.command("set")
def set_(
    ctx: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(help='The value; "" restores the default.')],
) -> None:
    """Change a setting."""
    from smallcrm.domain import group_limits, renumbering, settings

    desk = desk_of(ctx)
    with desk.writing("config set", begins=True, unsaved=desk.typed) as session:
        before = settings.value_of(session, name) if settings.check_name(name) else ""
        after = settings.change_setting(session, name, value)
        group_limits.check_limit(session, name)
        if name == "country" and after != before:
            renumbering.renumber(session, after)
        keeps = name == "currency" and settings.has_sales(session)
    if not desk.changed:
        say(f"Nothing changed: {name} is {one_line(after) or 'nothing'} already")
        return
    say(f"{name}: {one_line(before) or 'nothing'} → {one_line(after) or 'nothing'}")
    kept = "amounts stay as they are; only the currency beside them changes" if keeps else ""
    finish(remarks=(kept,))
