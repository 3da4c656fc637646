"""How an order goes on: placed, delivered, paid, or lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import Desk, desk_of
from smallcrm.commands.saying import finish
from smallcrm.output.terminal import say
from smallcrm.parsing.dates import When, read_back

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.sales import Order

Number = Annotated[str, typer.Argument(help="Its number, or its invoice's.", metavar="ORDER")]
At = Annotated[str, typer.Option("--at", help="When it was, if not today: mon, -2d, 20.11.")]

Step = Callable[["Session", "Order", When | None], None]


def place(ctx: typer.Context, number: Number, at: At = "") -> None:
    """The customer takes a quote: it becomes an order of that day."""
    from smallcrm.domain import order_states

    desk = desk_of(ctx)
    _go_on(
        desk,
        "place",
        number,
        at,
        lambda session, order, when: order_states.accept(
            session, order, at=when.moment if when else desk.now
        ),
    )


def deliver(ctx: typer.Context, number: Number, at: At = "") -> None:
    """The goods are with the customer."""
    from smallcrm.domain import order_states

    desk = desk_of(ctx)
    _go_on(
        desk,
        "deliver",
        number,
        at,
        lambda session, order, when: order_states.deliver(
            session, order, on=when.day if when else None, today=desk.today
        ),
    )


def pay(ctx: typer.Context, number: Number, at: At = "") -> None:
    """The customer has paid."""
    from smallcrm.domain import order_states

    desk = desk_of(ctx)
    _go_on(
        desk,
        "pay",
        number,
        at,
        lambda session, order, when: order_states.pay(
            session, order, on=when.day if when else None, today=desk.today
        ),
    )


def lose(ctx: typer.Context, number: Number) -> None:
    """A quote came to nothing; crm order place takes it up again."""
    from smallcrm.domain import order_states

    _go_on(
        desk_of(ctx),
        "lose",
        number,
        "",
        lambda session, order, _: order_states.lose(session, order),
    )


def _go_on(desk: Desk, command: str, number: str, at: str, step: Step) -> None:
    """Take the step in the book, and say how far the order is now."""
    from smallcrm.domain import orders, settings
    from smallcrm.output.orders import say_state
    from smallcrm.reports.orders import view

    when = read_back(at, desk.now) if at else None
    with desk.writing(f"order {command}") as session:
        order = orders.find(session, number)
        step(session, order, when)
        shown = view(session, order)
        currency = settings.value_of(session, "currency")
    said = say_state(shown, desk.today, currency)
    if not desk.changed:
        say(f"Nothing changed: {said}")
        return
    say(said)
    finish(remarks=(when.remark,) if when else ())
