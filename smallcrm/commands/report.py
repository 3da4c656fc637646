"""The questions an owner asks: each report reads, shows, and names the rows behind its figures."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smallcrm.commands import reports_care
from smallcrm.commands.app import App, Desk
from smallcrm.commands.reporting import WithPeople, reported
from smallcrm.commands.reports_buying import due, intervals, quiet
from smallcrm.commands.reports_turnover import groups, products
from smallcrm.errors import Unreadable
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from smallcrm.output.report.base import Report
    from smallcrm.reports.period import Period

app = App()
group = App(name="report", help="The questions an owner asks of the book.")
app.add_typer(group, name="report")

SalesBy = Literal["month", "product", "group", "source"]


@group.callback()
def _several() -> None:
    """The questions an owner asks of the book."""


@group.command("sales")
@reported(last="12m")
def sales(
    desk: Desk,
    period: "Period",
    by: Annotated[SalesBy, typer.Option(help="Month, product, group or source.")] = "month",
) -> "Report":
    """What was sold, less what came back: by month, product, group or source."""
    from smallcrm.domain.settings import value_of
    from smallcrm.output.report.sales import sales_report
    from smallcrm.reports.sales import sales_by

    with desk.reading() as session:
        return sales_report(sales_by(session, period, by), period, value_of(session, "currency"))


@group.command("cross-sell")
@reported()
def cross_sell(
    desk: Desk,
    period: "Period",
    name: Annotated[
        list[str] | None,
        typer.Argument(help="What to offer this customer.", metavar="WHO"),
    ] = None,
    product: Annotated[str, typer.Option(help="Only pairs with this product.")] = "",
    never: Annotated[str, typer.Option(help="Who bought the product but never this one.")] = "",
    most: Annotated[int, typer.Option(help="So many pairs at most.", min=1, max=1000)] = 20,
) -> "Report":
    """Products that the same customers buy; who bought one, never the other."""
    from smallcrm.domain import products as goods
    from smallcrm.domain import resolving
    from smallcrm.output.report.cross_sell import cross_sell_report, never_report
    from smallcrm.reports import cross_sell as sold

    if never and not product:
        raise Unreadable("--never goes with --product: who bought that one, but never this")
    if name and product:
        raise Unreadable("say a customer or --product, not both")
    with desk.reading() as session:
        contact = resolving.resolve(session, " ".join(name), today=desk.today) if name else None
        wanted = goods.resolve(session, product, archived=True) if product else None
        other = goods.resolve(session, never, archived=True) if never else None
        found = sold.baskets(session, period)
        if wanted and other:
            ids = sold.without(found, wanted.id, other.id)
            return never_report(sold.named(session, ids), wanted, other, period)
        if contact:
            pairs = sold.offers(found, contact.id, most)
        else:
            pairs = sold.strongest_pairs(found, product=wanted.id if wanted else None, most=most)
        named = sold.products_in(session, pairs)
    return cross_sell_report(
        pairs,
        named,
        title=f"What to offer {one_line(contact.name)}" if contact else "Bought by the same",
        period=period,
        customers=len(found.contact_ids),
        compared=(len(sold.common_products(found)), len(found.buyers_of)),
    )


Most = Annotated[int, typer.Option(help="So many at most.", min=1)]


@group.command("loyal")
@reported()
def loyal(
    desk: Desk, period: "Period", with_people: WithPeople = False, most: Most = 20
) -> "Report":
    """Who buys lately, often and for much, each as a score from 1 to 5."""
    from smallcrm.domain.group_limits import loyalty_limits
    from smallcrm.domain.settings import value_of
    from smallcrm.output.report.loyalty import loyal_report
    from smallcrm.reports import loyalty
    from smallcrm.reports.purchases import buyers

    with desk.reading() as session:
        found = buyers(session, period, with_people=with_people)
        limits, currency = loyalty_limits(session), value_of(session, "currency")
    ranked = loyalty.loyal(found, today=period.until, money_limits=limits)
    return loyal_report(
        ranked,
        most=most,
        period=period,
        today=desk.today,
        currency=currency,
        with_people=with_people,
    )


group.command("activity")(reports_care.activity)
group.command("problems")(reports_care.problems)
group.command("intervals")(intervals)
group.command("due")(due)
group.command("quiet")(quiet)
group.command("groups")(groups)
group.command("products")(products)
