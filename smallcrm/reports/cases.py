"""Cases as lists show them, and all about one."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import Select

from smallcrm.domain.interactions import Talk
from smallcrm.domain.interactions import talk as talk_of
from smallcrm.domain.orders import status_of
from smallcrm.models.cases import Case, CaseTalk
from smallcrm.models.contacts import Contact
from smallcrm.models.sales import Order, Product
from smallcrm.models.talks import Interaction

OPEN, CLOSED, ALL = "open", "closed", "all"


@dataclass(frozen=True)
class CaseFilter:
    """Which cases a list is about; every condition that is given must hold.

    `state`: open, closed or all. `contact_id`: a company's people count too. `restricted`: only
    those of restricted contacts; else none of these but of the one that is named.
    """

    state: str = OPEN
    stage: str = ""
    kind: str = ""
    contact_id: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None  # opened on that day or before
    restricted: bool = False


@dataclass(frozen=True)
class CaseOrder:
    """The order that a case is about; `total` is in thousandths of a cent."""

    number: int
    at: dt.datetime
    status: str
    total: int


@dataclass(frozen=True)
class CaseLine:
    """One case; moments are local wall time, and `closed` is None while it is open."""

    number: int
    contact: str
    handle: str
    company: str
    archived: bool
    restricted: bool
    kind: str
    stage: str
    summary: str
    solution: str
    opened: dt.datetime
    due: dt.date
    closed: dt.datetime | None
    order: int | None
    product: str
    talk_count: int


@dataclass(frozen=True)
class CaseStory:
    """All about a case: its talks, the oldest first, with the names of those they were with."""

    line: CaseLine
    order: CaseOrder | None
    talks: list[Talk] = field(default_factory=list)
    speakers: dict[int, Contact] = field(default_factory=dict)  # by contact id


def list_cases(session: Session, which: CaseFilter) -> list[CaseLine]:
    """The open cases, the first due first, and then the closed ones, the last closed first."""
    lines = _lines(session, *_matching(which))
    still_open = [line for line in lines if line.closed is None]
    closed = [line for line in lines if line.closed is not None]
    return still_open + sorted(closed, key=_closing, reverse=True)


def _closing(line: CaseLine) -> tuple[dt.datetime, int]:
    return line.closed or dt.datetime.min, line.number


def story(session: Session, case: Case) -> CaseStory:
    """All about one case."""
    (line,) = _lines(session, col(Case.id) == case.id)
    order = session.get(Order, case.order_id) if case.order_id else None
    talks = _talks(session, case)
    who = {talk.contact_id for talk in talks}
    speakers = session.exec(select(Contact).where(col(Contact.id).in_(who)))
    return CaseStory(
        line,
        CaseOrder(order.number, order.at, status_of(order), order.total) if order else None,
        talks,
        {contact.id: contact for contact in speakers},
    )


def _matching(which: CaseFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if which.state != ALL:
        is_open = col(Case.closed).is_(None)
        wanted.append(is_open if which.state == OPEN else ~is_open)
    if which.stage:
        wanted.append(col(Case.stage) == which.stage)
    if which.kind:
        wanted.append(col(Case.kind) == which.kind)
    usual = col(Contact.restricted).is_(which.restricted)
    if which.contact_id is None:
        wanted.append(usual)
    else:
        of_people = and_(Contact.company_id == which.contact_id, usual)
        wanted.append(or_(Contact.id == which.contact_id, of_people))
    if which.since:
        wanted.append(col(Case.opened) >= dt.datetime.combine(which.since, dt.time()))
    if which.until:
        end = dt.datetime.combine(which.until, dt.time()) + dt.timedelta(days=1)
        wanted.append(col(Case.opened) < end)
    return wanted


def _lines(session: Session, *wanted: ColumnElement[bool]) -> list[CaseLine]:
    query = (
        select(Case, Contact)
        .join(Contact, col(Contact.id) == col(Case.contact_id))
        .where(*wanted)
        .order_by(col(Case.due), col(Case.opened), col(Case.number))
    )
    rows = list(session.exec(query))
    orders = dict(session.exec(_of_cases(Order.id, Order.number, Case.order_id)).all())
    products = dict(session.exec(_of_cases(Product.id, Product.name, Case.product_id)).all())
    talks = dict(session.exec(_talk_counts()).all())
    return [
        CaseLine(
            number=case.number,
            contact=contact.name,
            handle=contact.handle,
            company=contact.company,
            archived=contact.archived,
            restricted=contact.restricted,
            kind=case.kind,
            stage=case.stage,
            summary=case.summary,
            solution=case.solution,
            opened=case.opened,
            due=case.due,
            closed=case.closed,
            order=orders.get(case.order_id or 0),
            product=products.get(case.product_id or 0, ""),
            talk_count=talks.get(case.id, 0),
        )
        for case, contact in rows
    ]


def _of_cases(key: Any, value: Any, named: Any) -> "Select[int, Any]":
    """The value of each row of another table that some case names, by its id."""
    return select(key, value).where(col(key).in_(select(named)))


def _talk_counts() -> "Select[int, int]":
    return select(CaseTalk.case_id, func.count()).group_by(col(CaseTalk.case_id))


def _talks(session: Session, case: Case) -> list[Talk]:
    query = (
        select(Interaction)
        .join(CaseTalk, col(CaseTalk.interaction_id) == col(Interaction.id))
        .where(CaseTalk.case_id == case.id)
        .order_by(col(Interaction.at), col(Interaction.id))
    )
    return [talk_of(row) for row in session.exec(query)]
