"""Products as a list, and what an edit changed in one."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from smallcrm.models.sales import Product
from smallcrm.output.amounts import say_count, say_price
from smallcrm.output.listing import Column, Listing, Row
from smallcrm.parsing.money import decimal_of
from smallcrm.parsing.quantities import say_quantity
from smallcrm.parsing.text import one_line
from smallcrm.reports.products import ProductLine

KEYS = ("code", "name", "category", "unit", "price", "sold", "orders", "archived")
LONGEST_SHOWN = 60  # of a field's text before and after
FIELDS = ("code", "name", "category", "unit", "price")


def product_listing(lines: Sequence[ProductLine], currency: str, *, empty: str) -> Listing:
    """Products by name; `price` and `sold` are exact decimals in JSON and CSV."""
    categories = any(line.category for line in lines)
    columns = (
        Column("Code", lambda row: one_line(_line(row).code), style="bold", whole=True),
        Column("Name", _name, style="bold", beside=""),
        Column("Category", lambda row: one_line(_line(row).category), beside=""),
        Column("Price", lambda row: _price(row, currency), right=True, whole=True),
        Column("Sold", _sold, right=True, whole=True, beside="sold "),
    )
    return Listing(
        KEYS,
        [_row(line) for line in lines],
        [column for column in columns if categories or column.title != "Category"],
        title=f"{len(lines)} product{'' if len(lines) == 1 else 's'}",
        empty=empty,
    )


def _row(line: ProductLine) -> dict[str, Any]:
    return asdict(line) | {
        "price": None if line.price is None else decimal_of(line.price),
        "sold": say_quantity(line.sold, "", "en"),
        "line": line,
    }


def _name(row: Row) -> str:
    line = _line(row)
    return f"{one_line(line.name)}{' (archived)' if line.archived else ''}"


def _price(row: Row, currency: str) -> str:
    line = _line(row)
    if line.price is None:
        return "none"
    unit = f" / {one_line(line.unit)}" if line.unit else ""
    return f"{say_price(line.price, currency)}{unit}"


def _sold(row: Row) -> str:
    line = _line(row)
    return say_count(line.sold, one_line(line.unit)) if line.orders or line.sold else ""


def _line(row: Row) -> ProductLine:
    line = row["line"]
    assert isinstance(line, ProductLine)
    return line


def facts(product: Product, currency: str) -> dict[str, str]:
    """What an edit can change, as it is said."""
    price = "" if product.price is None else say_price(product.price, currency)
    texts = {field: str(getattr(product, field) or "") for field in FIELDS}
    return texts | {"price": price}


def say_changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """`category: none → coffee`, a text for each field that is different now."""
    return [
        f"{field}: {_shown(before[field])} → {_shown(after[field])}"
        for field in FIELDS
        if before[field] != after[field]
    ]


def _shown(text: str) -> str:
    return one_line(text, longest=LONGEST_SHOWN) or "none"
