"""`crm why`: how a figure came about, in numbers and rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands.app import App, Desk, complete_handle
from smallcrm.commands.reporting import WithPeople, reported
from smallcrm.errors import Unreadable
from smallcrm.models.enums import Group

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.contacts import Contact
    from smallcrm.output.report.base import Report
    from smallcrm.reports.period import Period

app = App()

LONGEST_NUMBER = 6  # more digits are a phone number
TOPICS = ("due", "loyal")
ASKED = (
    "say what to explain: crm why WHO due, crm why WHO loyal, crm why WHO GROUP, or crm why NUMBER"
)

What = Annotated[
    list[str],
    typer.Argument(
        help="A customer and due, loyal or a group; or a number.",
        metavar="WHAT",
        autocompletion=complete_handle,
    ),
]


@dataclass(frozen=True)
class Asked:
    """Whose figure is explained: the name that was typed, and due, loyal or a group."""

    name: str
    topic: str
    with_people: bool


@app.command("why")
@reported()
def why(desk: Desk, period: "Period", what: What, with_people: WithPeople = False) -> "Report":
    """How a figure came about: of a customer, or the rows behind a number."""
    number = " ".join(what).strip().removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER:
        return _of_number(desk, int(number))
    *name, topic = what
    if not name or topic.casefold() not in (*TOPICS, *Group):
        raise Unreadable(ASKED)
    asked = Asked(" ".join(name), topic.casefold(), with_people)
    return (_of_customer if asked.topic in TOPICS else _of_group)(desk, period, asked)


def _of_customer(desk: Desk, period: "Period", asked: Asked) -> "Report":
    from smallcrm.domain import resolving
    from smallcrm.domain.settings import value_of
    from smallcrm.output.report.why import why_report
    from smallcrm.reports.orders import with_people
    from smallcrm.reports.why import purchases

    if asked.topic == "due" and asked.with_people:
        raise Unreadable("who is due is told of each alone; leave out --with-people")
    with desk.reading() as session:
        contact = resolving.resolve(session, asked.name, today=desk.today)
        ids = with_people(session, contact) if asked.with_people else (contact.id,)
        return why_report(
            (contact.name, contact.handle),
            purchases(session, ids, period),
            _reasons(session, contact, period, asked),
            topic=asked.topic,
            period=period,
            today=desk.today,
            currency=value_of(session, "currency"),
            with_people=len(ids) > 1,
        )


def _of_group(desk: Desk, period: "Period", asked: Asked) -> "Report":
    from smallcrm.domain import resolving
    from smallcrm.domain.group_limits import group_limits
    from smallcrm.domain.group_rule import advise
    from smallcrm.domain.settings import value_of
    from smallcrm.output.report.why import group_sentences, why_report
    from smallcrm.reports.group_suggestions import standing_of, twelve_months
    from smallcrm.reports.orders import with_people
    from smallcrm.reports.why import purchases

    if period.since:
        raise Unreadable("a group is told from twelve months; leave out when they begin")
    months = twelve_months(period.until)
    with desk.reading() as session:
        contact = resolving.resolve(session, asked.name, today=desk.today)
        limits, currency = group_limits(session), value_of(session, "currency")
        ids = with_people(session, contact)
        reasons = group_sentences(
            asked.topic,
            advise(standing_of(session, contact, today=period.until), limits, currency),
            now=contact.group,
            pinned=contact.group_pinned,
            limit=limits.get(Group(asked.topic)),
            currency=currency,
        )
        return why_report(
            (contact.name, contact.handle),
            purchases(session, ids, months),
            reasons,
            topic=asked.topic,
            period=months,
            today=desk.today,
            currency=currency,
            with_people=len(ids) > 1,
        )


def _reasons(session: "Session", contact: "Contact", period: "Period", asked: Asked) -> list[str]:
    from smallcrm.domain.group_limits import loyalty_limits
    from smallcrm.domain.settings import value_of
    from smallcrm.output.report import why as said
    from smallcrm.reports import why as found

    if asked.topic == "due":
        return said.due_sentences(found.due_reason(session, contact, period))
    reason = found.loyal_reason(
        session, contact, period, loyalty_limits(session), with_people=asked.with_people
    )
    return said.loyal_sentences(reason, value_of(session, "currency"))


def _of_number(desk: Desk, number: int) -> "Report":
    from smallcrm.errors import NotFound
    from smallcrm.output.report.origins import origins_report
    from smallcrm.reports.origins import origins

    with desk.reading() as session:
        found = origins(session, number)
    if not found:
        raise NotFound(f"there is no callback, order or case {number}")
    return origins_report(found, number, today=desk.today)
