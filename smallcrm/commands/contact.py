"""People and companies: add, edit, list, show, archive, restore, and those that may be one."""

from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm import same_book
from smallcrm.commands.app import (
    App,
    Csv,
    EditCommand,
    InGroup,
    Json,
    Quiet,
    Tags,
    WhoInWords,
    desk_of,
)
from smallcrm.commands.duplicates import distinct, dupes, merge
from smallcrm.commands.filtering import filtered
from smallcrm.commands.looking import show as show_contact
from smallcrm.commands.saying import finish, lookalike_remarks
from smallcrm.output.listing import show as show_list
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from smallcrm.domain.contacts import Edited
    from smallcrm.formats.records import PointRecord
    from smallcrm.reports.people import ContactFilter

LONGEST_SHOWN = 60  # of a field's text before and after

app = App()
group = App(name="contact", help="People and companies: keep them, merge duplicates.")
app.add_typer(group, name="contact")

Phones = Annotated[
    list[str] | None, typer.Option("--phone", "-p", help='A number, as in "work: 5551 2345".')
]
Emails = Annotated[list[str] | None, typer.Option("--email", "-e", help="An e-mail address.")]
Webs = Annotated[list[str] | None, typer.Option("--web", help="A web address.")]
Kind = Annotated[str, typer.Option(help="Person or company.")]
Handle = Annotated[str, typer.Option(help="The short name to type; else made from the name.")]
Nickname = Annotated[str, typer.Option(help="Another name to be found by.")]
Company = Annotated[str, typer.Option(help="Where a person works.")]
Title = Annotated[str, typer.Option(help="What a person does there.")]
Street = Annotated[str, typer.Option(help="Street and house.")]
Postcode = Annotated[str, typer.Option()]
City = Annotated[str, typer.Option(help="Town or city.")]
Region = Annotated[str, typer.Option(help="County or state.")]
Country = Annotated[str, typer.Option()]
Language = Annotated[str, typer.Option(help="The language to speak: et, lv, no, en ...")]
Birthday = Annotated[str, typer.Option(help="12.4.1985, or 12.4. without the year.")]
Notes = Annotated[str, typer.Option("--notes", help="Anything worth knowing.")]


@app.command("add")
@group.command("add")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="The whole name.")],
    phone: Phones = None,
    email: Emails = None,
    web: Webs = None,
    kind: Kind = "person",
    handle: Handle = "",
    nickname: Nickname = "",
    company: Company = "",
    title: Title = "",
    group: InGroup = "",
    tag: Tags = None,
    street: Street = "",
    postcode: Postcode = "",
    city: City = "",
    region: Region = "",
    country: Country = "",
    language: Language = "",
    birthday: Birthday = "",
    notes: Notes = "",
    quiet: Quiet = False,
) -> None:
    """Add a person, or a company with --kind company."""
    from smallcrm.domain import contacts
    from smallcrm.formats.records import ContactRecord

    record = ContactRecord(
        name=name,
        kind=kind,
        handle=handle,
        nickname=nickname,
        company=company,
        title=title,
        group=group,
        street=street,
        postcode=postcode,
        city=city,
        region=region,
        country=country,
        language=language,
        birthday=birthday,
        notes=notes,
        points=tuple(_points(phone, email, web)),
        tags=tuple(tag or ()),
    )
    contacts.check(record)  # before a book is begun for it
    desk = desk_of(ctx)
    with desk.writing("add", begins=True, unsaved=desk.typed) as session:
        contact = contacts.add(session, record)
        people = contacts.gather_people(session, contact) if contact.kind == "company" else []
        doubles = lookalike_remarks(session, contact)
    if quiet:
        say(contact.handle)
        return
    say(f"Added {one_line(contact.name)}, handle {contact.handle}")
    finish(
        "people there: " + ", ".join(one_line(person.name) for person in people) if people else "",
        *(f"note: {double}" for double in doubles),
    )


def _points(
    phone: list[str] | None, email: list[str] | None, web: list[str] | None
) -> "list[PointRecord]":
    from smallcrm.domain.contacts import read_point
    from smallcrm.models.enums import PointKind

    typed = {PointKind.PHONE: phone, PointKind.EMAIL: email, PointKind.WEB: web}
    return [read_point(kind, text) for kind, texts in typed.items() for text in texts or () if text]


