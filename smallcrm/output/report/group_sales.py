"""The report on what each group brings."""

from collections.abc import Sequence
from dataclasses import replace

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
from smallcrm.reports.group_sales import WALK_IN, GroupSales
from smallcrm.reports.period import Period

KEYS = (
    "group", "contacts", "buyers", "orders", "sold", "returned", "net", "share", "per_order",
    "per_customer",
)  # fmt: skip


def groups_report(groups: Sequence[GroupSales], period: Period, currency: str) -> Report:
    """A line a group, from the top down."""
    total = sum(group.net for group in groups)
    rows = [_row(group, total) for group in groups]
    return Report(
        Listing(
            KEYS,
            rows,
            (
                Column("Group", _heading, style="bold", whole=True),
                Column("Bought", _buyers, right=True, whole=True),
                replace(figures("Orders", "orders"), beside="orders "),
                amounts("Net", "net", currency),
                Column(
                    "Share", lambda row: say_share(row["share"]), right=True, whole=True, beside=""
                ),
                replace(bars(rows, "net", NARROW), beside=""),
                replace(amounts("An order", "per_order", currency), beside="an order "),
                replace(amounts("A buyer", "per_customer", currency), beside="a buyer "),
            ),
            title="What each group brings",
            empty="nothing was sold.",
            note=f"Net {say_fine(total, currency)} in all",
        ),
        period=period,
        remarks=few(sum(group.buyers for group in groups), "customer"),
        behind=" ".join(("crm order list --all", *period.words)),
        chart=Chart(
            "Net",
            [_heading(row) for row in rows],
            [group.net for group in groups],
            [say_fine(group.net, currency) for group in groups],
        ),
    )


def _row(group: GroupSales, total: int) -> Row:
    apart = group.group == WALK_IN
    return {
        "group": group.group,
        "contacts": None if apart else group.contacts,
        "buyers": None if apart else group.buyers,
        "orders": group.orders,
        "sold": amount(group.sold),
        "returned": amount(group.returned),
        "net": amount(group.net),
        "share": share(group.net, total),
        "per_order": None if group.per_order is None else amount(group.per_order),
        "per_customer": None if group.per_customer is None else amount(group.per_customer),
    }


def _buyers(row: Row) -> str:
    """`2 of 40`, who bought of those there are."""
    return "" if row["buyers"] is None else f"{row['buyers']} of {row['contacts']}"


def _heading(row: Row) -> str:
    group = str(row["group"])
    return {"": "in no group", WALK_IN: "walk-ins"}.get(group, group)
