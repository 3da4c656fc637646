"""Which rows are a person's: those that are there, and those that only the journal still holds.

They are found by the foreign keys, so that no table is forgotten: a row that must point at one
that goes, goes with it. The rows are marked in a table of the connection's own, `gone`; in another,
`told`, are the changes that keep values.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from smallcrm.domain.settings import value_of
from smallcrm.models import every_table
from smallcrm.parsing.phones import number_keys

JOURNAL = ("step", "change")
FIRST = (
    "interaction", "participant", "follow_up", "customer_case", "case_talk", "customer_order",
    "order_line", "phone_call", "contact_point", "tag", "sheet_line",
)  # fmt: skip
# Columns that may be empty, of rows that are the person's all the same.
OWNED = (("customer_order", "contact_id"), ("phone_call", "contact_id"))

_BEGIN = (
    "CREATE TEMP TABLE IF NOT EXISTS gone"
    " (table_name VARCHAR, row_id INTEGER, PRIMARY KEY (table_name, row_id)) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS told (id INTEGER PRIMARY KEY)",
    "DELETE FROM temp.gone",
    "DELETE FROM temp.told",
    "INSERT INTO temp.told SELECT id FROM change WHERE before IS NOT NULL",
)
_MARK = "INSERT OR IGNORE INTO temp.gone (table_name, row_id) "
_PRESENT = (
    _MARK + "SELECT '{table}', id FROM {table}"
    " WHERE {column} IN (SELECT row_id FROM temp.gone WHERE table_name = '{parent}')"
)
_ABSENT = (
    _MARK + "SELECT '{table}', row_id FROM change"
    " WHERE id IN (SELECT id FROM temp.told) AND table_name = '{table}' AND action = 'delete'"
    " AND json_extract(before, '$.{column}') IN"
    " (SELECT row_id FROM temp.gone WHERE table_name = '{parent}')"
    " AND row_id NOT IN (SELECT id FROM {table})"
)
# A row that is not there any more, and was the person's at some time.
_ONCE_THEIRS = (
    _MARK + "SELECT '{table}', row_id FROM change WHERE table_name = '{table}' AND contact_id IN"
    " (SELECT row_id FROM temp.gone WHERE table_name = 'contact')"
    " AND row_id NOT IN (SELECT id FROM {table})"
)
_NUMBERS = (
    "SELECT contact_id, value, digits, normal FROM contact_point WHERE kind = 'phone'"
    " UNION SELECT contact_id, json_extract(before, '$.value'), json_extract(before, '$.digits'),"
    " json_extract(before, '$.normal') FROM change WHERE table_name = 'contact_point'"
    " AND action = 'delete' AND contact_id IN ({ids}) AND json_extract(before, '$.kind') = 'phone'"
)


@dataclass(frozen=True)
class Link:
    """A column that points at another table's rows; `follows`: its row goes with that one."""

    table: str
    column: str
    parent: str
    follows: bool
    nullable: bool


def links() -> list[Link]:
    """Every foreign key of the book but the journal's own."""
    return [
        Link(
            table.name,
            column.name,
            key.column.table.name,
            follows=not column.nullable or (table.name, column.name) in OWNED,
            nullable=bool(column.nullable),
        )
        for table in every_table().values()
        if table.name not in JOURNAL
        for column in table.c
        for key in column.foreign_keys
    ]


def mark(session: Session, contact_ids: Collection[int], *, keep_orders: bool) -> None:
    """Mark the contacts and every row that is theirs; with `keep_orders` not the orders."""
    run = session.connection().exec_driver_sql
    for statement in _BEGIN:
        run(statement)
    for contact_id in contact_ids:
        run(_MARK + "VALUES ('contact', ?)", (contact_id,))
    for call in list(_calls(session, contact_ids)):
        run(_MARK + "VALUES ('phone_call', ?)", (call,))
    following = [link for link in links() if link.follows]
    marked = -1
    while marked < (now := marked_rows(session)):
        marked = now
        for link in following:
            _follow(session, link, keeps=keep_orders and link.table == "customer_order")


def _follow(session: Session, link: Link, *, keeps: bool) -> None:
    run = session.connection().exec_driver_sql
    if not keeps:
        run(_PRESENT.format(**vars(link)))
    run(_ABSENT.format(**vars(link)))
    if link.column == "contact_id":
        run(_ONCE_THEIRS.format(table=link.table))


def marked_rows(session: Session, table: str = "") -> int:
    """How many rows are marked, in all or of a table; those of the journal are counted too."""
    query = "SELECT count(*) FROM temp.gone WHERE table_name = ? OR ? = ''"
    return int(session.connection().exec_driver_sql(query, (table, table)).scalar() or 0)


def counts(session: Session) -> dict[str, int]:
    """How many rows of each table are there and go; what an owner cares for comes first."""
    run = session.connection().exec_driver_sql
    tables = [*FIRST, *sorted(every_table().keys() - {*FIRST, *JOURNAL})]
    query = (
        "SELECT count(*) FROM {0} WHERE id IN"
        " (SELECT row_id FROM temp.gone WHERE table_name = '{0}')"
    )
    found = {name: int(run(query.format(name)).scalar() or 0) for name in tables}
    return {name: number for name, number in found.items() if number}


def _calls(session: Session, contact_ids: Collection[int]) -> Iterator[int]:
    """Calls of nobody known from a number that is the person's alone."""
    country = value_of(session, "country")
    run = session.connection().exec_driver_sql
    ids = ", ".join(map(str, contact_ids))
    own: set[str] = set()
    others: set[str] = set()
    for contact_id, value, digits, normal in run(_NUMBERS.format(ids=ids)):
        keys = number_keys(value, digits, normal, country)
        (own if contact_id in contact_ids else others).update(keys)
    for normal in own - others:
        query = "SELECT id FROM phone_call WHERE normal = ? AND contact_id IS NULL"
        yield from (row[0] for row in run(query, (normal,)))
