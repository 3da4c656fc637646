"""What goes wrong where: the cases opened in a period, beside the orders of the same period."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from smallcrm.models.cases import Case
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.reports.period import Period
from smallcrm.reports.sales import counts

PER = 100  # orders
REPEATED = 2  # cases of a contact, from which on it is a repeater


@dataclass(frozen=True)
class ProblemLine:
    """The cases under one heading.

    `days` is the median of the days from the opening to the solution, None while none is solved;
    `open` and `overdue` are as of today; `repeaters` are contacts with two cases or more. `orders`
    is None where orders have no such heading: a case about no product.
    """

    key: str
    cases: int
    orders: int | None
    days: float | None
    open: int
    overdue: int
    repeaters: int
    code: str = ""

    @property
    def per_100(self) -> float | None:
        """Cases per hundred orders; None without orders."""
        return PER * self.cases / self.orders if self.orders else None


@dataclass(frozen=True)
class Problems:
    """The lines of the report, what they are by, all of them in one, and who came again.

    `repeaters` are names with their number of cases, the most first, without those that are
    restricted. `older` counts the cases from before the period that are still open.
    """

    by: str
    lines: tuple[ProblemLine, ...]
    whole: ProblemLine
    repeaters: tuple[tuple[str, int], ...]
    older: int


@dataclass(frozen=True)
class _Told:
    """What of a case is counted."""

    key: Any
    contact_id: int
    opened: dt.datetime
    due: dt.date
    closed: dt.datetime | None


def problems_by(session: Session, period: Period, by: str, *, today: dt.date) -> Problems:
    """The cases opened in the period by `stage`, `product` or `group` (of the contact).

    The heading with the most cases comes first. The orders are the sales of the period, of the
    heading's product or group; a stage is compared with all of them.
    """
    told = _told(session, period, by)
    every = _sales(session, period)
    orders = _orders(session, period, by, {one.key for one in told}, every)
    named = _names(session, orders) if by == "product" else {}
    lines = [
        _line(named.get(key, (key or "", "")), group, orders.get(key), today)
        for key, group in _by_key(told).items()
    ]
    return Problems(
        by,
        tuple(sorted(lines, key=lambda line: (-line.cases, line.key, line.code))),
        _line(("", ""), told, every, today),
        _repeaters(session, told),
        _older(session, period),
    )


def _told(session: Session, period: Period, by: str) -> list[_Told]:
    key: Any = {
        "stage": col(Case.stage), "product": col(Case.product_id), "group": col(Contact.group),
    }[by]  # fmt: skip
    query: Any = select(  # type: ignore[call-overload]
        key, Case.contact_id, Case.opened, Case.due, Case.closed
    ).where(col(Case.opened) >= period.start, col(Case.opened) < period.end)
    if by == "group":
        query = query.join(Contact, col(Contact.id) == col(Case.contact_id))
    return [_Told(*row) for row in session.exec(query)]


def _by_key(told: Iterable[_Told]) -> dict[Any, list[_Told]]:
    found: dict[Any, list[_Told]] = {}
    for one in told:
        found.setdefault(one.key, []).append(one)
    return found


def _line(
    named: tuple[str, str], told: Sequence[_Told], orders: int | None, today: dt.date
) -> ProblemLine:
    still_open = [one for one in told if one.closed is None]
    return ProblemLine(
        key=named[0],
        code=named[1],
        cases=len(told),
        orders=orders,
        days=_median([(one.closed.date() - one.opened.date()).days for one in told if one.closed]),
        open=len(still_open),
        overdue=sum(one.due < today for one in still_open),
        repeaters=len(_came_again(told)),
    )


def _median(numbers: Sequence[int]) -> float | None:
    ranked, middle = sorted(numbers), len(numbers) // 2
    if not ranked:
        return None
    return (ranked[middle] + ranked[-middle - 1]) / 2


def _came_again(told: Iterable[_Told]) -> list[tuple[int, int]]:
    """The ids of the repeaters with the number of their cases, the most first."""
    found = Counter(one.contact_id for one in told)
    return [pair for pair in found.most_common() if pair[1] >= REPEATED]


def _repeaters(session: Session, told: Iterable[_Told]) -> tuple[tuple[str, int], ...]:
    again = _came_again(told)
    query = select(Contact.id, Contact.name).where(
        col(Contact.id).in_(key for key, _ in again), col(Contact.restricted).is_(False)
    )
    names = dict(session.exec(query).all())
    return tuple((names[key], count) for key, count in again if key in names)


def _older(session: Session, period: Period) -> int:
    still_open = (col(Case.closed).is_(None), col(Case.opened) < period.start)
    return session.exec(select(func.count()).select_from(Case).where(*still_open)).one()


def _sales(session: Session, period: Period) -> int:
    query = select(func.count()).select_from(Order).where(*_sold(period))
    return session.exec(query).one()


def _sold(period: Period) -> tuple[Any, ...]:
    return (*counts(period), col(Order.kind) == OrderKind.SALE)


def _orders(
    session: Session, period: Period, by: str, keys: set[Any], every: int
) -> dict[Any, int]:
    """How many orders each heading is compared with."""
    if by == "stage":
        return dict.fromkeys(keys, every)
    query: Any
    if by == "group":
        query = (
            select(Contact.group, func.count())
            .select_from(Order)
            .join(Contact, col(Contact.id) == col(Order.contact_id))
            .where(*_sold(period))
            .group_by(col(Contact.group))
        )
    else:
        wanted = keys - {None}
        query = (
            select(OrderLine.product_id, func.count(func.distinct(OrderLine.order_id)))
            .where(
                col(OrderLine.product_id).in_(wanted),
                col(OrderLine.order_id).in_(select(Order.id).where(*_sold(period))),
            )
            .group_by(col(OrderLine.product_id))
        )
        return dict.fromkeys(wanted, 0) | dict(session.exec(query).all())
    return dict(session.exec(query).all())


def _names(session: Session, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    query = select(Product.id, Product.name, Product.code).where(col(Product.id).in_(keys))
    return {key: (name, code) for key, name, code in session.exec(query)}
