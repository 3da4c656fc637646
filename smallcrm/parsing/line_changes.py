"""How another quantity or price of an order's line is typed: `2=3`, `2=3@11,50`, `2=@11,50`."""

import re
from dataclasses import dataclass

from smallcrm.errors import Unreadable
from smallcrm.parsing.money import read_unit_price
from smallcrm.parsing.quantities import read_quantity
from smallcrm.parsing.text import one_line

_FORM = re.compile(r"\s*(?P<line>[0-9]{1,6})\s*=(?P<quantity>[^@]*)(?:@(?P<price>.*))?")


@dataclass(frozen=True)
class LineChange:
    """Another quantity, in thousandths, or price, in thousandths of a cent; None stays.

    `unit` is as typed beside the quantity, or "".
    """

    line: int
    quantity: int | None = None
    unit: str = ""
    price: int | None = None


def read_line_change(text: str, *, currency: str = "") -> LineChange:
    """The change of one line; Unreadable with the way it is written."""
    match = _FORM.fullmatch(text)
    quantity = match["quantity"].strip() if match else ""
    price = (match["price"] or "").strip() if match else ""
    if not match or not (quantity or price):
        shown = one_line(text, longest=40)
        raise Unreadable(f'"{shown}" changes no line; write it as 2=3, 2=3@11,50 or 2=@11,50')
    read = read_quantity(quantity) if quantity else None
    return LineChange(
        int(match["line"]),
        read.milli if read else None,
        read.unit if read else "",
        read_unit_price(price, currency=currency) if price else None,
    )
