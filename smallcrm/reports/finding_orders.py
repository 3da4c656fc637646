"""Products and orders that hold the words; asked in plain SQL, so that no table class is loaded."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlmodel import Session

from smallcrm.parsing.text import fold, words

PRODUCTS = """
    SELECT name, code, category, unit, price, archived, folded || char(10) || code_folded
    FROM product WHERE {holding} ORDER BY archived, folded, id
"""
ORDERS = """
    SELECT o.number, o.kind, o.at, o.invoice, o.note, o.total, coalesce(c.name, ''),
        coalesce(c.handle, ''), o.folded
    FROM customer_order AS o LEFT JOIN contact AS c ON c.id = o.contact_id
    WHERE {holding} AND NOT coalesce(c.restricted, 0)
    ORDER BY o.at DESC, o.id DESC
"""


@dataclass(frozen=True)
class FoundProduct:
    """A product; `price` of one unit in thousandths of a cent, or None."""

    name: str
    code: str
    category: str
    unit: str
    price: int | None
    archived: bool


@dataclass(frozen=True)
class FoundOrder:
    """An order, of nobody in particular where `contact` is ""; `total` in thousandths of a cent."""

    number: int
    kind: str
    at: dt.datetime
    invoice: str
    note: str
    total: int
    contact: str
    handle: str


def products(
    session: Session, text: str, most: int | None, *, whole_words: bool
) -> list[FoundProduct]:
    """Products with the words in their code or name, by name; the archived ones last."""
    place = "folded || char(10) || code_folded"
    found = _asked(session, PRODUCTS, place, text, most, whole_words)
    return [FoundProduct(*row[:-1]) for row in found]


def orders(session: Session, text: str, most: int | None, *, whole_words: bool) -> list[FoundOrder]:
    """Orders with the words in their invoice number or note, the newest first."""
    found = _asked(session, ORDERS, "o.folded", text, most, whole_words)
    return [
        FoundOrder(row[0], row[1], dt.datetime.fromisoformat(row[2]), *row[3:-1]) for row in found
    ]


def _asked(
    session: Session, query: str, place: str, text: str, most: int | None, whole_words: bool
) -> list[Any]:
    parts = words(text) if whole_words else fold(text).split()
    holding = " AND ".join([f"instr({place}, ?)"] * len(parts))
    rows = session.connection().exec_driver_sql(query.format(holding=holding), tuple(parts))
    found = (row for row in rows if not whole_words or _begin(parts, words(row[-1])))
    return list(islice(found, most))


def _begin(starts: Sequence[str], there: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in there) for start in starts)
