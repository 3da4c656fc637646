"""What a contact bought, on its card: the last order, the latest ones, and what they come to."""

import datetime as dt

from smallcrm.output.orders import order_row, say_customer, say_what
from smallcrm.parsing.money import FINE, decimal_of, say_fine, whole_cents
from smallcrm.parsing.say import say_day
from smallcrm.reports.bought import Bought
from smallcrm.reports.orders import OrderView

Line = tuple[str, str]  # text and style
Labelled = tuple[str, Line]


def say_last(bought: Bought, handle: str, today: dt.date) -> Labelled:
    """`last order 7, Sat 21 Nov, placed: 3 kg Coffee beans, €49.50`."""
    return "order", (f"last order {_say_order(bought.latest.orders[0], bought, handle, today)}", "")


def order_lines(bought: Bought, handle: str, today: dt.date) -> list[Labelled]:
    """What all orders come to, a line for each of the latest, and how to see the others.

    The buyer is named where it is another than the one with that handle.
    """
    found = bought.latest
    shown: list[Labelled] = [("orders", (_say_sum(bought), "bold"))]
    shown += [
        ("order", (f"  {_say_order(order, bought, handle, today)}", "")) for order in found.orders
    ]
    if found.more:
        people = " --with-people" if any(order.handle != handle for order in found.orders) else ""
        way = f"  and {found.more} more: crm order list {handle}{people}"
        shown.append(("more", (way, "dim")))
    return shown


def _say_order(order: OrderView, bought: Bought, handle: str, today: dt.date) -> str:
    """`7, Sat 21 Nov, Anna Šild, placed: 3 kg Coffee beans, €49.50`."""
    whose = "" if order.handle == handle else say_customer(order)
    about = (str(order.number), say_day(order.at.date(), today), whose, order.status)
    total = say_fine(order.total, bought.currency)
    return f"{', '.join(filter(None, about))}: {say_what(order)}, {total}"


def _say_sum(bought: Bought) -> str:
    """`bought €49.50 in the last 12 months, €1,234.50 in all: 24 orders, 2 returns, 1 quote`."""
    found, currency = bought.latest, bought.currency
    sales = found.count - found.returns - found.quotes - found.lost
    counts = (
        (sales, "order"),
        (found.returns, "return"),
        (found.quotes, "quote"),
        (found.lost, "lost quote"),
    )
    said = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    year, every = say_fine(bought.in_a_year, currency), say_fine(found.total, currency)
    return f"bought {year} in the last 12 months, {every} in all: {', '.join(said)}"


def bought_objects(bought: Bought) -> dict[str, object]:
    """The keys of a card that tell what was bought; amounts are texts such as "12.50"."""
    found = bought.latest
    return {
        "orders": [order_row(order) for order in found.orders],
        "order_count": found.count,
        "turnover": decimal_of(whole_cents(found.total) * FINE),
        "turnover_12_months": decimal_of(whole_cents(bought.in_a_year) * FINE),
    }


def in_cell(order: OrderView) -> str:
    """`7 2026-11-21 placed 49.50`."""
    total = decimal_of(whole_cents(order.total) * FINE)
    return f"{order.number} {order.at.date()} {order.status} {total}"


def story_row(order: OrderView) -> dict[str, object]:
    """An order among the talks of a timeline."""
    return {
        "contact": order.contact,
        "handle": order.handle,
        "at": order.at,
        "channel": "order",
        "direction": "",
        "outcome": order.status,
        "summary": say_what(order),
        "with": [],
        "case": None,
        "order": order.number,
        "total": decimal_of(whole_cents(order.total) * FINE),
    }
