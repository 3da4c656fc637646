"""What every report's command shares: its period, its ways out, and how it is delivered."""

import datetime as dt
import inspect
from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from smallcrm.commands.app import Csv, Desk, Json, desk_of
from smallcrm.errors import Unreadable
from smallcrm.parsing.dates import read_back, read_span

if TYPE_CHECKING:
    from smallcrm.output.report.base import Report
    from smallcrm.reports.period import Period

Since = Annotated[str, typer.Option("--since", help="From this day on: 1.1., -90d, 2025-11-21.")]
Until = Annotated[str, typer.Option("--until", help="Up to this day, and with it.")]
Last = Annotated[str, typer.Option("--last", help="So long up to today: 12m, 90d, 2y.")]
Pdf = Annotated[str, typer.Option("--pdf", help="Print it on paper, into this file.")]
WithPeople = Annotated[
    bool, typer.Option("--with-people", help="A company with what its people bought.")
]

PERIOD: dict[str, tuple[Any, Any]] = {
    "since": (Since, ""),
    "until": (Until, ""),
    "last": (Last, ""),
}
WAYS_OUT: dict[str, tuple[Any, Any]] = {
    "as_json": (Json, False),
    "as_csv": (Csv, False),
    "pdf": (Pdf, ""),
}


def reported(last: str = "") -> Callable[[Callable[..., "Report"]], Callable[..., None]]:
    """Make a command of a function `(desk, period, ...) -> Report`.

    It gets the options of a period and of the ways out; `last` is the period when none is said,
    "" all there is.
    """

    def decorated(report: Callable[..., "Report"]) -> Callable[..., None]:
        @wraps(report)
        def wrapper(ctx: typer.Context, **given: Any) -> None:
            desk = desk_of(ctx)
            ways = {name: given.pop(name) for name in WAYS_OUT}
            period = _period(desk, **{name: given.pop(name) for name in PERIOD}, usual=last)
            deliver_report(desk, report(desk, period, **given), ctx.info_name or "", **ways)

        _sign(wrapper, report)
        return wrapper

    return decorated


def _sign(wrapper: Any, report: Callable[..., "Report"]) -> None:
    """Give the command the signature that Typer reads: its own options, then the shared ones."""
    own = list(inspect.signature(report).parameters.values())[2:]
    shared = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )
        for name, (annotation, default) in (PERIOD | WAYS_OUT).items()
    ]
    ctx = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    wrapper.__signature__ = inspect.Signature([ctx, *own, *shared])
    wrapper.__annotations__ = {
        name: parameter.annotation for name, parameter in wrapper.__signature__.parameters.items()
    }


def _period(desk: Desk, *, since: str, until: str, last: str, usual: str) -> "Period":
    from smallcrm.reports.period import Period

    if last and since:
        raise Unreadable("--last and --since exclude each other; choose one")
    end = read_back(until, desk.now).day if until else desk.today
    if since:
        start = read_back(since, desk.now).day
        if start > end:
            raise Unreadable(f"the period would end on {end} before it begins on {start}")
        return Period(start, end)
    span = last or usual
    return Period(end - read_span(span) + dt.timedelta(days=1) if span else None, end)


def deliver_report(
    desk: Desk, report: "Report", name: str, *, as_json: bool, as_csv: bool, pdf: str
) -> None:
    """Show the report, or print it on paper."""
    from smallcrm.output.report.base import show_report

    if not pdf:
        show_report(report, as_json=as_json, as_csv=as_csv)
        return
    if as_json or as_csv:
        raise Unreadable("--pdf goes without --json and --csv")
    from smallcrm.commands.printing import page_setup
    from smallcrm.output.delivery import check_output, deliver, write_pdf
    from smallcrm.output.paper.report import print_report

    check_output(pdf, book=desk.path)
    with desk.reading() as session:
        setup = page_setup(session)
    draw = partial(
        print_report,
        report,
        shop=setup.shop,
        printed=desk.now,
        language=setup.language,
        paper=setup.size,
    )
    path = write_pdf(draw, pdf, book=desk.path, name=f"{name}.pdf")
    desk.wrote(path)
    deliver(path, printer=None, view=False)
