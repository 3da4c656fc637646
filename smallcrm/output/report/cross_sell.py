"""The report on products that the same customers buy."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from smallcrm.models.sales import Product
from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import Chart, Report, few, figures
from smallcrm.parsing.text import one_line
from smallcrm.reports.cross_sell import Pair
from smallcrm.reports.period import Period

KEYS = (
    "product", "code", "with", "with_code", "customers", "support", "confidence", "lift", "never",
)  # fmt: skip


def cross_sell_report(
    pairs: Sequence[Pair],
    products: Mapping[int, Product],
    *,
    title: str,
    period: Period,
    customers: int,
    compared: tuple[int, int],
) -> Report:
    """Pairs with their measures; `compared` says how many products of how many were."""
    rows: list[Row] = [_row(pair, products) for pair in pairs]
    few_products, all_products = compared
    cut = f"Only the {few_products} products with the most customers were compared."
    return Report(
        Listing(
            KEYS,
            rows,
            (
                Column("Who bought", _first),
                Column("also bought", _second),
                figures("Customers", "customers"),
                Column("Support", lambda row: _percent(row["support"]), right=True, whole=True),
                Column(
                    "Confidence", lambda row: _percent(row["confidence"]), right=True, whole=True
                ),
                figures("Lift", "lift"),
                figures("Never yet", "never"),
            ),
            title=title,
            empty="no two products have the same customers more often than by chance.",
        ),
        period=period,
        remarks=(*few(customers, "customer"), *((cut,) if few_products < all_products else ())),
        behind=_behind(pairs[0], products) if pairs else "",
        chart=Chart(
            "Customers who bought both",
            [f"{_first(row)} + {_second(row)}" for row in rows],
            [pair.together for pair in pairs],
            [str(pair.together) for pair in pairs],
        ),
    )


def _row(pair: Pair, products: Mapping[int, Product]) -> Row:
    first, second = products[pair.first], products[pair.second]
    return {
        "product": first.name,
        "code": first.code,
        "with": second.name,
        "with_code": second.code,
        "customers": pair.together,
        "support": _share(pair.support),
        "confidence": _share(pair.confidence),
        "lift": f"{float(pair.lift):.2f}",
        "never": pair.first_count - pair.together,
    }


def _share(part: Fraction) -> str:
    return f"{float(part):.3f}"


def _percent(share: object) -> str:
    return f"{float(str(share)):.0%}"


def _first(row: Row) -> str:
    return _named(row["code"], row["product"])


def _second(row: Row) -> str:
    return _named(row["with_code"], row["with"])


def _named(*parts: object) -> str:
    return one_line(" ".join(str(part) for part in parts if part), longest=60)


def _behind(pair: Pair, products: Mapping[int, Product]) -> str:
    """The command that lists who bought the first product of a pair but never the second."""
    first, second = (
        _quoted(products[one].code or products[one].name) for one in (pair.first, pair.second)
    )
    return f"crm report cross-sell --product {first} --never {second}"


def _quoted(word: str) -> str:
    return one_line(word) if word.isalnum() else f'"{one_line(word)}"'


def never_report(
    contacts: Sequence[tuple[str, str]], bought: Product, never: Product, period: Period
) -> Report:
    """Who bought the one product but never the other: to whom to offer it."""
    rows: list[Row] = [{"contact": name, "handle": handle} for name, handle in contacts]
    return Report(
        Listing(
            ("contact", "handle"),
            rows,
            (
                Column("Who", lambda row: one_line(str(row["contact"])), style="bold"),
                Column("Handle", lambda row: str(row["handle"])),
            ),
            title=f"Bought {one_line(bought.name, longest=60)},"
            f" never {one_line(never.name, longest=60)}",
            empty="there is nobody.",
        ),
        period=period,
        behind="crm show WHO",
    )
