"""The questions an owner asks: each report reads, shows, and names the rows behind its figures."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smallcrm.commands.app import App, Desk
from smallcrm.commands.reporting import reported

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
