"""One order on the screen: whole, with its lines, and what an edit changed in it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from smallcrm.output.amounts import say_count, say_price
from smallcrm.output.listing import Column, Listing
from smallcrm.output.listing import show as show_list
from smallcrm.output.orders import (
    KEYS,
    LONGEST_NAME,
    WALK_IN,
    Cells,
    order_row,
    say_customer,
    say_goods,
)
from smallcrm.output.terminal import say, shows_tables
from smallcrm.parsing.money import FINE, decimal_of, say_fine, whole_cents
from smallcrm.parsing.say import say_day, say_moment
from smallcrm.parsing.text import one_line
from smallcrm.reports.orders import OrderLineView, OrderView

LINE_KEYS = (
    "line", "product", "code", "description", "quantity", "unit", "price", "amount", "returned",
    "reverses_line",
)  # fmt: skip
LONGEST_NOTE = 200
HANG = 2  # columns, of what does not fit its line


def show_order(order: OrderView, today: dt.date, currency: str) -> None:
    """The whole order; piped, a `field<TAB>value` line each and its lines as records."""
    head = _head(order, today, currency)
    if shows_tables():
        from smallcrm.output import screen

        screen.print_lines([(text, style, HANG) for _, text, style in head])
    else:
        for label, text, _ in head:
            say(f"{label}\t{text}")
    show_list(lines_listing(order, currency, with_total=shows_tables()))


def lines_listing(order: OrderView, currency: str, *, with_total: bool = False) -> Listing:
    """The lines as they stand on the order, and in a table what they come to."""
    rows = [_line_row(line) | {"view": line} for line in order.lines]
    total: Cells = {"total": say_fine(order.total, currency)}
    columns = [
        Column("", lambda row: str(row.get("line", "")), right=True, whole=True),
        Column("Product", _product),
        Column("Quantity", lambda row: _cell(row, _quantity), right=True, whole=True),
        Column(
            "Price",
            lambda row: _cell(row, lambda line: say_price(line.price, currency)),
            right=True,
            whole=True,
            beside="at ",
        ),
        Column(
            "Amount",
            lambda row: str(
                row.get("total") or _cell(row, lambda line: say_fine(line.amount, currency))
            ),
            right=True,
            whole=True,
            beside="",
        ),
    ]
    if any(line.returned for line in order.lines):
        columns.append(
            Column("Came back", lambda row: _cell(row, _returned), right=True, beside="came back ")
        )
    return Listing(
        LINE_KEYS,
        [*rows, total] if with_total and rows else rows,
        columns,
        empty="  no lines",
    )


def order_objects(order: OrderView) -> Listing:
    """The order as a row for JSON, with an object for each line."""
    lines = [_line_row(line) for line in order.lines]
    row = order_row(order) | {"lines": lines, "returns": list(order.returns)}
    return Listing((*KEYS, "returns"), [row], ())


def order_cells(order: OrderView) -> Listing:
    """The lines as rows for CSV, each with the order's number."""
    rows = [{"number": order.number} | _line_row(line) for line in order.lines]
    return Listing(("number", *LINE_KEYS), rows, ())


def say_changes(before: OrderView, after: OrderView, today: dt.date, currency: str) -> list[str]:
    """What an edit changed, a text each: `source: none → phone`, `+ 2 Filters €6.00`."""
    fields: dict[str, Callable[[OrderView], str]] = {
        "day": lambda order: say_moment(order.at, today),
        "customer": _customer,
        "source": lambda order: order.source,
        "invoice": lambda order: order.invoice,
        "note": lambda order: order.note,
    }
    said = [
        f"{name}: {_shown(of(before))} → {_shown(of(after))}"
        for name, of in fields.items()
        if of(before) != of(after)
    ]
    said += _changed_lines(before.lines, after.lines, currency)
    if before.total != after.total:
        totals = (say_fine(order.total, currency) for order in (before, after))
        said.append(f"total: {' → '.join(totals)}")
    return said


