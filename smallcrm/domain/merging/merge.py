"""Making one contact of two: the plan that the owner sees, and the merge itself.

Every row that points at the second contact is moved to the first, whatever table it is in: the
list of these columns is read off the models' foreign keys (`references`). The second contact's row
is then deleted, in a step of the journal like any other, so that undo parts the two again exactly;
its handle becomes a former handle of the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, func
from sqlmodel import Session, select

from smallcrm.domain import contacts
from smallcrm.domain.distinct import are_distinct
from smallcrm.domain.interactions import involving
from smallcrm.domain.merging.doubles import DOUBLES
from smallcrm.domain.merging.fields import FieldPlan, Values, former_handle, merge_fields
from smallcrm.domain.merging.points import fold_points, point_texts
from smallcrm.domain.points import points_of
from smallcrm.domain.tags import tags_of
from smallcrm.errors import Refused
from smallcrm.models import every_table
from smallcrm.models.base import Row
from smallcrm.models.contacts import Contact, FormerHandle
from smallcrm.models.enums import PointKind
from smallcrm.parsing.text import fold, one_line


@dataclass(frozen=True)
class Counted:
    """How many rows of a table belong to each of the two, and how many to the merged one."""

    table: str
    first: int
    second: int
    merged: int


@dataclass(frozen=True)
class MergePlan:
    """What merging two contacts will give; `values` are the merged contact's columns.

    `former` is the handle that will find it too; `were_two`: the owner once said that they are two.
    """

    first_id: int
    second_id: int
    first: tuple[str, str]  # handle and name
    second: tuple[str, str]
    fields: tuple[FieldPlan, ...]
    values: Values
    former: str
    counts: tuple[Counted, ...]
    were_two: bool


def references() -> list[Column[Any]]:
    """Every column of every table that points at a contact: what a merge has to move."""
    tables = every_table()
    contact_id = tables["contact"].c.id
    return [
        column
        for table in tables.values()
        for column in table.c
        if any(key.column is contact_id for key in column.foreign_keys)
    ]


def plan_merge(
    session: Session, first: Contact, second: Contact, keep: Mapping[str, int]
) -> MergePlan:
    """What merging the second contact into the first will give.

    Refused for a contact with itself, and for a person with a company.
    """
    _check(first, second)
    fields, values = merge_fields(first, second, keep)
    return MergePlan(
        first_id=first.id,
        second_id=second.id,
        first=(first.handle, first.name),
        second=(second.handle, second.name),
        fields=fields + _lists(session, first, second),
        values=values,
        former=former_handle(values, first, second),
        counts=(
            _talks(session, first, second),
            *(
                _counted(session, column, first, second)
                for column in references()
                if column.table.name not in {*DOUBLES, "interaction", "former_handle"}
            ),
        ),
        were_two=are_distinct(session, first, second),
    )


def plan_again(session: Session, plan: MergePlan, keep: Mapping[str, int]) -> MergePlan | None:
    """The plan as it would be made now; None if one of the two has gone."""
    first, second = (session.get(Contact, key) for key in (plan.first_id, plan.second_id))
    return plan_merge(session, first, second, keep) if first and second else None


def _check(first: Contact, second: Contact) -> None:
    name, other = one_line(first.name, longest=60), one_line(second.name, longest=60)
    if first.id == second.id:
        raise Refused(f"{name} ({first.handle}) is one contact already; name the other too")
    if first.kind != second.kind:
        raise Refused(
            f"{name} is a {first.kind} and {other} a {second.kind}, which stay two"
            f" (crm contact edit {second.handle} --kind {first.kind} if that is wrong)"
        )


def _lists(session: Session, first: Contact, second: Contact) -> tuple[FieldPlan, ...]:
    """What a contact has several of: numbers, addresses, tags."""
    ours, theirs = points_of(session, first), points_of(session, second)
    kept, relabelled = fold_points(ours, theirs)
    merged = [*ours, *kept]
    plans = [
        FieldPlan(
            kind,
            ", ".join(point_texts(ours, kind)),
            ", ".join(point_texts(theirs, kind)),
            ", ".join(point_texts(merged, kind, relabelled)),
        )
        for kind in PointKind
    ]
    tags, others = tags_of(session, first), tags_of(session, second)
    known = set(map(fold, tags))
    added = [tag for tag in others if fold(tag) not in known]
    plans.append(FieldPlan("tags", ", ".join(tags), ", ".join(others), ", ".join(tags + added)))
    return tuple(plan for plan in plans if plan.merged)


def _talks(session: Session, first: Contact, second: Contact) -> Counted:
    """A talk in which both took part is one talk afterwards."""
    count = select(func.count())
    whose = ([first.id], [second.id], [first.id, second.id])
    counts = (
        session.exec(count.select_from(involving(ids).distinct().subquery())).one() for ids in whose
    )
    return Counted("interaction", *counts)


def _counted(session: Session, column: Column[Any], first: Contact, second: Contact) -> Counted:
    query = select(func.count()).select_from(column.table)
    ours, theirs = (session.exec(query.where(column == one.id)).one() for one in (first, second))
    return Counted(column.table.name, ours, theirs, ours + theirs)


def merge(session: Session, plan: MergePlan) -> Contact:
    """Carry out a plan and return the contact that is left."""
    first, second = (session.get_one(Contact, key) for key in (plan.first_id, plan.second_id))
    for drop_doubles in DOUBLES.values():
        drop_doubles(session, first, second)
    _move(session, first.id, second.id)
    session.delete(second)
    session.flush()  # its handle is free now
    _remember_handle(session, first, plan.former)
    for name, value in plan.values.items():
        setattr(first, name, value)
    contacts.refresh(session, first)
    return first


def _move(session: Session, first_id: int, second_id: int) -> None:
    """Let every row that points at the second contact point at the first."""
    for column in references():
        moved = column.table.update().where(column == second_id).values({column.name: first_id})
        session.connection().execute(moved)
    names = {column.table.name for column in references()}
    for row in list(session):
        if isinstance(row, Row) and row.__tablename__ in names:
            session.expire(row)  # what is in memory may point at the second still


def _remember_handle(session: Session, contact: Contact, handle: str) -> None:
    row = session.exec(select(FormerHandle).where(FormerHandle.handle == handle)).first()
    row = row or FormerHandle(contact_id=contact.id, handle=handle)
    row.contact_id = contact.id
    session.add(row)
