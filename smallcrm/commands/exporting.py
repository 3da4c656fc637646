"""Taking data out, as files that other programs read."""

from enum import StrEnum
from typing import Annotated

import typer

from smallcrm.commands.app import App, Csv, Json, desk_of
from smallcrm.errors import Unreadable
from smallcrm.output.files import writing_to
from smallcrm.output.terminal import remark
from smallcrm.place import typed_path

app = App()


class Part(StrEnum):
    CONTACTS = "contacts"
    INTERACTIONS = "interactions"
    CALLBACKS = "callbacks"
    EVERYTHING = "everything"


@app.command("export")
def export(
    ctx: typer.Context,
    part: Annotated[Part, typer.Argument(help="What to export.")],
    output: Annotated[
        str, typer.Option("--output", "-o", help="The file; - is standard output.")
    ] = "-",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Export contacts as CSV, or any part or everything as JSON."""
    from smallcrm.domain import exports
    from smallcrm.formats import contact_csv, jsonfile

    if as_csv and part != Part.CONTACTS:
        raise Unreadable(f"{part} are exported as JSON only: leave out --csv")
    desk = desk_of(ctx)
    with (
        writing_to(str(typed_path(output)), book=desk.path) as file,
        desk.reading() as session,
    ):
        if part == Part.EVERYTHING:
            parts = {name: records(session) for name, records in exports.PARTS.items()}
            jsonfile.write_object(file, parts)
        elif part == Part.CONTACTS and not as_json:
            contact_csv.write_contacts(file, list(exports.contact_records(session)))
        else:
            jsonfile.write_array(file, exports.PARTS[part](session))
            file.write("\n")
    if output != "-":
        remark(f"exported {part} to {output}")
