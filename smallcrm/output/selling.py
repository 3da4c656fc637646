"""What is said back after a sale: to whom, what, for how much."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smallcrm.domain.products import say_product
from smallcrm.models.enums import OrderState
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.output.amounts import say_count, say_price
from smallcrm.parsing.money import say_fine
from smallcrm.parsing.say import say_day, say_distance
from smallcrm.parsing.text import one_line

LONGEST_NAME = 60


@dataclass(frozen=True)
class SoldLine:
    """A line as it was written; `priced` says whether its price was typed."""

    line: OrderLine
    product: Product
    priced: bool
    twin: bool = False  # another product has its name


@dataclass(frozen=True)
class Sold:
    """A sale or a quote as it was written; `contact` is "" if it was to nobody in particular.

    `dated`: its day was typed.
    """

    order: Order
    lines: Sequence[SoldLine]
    contact: str
    currency: str
    dated: bool = False
    created: Sequence[Product] = ()
    remarks: Sequence[str] = ()


def say_sale(sold: Sold, today: dt.date) -> str:
    """`Sold to Mari Maasikas: 3 Coffee beans at €12.50, 2 Filters; €41.50, order 17`."""
    quote = sold.order.state == OrderState.QUOTE
    when = f" on {_moment(sold.order.at, today)}" if sold.dated else ""
    whom = one_line(sold.contact, longest=LONGEST_NAME) or "a walk-in"
    goods = ", ".join(_goods(line, sold.currency) for line in sold.lines)
    total = say_fine(sold.order.total, sold.currency)
    number = f"{'quote' if quote else 'order'} {sold.order.number}"
    return f"{'Quoted' if quote else 'Sold'} to {whom}{when}: {goods}; {total}, {number}"


def _moment(at: dt.datetime, today: dt.date) -> str:
    """`Mon 16 Nov 15:30 (5 days ago)`; midnight is a day without time."""
    time = at.time() if at.time() != dt.time() else None
    return f"{say_day(at.date(), today, at=time)} ({say_distance(at.date(), today)})"


def say_details(sold: Sold) -> Iterator[str]:
    """What else was written, and where a price is not the product's own."""
    order = sold.order
    state = " and ".join(
        word for word, day in (("delivered", order.delivered), ("paid", order.paid)) if day
    )
    invoice = f"invoice {one_line(order.invoice, longest=LONGEST_NAME)}" if order.invoice else ""
    source = f"source {order.source}" if order.source else ""
    yield "; ".join(filter(None, (state, source, invoice)))
    for product in sold.created:
        yield f"new product {say_product(product)}, {say_price(product.price or 0, sold.currency)}"
    for line in sold.lines:
        usual = line.product.price
        if line.priced and usual is not None and usual != line.line.price:
            yield f"{_name(line)} is {say_price(usual, sold.currency)} otherwise"
    if order.state == OrderState.QUOTE:
        yield f"crm order place {order.number} makes an order of it"


def _goods(line: SoldLine, currency: str) -> str:
    much = say_count(line.line.quantity, one_line(line.product.unit))
    price = f" at {say_price(line.line.price, currency)}" if line.priced else ""
    return f"{much} {_name(line)}{price}"


def _name(line: SoldLine) -> str:
    product = line.product
    return say_product(product) if line.twin else one_line(product.name, longest=LONGEST_NAME)
