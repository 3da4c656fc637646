"""Selling in one line: `crm sell mari 3 coffee-1kg@12,50 2 filters`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import App, Desk, complete_sale, desk_of
from smallcrm.commands.saying import finish, restriction_remarks
from smallcrm.errors import NoProduct, Refused, Unreadable
from smallcrm.output.terminal import is_terminal, remark, say
from smallcrm.parsing.dates import When, read_back
from smallcrm.parsing.text import fold, one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.contacts import Contact
    from smallcrm.output.selling import Sold

app = App()

UNKNOWN_WHO = "crm add creates one, --walk-in sells to nobody in particular"

Words = Annotated[
    list[str],
    typer.Argument(
        help="To whom, then quantities and products, each with a price if it differs.",
        metavar="WHO QTY PRODUCT[@PRICE] ...",
        autocompletion=complete_sale,
    ),
]


@dataclass(frozen=True)
class Sale:
    """What was typed."""

    words: tuple[str, ...]
    walk_in: bool
    new: bool
    at: When | None  # None is now
    source: str = ""
    invoice: str = ""
    note: str = ""
    quote: bool = False
    delivered: bool = False
    paid: bool = False

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (" ".join(self.words), self.note)))


@app.command("sell")
def sell(
    ctx: typer.Context,
    words: Words,
    walk_in: Annotated[
        bool, typer.Option("--walk-in", help="To nobody in particular; paid and taken along.")
    ] = False,
    at: Annotated[str, typer.Option("--at", help="When it was: mon, -2d, yesterday 15:30.")] = "",
    source: Annotated[str, typer.Option(help="Shop, phone, mail or web.")] = "",
    invoice: Annotated[str, typer.Option(help="The invoice's number.")] = "",
    quote: Annotated[bool, typer.Option("--quote", help="An offer; nothing is sold yet.")] = False,
    note: Annotated[str, typer.Option(help="Anything worth knowing about it.")] = "",
    delivered: Annotated[bool, typer.Option("--delivered", help="They have it.")] = False,
    paid: Annotated[bool, typer.Option("--paid", help="It is paid.")] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Create products that are not in the book.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print only the order's number.")
    ] = False,
) -> None:
    """Record what somebody buys: crm sell mari 3 coffee-1kg@12,50 2 filters."""
    from smallcrm.output.selling import say_details, say_sale

    desk = desk_of(ctx)
    if quote and (walk_in or delivered or paid):
        raise Unreadable("a quote is for somebody, and neither delivered nor paid yet")
    sale = Sale(
        words=tuple(words),
        walk_in=walk_in,
        new=new,
        at=read_back(at, desk.now) if at else None,
        source=source or ("shop" if walk_in else ""),
        invoice=invoice,
        note=note,
        quote=quote,
        delivered=delivered or walk_in,
        paid=paid or walk_in,
    )
    sold = _sell(desk, sale)
    if quiet:
        say(str(sold.order.number))
        return
    say(say_sale(sold, desk.today))
    remarks = (*((sale.at.remark,) if sale.at else ()), *sold.remarks)
    finish(*say_details(sold), remarks=remarks)


def _sell(desk: Desk, sale: Sale) -> "Sold":
    """Write the sale; unknown products are asked about first, the book closed meanwhile."""
    try:
        return _write(desk, sale, {})
    except NoProduct:
        if not is_terminal():
            raise
    return _write(desk, sale, _ask_about(desk, sale))


def _write(desk: Desk, sale: Sale, prices: Mapping[str, int]) -> "Sold":
    from smallcrm.domain import baskets, orders, products, settings
    from smallcrm.models.enums import OrderState
    from smallcrm.output.selling import Sold, SoldLine

    begins = sale.walk_in and (sale.new or bool(prices))
    moment = sale.at.moment if sale.at else desk.now
    with desk.writing("sell", begins=begins, unsaved=sale.text) as session:
        contact, rest = _whom(session, desk, sale)
        wanted, created = baskets.fill(
            session, baskets.read(session, rest), new=sale.new, prices=prices
        )
        order = orders.place(
            session,
            contact,
            wanted,
            at=moment,
            state=OrderState.QUOTE if sale.quote else OrderState.PLACED,
            source=sale.source,
            invoice=sale.invoice,
            note=sale.note,
            delivered=_day(moment, sale.delivered),
            paid=_day(moment, sale.paid),
        )
        lines = [
            SoldLine(
                line,
                product,
                priced=one.price is not None,
                twin=bool(products.namesakes(session, product)),
            )
            for one, (line, product) in zip(wanted, orders.lines_of(session, order), strict=True)
        ]
        return Sold(
            order,
            lines,
            contact=contact.name if contact else "",
            currency=settings.value_of(session, "currency"),
            dated=sale.at is not None,
            created=created,
            remarks=restriction_remarks(contact),
        )


def _day(moment: dt.datetime, is_so: bool) -> dt.date | None:
    return moment.date() if is_so else None


def _whom(session: "Session", desk: Desk, sale: Sale) -> "tuple[Contact | None, list[str]]":
    """The contact that the first words name, and the words of the basket."""
    from smallcrm.domain import products, resolving

    if sale.walk_in:
        return None, list(sale.words)
    sells_last = products.is_product(session, sale.words[-1])
    return resolving.resolve_leading(
        session, sale.words, today=desk.today, all_name=not sells_last, way_out=UNKNOWN_WHO
    )


def _ask_about(desk: Desk, sale: Sale) -> dict[str, int]:
    """The prices of the products to create, by their folded names; Refused if one is not wanted."""
    from smallcrm.domain import baskets, settings

    with desk.reading() as session:
        _, rest = _whom(session, desk, sale)
        unknown = list(baskets.unknown(session, baskets.read(session, rest)))
        currency = settings.value_of(session, "currency")
    prices = {}
    for line, error in unknown:
        name = one_line(line.product, longest=60)
        if not sale.new:
            remark(str(error))
            if not asking.confirm(f'Create a new product "{name}"?', flag="--new"):
                raise Refused("nothing was written")
        price = _ask_price(name, currency) if line.price is None else line.price
        prices[fold(line.product)] = price
    return prices


def _ask_price(name: str, currency: str) -> int:
    from smallcrm.parsing.money import read_unit_price

    while True:
        answer = asking.ask(f"Price of one {name}", instead=f"write it as {name}@12,50")
        if not answer:
            raise Refused("nothing was written")
        try:
            return read_unit_price(answer, currency=currency)
        except Unreadable as error:
            remark(str(error))
