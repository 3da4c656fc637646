"""Which customers' sales of twelve months speak for another group than theirs.

Amounts are in thousandths of a cent. What people of a company bought counts for the company too;
people of a company who never bought anything themselves are left alone, and so is the archive.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from smallcrm.domain.group_limits import group_limits
from smallcrm.domain.group_rule import SPAN, Advice, Standing, advise
from smallcrm.domain.interactions import last_talk_at
from smallcrm.domain.listed import is_listed
from smallcrm.domain.settings import value_of
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Kind, OrderKind, OrderState
from smallcrm.models.sales import Order
from smallcrm.parsing.dates import read_span
from smallcrm.reports.period import Period
from smallcrm.reports.sales import counts

NOTHING = Standing()


@dataclass(frozen=True)
class Suggestion:
    """A contact (its name) whose sales speak for another group; a pinned one stays in its own."""

    contact_id: int
    contact: str
    handle: str
    group: str
    pinned: bool
    net: int
    advice: Advice


@dataclass(frozen=True)
class _Known:
    """What of a contact matters here, in the order of the query."""

    id: int
    name: str
    handle: str
    kind: str
    group: str
    pinned: bool
    company_id: int | None
    listed: bool


def twelve_months(today: dt.date) -> Period:
    """The days whose sales decide about the group."""
    return Period(today - read_span(SPAN) + dt.timedelta(days=1), today)


def suggestions(session: Session, *, today: dt.date) -> list[Suggestion]:
    """Those whose group would be another one, who bought the most first."""
    limits, currency = group_limits(session), value_of(session, "currency")
    found = []
    people = _contacts(session)
    own = _standings(session, twelve_months(today))
    standings = _with_people(own, people)
    for one in people:
        if not one.listed or _is_left_alone(one, own.get(one.id, NOTHING)):
            continue
        standing = standings.get(one.id, NOTHING)
        advice = advise(standing, limits, currency)
        if advice.group != one.group:
            about = (one.id, one.name, one.handle, one.group, one.pinned)
            found.append(Suggestion(*about, standing.net, advice))
    return sorted(found, key=lambda one: -one.net)


def standing_of(session: Session, contact: Contact, *, today: dt.date) -> Standing:
    """What speaks for a group of the one contact, a company with its people."""
    people = select(Contact.id).where(Contact.company_id == contact.id)
    ids = [contact.id, *session.exec(people)] if contact.kind == Kind.COMPANY else [contact.id]
    found = _standings(session, twelve_months(today), ids)
    return _added(found.values())


def _contacts(session: Session) -> list[_Known]:
    query = select(  # type: ignore[call-overload]
        Contact.id,
        Contact.name,
        Contact.handle,
        Contact.kind,
        Contact.group,
        Contact.group_pinned,
        Contact.company_id,
        is_listed(),
    )
    return [_Known(*row) for row in session.exec(query.order_by(Contact.folded, Contact.id))]


def _is_left_alone(one: _Known, own: Standing) -> bool:
    """Whether it is a company's and never bought anything itself."""
    return one.company_id is not None and own.bought is None and not own.returns


def _standings(
    session: Session, period: Period, ids: Sequence[int] | None = None
) -> dict[int, Standing]:
    """What each contact did itself, by its id; those who did nothing may be missing."""
    found: dict[int, Standing] = {}
    whose: Any = col(Order.contact_id)
    only = [whose.is_not(None)] if ids is None else [whose.in_(ids)]
    is_return = col(Order.kind) == OrderKind.RETURN
    sums: Any = select(
        whose,
        func.sum(Order.total),
        func.count().filter(~is_return),
        func.count().filter(is_return),
    ).where(*counts(period), *only)
    for contact_id, *figures in session.exec(sums.group_by(whose)):
        found[contact_id] = Standing(*figures)
    quotes = select(whose, func.max(Order.number)).where(Order.state == OrderState.QUOTE, *only)
    for contact_id, number in session.exec(quotes.group_by(whose)):
        found[contact_id] = replace(found.get(contact_id, NOTHING), quote=number)
    sold = (Order.state == OrderState.PLACED, ~is_return, col(Order.at) < period.end)
    last = select(whose, func.date(func.max(Order.at))).where(*sold, *only)
    for contact_id, day in session.exec(last.group_by(whose)):
        bought = dt.date.fromisoformat(day)
        found[contact_id] = replace(found.get(contact_id, NOTHING), bought=bought)
    talks = select(Contact.id, func.date(last_talk_at()))
    for contact_id, day in session.exec(talks.where(col(Contact.id).in_(ids)) if ids else talks):
        if day and period.start.date() <= (talked := dt.date.fromisoformat(day)):
            found[contact_id] = replace(found.get(contact_id, NOTHING), talked=talked)
    return found


def _with_people(own: dict[int, Standing], people: Sequence[_Known]) -> dict[int, Standing]:
    """The standings of all, a company's with those of its people added."""
    members: dict[int, list[Standing]] = {}
    for one in people:
        if one.company_id is not None and one.id in own:
            members.setdefault(one.company_id, []).append(own[one.id])
    added = {
        company: _added([own.get(company, NOTHING), *theirs]) for company, theirs in members.items()
    }
    return own | added


def _added(standings: Iterable[Standing]) -> Standing:
    """Several standings as that of one customer."""
    several = list(standings)
    return Standing(
        net=sum(one.net for one in several),
        orders=sum(one.orders for one in several),
        returns=sum(one.returns for one in several),
        quote=max((one.quote for one in several if one.quote), default=None),
        talked=max((one.talked for one in several if one.talked), default=None),
        bought=max((one.bought for one in several if one.bought), default=None),
    )
