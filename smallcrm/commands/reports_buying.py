"""Reports on when customers buy: how often, who is due, who has gone quiet."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import Desk, InGroup, complete_handle
from smallcrm.commands.asking import ask
from smallcrm.commands.reporting import reported
from smallcrm.errors import Unreadable
from smallcrm.output.terminal import is_terminal
from smallcrm.parsing.dates import read_ahead, read_span
from smallcrm.parsing.picks import read_picks

if TYPE_CHECKING:
    from smallcrm.output.report.base import Report
    from smallcrm.reports.due import Due
    from smallcrm.reports.period import Period

Most = Annotated[int, typer.Option(help="So many at most.", min=1)]
Name = Annotated[
    list[str] | None,
    typer.Argument(
        help="Only this customer, with every product.",
        metavar="WHO",
        autocompletion=complete_handle,
    ),
]
OfProduct = Annotated[str, typer.Option("--product", help="Only this product.")]
EachProduct = Annotated[
    bool, typer.Option("--each-product", help="Every customer with every product.")
]


@reported()
def intervals(
    desk: Desk,
    period: "Period",
    name: Name = None,
    product: OfProduct = "",
    each: EachProduct = False,
    most: Most = 20,
) -> "Report":
    """How often each customer buys, and when the next purchase is expected."""
    from smallcrm.domain import products, resolving
    from smallcrm.output.report.intervals import intervals_report
    from smallcrm.reports import intervals as bought

    words = " ".join(name or ())
    with desk.reading() as session:
        contact = resolving.resolve(session, words, today=desk.today) if name else None
        wanted = products.resolve(session, product, archived=True) if product else None
        found = []
        if not wanted and not each:
            found = bought.intervals(session, period, contact_id=contact.id if contact else None)
        if contact or wanted or each:
            found += bought.product_intervals(
                session,
                period,
                contact_id=contact.id if contact else None,
                product_id=wanted.id if wanted else None,
            )
    whose = contact.handle if contact else "WHO"
    return intervals_report(
        found,
        most=most,
        period=period,
        today=desk.today,
        behind=f"crm order list {whose} {' '.join(period.words)}",
    )


@reported()
def due(
    desk: Desk,
    period: "Period",
    group: InGroup = "",
    ahead: Annotated[str, typer.Option(help="Also those expected so soon: 1w, 10d.")] = "",
    callbacks: Annotated[
        bool, typer.Option("--callbacks", help="Make callbacks of chosen lines.")
    ] = False,
    pick: Annotated[str, typer.Option(help="The lines: 1,3-5 or all; asked if not said.")] = "",
    on: Annotated[
        str, typer.Option(help="The callbacks' day: mon, +2d; the next working day if not said.")
    ] = "",
    most: Most = 20,
) -> "Report":
    """Who should be buying about now and has not, the most promising first."""
    from smallcrm.domain.contacts import read_group
    from smallcrm.output.report.due import due_report
    from smallcrm.reports.due import due as find_due
    from smallcrm.reports.due import reachable

    if (pick or on) and not callbacks:
        raise Unreadable("--pick and --on go with --callbacks")
    day = _callback_day(desk, on)
    with desk.reading() as session:
        found = find_due(session, period, ahead=_days(desk, ahead), group=read_group(group))
        lines = reachable(session, found.lines[:most])
    report = due_report(found, lines, period=period, today=desk.today)
    return _call_them(desk, lines, report, pick, day) if callbacks and lines else report


def _callback_day(desk: Desk, on: str) -> dt.date:
    from smallcrm.domain.followups import next_working_day

    return read_ahead(on, desk.today).day if on else next_working_day(desk.today)


def _days(desk: Desk, span: str) -> int:
    return (desk.today + read_span(span) - desk.today).days if span else 0


def _call_them(
    desk: Desk, lines: "Sequence[Due]", report: "Report", pick: str, day: dt.date
) -> "Report":
    """Plan the callbacks of the lines chosen, after showing all if they are yet to be chosen."""
    from smallcrm.domain.due_callbacks import plan_callbacks
    from smallcrm.output.report.base import show_report
    from smallcrm.output.report.due import callbacks_report, reason

    if not pick and is_terminal():
        show_report(report)
    said = pick or ask("Which lines (1,3-5 or all)", instead="--pick names them: 1,3-5 or all")
    chosen = [lines[number - 1] for number in read_picks(said, len(lines))]
    with desk.writing("report due") as session:
        planned = plan_callbacks(
            session, ((line.contact_id, reason(line)) for line in chosen), due=day
        )
    return callbacks_report(planned, today=desk.today)


SPANS = ("1m", "3m", "6m", "1y")


@reported()
def quiet(
    desk: Desk,
    period: "Period",
    span: Annotated[
        str, typer.Option("--for", help="No dealing for so long: 1m, 3m, 6m, 1y.", metavar="SPAN")
    ] = "",
    group: InGroup = "",
    most: Most = 20,
) -> "Report":
    """Customers slipping away: silent beyond their own rhythm, or for so long."""
    from smallcrm.domain.contacts import read_group
    from smallcrm.domain.settings import value_of
    from smallcrm.output.report.quiet import quiet_report
    from smallcrm.reports.quiet import silence

    with desk.reading() as session:
        found = silence(
            session,
            period,
            group=read_group(group),
            since=period.until - read_span(span) if span else None,
        )
        currency = value_of(session, "currency")
    return quiet_report(
        found.quiet,
        most=most,
        period=period,
        today=desk.today,
        currency=currency,
        customers=len(found.last),
        span=span,
        by_span={one: found.silent_since(period.until - read_span(one)) for one in SPANS},
    )
