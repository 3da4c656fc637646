"""Is the book whole? The file, its links, and what repeats something: search columns, totals."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from smallcrm.domain.contacts import searched_as
from smallcrm.domain.folded import FOLDED, Folded
from smallcrm.domain.settings import value_of
from smallcrm.domain.table_words import one_of, several_of

DAMAGE = "the file is damaged"
MOST = 10  # of a kind that are named
FILE_MOST = 1  # that SQLite looks for in a damaged file
UNTOLD = "which part of it cannot be told in an encrypted book"
NO_TABLE = "a part of it in which nothing of yours is kept"
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Problem:
    """Something that is not as it should be: `what` in words, how often, and the first rows."""

    what: str
    count: int
    rows: tuple[str, ...]


# Of a book in which no table can be found any more.
UNLISTED = Problem(DAMAGE, 1, ("the list of what is in it cannot be read",))
_TOTALS = """
    SELECT number FROM customer_order AS o WHERE total <>
    (SELECT coalesce(sum(amount), 0) FROM order_line WHERE order_id = o.id)
"""
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
_CHANGES = "SELECT id, before, after FROM change WHERE before IS NOT NULL OR after IS NOT NULL"


def examine(session: Session, *, encrypted: bool = False) -> list[Problem]:
    """Everything that is wrong, the file itself first; an empty list is a whole book.

    If the file is damaged, what lies in it is not looked at. After a page that its key does not
    open an `encrypted` book gives no other either, so that its tables cannot be told apart.
    """
    damage = _problem(DAMAGE, _damage(session, encrypted=encrypted))
    if damage:
        return damage
    checks: Iterable[tuple[str, Iterator[str]]] = (
        ("links lead nowhere", _loose(session)),
        *((_repeated(one), _unlike(session, one)) for one in FOLDED),
        ("numbers and addresses are not as they are searched", _points(session)),
        ("order totals are not the sums of the lines", _firsts(session, _TOTALS)),
        ("changes in the journal cannot be read", _unreadable(session)),
    )
    return [problem for what, rows in checks for problem in _problem(what, rows)]


def _problem(what: str, rows: Iterator[str]) -> list[Problem]:
    count, first = 0, []
    for row in rows:
        count += 1
        if count <= MOST:
            first.append(row)
    return [Problem(what, count, tuple(first))] if count else []


def _run(session: Session, sql: str) -> Iterable[Row]:
    return (tuple(row) for row in session.connection().exec_driver_sql(sql))


def _damage(session: Session, *, encrypted: bool) -> Iterator[str]:
    """What is in the tables that are damaged, as the owner calls it."""
    if _is_whole(session, FILE_MOST):
        return iter(())
    tables = [str(row[0]) for row in _run(session, _TABLES)]
    damaged = [table for table in tables if not _is_whole(session, table)]
    if encrypted and damaged == tables:
        return iter([UNTOLD])
    return iter(dict.fromkeys(map(several_of, damaged))) if damaged else iter([NO_TABLE])


def _is_whole(session: Session, what: object) -> bool:
    """SQLite's own check of the file or of a table, which stops short where it can read no more."""
    try:
        said = [row[0] for row in _run(session, f"PRAGMA integrity_check({what})")]
    except (DatabaseError, UnicodeDecodeError):
        return False
    return said == ["ok"]


def _loose(session: Session) -> Iterator[str]:
    for table, row_id, parent, _ in _run(session, "PRAGMA foreign_key_check"):
        yield f"{several_of(table)}, row {row_id}: no such {one_of(parent)}"


def _repeated(one: Folded) -> str:
    columns = ", ".join(name.replace("_", " ") for name in one.source)
    return f"{several_of(one.table)} are not as they are searched by {columns}"


def _unlike(session: Session, one: Folded) -> Iterator[str]:
    columns = ", ".join(f'"{name}"' for name in (one.column, *one.source))
    for row_id, kept, *texts in _run(session, f"SELECT id, {columns} FROM {one.table}"):
        if kept != one.made(*texts):
            yield f"row {row_id}"


def _points(session: Session) -> Iterator[str]:
    country = value_of(session, "country")
    query = "SELECT id, kind, value, digits, normal FROM contact_point"
    for row_id, kind, value, digits, normal in _run(session, query):
        if (digits, normal) != searched_as(kind, value, country):
            yield f"row {row_id}"


def _firsts(session: Session, query: str) -> Iterator[str]:
    return (str(row[0]) for row in _run(session, query))


def _unreadable(session: Session) -> Iterator[str]:
    for row_id, *texts in _run(session, _CHANGES):
        try:
            for text in filter(None, texts):
                json.loads(text)
        except ValueError:
            yield f"row {row_id}"
