"""Tables' rows into the new book, and which of them did not come."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from smallcrm.rescue.mending import COMPLETE, Known, Mender, end_of_cut
from smallcrm.rescue.pages import Cell
from smallcrm.rescue.salvage import Column, Salvage

UNTOLD = -1  # so many rows may be lost that nobody can tell
BATCH = 10_000  # rows that are in memory at once
JOURNAL = ("step", "change")
REPEATING = ("folded", "search", "company_folded", "code_folded")  # which are made anew
# Those to which others point come first.
PARENTS_FIRST = ("contact", "product", "interaction", "customer_order", "customer_case")


@dataclass
class Fate:
    """What became of a damaged table's rows, by their ids.

    `lost` are those known not to have come back, `unknown` so many that may have been (or UNTOLD);
    `partial` came back with less than they held, `cut` without the end of a text.
    """

    unreadable: int = 0
    partial: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    lost: dict[int, Known] = field(default_factory=dict)
    unknown: int = 0

    @property
    def is_whole(self) -> bool:
        return not (self.partial or self.cut or self.lost or self.unknown)


def columns_of(book: sqlite3.Connection) -> dict[str, list[Column]]:
    """Every table of the newest schema but SQLite's own and those of the search index."""
    tables: dict[str, list[Column]] = {}
    for table, name, kind, required, default in book.execute(
        'SELECT t.name, c.name, c.type, c."notnull", c.dflt_value'
        " FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%_words%'"
    ):
        value = None if default is None else book.execute(f"SELECT {default}").fetchone()[0]
        tables.setdefault(table, []).append(Column(name, kind, bool(required), value))
    return tables


def take_all(salvage: Salvage, mender: Mender, tables: dict[str, list[Column]]) -> dict[str, Fate]:
    """Take every table's rows, and what the indexes know of those that are lost."""
    fates = {name: _take(salvage, mender, name, columns) for name, columns in tables.items()}
    order = sorted(tables, key=lambda name: name not in PARENTS_FIRST)
    for name in order:
        fate = fates[name]
        if salvage.is_broken(name) or fate.unreadable:
            _fill(salvage, mender, name, fate)
    return fates


def _take(salvage: Salvage, mender: Mender, table: str, columns: list[Column]) -> Fate:
    fate = Fate()
    names = ", ".join(f'"{column.name}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    rows = _rows(salvage, mender, table, columns, fate)
    while batch := list(islice(rows, BATCH)):
        mender.book.executemany(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", batch)
    return fate


def _rows(
    salvage: Salvage, mender: Mender, table: str, columns: list[Column], fate: Fate
) -> Iterator[tuple[object, ...]]:
    for cell in salvage.rows(table):
        if cell is None:
            fate.unreadable += 1
        elif cell.whole:
            added = (column.default for column in columns[len(cell.values) :])
            yield (cell.rowid, *cell.values[1:], *added)
        elif row := _cut_row(mender, table, columns, cell):
            is_text = columns[len(cell.values) - 1].name not in REPEATING
            (fate.cut if is_text else fate.partial).append(cell.rowid)
            yield tuple(row.get(column.name, column.default) for column in columns)
        else:
            fate.unreadable += 1


def _cut_row(mender: Mender, table: str, columns: list[Column], cell: Cell) -> Known | None:
    """A row of which the end is lost, its last text marked; None if no text was cut."""
    last = cell.values[-1]
    if table in JOURNAL or not isinstance(last, str):
        return None
    names = [column.name for column in columns]
    values = (cell.rowid, *cell.values[1:-1], end_of_cut(last))
    return mender.completed(table, dict(zip(names, values, strict=False)))


def _fill(salvage: Salvage, mender: Mender, table: str, fate: Fate) -> None:
    """What the indexes and the journal know of a damaged table's missing rows."""
    present = {row for (row,) in mender.book.execute(f"SELECT id FROM {table}")}
    known, all_known = _known(salvage, mender.book, table)
    for row_id in _journalled(mender.book, table):
        known.setdefault(row_id, {"id": row_id})
    for row_id in sorted(known.keys() - present):
        row = mender.fill(table, known[row_id])
        if row and mender.insert(table, row):
            if table not in COMPLETE:
                fate.partial.append(row_id)
        else:
            fate.lost[row_id] = known[row_id]
    if not all_known:
        gaps = _gaps(salvage, table, present | known.keys())
        fate.unknown = max(gaps, fate.unreadable - len(fate.lost))
        if not salvage.knows_last_id(table):
            fate.unknown = UNTOLD


def _known(salvage: Salvage, book: sqlite3.Connection, table: str) -> tuple[dict[int, Known], bool]:
    """By id, the columns that indexes repeat; and whether one that is not damaged lists all."""
    known: dict[int, Known] = {}
    all_known = False
    for name, is_partial in book.execute(
        "SELECT name, partial FROM pragma_index_list(?)", (table,)
    ).fetchall():
        columns = [row[0] for row in book.execute("SELECT name FROM pragma_index_info(?)", (name,))]
        all_known |= salvage.knows_all(name) and not is_partial
        for values in salvage.entries(name):
            if len(values) == len(columns) + 1 and isinstance(values[-1], int):
                row = known.setdefault(values[-1], {"id": values[-1]})
                row.update(zip(columns, values, strict=False))
    return known, all_known


def _journalled(book: sqlite3.Connection, table: str) -> Iterator[int]:
    """The rows that the journal saw come, and not go again."""
    query = (
        "SELECT row_id FROM change WHERE table_name = ? GROUP BY row_id"
        " HAVING sum(CASE action WHEN 'insert' THEN 1 WHEN 'delete' THEN -1 ELSE 0 END) > 0"
    )
    return (row for (row,) in book.execute(query, (table,)).fetchall())


def _gaps(salvage: Salvage, table: str, ids: set[int]) -> int:
    """Ids that were given and of which nothing is known; some may have been taken back."""
    last = max(salvage.last_ids().get(table, 0), *ids, 0)
    return last - len(ids)
