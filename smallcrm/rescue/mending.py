"""Rows that an index still knows in part, and stand-ins for rows to which others point.

A talk of which the words are lost was a talk all the same: whose and when stands in an index.
"""

import datetime as dt
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LOST = "(lost in a damaged file)"
WHOLE = 1000  # thousandths, of a unit as of a cent
Known = dict[str, Any]
Made = Mapping[str, Any]


@dataclass(frozen=True)
class Mender:
    """The new book on its way, and the moment for what has none."""

    book: sqlite3.Connection
    now: dt.datetime

    def fill(self, table: str, known: Known, *, stand_in: bool = False) -> Known | None:
        """A whole row from what is known of it; None if that is too little to be of use.

        A `stand_in` is made of nothing but its id.
        """
        needed, made = _RULES.get(table, ((), _nothing))
        is_enough = all(known.get(name) not in (None, "") for name in needed)
        if table not in _RULES or not (is_enough or stand_in):
            return None
        filled = {**made(self, known), **known}
        return self.completed(table, filled)

    def completed(self, table: str, filled: Known) -> Known:
        """Nothing, none or now for every column that may not be empty."""
        for name, kind, required, default in self.book.execute(
            'SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)', (table,)
        ):
            if required and default is None and filled.get(name) is None:
                filled[name] = self._empty(table, kind, name, filled["id"])
        return filled

    def _empty(self, table: str, kind: str, name: str, row_id: int) -> Any:
        if kind in ("INTEGER", "BOOLEAN"):
            return 0
        if kind == "VARCHAR":
            return ""
        return self.beside(table, name, row_id) or str(
            self.now.date() if kind == "DATE" else f"{self.now}.000000"
        )

    def insert(self, table: str, row: Known) -> bool:
        """Whether there is room for the row: nothing else is what only one may be."""
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
        return self.book.execute(sql, tuple(row.values())).rowcount == 1

    def beside(self, table: str, column: str, row_id: int) -> Any:
        """The value of the nearest row before, or else after: ids follow the days."""
        for where, order in (("<", "DESC"), (">", "ASC")):
            found = self.book.execute(
                f'SELECT "{column}" FROM {table} WHERE id {where} ? AND "{column}" IS NOT NULL'
                f" ORDER BY id {order} LIMIT 1",
                (row_id,),
            ).fetchone()
            if found:
                return found[0]
        return None

    def free(self, table: str, column: str) -> int:
        """A number that no row has."""
        found = self.book.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}")
        return int(found.fetchone()[0])

    def free_handle(self, row_id: int) -> str:
        handle, taken = f"rescued-{row_id}", "SELECT 1 FROM contact WHERE handle = ?"
        while self.book.execute(taken, (handle,)).fetchone():
            handle += "-x"
        return handle


def _nothing(_mender: Mender, _known: Known) -> Made:
    return {}


def _contact(mender: Mender, known: Known) -> Made:
    words = known.get("handle", "").replace("-", " ") or known.get("folded", "").strip()
    return {
        "kind": "person",
        "name": words.title() or f"rescued contact {known['id']}",
        "handle": mender.free_handle(known["id"]),
        "notes": "rescued from a damaged file: the name is a guess, the rest was lost"
        if words
        else "rescued from a damaged file: all but the number of this contact was lost",
    }


def _point(_mender: Mender, known: Known) -> Made:
    normal = known["normal"]
    kind = "phone" if normal.startswith("+") else "email" if "@" in normal else "web"
    return {"kind": kind, "value": normal, "label": "rescued"}


def _tag(_mender: Mender, known: Known) -> Made:
    return {"name": known["folded"]}


def _talk(_mender: Mender, _known: Known) -> Made:
    return {"channel": "note", "summary": LOST}


def _callback(mender: Mender, known: Known) -> Made:
    due = known.get("due") or str(mender.now.date())
    number = known.get("number") or mender.free("follow_up", "number")
    return {
        "number": number, "why": LOST, "channel": "call", "promised_by": "me", "due": due,
        "first_due": due,
    }  # fmt: skip


def _product(_mender: Mender, known: Known) -> Made:
    name = known.get("folded") or f"rescued product {known['id']}"
    return {"name": name, "code": known.get("code_folded", "")}


def _order(mender: Mender, known: Known) -> Made:
    return {
        "number": known.get("number") or mender.free("customer_order", "number"),
        "kind": "return" if known.get("reverses") else "sale",
        "state": "placed",
        "note": LOST,
    }


def _line(mender: Mender, known: Known) -> Made:
    quantity = known.get("quantity") or WHOLE
    last = "SELECT coalesce(max(position), 0) + 1 FROM order_line WHERE order_id = ?"
    return {
        "position": mender.book.execute(last, (known["order_id"],)).fetchone()[0],
        "price": abs(known["amount"]) * WHOLE // abs(quantity),
    }


def _case(mender: Mender, known: Known) -> Made:
    opened = mender.beside("customer_case", "opened", known["id"]) or f"{mender.now}.000000"
    is_open = known.get("due") is not None
    return {
        "number": known.get("number") or mender.free("customer_case", "number"),
        "kind": "complaint",
        "stage": "use",
        "summary": LOST,
        "solution": "" if is_open else LOST,
        "opened": opened,
        "closed": None if is_open else opened,
        "due": opened[:10],
    }


# What must be known of a table's row for it to be of use, and how the rest is made.
_RULES: dict[str, tuple[tuple[str, ...], Callable[[Mender, Known], Made]]] = {
    "contact": (("handle",), _contact),
    "contact_point": (("contact_id", "normal"), _point),
    "tag": (("contact_id", "folded"), _tag),
    "interaction": (("contact_id", "at"), _talk),
    "participant": (("interaction_id", "contact_id"), _nothing),
    "follow_up": (("contact_id", "due"), _callback),
    "former_handle": (("contact_id", "handle"), _nothing),
    "distinct_pair": (("contact_id", "other_id"), _nothing),
    "product": (("folded",), _product),
    "customer_order": (("number", "at"), _order),
    "order_line": (("order_id", "product_id", "quantity", "amount"), _line),
    "customer_case": (("contact_id", "number"), _case),
    "case_talk": (("case_id", "interaction_id"), _nothing),
}
STAND_INS = ("contact", "product", "customer_order")  # for these a row is made out of its id
COMPLETE = {"participant", "former_handle", "distinct_pair", "case_talk"}  # indexes know them whole


def end_of_cut(text: str) -> str:
    """What is left of a text, with a word that it was longer."""
    return f"{text.rstrip()} … {LOST}"