@group.command("edit", cls=EditCommand)
def edit(
    ctx: typer.Context,
    who: WhoInWords,
    name: Annotated[str | None, typer.Option(help="The new name.")] = None,
    phone: Phones = None,
    no_phone: Annotated[
        list[str] | None, typer.Option("--no-phone", help="Take a number away.")
    ] = None,
    email: Emails = None,
    no_email: Annotated[
        list[str] | None, typer.Option("--no-email", help="Take an address away.")
    ] = None,
    web: Webs = None,
    no_web: Annotated[list[str] | None, typer.Option("--no-web", help="Take it away.")] = None,
    kind: Annotated[str | None, typer.Option(help="Person or company.")] = None,
    handle: Annotated[str | None, typer.Option(help="The short name to type.")] = None,
    nickname: Annotated[str | None, typer.Option()] = None,
    company: Annotated[str | None, typer.Option()] = None,
    title: Annotated[str | None, typer.Option()] = None,
    group: Annotated[str | None, typer.Option("--group", "-g")] = None,
    street: Annotated[str | None, typer.Option()] = None,
    postcode: Annotated[str | None, typer.Option()] = None,
    city: Annotated[str | None, typer.Option()] = None,
    region: Annotated[str | None, typer.Option()] = None,
    country: Annotated[str | None, typer.Option()] = None,
    language: Annotated[str | None, typer.Option()] = None,
    birthday: Annotated[str | None, typer.Option()] = None,
    notes: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Change a contact. --phone, --email and --web add; an empty value clears the field."""
    from smallcrm.domain import contacts, resolving

    fields = {
        "name": name, "kind": kind, "handle": handle, "nickname": nickname, "company": company,
        "title": title, "group": group, "street": street, "postcode": postcode, "city": city,
        "region": region, "country": country, "language": language, "notes": notes,
        "birthday": birthday,
    }  # fmt: skip
    changes = {field: value for field, value in fields.items() if value is not None}
    desk = desk_of(ctx)
    with desk.writing("contact edit", unsaved=desk.typed) as session:
        contact = resolving.resolve(session, " ".join(who), today=desk.today, archived=True)
        edited = contacts.edit(session, contact, changes)
        points = []
        for point_kind, given, gone in (
            ("phone", phone, no_phone), ("email", email, no_email), ("web", web, no_web),
        ):  # fmt: skip
            for value in ([""] if given and "" in given else []) + list(gone or ()):
                removed = contacts.remove_points(session, contact, point_kind, value)
                points += [f"− {point_kind} {one_line(point)}" for point in removed]
        for record in _points(phone, email, web):
            added = contacts.add_points(session, contact, [record])
            points += [f"+ {record.kind} {one_line(point)}" for point in added]
    if not desk.changed:
        say(f"Nothing changed for {one_line(contact.name)} ({contact.handle})")
        return
    say(f"Changed {one_line(contact.name)} ({contact.handle})")
    finish(*map(_changed, edited), *points)


def _changed(edited: "Edited") -> str:
    """`city: none → Tartu`."""
    old, new = (one_line(text, longest=LONGEST_SHOWN) for text in (edited.before, edited.after))
    return f"{edited.field}: {old or 'none'} → {new or 'none'}"


@app.command("list")
@group.command("list")
@filtered
def list_(
    ctx: typer.Context, which: "ContactFilter", as_json: Json = False, as_csv: Csv = False
) -> None:
    """List contacts by name; every filter that is given must hold."""
    from smallcrm.output.contacts import contact_listing
    from smallcrm.reports.people import list_contacts

    desk = desk_of(ctx)
    with desk.reading() as session:
        lines = list_contacts(session, which)
    show_list(contact_listing(lines, desk.today), as_json=as_json, as_csv=as_csv)


group.command("show")(show_contact)


@group.command("archive")
def archive(ctx: typer.Context, name: WhoInWords) -> None:
    """Put a contact aside, with all its history; restore takes it back."""
    from smallcrm.domain import contacts, followups, resolving
    from smallcrm.reports.open_cases import open_of
    from smallcrm.reports.orders import latest

    desk = desk_of(ctx)
    with desk.writing("contact archive") as session:
        contact = resolving.resolve(session, " ".join(name), today=desk.today)
        contacts.archive(session, contact)
        resting = len(followups.open_of(session, contact))
        cases = len(open_of(session, [contact.id]))
        quotes = latest(session, [contact.id], most=0).quotes
    restoring = same_book.crm(f"contact restore {contact.handle}")
    say(f"Archived {one_line(contact.name)}; {restoring} takes it back")
    if resting:
        say(f"  {resting} open callback{'s rest' if resting > 1 else ' rests'} with it")
    if cases:
        say(f"  {cases} open case{'s rest' if cases > 1 else ' rests'} with it: crm case list")
    if quotes:
        way = f"crm order list {contact.handle} --status quote"
        say(f"  {quotes} open quote{'s rest' if quotes > 1 else ' rests'} with it: {way}")


@group.command("restore")
def restore(ctx: typer.Context, name: WhoInWords) -> None:
    """Take an archived contact back into the lists."""
    from smallcrm.domain import contacts, resolving

    desk = desk_of(ctx)
    with desk.writing("contact restore") as session:
        contact = resolving.resolve(session, " ".join(name), today=desk.today, archived=True)
        contacts.restore(session, contact)
    say(f"Restored {one_line(contact.name)}")
    finish()


group.command("dupes")(dupes)
group.command("merge")(merge)
group.command("distinct")(distinct)
