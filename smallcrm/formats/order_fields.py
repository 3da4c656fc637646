"""One line of an order from the texts of its cells; amounts stay exact."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from functools import lru_cache

from smallcrm.errors import Unreadable
from smallcrm.formats.columns import Columns
from smallcrm.formats.delimited import NULLS, Row, UnreadableRow
from smallcrm.formats.order_record import OrderLineRecord
from smallcrm.formats.sampled import mark_of, order_of
from smallcrm.parsing.money import is_kept, read_price
from smallcrm.parsing.numbers import plain_number, read_number
from smallcrm.parsing.quantities import MILLI, Quantity, read_quantity
from smallcrm.parsing.stamps import read_stamp
from smallcrm.parsing.text import clean_line, one_line

NUMBERS = ("price", "amount", "quantity", "discount")
NOTHING = Decimal(0)

_CANCELLATION = re.compile("[Cc][0-9]+")
_REMEMBERED = 20_000  # texts: invoices, customers and products come again and again


@dataclass(frozen=True)
class Manner:
    """How a file writes: the order of dates, the decimal mark, discounts in percent or as shares.

    `currency` is the book's, '' for any; `zone` is where moments with an offset were local.
    """

    order: str = ""
    decimal_mark: str = ""
    percent: bool = False
    currency: str = ""
    zone: tzinfo | None = None


def manner_of(sample: Sequence[Row], columns: Columns, said: Manner) -> Manner:
    """What was said, and what the first rows tell where it was not. Raises Unreadable."""
    mark = said.decimal_mark or mark_of(sample, columns, NUMBERS)
    has_day = "at" in columns.place_of
    order = said.order or (order_of(sample, columns, "at") if has_day else "")
    percent = any(_above_one(columns.cell(row.cells, "discount"), mark) for row in sample)
    return Manner(order, mark, said.percent or percent, said.currency, said.zone)


Texts = Mapping[str, str]
ReadLine = Callable[[int, Texts], OrderLineRecord | UnreadableRow]


def line_reader(manner: Manner) -> ReadLine:
    """A function from the texts of a row's fields to its record; what comes again is kept."""
    text = lru_cache(_REMEMBERED)(_text)
    stamp = lru_cache(_REMEMBERED)(lambda cell: _moment(cell, manner))
    price = lru_cache(_REMEMBERED)(lambda cell: _price(cell, manner))
    quantity = lru_cache(_REMEMBERED)(lambda cell: _quantity(cell, manner))
    discount = lru_cache(_REMEMBERED)(lambda cell: _discount(cell, manner))

    def read(line: int, texts: Texts) -> OrderLineRecord | UnreadableRow:
        found = texts.get
        try:
            invoice = text(found("invoice", ""), "invoice")
            bought = quantity(found("quantity", "1"))
            taken, own = price(found("price", "")), price(found("amount", ""))
            off = discount(found("discount", ""))
            milli = _milli(bought, invoice)
            amount = _amount(own, taken, milli, off)
            _check_size(taken, amount, milli)
            return OrderLineRecord(
                line,
                invoice,
                stamp(found("at", "")),
                text(found("customer", ""), "customer"),
                _without_float(text(found("customer_id", ""), "customer number")),
                text(found("product_code", ""), "product code"),
                _product(text, texts),
                milli,
                text(found("unit", ""), "unit") or bought.unit,
                taken,
                off,
                amount,
                milli < 0,
                text(found("currency", ""), "currency").upper(),
                text(found("country", ""), "country"),
                _remark(found("remark", ""), taken, amount, own, bought.milli, milli),
            )
        except Unreadable as error:
            return UnreadableRow(line, str(error))

    return read


def _product(text: Callable[[str, str], str], texts: Texts) -> str:
    product = text(texts.get("product", ""), "product")
    if not product and not text(texts.get("product_code", ""), "product code"):
        raise Unreadable("neither a product nor its code")
    return product


def _milli(quantity: Quantity, invoice: str) -> int:
    """Thousandths; negative for what came back, which a cancelled invoice says by its number."""
    return -abs(quantity.milli) if _CANCELLATION.fullmatch(invoice) else quantity.milli


def _amount(
    own: Decimal | None, price: Decimal | None, milli: int, discount: Decimal
) -> Decimal | None:
    """What a line comes to: as the file has it, else as its parts give it."""
    if own is not None:
        return -abs(own) if milli < 0 else own
    if price is None:
        return None
    whole = price * milli / MILLI
    return whole * (1 - discount) if discount else whole


def _check_size(price: Decimal | None, amount: Decimal | None, milli: int) -> None:
    """Unreadable for what no line can come to; a price that is missing is told by the amount."""
    one = amount * MILLI / milli if price is None and amount is not None and milli else price
    for value, what in ((one, "price"), (amount, "amount")):
        if value is not None and not is_kept(value):
            raise Unreadable(f"its {what} is more than a line of an order can hold")


def _remark(
    mended: str,
    price: Decimal | None,
    amount: Decimal | None,
    own: Decimal | None,
    written: int,
    milli: int,
) -> str:
    if price and milli == written and not mended and own is None:
        return "" if milli else "a quantity of 0"
    remarks = {
        mended: bool(mended),
        "a cancellation, so the quantity counts as negative": milli != written,
        "came back, so the amount counts as negative": own is not None and own != amount,
        "no price": price is None and amount is None,
        "a price of 0": price == 0 or (price is None and amount == 0),
        "a quantity of 0": milli == 0,
    }
    return "; ".join(remark for remark, holds in remarks.items() if holds)


def _text(cell: str, what: str) -> str:
    text = cell.strip()
    if text in NULLS:
        return ""
    return clean_line(text if text.isprintable() else " ".join(text.split()), what)


def _without_float(number: str) -> str:
    """`17243` of the `17243.0` that a program writes when other rows of the column are blank."""
    whole = number.removesuffix(".0")
    return whole if whole.isdigit() else number


def _moment(cell: str, manner: Manner) -> datetime:
    if not _text(cell, "date"):
        raise Unreadable("no date")
    return read_stamp(cell, manner.order, zone=manner.zone)


def _price(cell: str, manner: Manner) -> Decimal | None:
    text = _text(cell, "price")
    return read_price(text, manner.decimal_mark, currency=manner.currency) if text else None


def _quantity(cell: str, manner: Manner) -> Quantity:
    if not _text(cell, "quantity"):
        raise Unreadable("no quantity")
    return read_quantity(cell, decimal_mark=manner.decimal_mark)


def _discount(cell: str, manner: Manner) -> Decimal:
    """A share of the price: of `0.15` or `15 %`, or `15` where the file writes percents."""
    text = _text(cell, "discount")
    if not text:
        return NOTHING
    bare = text.removesuffix("%").strip()
    value = read_number(bare, "discount", decimal_mark=manner.decimal_mark)
    share = value / 100 if manner.percent or bare != text else value
    if not 0 <= share <= 1:
        shown = one_line(text, longest=40)
        raise Unreadable(f'a discount of "{shown}" is not between nothing and the whole price')
    return share


def _above_one(cell: str, mark: str) -> bool:
    """Whether a discount can only be a percentage."""
    try:
        return Decimal(plain_number(read_number(cell, "discount", decimal_mark=mark))) > 1
    except Unreadable:
        return False
