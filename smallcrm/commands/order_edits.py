"""`crm order edit`: another day, customer, note, and other lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import Desk, complete_handle, desk_of
from smallcrm.commands.saying import finish
from smallcrm.errors import Unreadable
from smallcrm.output.terminal import say
from smallcrm.parsing.dates import When, read_back

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.sales import Order

Number = Annotated[str, typer.Argument(help="Its number, or its invoice's.", metavar="ORDER")]
At = Annotated[str | None, typer.Option("--at", help="The day it was: mon, -2d, 20.11.")]
SourceOption = Annotated[str | None, typer.Option("--source", help="Shop, phone, mail or web.")]
Invoice = Annotated[str | None, typer.Option("--invoice", help="The invoice's number.")]
Note = Annotated[str | None, typer.Option("--note", help="Anything worth knowing.")]
Customer = Annotated[
    str | None,
    typer.Option("--contact", help="Whose it is.", metavar="WHO", autocompletion=complete_handle),
]
WalkIn = Annotated[bool, typer.Option("--walk-in", help="It was to nobody in particular.")]
Add = Annotated[
    list[str] | None,
    typer.Option("--add", help='A further line: "2 filters@3"; may be repeated.', metavar="LINE"),
]
Drop = Annotated[
    list[int] | None,
    typer.Option("--drop", help="Take the line of that number away.", metavar="NO", min=1),
]
Change = Annotated[
    list[str] | None,
    typer.Option(
        "--line", help="Line 2 with another quantity or price: 2=3@11,50.", metavar="NO=QTY@PRICE"
    ),
]


@dataclass(frozen=True)
class Edits:
    """What was typed; None and nothing stay as they are."""

    at: When | None
    source: str | None
    invoice: str | None
    note: str | None
    contact: str | None
    walk_in: bool
    add: Sequence[str]
    new: bool
    drop: Sequence[int]
    lines: Sequence[str]


def edit(
    ctx: typer.Context,
    number: Number,
    at: At = None,
    source: SourceOption = None,
    invoice: Invoice = None,
    note: Note = None,
    contact: Customer = None,
    walk_in: WalkIn = False,
    add: Add = None,
    new: Annotated[
        bool, typer.Option("--new", help="Create the products that --add does not find.")
    ] = False,
    drop: Drop = None,
    line: Change = None,
) -> None:
    """Change an order: its day, customer or lines. An empty value clears source, invoice, note."""
    from smallcrm.domain import orders, settings
    from smallcrm.output.order_detail import say_changes
    from smallcrm.output.orders import say_order
    from smallcrm.reports.orders import view

    if walk_in and contact is not None:
        raise Unreadable("--contact and --walk-in exclude each other; choose one")
    desk = desk_of(ctx)
    when = read_back(at, desk.now) if at is not None else None
    edits = Edits(
        when, source, invoice, note, contact, walk_in, add or (), new, drop or (), line or ()
    )
    with desk.writing("order edit", unsaved=desk.typed) as session:
        order = orders.find(session, number)
        before = view(session, order)
        _apply(session, desk, order, edits)
        after = view(session, order)
        currency = settings.value_of(session, "currency")
    if not desk.changed:
        say(f"Nothing changed for {say_order(after)}")
        return
    say(f"Changed {say_order(after)}")
    finish(
        *say_changes(before, after, desk.today, currency), remarks=(when.remark,) if when else ()
    )


def _apply(session: "Session", desk: Desk, order: "Order", edits: Edits) -> None:
    from smallcrm.domain import baskets, order_edits, orders, resolving, settings
    from smallcrm.parsing.line_changes import read_line_change

    if edits.contact is not None:
        contact = resolving.resolve(session, edits.contact, today=desk.today, archived=True)
        order_edits.give_to(session, order, contact)
    if edits.walk_in:
        order_edits.give_to(session, order, None)
    if edits.at:
        order_edits.move(session, order, edits.at.moment)
    if edits.source is not None:
        order_edits.set_source(session, order, edits.source)
    if edits.invoice is not None or edits.note is not None:
        orders.describe(
            session,
            order,
            invoice=order.invoice if edits.invoice is None else edits.invoice,
            note=order.note if edits.note is None else edits.note,
        )
    currency = settings.value_of(session, "currency")
    typed = [line for text in edits.add for line in baskets.read(session, text.split())]
    order_edits.edit_lines(
        session,
        order,
        drop=edits.drop,
        change=[read_line_change(text, currency=currency) for text in edits.lines],
        add=baskets.fill(session, typed, new=edits.new)[0],
    )
