"""`crm return`: what a customer sends back, and why."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import App, Desk, Quiet, Who, desk_of, nothing_lost
from smallcrm.commands.saying import finish
from smallcrm.errors import Unreadable
from smallcrm.output.terminal import say
from smallcrm.parsing.dates import When, read_back
from smallcrm.parsing.money import say_fine
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.contacts import Contact
    from smallcrm.reports.orders import OrderView

STAND_IN = "…"  # for the reason that is still to be asked for
LONGEST_ECHO = 70
UNKNOWN_WHO = "--walk-in takes back what was sold to nobody in particular"

app = App()

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="The order, and what of it comes back: 7 2 filters; all of it if nothing is named.",
        metavar="ORDER [QTY PRODUCT]...",
    ),
]
Why = Annotated[str, typer.Option("--why", help="Why it came back.")]
At = Annotated[str, typer.Option("--at", help="When it came back: mon, -2d, yesterday 15:30.")]
WalkIn = Annotated[
    bool, typer.Option("--walk-in", help="The order was to nobody in particular; leave WHO out.")
]


@dataclass(frozen=True)
class Typed:
    """What was typed, and the reason as far as it is known."""

    words: tuple[str, ...]
    walk_in: bool
    at: When | None
    why: str = STAND_IN


@dataclass(frozen=True)
class Said:
    """The return as it was written, the order that it takes back, and a remark."""

    taken: "OrderView"
    sale: "OrderView"
    currency: str
    remark: str = ""


@app.command("return")
def return_(
    ctx: typer.Context,
    who: Who,
    words: Words = None,
    why: Why = "",
    at: At = "",
    walk_in: WalkIn = False,
    quiet: Quiet = False,
) -> None:
    """Take back all of an order or some of it, at the price it was sold for."""
    desk = desk_of(ctx)
    typed = Typed((who, *(words or ())), walk_in, read_back(at, desk.now) if at else None)
    asked = not why
    if asked:
        with desk.rehearsing() as session:
            _take_back(session, desk, typed)
        why = asking.ask("Why it came back", instead="--why says it")
    with (
        nothing_lost(why if asked else ""),
        desk.writing("return", unsaved=why or desk.typed) as session,
    ):
        said = _take_back(session, desk, Typed(typed.words, walk_in, typed.at, why))
    _say_back(said, desk.today, typed.at, quiet=quiet)


def _take_back(session: "Session", desk: Desk, typed: Typed) -> Said:
    from smallcrm.domain import baskets, orders, returns, settings
    from smallcrm.reports.orders import view

    if not typed.why:
        raise Unreadable("a return needs a reason; --why says it")
    contact, rest = _whose(session, desk, typed)
    if not rest:
        raise Unreadable("the order is missing; type its number behind the name")
    sale = orders.find(session, rest[0])
    remark = returns.check_theirs(session, sale, contact)
    at = typed.at.moment if typed.at else desk.now
    wanted = baskets.read(session, rest[1:]) if rest[1:] else []
    order = returns.take_back(session, sale, wanted, at=at, why=typed.why)
    currency = settings.value_of(session, "currency")
    return Said(view(session, order), view(session, sale), currency, remark)


def _whose(session: "Session", desk: Desk, typed: Typed) -> "tuple[Contact | None, Sequence[str]]":
    from smallcrm.domain import resolving

    if typed.walk_in:
        return None, typed.words
    return resolving.resolve_leading(session, typed.words, today=desk.today, way_out=UNKNOWN_WHO)


def _say_back(said: Said, today: dt.date, at: When | None, *, quiet: bool) -> None:
    from smallcrm.output.orders import say_return

    taken, sale = said.taken, said.sale
    if quiet:
        say(str(taken.number))
        return
    say(say_return(taken, today, said.currency, when=at.day if at else None))
    left = say_fine(sale.total - sale.returned, said.currency)
    finish(
        f"why: {one_line(taken.note, longest=LONGEST_ECHO)}",
        f"takes back order {sale.number}, of which {left} is left",
        remarks=(at.remark if at else "", said.remark),
    )
