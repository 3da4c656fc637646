"""Taking data out, as files that other programs read."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from smallcrm import clock
from smallcrm.commands.app import App, Csv, Json, desk_of
from smallcrm.commands.filtering import filtered
from smallcrm.errors import Unreadable
from smallcrm.output.files import writing_to
from smallcrm.output.suffixes import KINDS, refuse_foreign, suffix_of
from smallcrm.output.terminal import remark
from smallcrm.place import typed_path

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.domain.exports.records import Of, Record
    from smallcrm.reports.people import ContactFilter

app = App()


class Part(StrEnum):
    CONTACTS = "contacts"
    INTERACTIONS = "interactions"
    CALLBACKS = "callbacks"
    ORDERS = "orders"
    CASES = "cases"
    PRODUCTS = "products"
    EVERYTHING = "everything"


CSV, EXCEL, VCARD, ICAL, JSON = "--csv", "--csv-excel", "--vcard", "--ical", "--json"
# What each part can be written as; the first is what it is written as unless something is said.
SHAPES = {
    Part.CONTACTS: (CSV, EXCEL, VCARD, JSON),
    Part.INTERACTIONS: (JSON, CSV, EXCEL),
    Part.CALLBACKS: (JSON, CSV, EXCEL, ICAL),
    Part.ORDERS: (JSON, CSV, EXCEL),
    Part.CASES: (JSON, CSV, EXCEL),
    Part.PRODUCTS: (JSON, CSV, EXCEL),
    Part.EVERYTHING: (JSON,),
}
# What a file's name says by its suffix; the first that the part can be written as is meant.
SUFFIXES = {
    ".csv": (CSV, EXCEL),
    ".vcf": (VCARD,),
    ".vcard": (VCARD,),
    ".ics": (ICAL,),
    ".json": (JSON,),
}
WHOLE = "everything is the whole book"
NOBODYS = "products are nobody's"


@app.command("export")
@filtered
def export(
    ctx: typer.Context,
    part: Annotated[Part, typer.Argument(help="What to export.")],
    which: "ContactFilter",
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", help="The file, whose suffix says the format; - is standard output."
        ),
    ] = "-",
    as_csv: Csv = False,
    csv_excel: Annotated[
        bool, typer.Option("--csv-excel", help="CSV for a spreadsheet with decimal commas.")
    ] = False,
    vcard: Annotated[bool, typer.Option("--vcard", help="Contacts for a phone.")] = False,
    vcard_version: Annotated[
        str, typer.Option("--vcard-version", help="4.0, or 3.0 for an older phone.")
    ] = "",
    ical: Annotated[bool, typer.Option("--ical", help="Callbacks as tasks of a calendar.")] = False,
    events: Annotated[
        bool, typer.Option("--events", help="With --ical: as events with an alarm too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Export contacts, orders, cases or any other part for other programs."""
    given = {CSV: as_csv, EXCEL: csv_excel, VCARD: vcard, ICAL: ical, JSON: as_json}
    shape = _shape(part, given, output)
    _check_details(shape, version=vcard_version, events=events)
    modern = _is_modern(vcard_version)
    desk = desk_of(ctx)
    with (
        writing_to(str(typed_path(output)), book=desk.path) as file,
        desk.reading() as session,
    ):
        if part == Part.EVERYTHING:
            _write_everything(file, session, which)
        elif shape == JSON:
            _write_json(file, session, part, _of_part(session, part, which))
        elif shape == VCARD:
            _write_vcards(file, session, _of(session, which), modern=modern)
        elif shape == ICAL:
            _write_calendar(file, session, _of(session, which), events=events)
        else:
            of = _of_part(session, part, which)
            _write_csv(file, session, part, of, excel=shape == EXCEL)
    if output != "-":
        desk.wrote(typed_path(output))
        remark(f"exported {part} to {output}")


def _shape(part: Part, given: Mapping[str, bool], output: str) -> str:
    """The one option that says how the part is written; without one the file's suffix does.

    A suffix that no format has says nothing, and one of another format is refused.
    """
    chosen = [option for option, is_given in given.items() if is_given]
    if len(chosen) > 1:
        raise Unreadable(f"{' and '.join(chosen)} exclude each other; choose one")
    meant = SUFFIXES.get(suffix_of(output), ())
    if not meant:
        refuse_foreign(output)
    if chosen and meant and chosen[0] not in meant:
        raise Unreadable(
            f"{output} is the name of a {KINDS[suffix_of(output)]}, and {chosen[0]} was said:"
            " choose one"
        )
    shape = (*chosen, *meant, SHAPES[part][0])[0]
    if shape not in SHAPES[part]:
        if part == Part.EVERYTHING:
            raise Unreadable(f"{WHOLE}, and goes into a file as --json only: not as {shape}")
        raise Unreadable(f"{part} are written as {' or '.join(SHAPES[part])}: not as {shape}")
    return shape


