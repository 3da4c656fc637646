"""What ties the rows together: links that lead somewhere, sums that fit, texts that are found."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from smallcrm.domain.contacts import searched_as
from smallcrm.domain.folded import FOLDED
from smallcrm.domain.settings import KNOWN
from smallcrm.rescue.mending import LOST, STAND_INS, WHOLE, Mender
from smallcrm.rescue.taking import Fate
from smallcrm.word_index import INDEXED

_UNLIKE = """
    SELECT id, total, (SELECT coalesce(sum(amount), 0) FROM order_line WHERE order_id = o.id)
    FROM customer_order AS o WHERE total <>
    (SELECT coalesce(sum(amount), 0) FROM order_line WHERE order_id = o.id)
"""


def relink(mender: Mender, fates: dict[str, Fate]) -> None:
    """Let every link lead somewhere: to a stand-in, or nowhere if it may; else the row goes."""
    book = mender.book
    while loose := book.execute("PRAGMA foreign_key_check").fetchall():
        for table, row_id, parent, key in loose:
            column, required = _link(book, table, key)
            found = book.execute(f'SELECT "{column}" FROM {table} WHERE id = ?', (row_id,))
            target = found.fetchone()
            if target is None or _is_there(book, parent, target[0]):
                continue  # an earlier one of this round has settled it
            if parent in STAND_INS and (required or parent == "contact"):
                row = mender.fill(parent, {"id": target[0]}, stand_in=True)
                assert row is not None
                if mender.insert(parent, row):
                    fates[parent].partial.append(target[0])
                    fates[parent].lost.pop(target[0], None)
                    continue
            if required:
                book.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
                fates[table].lost[row_id] = {"id": row_id}
            else:
                book.execute(f'UPDATE {table} SET "{column}" = NULL WHERE id = ?', (row_id,))


def _link(book: sqlite3.Connection, table: str, key: int) -> tuple[str, bool]:
    """The column of a foreign key, and whether it must lead somewhere."""
    query = (
        'SELECT k."from", c."notnull" FROM pragma_foreign_key_list(?) AS k'
        ' JOIN pragma_table_info(?) AS c ON c.name = k."from" WHERE k.id = ?'
    )
    column, required = book.execute(query, (table, table, key)).fetchone()
    return column, bool(required)


def _is_there(book: sqlite3.Connection, table: str, row_id: int) -> bool:
    found = book.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,))
    return found.fetchone() is not None


def settle_totals(mender: Mender, fates: dict[str, Fate]) -> None:
    """An order that came back keeps its total, whatever became of its lines."""
    guessed = set(fates["customer_order"].partial)
    for order, total, lines in mender.book.execute(_UNLIKE).fetchall():
        if order in guessed:
            update = "UPDATE customer_order SET total = ? WHERE id = ?"
            mender.book.execute(update, (lines, order))
        else:
            _make_up(mender, order, total - lines)


def _make_up(mender: Mender, order: int, amount: int) -> None:
    """A line for what an order's lost lines came to."""
    known = {
        "id": mender.free("order_line", "id"),
        "order_id": order,
        "product_id": _lost_goods(mender),
        "description": LOST,
        "quantity": WHOLE if amount > 0 else -WHOLE,
        "amount": amount,
    }
    row = mender.fill("order_line", known)
    assert row is not None
    mender.insert("order_line", row)


def _lost_goods(mender: Mender) -> int:
    """The product that stands for goods of which the line is lost."""
    name = f"goods {LOST}"
    found = mender.book.execute("SELECT id FROM product WHERE name = ?", (name,)).fetchone()
    if found:
        return int(found[0])
    row_id = mender.free("product", "id")
    row = mender.fill("product", {"id": row_id}, stand_in=True)
    assert row is not None
    mender.insert("product", row | {"name": name, "archived": 1})
    return row_id


def make_found(book: sqlite3.Connection) -> None:
    """Columns and words by which things are found, made anew from what came back."""
    for one in FOLDED:
        names = ", ".join(f'"{name}"' for name in (one.column, *one.source))
        _set(
            book,
            f'UPDATE {one.table} SET "{one.column}" = ? WHERE id = ?',
            (
                (made, row_id)
                for row_id, kept, *texts in book.execute(f"SELECT id, {names} FROM {one.table}")
                if kept != (made := one.made(*texts))
            ),
        )
    chosen = book.execute("SELECT value FROM setting WHERE name = 'country'").fetchone()
    country = chosen[0] if chosen else KNOWN["country"].default
    _set(
        book,
        "UPDATE contact_point SET digits = ?, normal = ? WHERE id = ?",
        (
            (*found, row_id)
            for row_id, kind, text, *kept in book.execute(
                "SELECT id, kind, value, digits, normal FROM contact_point"
            )
            if tuple(kept) != (found := searched_as(kind, text, country))
        ),
    )
    for table in INDEXED:
        book.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")


def _set(book: sqlite3.Connection, update: str, rows: Iterator[tuple[Any, ...]]) -> None:
    book.executemany(update, list(rows))


def keep_counting(book: sqlite3.Connection, last_ids: dict[str, int], tables: list[str]) -> None:
    """No id is used twice, those of lost rows neither."""
    for table in tables:
        highest = book.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
        last = max(highest, last_ids.get(table, 0))
        book.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        book.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))