def _changed_lines(
    before: Iterable[OrderLineView], after: Iterable[OrderLineView], currency: str
) -> Iterator[str]:
    old, new = ({line.id: line for line in lines} for lines in (before, after))
    for line in old.values():
        now = new.get(line.id)
        if now is None:
            yield f"− {say_line(line, currency)}"
        elif (line.quantity, line.amount) != (now.quantity, now.amount):
            yield f"line {now.position}: {say_line(line, currency)} → {say_line(now, currency)}"
    for line in new.values():
        if line.id not in old:
            yield f"+ {say_line(line, currency)}"


def say_line(line: OrderLineView, currency: str) -> str:
    """`3 kg Coffee beans at €12.50: €37.50`."""
    return (
        f"{say_goods(line)} at {say_price(line.price, currency)}: {say_fine(line.amount, currency)}"
    )


def _customer(order: OrderView) -> str:
    return order.contact or WALK_IN


def _shown(text: str) -> str:
    return one_line(text, longest=LONGEST_NAME) or "none"


def _head(order: OrderView, today: dt.date, currency: str) -> Iterator[tuple[str, str, str]]:
    """Labelled lines with their style: what it is, whose, how far, why."""
    kind = "Return" if order.kind == "return" else "Order"
    status = "" if order.kind == "return" else order.status
    facts = (f"{kind} {order.number}", status, say_moment(order.at, today))
    yield "order", " · ".join(filter(None, facts)), "bold"
    whose = (say_customer(order), one_line(order.company), order.handle or "")
    yield "customer", " · ".join(filter(None, whose)), ""
    about = (
        f"invoice {one_line(order.invoice)}" if order.invoice else "",
        f"source {order.source}" if order.source else "",
        f"delivered {say_day(order.delivered, today)}" if order.delivered else "",
        f"paid {say_day(order.paid, today)}" if order.paid else "",
        f"takes back order {order.reverses}" if order.reverses else "",
    )
    if any(about):
        yield "about", " · ".join(filter(None, about)), ""
    if order.note:
        why = "why: " if order.kind == "return" else ""
        yield "note", f"{why}{one_line(order.note, longest=LONGEST_NOTE)}", ""
    if order.returns:
        yield "returns", _say_returns(order, currency), "yellow"
    if not shows_tables():
        yield "total", decimal_of(whole_cents(order.total) * FINE), ""


def _say_returns(order: OrderView, currency: str) -> str:
    """`€12.50 came back in order 9; €37.00 is left`."""
    numbers = ", ".join(map(str, order.returns))
    left = say_fine(order.total - order.returned, currency)
    back = say_fine(order.returned, currency)
    return f"{back} came back in order{'s' * (len(order.returns) > 1)} {numbers}; {left} is left"


def _line_row(line: OrderLineView) -> Cells:
    return {
        "line": line.position,
        "product": line.product,
        "code": line.code,
        "description": line.description,
        "quantity": say_count(line.quantity),
        "unit": line.unit,
        "price": decimal_of(line.price),
        "amount": decimal_of(line.amount),
        "returned": say_count(line.returned),
        "reverses_line": line.reverses,
    }


def _cell(row: Any, of: Any) -> str:
    """What is said of the line; "" in the row of the total."""
    return str(of(row["view"])) if "view" in row else ""


def _product(row: Any) -> str:
    if "view" not in row:
        return "Total"
    line: OrderLineView = row["view"]
    name, code = one_line(line.product), one_line(line.code)
    coded = f"{name} ({code})" if code and code != name else name
    return f"{coded}\nas {one_line(line.description)}" if line.description else coded


def _quantity(line: OrderLineView) -> str:
    return say_count(line.quantity, one_line(line.unit))


def _returned(line: OrderLineView) -> str:
    return say_count(line.returned, one_line(line.unit)) if line.returned else ""
