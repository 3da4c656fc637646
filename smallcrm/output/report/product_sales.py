"""The report on products: what each brought, or which were not sold."""

from dataclasses import replace
from shlex import quote

from smallcrm.output.amounts import say_count
from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import (
    NARROW,
    Chart,
    Report,
    amount,
    amounts,
    bars,
    few,
    figures,
)
from smallcrm.output.report.shares import say_share, share
from smallcrm.parsing.money import say_fine
from smallcrm.parsing.quantities import say_quantity
from smallcrm.parsing.say import say_full_date
from smallcrm.parsing.text import one_line
from smallcrm.reports.period import Period
from smallcrm.reports.product_sales import Assortment, ProductSales

KEYS = (
    "code", "product", "category", "unit", "sold", "returned", "orders", "net", "share", "last",
)  # fmt: skip


def products_report(found: Assortment, period: Period, currency: str) -> Report:
    """The products that brought the most."""
    rows = [_row(one, found.net) for one in found.products]
    columns = (
        *_named(rows),
        Column("Sold", _quantities, right=True, whole=True),
        replace(figures("Orders", "orders"), beside="orders "),
        amounts("Net", "net", currency),
        Column("Share", lambda row: say_share(row["share"]), right=True, whole=True, beside=""),
        replace(bars(rows, "net", NARROW), beside=""),
        _last(),
    )
    said = [f"Net {say_fine(found.net, currency)} in all", *_more(found)]
    if found.unsold:
        way = " ".join(("crm report products --unsold", *period.words))
        said.append(f"{found.unsold} not sold: {way}")
    return Report(
        Listing(
            KEYS,
            rows,
            columns,
            title="Sales by product",
            empty="nothing was sold.",
            note="; ".join(said),
        ),
        period=period,
        remarks=few(found.orders, "order"),
        behind=_behind(found, period),
        chart=Chart(
            "Net",
            [_product(row) for row in rows],
            [one.net for one in found.products],
            [say_fine(one.net, currency) for one in found.products],
        ),
    )


def unsold_report(found: Assortment, period: Period) -> Report:
    """The products that nobody bought, the latest sold first."""
    rows = [_row(one, found.net) for one in found.products]
    listing = Listing(
        KEYS,
        rows,
        (*_named(rows), _last()),
        title="Products not sold",
        empty="every product was sold.",
        note="; ".join(_more(found)),
    )
    return Report(listing, period=period, behind="crm product list")


def _named(rows: list[Row]) -> tuple[Column, ...]:
    category = Column("Category", lambda row: one_line(str(row["category"])), beside="")
    return (
        Column("Product", _product, style="bold"),
        *((category,) if any(row["category"] for row in rows) else ()),
    )


def _last() -> Column:
    return Column("Last sold", lambda row: str(row["last_said"]), whole=True, beside="last ")


def _more(found: Assortment) -> tuple[str, ...]:
    more = found.of - len(found.products)
    return (f"and {more} more: --most {found.of}",) if more else ()


def _behind(found: Assortment, period: Period) -> str:
    if not found.products:
        return ""
    first = found.products[0]
    words = quote(one_line(first.code or first.name))
    return " ".join(("crm order list --product", words, *period.words))


def _quantities(row: Row) -> str:
    """How much was sold, and below it what came back."""
    back = f"{row['returned_said']} back" if row["returned_said"] else ""
    return "\n".join(filter(None, (str(row["sold_said"]), back)))


def _product(row: Row) -> str:
    return one_line(f"{row['code']} {row['product']}".strip())


def _row(one: ProductSales, total: int) -> Row:
    return {
        "code": one.code,
        "product": one.name,
        "category": one.category,
        "unit": one.unit,
        "sold": say_quantity(one.sold, "", "en"),
        "returned": say_quantity(one.returned, "", "en"),
        "orders": one.orders,
        "net": amount(one.net),
        "share": share(one.net, total),
        "last": one.last,
        "sold_said": say_count(one.sold, one_line(one.unit)),
        "returned_said": say_count(one.returned, one_line(one.unit)) if one.returned else "",
        "last_said": say_full_date(one.last) if one.last else "never",
    }