def _check_details(shape: str, *, version: str, events: bool) -> None:
    if version and shape != VCARD:
        raise Unreadable("--vcard-version goes with --vcard; say both, or neither")
    if events and shape != ICAL:
        raise Unreadable("--events goes with --ical; say both, or neither")


def _is_modern(version: str) -> bool:
    if version not in ("", "3", "3.0", "4", "4.0"):
        raise Unreadable(f'a vCard is of version 4.0 or 3.0: not "{version}"')
    return not version.startswith("3")


def _of(session: "Session", which: "ContactFilter") -> "Of":
    """The contacts that were asked for; without a filter all, archived ones too.

    Those who are restricted are left out, and that is said.
    """
    from smallcrm.output.wording import say_left_out
    from smallcrm.reports.people import EVERYONE, matching_ids, restricted_ids, unrestricted_ids

    if hidden := len(restricted_ids(session, which)):
        remark(say_left_out(hidden, "restricted contact", "restricted contacts"))
    if which != EVERYONE:
        return matching_ids(session, which)
    return unrestricted_ids(session) if hidden else None


def _of_part(session: "Session", part: Part, which: "ContactFilter") -> "Of":
    """The same; Unreadable for a filter on what belongs to no contact.

    All orders are handed out, for their sum to stand: see `_nameless`.
    """
    from smallcrm.reports.people import EVERYONE

    everyone = which == EVERYONE
    if part == Part.PRODUCTS and not everyone:
        raise Unreadable(f"{NOBODYS}; filters go with what belongs to contacts, such as orders")
    if everyone and part in (Part.PRODUCTS, Part.ORDERS):
        return None
    return _of(session, which)


def _nameless(session: "Session", part: Part, records: Iterator["Record"]) -> Iterator["Record"]:
    """The records, of orders those of restricted contacts without their name."""
    from smallcrm.domain.exports.orders import without_names
    from smallcrm.domain.exports.records import handles_of
    from smallcrm.reports.people import EVERYONE, restricted_ids

    if part != Part.ORDERS or not (hidden := restricted_ids(session, EVERYONE)):
        return records
    handles = handles_of(session)
    remark("orders of restricted contacts are exported without a name")
    return without_names(records, {handles[one] for one in hidden})


def _write_everything(file: TextIO, session: "Session", which: "ContactFilter") -> None:
    from smallcrm.domain.exports.parts import PARTS
    from smallcrm.formats import jsonfile
    from smallcrm.reports.people import EVERYONE

    if which != EVERYONE:
        raise Unreadable(f"{WHOLE}; filters go with contacts, and with what belongs to them")
    parts = {name: records(session) for name, records in PARTS.items()}
    jsonfile.write_object(file, parts)


def _write_json(file: TextIO, session: "Session", part: Part, of: "Of") -> None:
    from smallcrm.domain.exports.parts import SELECTABLE
    from smallcrm.formats import jsonfile

    records = _nameless(session, part, SELECTABLE[part](session, of))
    jsonfile.write_array(file, records)
    file.write("\n")


def _write_csv(file: TextIO, session: "Session", part: Part, of: "Of", *, excel: bool) -> None:
    from smallcrm.domain.exports.parts import ROWS
    from smallcrm.formats import contact_csv, tables_csv

    records = _nameless(session, part, ROWS[part](session, of))
    if part == Part.CONTACTS:
        contact_csv.write_contacts(file, list(records), excel=excel)
    else:
        tables_csv.write_table(file, tables_csv.FORMS[part], records, excel=excel)


def _write_vcards(file: TextIO, session: "Session", of: "Of", *, modern: bool) -> None:
    from smallcrm.domain.exports import records as exports
    from smallcrm.formats.vcard_writer import write_vcards

    records = exports.contact_records(session, of)
    write_vcards(file, records, version="4.0" if modern else "3.0")


def _write_calendar(file: TextIO, session: "Session", of: "Of", *, events: bool) -> None:
    from smallcrm.domain.exports import records as exports
    from smallcrm.formats.icalendar import Task, task_of, write_calendar

    reached = exports.reached_at(session)

    def task(record: Mapping[str, Any]) -> Task:
        whom = reached[record["handle"]]
        return task_of(record, name=whom.name, numbers=whom.numbers)

    tasks = map(task, exports.callback_records(session, of))
    write_calendar(file, tasks, now=clock.utc_now(), events=events)
