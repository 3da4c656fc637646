"""Reports on where the money comes from: groups of customers, and products."""

from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import Desk
from smallcrm.commands.reporting import reported

if TYPE_CHECKING:
    from smallcrm.output.report.base import Report
    from smallcrm.reports.period import Period


@reported(last="12m")
def groups(desk: Desk, period: "Period") -> "Report":
    """What each group of customers brings, and what a customer of it does."""
    from smallcrm.domain.settings import value_of
    from smallcrm.output.report.group_sales import groups_report
    from smallcrm.reports.group_sales import group_sales

    with desk.reading() as session:
        return groups_report(group_sales(session, period), period, value_of(session, "currency"))


@reported(last="12m")
def products(
    desk: Desk,
    period: "Period",
    unsold: Annotated[bool, typer.Option("--unsold", help="Those that nobody bought.")] = False,
    most: Annotated[int, typer.Option(help="So many at most.", min=1)] = 20,
) -> "Report":
    """What each product brings, what came back, and what was not sold."""
    from smallcrm.domain.settings import value_of
    from smallcrm.output.report.product_sales import products_report, unsold_report
    from smallcrm.reports.product_sales import product_sales

    with desk.reading() as session:
        found = product_sales(session, period, unsold=unsold, most=most)
        currency = value_of(session, "currency")
    return unsold_report(found, period) if unsold else products_report(found, period, currency)
