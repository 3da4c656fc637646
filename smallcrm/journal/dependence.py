"""Which steps stand in the way of taking an older one back.

A later step builds on it if it touched a row that it touched, or one that pointed at a row that it
added; if it removed what would be pointed at again, or holds a value that only one row may have;
and if one of the two chose the country by which the other read its numbers. An older step that was
taken back since is like a later one that did the opposite. A later one that was taken back is
nothing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Index, Table, UniqueConstraint
from sqlmodel import Session

from smallcrm.journal import dependence_queries as queries
from smallcrm.models import every_table

NUMBERED = {"contact_point", "phone_call"}  # whose numbers are read by the country
BY_CONTENT = "reverses"  # a column that points at what a row says, not only at the row


@dataclass(frozen=True)
class InTheWay:
    """`later`: standing steps that would have to go first, the newest first; `undone`: older
    ones that were taken back since."""

    later: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()


def in_the_way(session: Session, step: int) -> InTheWay:
    """All that builds on a step, directly or through others."""
    rows = session.connection().exec_driver_sql(queries.LATER, {"step": step})
    later = [(row[0], row[1]) for row in rows]
    standing = {number for number, at in later if number == at}
    found, new = {step}, {step}
    while new and later:
        builders = set(_Look(session, new, later).builders())
        new = (builders & standing) - found
        found |= builders
    others = sorted(found - {step}, reverse=True)
    return InTheWay(
        tuple(number for number in others if number in standing),
        tuple(number for number in others if number not in standing),
    )


class _Look:
    """One look from some steps at those after them; `did` is what each side did to which tables."""

    def __init__(
        self, session: Session, steps: Iterable[int], later: list[tuple[int, int]]
    ) -> None:
        self._session = session
        self._given = {"mine": json.dumps(list(steps)), "later": json.dumps(later)}
        self._mine = self._did("mine")
        self._later = self._did("later")

    def _did(self, side: str) -> dict[str, set[str]]:
        did: dict[str, set[str]] = {}
        for table, action in self._run(queries.did(side)):
            did.setdefault(str(table), set()).add(str(action))
        return did

    def _run(self, sql: str) -> Iterator[tuple[object, ...]]:
        for row in self._session.connection().exec_driver_sql(sql, self._given):
            yield tuple(row)

    def builders(self) -> Iterator[int]:
        """The steps that build on these; a query is asked only where both sides give cause."""
        for sql in (queries.TOUCHED, *self._links(), *self._places(), *self._countries()):
            yield from (int(str(step)) for (step,) in self._run(sql))

    def _links(self) -> Iterator[str]:
        for table in every_table().values():
            for key in table.foreign_keys:
                name, column, parent = table.name, key.parent.name, key.column.table.name
                actions = self._mine.get(parent, set())
                if name in self._later and ("insert" in actions or column == BY_CONTENT):
                    yield queries.pointing(name, column, parent, by_content=column == BY_CONTENT)
                if parent in self._later and self._gives_back(name):
                    yield queries.pointed_again(name, column, parent)

    def _gives_back(self, table: str) -> bool:
        return bool(self._mine.get(table, set()) - {"insert"})

    def _places(self) -> Iterator[str]:
        for table in every_table().values():
            if table.name in self._later and self._gives_back(table.name):
                for columns, where in _unique(table):
                    yield queries.taken_place(table.name, columns, where)

    def _countries(self) -> Iterator[str]:
        if "setting" in self._mine and NUMBERED & set(self._later):
            yield queries.country_before(NUMBERED)
        if "setting" in self._later and any(map(self._gives_back, NUMBERED)):
            yield queries.country_after(NUMBERED)


def _unique(table: Table) -> Iterator[tuple[tuple[str, ...], str]]:
    """The columns that no two rows share, and among which rows; "1" is among all."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns), "1"
    for index in table.indexes:
        if index.unique:
            yield tuple(column.name for column in index.columns), _where(index)


def _where(index: Index) -> str:
    where = index.dialect_options["sqlite"]["where"]
    return "1" if where is None else str(where)
