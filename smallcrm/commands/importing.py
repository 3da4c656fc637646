"""Taking data in: the file is rehearsed first, and written only with --apply."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from smallcrm.commands.app import App, desk_of
from smallcrm.commands.saying import finish
from smallcrm.errors import Unreadable
from smallcrm.place import typed_path

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.domain.imports import Taken
    from smallcrm.formats.contact_fields import Mapping
    from smallcrm.formats.delimited import Sheet

app = App()
group = App(name="import", help="Take data in from a file; it rehearses until told --apply.")
app.add_typer(group, name="import")


@group.callback()
def _several() -> None:
    """Take data in from a file; it rehearses until told --apply."""


@group.command("contacts")
def contacts(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(help="A CSV file in UTF-8; - is standard input.")],
    apply: Annotated[bool, typer.Option("--apply", help="Write, instead of rehearsing.")] = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help='Say what a column is: --map "Kunde=name"; repeatable.'),
    ] = None,
    doubtful: Annotated[
        bool, typer.Option("--with-doubtful", help="Add the doubtful rows as new contacts.")
    ] = False,
) -> None:
    """Contacts from a CSV; the same file twice adds nothing."""
    from smallcrm.formats.contact_fields import guess_mapping
    from smallcrm.formats.delimited import open_sheet
    from smallcrm.output.imports import say_applied, say_rehearsed

    desk, file = desk_of(ctx), str(typed_path(file))
    with open_sheet(_source(file)) as sheet:
        mapping = guess_mapping(sheet.header, _overrides(column or []))
        if not apply:
            with desk.reading() as session:  # never committed: that makes it a rehearsal
                taken = _take(session, file, sheet, mapping, doubtful)
                session.rollback()
            say_rehearsed(sheet, mapping, taken)
            return
        with desk.writing("import", begins=True) as session:
            taken = _take(session, file, sheet, mapping, doubtful)
    say_applied(taken)
    if taken.new:
        finish()


def _source(file: str) -> str | BinaryIO:
    return sys.stdin.buffer if file == "-" else file


def _overrides(typed: list[str]) -> dict[str, str]:
    """`Kunde=name` as a heading and its field."""
    pairs = [text.rpartition("=") for text in typed]
    for text, (heading, sign, field) in zip(typed, pairs, strict=True):
        if not (heading and sign and field):
            raise Unreadable(f'--map takes HEADING=FIELD, as in "Kunde=name": not "{text}"')
    return {heading.strip(): field.strip() for heading, _, field in pairs}


def _take(
    session: "Session", file: str, sheet: "Sheet", mapping: "Mapping", doubtful: bool
) -> "Taken":
    from smallcrm.domain.imports import take_contacts
    from smallcrm.formats.contact_fields import records
    from smallcrm.output.progress import with_bar

    rows = with_bar(
        records(sheet, mapping),
        "Reading contacts",
        total=_line_count(file),
        place=lambda row: row.line,
    )
    return take_contacts(session, rows, with_doubtful=doubtful)


def _line_count(file: str) -> int | None:
    """How many lines the file has, for the progress bar; unknown for standard input."""
    if file == "-":
        return None
    with Path(file).open("rb") as binary:
        return sum(block.count(b"\n") for block in iter(lambda: binary.read(1 << 20), b""))
