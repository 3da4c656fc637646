"""Looking somebody up: who is calling, the whole story, and where something was said."""

from typing import Annotated

import typer

from smallcrm.commands.app import MOST_ROWS, App, Csv, Json, WhoInWords, complete_handle, desk_of
from smallcrm.errors import Ambiguous, NotFound
from smallcrm.output.listing import show as show_list
from smallcrm.output.terminal import remark

app = App()

MOST_CARDS = 5
TALKS_ON_CARD = 5
TALKS_ON_SCREEN = 200
ORDERS_ON_CARD = 5

Text = Annotated[
    list[str],
    typer.Argument(
        help="A name, a number, or words.", metavar="TEXT", autocompletion=complete_handle
    ),
]


@app.command("who")
def who(ctx: typer.Context, text: Text, as_json: Json = False, as_csv: Csv = False) -> None:
    """Who is calling: by a name or any part of a number."""
    from smallcrm.domain import resolving
    from smallcrm.output import cards
    from smallcrm.reports import people

    desk, words = desk_of(ctx), " ".join(text)
    with desk.reading() as session:
        found = resolving.shortlist(session, words, archived=True)
        if not found.contacts:
            raise NotFound(resolving.not_found(session, words))
        if len(found.contacts) > 1 and not found.by_number:
            raise Ambiguous(resolving.ambiguous(session, words, found.contacts, desk.today))
        shown = [
            people.card(
                session, contact, talks=TALKS_ON_CARD, orders=ORDERS_ON_CARD, today=desk.today
            )
            for contact in found.contacts[:MOST_CARDS]
        ]
    if as_json:
        show_list(cards.card_objects(shown), as_json=True)
    elif as_csv:
        show_list(cards.card_listing(shown), as_csv=True)
    else:
        cards.print_cards(shown, desk.today, more=len(found.contacts) - len(shown))


@app.command("show")
def show(
    ctx: typer.Context,
    name: WhoInWords,
    last: Annotated[
        int | None, typer.Option("--last", min=1, max=MOST_ROWS, help="Only the newest talks.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=f"Every talk, not only the newest {TALKS_ON_SCREEN}.")
    ] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Everything about a contact: the card, and the timeline."""
    from smallcrm.domain import resolving
    from smallcrm.output import cards
    from smallcrm.reports import people

    desk = desk_of(ctx)
    data = as_json or as_csv
    most = None if every or data else TALKS_ON_SCREEN
    with desk.reading() as session:
        contact = resolving.resolve(session, " ".join(name), today=desk.today, archived=True)
        card = people.card(
            session,
            contact,
            talks=last or most,
            orders=last if data else ORDERS_ON_CARD,
            today=desk.today,
        )
    if data:
        show_list(cards.story_listing(card, most=last), as_json=as_json, as_csv=as_csv)
        return
    cards.print_profile(card, desk.today)
    show_list(cards.timeline_listing(card, desk.today))


@app.command("find")
def find(
    ctx: typer.Context,
    text: Text,
    every: Annotated[
        bool, typer.Option("--all", help="Every hit, not only the newest of each kind.")
    ] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Find words in names, tags, talks, callbacks, cases, products and orders."""
    from smallcrm.output import findings
    from smallcrm.reports import finding

    desk, words = desk_of(ctx), " ".join(text)
    with desk.reading() as session:
        found = finding.find(session, words, most=None if every else finding.MOST_OF_A_KIND)
        hidden = "" if found.hits else finding.unsearched(session)
    if not found.hits and not (as_json or as_csv):
        raise NotFound(f'nothing in the book holds "{words}"{hidden}')
    listing = findings.findings_listing(found, desk.today)
    show_list(listing, as_json=as_json, as_csv=as_csv)
    if (as_json or as_csv) and listing.note:
        remark(listing.note)  # what is missing is said in every form
