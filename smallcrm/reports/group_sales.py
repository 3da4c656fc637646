"""What each group of customers brings in a period; those to nobody in particular stand apart.

Amounts are in thousandths of a cent. A contact counts in the group it is in now.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Group, OrderKind
from smallcrm.models.sales import Order
from smallcrm.reports.people import group_counts
from smallcrm.reports.period import Period
from smallcrm.reports.sales import counts

WALK_IN = "walk-in"


@dataclass(frozen=True)
class GroupSales:
    """What a group brings: `buyers` of its `contacts` bought; `returned` is not negative.

    `contacts` are those who are not archived, `buyers` whoever bought. "" is no group.
    """

    group: str
    contacts: int
    buyers: int
    orders: int
    sold: int
    returned: int

    @property
    def net(self) -> int:
        return self.sold - self.returned

    @property
    def per_order(self) -> int | None:
        """What a sale comes to on average, returns aside; None without one."""
        return _mean(self.sold, self.orders)

    @property
    def per_customer(self) -> int | None:
        """The net sales to each who bought; None without one."""
        return _mean(self.net, self.buyers)


def group_sales(session: Session, period: Period) -> list[GroupSales]:
    """Every group from the top down, then no group, then walk-ins; empty without any sale."""
    contacts = dict(group_counts(session))
    found = {row[0]: row[1:] for row in session.exec(_sums(period))}
    known = [*reversed(Group), *(("",) if contacts.get("") or "" in found else ())]
    if not found:
        return []
    nothing = (0, 0, 0, 0)
    lines = [GroupSales(str(g), contacts.get(g, 0), *found.get(g, nothing)) for g in known]
    walk_in = found.get(None)
    return [*lines, GroupSales(WALK_IN, 0, *walk_in)] if walk_in else lines


def _sums(period: Period) -> Any:
    """A query of the group (NULL is nobody's), buyers, sales, what was sold and what came back."""
    is_return = col(Order.kind) == OrderKind.RETURN
    group: Any = col(Contact.group)
    query: Any = select(  # type: ignore[call-overload]
        group,
        func.count(func.distinct(Order.contact_id)).filter(~is_return),
        func.count().filter(~is_return),
        func.coalesce(func.sum(Order.total).filter(~is_return), 0),
        -func.coalesce(func.sum(Order.total).filter(is_return), 0),
    ).select_from(Order)
    query = query.join(Contact, col(Contact.id) == col(Order.contact_id), isouter=True)
    return query.where(*counts(period)).group_by(group)


def _mean(total: int, count: int) -> int | None:
    """To the nearest thousandth of a cent."""
    return (2 * total + count) // (2 * count) if count else None
