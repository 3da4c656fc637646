"""Orders on the screen: a list of them, one with all its lines, and what an edit changed."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from smallcrm.output.amounts import say_count
from smallcrm.output.listing import Column, Listing
from smallcrm.parsing.money import FINE, decimal_of, say_fine, whole_cents
from smallcrm.parsing.say import say_day, say_distance
from smallcrm.parsing.text import one_line
from smallcrm.reports.orders import OrderLineView, OrderView, Purchases

KEYS = (
    "number", "at", "contact", "handle", "kind", "status", "total", "invoice", "source",
    "delivered", "paid", "note", "reverses", "lines",
)  # fmt: skip
WALK_IN = "walk-in"
RESTRICTED = "(restricted)"
LONGEST_NAME = 60
MOST_SAID = 5  # lines of an order, in one sentence

Cells = dict[str, Any]


def orders_listing(found: Purchases, today: dt.date, currency: str, *, empty: str) -> Listing:
    """Orders, the newest first, and what all that there are come to."""
    return Listing(
        KEYS,
        [order_row(order) | {"view": order} for order in found.orders],
        (
            Column("No", lambda row: str(row["number"]), right=True, whole=True),
            Column("Day, status", lambda row: _when(_view(row), today), whole=True, beside=""),
            Column("Who", lambda row: say_customer(_view(row)), style="bold"),
            Column("What", lambda row: say_what(_view(row)), prose=True),
            Column(
                "Total",
                lambda row: say_fine(_view(row).total, currency),
                right=True,
                whole=True,
            ),
        ),
        title=say_sum(found, currency),
        empty=empty,
        note=f"and {found.more} older (--all shows them)" if found.more else "",
    )


def say_sum(found: Purchases, currency: str) -> str:
    """`24 orders and 2 returns come to €1,234.50, 2 quotes to €300.00, 1 lost one to €9.00`."""
    sales = found.count - found.returns - found.quotes - found.lost
    placed = (_count(sales, "order"), _count(found.returns, "return"))
    sums = (
        (" and ".join(filter(None, placed)), found.total),
        (_count(found.quotes, "quote"), found.quotes_total),
        (_count(found.lost, "lost one"), found.lost_total),
    )
    said = [f"{what} to {say_fine(total, currency)}" for what, total in sums if what]
    if not said:
        return ""
    verb = "comes" if said[0].startswith("1 ") and " and " not in said[0] else "come"
    return ", ".join(said).replace(" to ", f" {verb} to ", 1)


def say_what(order: OrderView) -> str:
    """`3 kg Coffee beans, 2 Filters and 4 more`; of a return also why."""
    parts = [say_goods(line) for line in order.lines]
    hidden = order.line_count - len(parts)
    said = ", ".join(parts) + (f" and {hidden} more" if hidden > 0 else "") or "no lines"
    why = one_line(order.note, longest=LONGEST_NAME) if order.kind == "return" else ""
    return f"{said}: {why}" if why else said


def say_return(
    order: OrderView, today: dt.date, currency: str, *, when: dt.date | None = None
) -> str:
    """`Returned by Mari Maasikas: 2 Filters; €6.00, order 9`; `when` is its day, if it was said."""
    goods = (_goods(-line.quantity, line) for line in order.lines[:MOST_SAID])
    hidden = order.line_count - MOST_SAID
    more = f" and {hidden} more" if hidden > 0 else ""
    day = f" on {say_day(when, today)} ({say_distance(when, today)})" if when else ""
    whom = say_customer(order) if order.contact else f"a {WALK_IN}"
    total = say_fine(-order.total, currency)
    return f"Returned by {whom}{day}: {', '.join(goods)}{more}; {total}, order {order.number}"


def say_goods(line: OrderLineView) -> str:
    """`3 kg Coffee beans`."""
    return _goods(line.quantity, line)


def _goods(quantity: int, line: OrderLineView) -> str:
    name = one_line(line.product, longest=LONGEST_NAME)
    return f"{say_count(quantity, one_line(line.unit))} {name}"


def say_state(order: OrderView, today: dt.date, currency: str) -> str:
    """`Order 7 (Mari Maasikas, €49.50): placed Sat 21 Nov, delivered Mon 23 Nov, not paid yet`."""
    about = f"{say_customer(order)}, {say_fine(order.total, currency)}"
    return f"Order {order.number} ({about}): {', '.join(_steps(order, today))}"


def _steps(order: OrderView, today: dt.date) -> Iterator[str]:
    """How far a sale is, and since when."""
    day = say_day(order.at.date(), today)
    if order.status in ("quote", "lost"):
        yield f"a quote of {day}{', lost' if order.status == 'lost' else ''}"
        return
    yield f"placed {day}"
    if not (order.delivered or order.paid):
        yield "neither delivered nor paid yet"
        return
    for word, since in (("delivered", order.delivered), ("paid", order.paid)):
        yield f"{word} {say_day(since, today)}" if since else f"not {word} yet"


def say_order(order: OrderView) -> str:
    """`order 7 (Mari Maasikas)`."""
    return f"order {order.number} ({say_customer(order)})"


def say_customer(order: OrderView) -> str:
    """The customer's name, `walk-in`, or that it may not be used."""
    if order.restricted:
        return RESTRICTED
    return one_line(order.contact, longest=LONGEST_NAME) if order.contact else WALK_IN


def order_row(order: OrderView) -> Cells:
    same = ("number", "at", "contact", "handle", "kind", "status", "invoice", "source", "delivered",
            "paid", "note", "reverses")  # fmt: skip
    return {key: getattr(order, key) for key in same} | {
        "total": decimal_of(whole_cents(order.total) * FINE),
        "lines": order.line_count,
    }


def _view(row: Any) -> OrderView:
    view = row["view"]
    assert isinstance(view, OrderView)
    return view


def _when(order: OrderView, today: dt.date) -> str:
    invoice = f"\n{one_line(order.invoice)}" if order.invoice else ""
    return f"{say_day(order.at.date(), today)}\n{order.status}{invoice}"


def _count(number: int, word: str) -> str:
    """`1 order`, `2 orders`, and nothing of none."""
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""
