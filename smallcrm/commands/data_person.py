"""A person's rights over what is kept: disclosure, restriction, and a review of old data."""

from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import Csv, Desk, Json, WhoInWords, complete_handle, desk_of
from smallcrm.commands.saying import finish
from smallcrm.errors import Unreadable
from smallcrm.output.listing import show as show_list
from smallcrm.output.terminal import remark, say
from smallcrm.parsing.text import one_line, typed
from smallcrm.place import typed_path

if TYPE_CHECKING:
    from smallcrm.models.contacts import Contact
    from smallcrm.reports.disclosure import Disclosure

Name = Annotated[
    list[str] | None,
    typer.Argument(
        help="A name, a handle, or part of a phone number; nothing lists who is restricted.",
        metavar="WHO",
        autocompletion=complete_handle,
    ),
]


def restrict(
    ctx: typer.Context,
    name: Name = None,
    lift: Annotated[bool, typer.Option("--lift", help="Use the data again.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Keep a person's data, but use it in no list, print or export."""
    desk = desk_of(ctx)
    if name and (as_json or as_csv):
        raise Unreadable("--json and --csv list who is restricted; leave the name out")
    if name:
        _lift(desk, " ".join(name)) if lift else _restrict(desk, " ".join(name))
    elif lift:
        raise Unreadable("--lift needs a name; crm data restrict lists who is restricted")
    else:
        _list(desk, as_json=as_json, as_csv=as_csv)


def _restrict(desk: Desk, text: str) -> None:
    from smallcrm.domain import followups, resolving
    from smallcrm.domain.privacy import restricting

    with desk.writing("data restrict") as session:
        contact = resolving.resolve(session, text, today=desk.today, archived=True)
        restricting.restrict(session, contact)
        waiting = len(followups.open_of(session, contact))
    say(f"Restricted {_named(contact)}: kept, but in no list, print or export")
    callbacks = "1 open callback waits" if waiting == 1 else f"{waiting} open callbacks wait"
    finish(
        f"{callbacks} unseen until it is lifted" if waiting else "",
        f"crm data restrict {contact.handle} --lift uses the data again",
    )


def _lift(desk: Desk, text: str) -> None:
    from smallcrm.domain import resolving
    from smallcrm.domain.privacy import restricting

    with desk.writing("data restrict --lift") as session:
        contact = resolving.resolve(session, text, today=desk.today, archived=True)
        restricting.lift(session, contact)
    where = "archived as before" if contact.archived else "in the lists again"
    say(f"Lifted the restriction of {_named(contact)}: {where}")
    finish()


def _list(desk: Desk, *, as_json: bool, as_csv: bool) -> None:
    from smallcrm.domain.privacy.restricting import list_restricted
    from smallcrm.output.privacy import restricted_listing

    with desk.reading() as session:
        found = list_restricted(session)
    show_list(restricted_listing(found, desk.today), as_json=as_json, as_csv=as_csv)


def _named(contact: "Contact") -> str:
    return f"{one_line(contact.name, longest=60)} ({contact.handle})"


def due(
    ctx: typer.Context,
    older: Annotated[
        str, typer.Option("--older-than", help="No dealings for so long: 3y, 18m.")
    ] = "3y",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List whom nobody dealt with for years, to decide who is kept."""
    from smallcrm.output.privacy import idle_listing
    from smallcrm.parsing.dates import read_span
    from smallcrm.reports.retention import idle_since

    desk = desk_of(ctx)
    day = desk.today - read_span(older)
    with desk.reading() as session:
        found = idle_since(session, day)
    show_list(idle_listing(found, day, desk.today), as_json=as_json, as_csv=as_csv)


def disclose(
    ctx: typer.Context,
    name: WhoInWords,
    output: Annotated[
        str,
        typer.Option("--output", "-o", help="The page, .html or .pdf; .json is put beside it."),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace files of that name.")] = False,
) -> None:
    """All that is kept about a person, as a page and as JSON."""
    from smallcrm.commands.printing import page_setup
    from smallcrm.domain import resolving
    from smallcrm.output.disclosure.files import read_target, write_disclosure
    from smallcrm.output.disclosure.languages import marks_in
    from smallcrm.reports.disclosure import disclosure

    desk = desk_of(ctx)
    target = read_target(typed_path(output), book=desk.path, force=force)
    with desk.reading() as session:
        contact = resolving.resolve(session, " ".join(name), today=desk.today, archived=True)
        paper = page_setup(session)
        found = disclosure(session, contact, marks=marks_in(paper.language), made=desk.now)
    write_disclosure(found, target, language=paper.language, paper=paper.size)
    for path in (target.page, target.data):
        desk.wrote(path)
    say(f"Wrote what is kept about {_named(contact)}")
    say(f"  {typed(str(target.page))}, for them to read", whole=True)
    say(f"  {typed(str(target.data))}, for another program", whole=True)
    remark(f"  note: {_advice(found)}")


def _advice(found: "Disclosure") -> str:
    """What to do before the page is sent."""
    places = "1 place" if found.hidden == 1 else f"{found.hidden:,} places"
    hidden = f"somebody else was taken out in {places}" if found.hidden else "nobody else was found"
    texts = "the 1 text" if found.texts == 1 else f"the {found.texts:,} texts"
    return (
        f"{hidden}; read {texts} in it through before you send it, for a first name alone is not"
        " recognised, and add why you keep the data"
    )
