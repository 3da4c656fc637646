"""`crm order`: lists of orders, one of them whole, and what changes in one."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import (
    MOST_ROWS,
    App,
    Csv,
    Desk,
    EditCommand,
    Json,
    complete_handle,
    desk_of,
)
from smallcrm.commands.order_edits import edit
from smallcrm.commands.order_states import deliver, lose, pay, place
from smallcrm.errors import Unreadable
from smallcrm.output.listing import show as show_list
from smallcrm.parsing.dates import read_back

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.reports.order_filters import OrderFilter

ON_SCREEN = 20

app = App()
group = App(name="order", help="Orders and quotes: what was bought, and how far it is.")
app.add_typer(group, name="order")

Name = Annotated[
    list[str] | None,
    typer.Argument(help="Only a customer's.", metavar="WHO", autocompletion=complete_handle),
]
WithPeople = Annotated[
    bool, typer.Option("--with-people", help="A company's, and those of its people.")
]
WalkIn = Annotated[bool, typer.Option("--walk-in", help="Only those to nobody in particular.")]
Status = Annotated[
    str, typer.Option(help="Quote, placed, delivered, paid, done, lost, return or open.")
]
Open = Annotated[bool, typer.Option("--open", help="Not yet both delivered and paid.")]
OfKind = Annotated[str, typer.Option(help="Sale or return.")]
OfProduct = Annotated[str, typer.Option("--product", help="With this product in them.")]
FromSource = Annotated[str, typer.Option("--source", help="Shop, phone, mail or web.")]
Since = Annotated[str, typer.Option(help="From this day on: 1.11., mon, -30d.")]
Until = Annotated[str, typer.Option(help="Up to this day.")]


@group.command("list")
def list_(
    ctx: typer.Context,
    name: Name = None,
    people: WithPeople = False,
    walk_in: WalkIn = False,
    status: Status = "",
    only_open: Open = False,
    kind: OfKind = "",
    product: OfProduct = "",
    source: FromSource = "",
    since: Since = "",
    until: Until = "",
    last: Annotated[
        int | None, typer.Option("--last", min=1, max=MOST_ROWS, help="How many of the newest.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=f"Every one, not only the newest {ON_SCREEN}.")
    ] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Orders, the newest first; every filter that is given must hold."""
    from smallcrm.domain import settings
    from smallcrm.output.orders import orders_listing
    from smallcrm.reports.orders import list_orders

    desk, who = desk_of(ctx), " ".join(name or ())
    _check(who, people=people, walk_in=walk_in, status=status, only_open=only_open)
    most = last or (None if every or as_json or as_csv else ON_SCREEN)
    with desk.reading() as session:
        which = _filter(
            session,
            desk,
            who,
            people=people,
            walk_in=walk_in,
            status="open" if only_open else status,
            kind=kind,
            product=product,
            source=source,
            days=(_day(since, desk), _day(until, desk)),
        )
        found = list_orders(session, which, most=most)
        currency = settings.value_of(session, "currency")
    narrowed = which != type(which)()
    empty = "No order is like that." if narrowed else "No order yet; crm sell records one."
    listing = orders_listing(found, desk.today, currency, empty=empty)
    show_list(listing, as_json=as_json, as_csv=as_csv)


def _check(who: str, *, people: bool, walk_in: bool, status: str, only_open: bool) -> None:
    """Unreadable for filters that exclude each other."""
    if people and not who:
        raise Unreadable("--with-people belongs to a company; name it")
    if walk_in and who:
        raise Unreadable("--walk-in lists orders to nobody in particular; leave the name out")
    if only_open and status:
        raise Unreadable("--open and --status exclude each other; choose one")


def _day(text: str, desk: Desk) -> dt.date | None:
    return read_back(text, desk.now).day if text else None


def _filter(
    session: "Session",
    desk: Desk,
    who: str,
    *,
    people: bool,
    walk_in: bool,
    status: str,
    kind: str,
    product: str,
    source: str,
    days: tuple[dt.date | None, dt.date | None],
) -> "OrderFilter":
    from smallcrm.domain import products, resolving
    from smallcrm.models.enums import OrderKind, Source
    from smallcrm.parsing.choices import choose
    from smallcrm.reports.order_filters import STATUSES, OrderFilter
    from smallcrm.reports.orders import with_people

    ids: tuple[int, ...] | None = None
    if who:
        contact = resolving.resolve(session, who, today=desk.today, archived=True)
        ids = with_people(session, contact) if people else (contact.id,)
    sold = products.resolve(session, product, archived=True) if product else None
    return OrderFilter(
        contact_ids=ids,
        walk_in=walk_in,
        status=choose(STATUSES, status, "status"),
        kind=choose(OrderKind, kind, "kind of order"),
        product_id=sold.id if sold else None,
        source=choose(Source, source, "source"),
        since=days[0],
        until=days[1],
    )


@group.command("show")
def show(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(help="Its number, or its invoice's.", metavar="ORDER")],
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """An order with its lines, and what of them came back."""
    from smallcrm.domain import orders, settings
    from smallcrm.output.order_detail import order_cells, order_objects, show_order
    from smallcrm.reports.orders import view

    desk = desk_of(ctx)
    with desk.reading() as session:
        order = view(session, orders.find(session, number))
        currency = settings.value_of(session, "currency")
    if as_json:
        show_list(order_objects(order), as_json=True)
    elif as_csv:
        show_list(order_cells(order), as_csv=True)
    else:
        show_order(order, desk.today, currency)


group.command("edit", cls=EditCommand)(edit)
group.command("place")(place)
group.command("deliver")(deliver)
group.command("pay")(pay)
group.command("lose")(lose)
