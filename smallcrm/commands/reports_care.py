"""Reports on how customers are looked after: talks, promises, and what goes wrong."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smallcrm.commands.app import Desk, complete_handle
from smallcrm.commands.reporting import reported
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from smallcrm.output.report.base import Report
    from smallcrm.reports.period import Period

ProblemsBy = Literal["stage", "product", "group"]
ActivityBy = Literal["channel", "direction", "outcome", "week", "hour", "promises"]


@reported(last="12m")
def problems(
    desk: Desk,
    period: "Period",
    by: Annotated[ProblemsBy, typer.Option(help="Stage, product or group.")] = "stage",
) -> "Report":
    """What goes wrong where: cases by stage, product or group."""
    from smallcrm.output.report.problems import problems_report
    from smallcrm.reports.problems import problems_by

    with desk.reading() as session:
        return problems_report(problems_by(session, period, by, today=desk.today), period)


@reported(last="12m")
def activity(
    desk: Desk,
    period: "Period",
    name: Annotated[
        list[str] | None,
        typer.Argument(
            help="Only what was done with this contact.",
            metavar="WHO",
            autocompletion=complete_handle,
        ),
    ] = None,
    by: Annotated[
        ActivityBy,
        typer.Option(help="Channel, direction, outcome, week, hour or promises."),
    ] = "channel",
) -> "Report":
    """Talks by channel or week; the best hour to call; promises kept."""
    from smallcrm.domain.resolving import resolve
    from smallcrm.output.report import activity as shown
    from smallcrm.reports import activity as done

    with desk.reading() as session:
        contact = (
            resolve(session, " ".join(name), today=desk.today, archived=True) if name else None
        )
        contact_id = contact.id if contact else None
        whose = f" with {one_line(contact.name, longest=60)}" if contact else ""
        talks = f"crm show {contact.handle} --all" if contact else "crm export interactions --csv"
        if by == "promises":
            kept = done.promises(session, period, today=desk.today, contact_id=contact_id)
            listed = talks if contact else "crm callbacks --all"
            return shown.promises_report(kept, whose=whose, period=period, behind=listed)
        if by == "hour":
            hours = done.hours(session, period, contact_id=contact_id)
            return shown.hours_report(hours, whose=whose, period=period, behind=talks)
        lines = done.talks_by(session, period, by, contact_id=contact_id)
        weekly = (
            [line.talks for line in lines]
            if by == "week"
            else done.weekly(session, period, contact_id=contact_id)
        )
    return shown.talks_report(lines, by, whose=whose, weekly=weekly, period=period, behind=talks)
