"""A plain model of the book: what each command leaves, in lists and dicts that anyone can check.

The real book is seen the same way by `seen`, so that the two can be compared.
"""

import copy
import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from smallcrm import db

FIRST = ("Anna", "Boriss", "Cilla", "Dace", "Eha", "Fredi", "Gerda", "Hugo", "Ilze", "Juta")
LAST = ("Tamm", "Kask", "Lepp", "Mets", "Paju", "Saar", "Vaher")
NAMES = tuple(f"{first} {last}" for last in LAST for first in FIRST)
GROUPS = ("potential", "prospective", "small", "medium", "large", "top")
PRICES = {"Tea": 2, "Mugs": 5}  # euros
FINE = 100_000  # thousandths of a cent in a euro


@dataclass(frozen=True)
class Who:
    name: str
    archived: bool = False
    group: str = ""
    city: str = ""
    tags: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Talk:
    handle: str
    channel: str
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Callback:
    handle: str
    due: str
    first_due: str
    tries: int = 0
    closing: str = ""


@dataclass(frozen=True)
class Order:
    handle: str
    kind: str
    total: int
    lines: tuple[tuple[str, int], ...]
    reverses: str = ""


@dataclass(frozen=True)
class Case:
    handle: str
    stage: str
    solution: str = ""


@dataclass
class Book:
    """Everything by its own text, which is unlike any other: a summary, a reason, a note."""

    contacts: dict[str, Who] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)

    def copied(self) -> "Book":
        return copy.deepcopy(self)

    def present(self) -> list[str]:
        return [handle for handle, who in self.contacts.items() if not who.archived]

    def archived(self) -> list[str]:
        return [handle for handle, who in self.contacts.items() if who.archived]

    def open_callbacks(self) -> list[str]:
        here = set(self.present())
        return [
            why for why, one in self.callbacks.items() if not one.closing and one.handle in here
        ]

    def open_cases(self) -> list[str]:
        here = set(self.present())
        return [text for text, one in self.cases.items() if not one.solution and one.handle in here]

    def returnable(self) -> list[str]:
        """The sales of which something is left to bring back."""
        here = set(self.present())
        return [
            note
            for note, one in self.orders.items()
            if one.kind == "sale" and one.handle in here and self.left(note) > 0
        ]

    def left(self, note: str) -> int:
        """How much of the first line of a sale was not brought back."""
        back = [one for one in self.orders.values() if one.reverses == note]
        return self.orders[note].lines[0][1] + sum(one.lines[0][1] for one in back)

    def merge(self, kept: str, gone: str) -> None:
        """Everything of the one becomes the other's; what that one lacks is filled."""
        ours, theirs = self.contacts[kept], self.contacts.pop(gone)
        self.contacts[kept] = replace(
            ours,
            group=ours.group or theirs.group,
            city=ours.city or theirs.city,
            tags=ours.tags | theirs.tags,
            points=ours.points | theirs.points,
        )
        self.former = {old: kept if new == gone else new for old, new in self.former.items()}
        self.former[gone] = kept
        _move(self.talks, gone, kept)
        _move(self.callbacks, gone, kept)
        _move(self.orders, gone, kept)
        _move(self.cases, gone, kept)
        for key, talk in self.talks.items():
            others = frozenset(kept if other == gone else other for other in talk.others)
            self.talks[key] = replace(talk, others=others - {talk.handle})


def _move(rows: dict[str, Any], gone: str, kept: str) -> None:
    for key, row in rows.items():
        if row.handle == gone:
            rows[key] = replace(row, handle=kept)


def handle_of(name: str) -> str:
    return name.lower().replace(" ", "-")


def seen(path: Path) -> Book:
    """The book at `path`, as the program opens it."""
    with db.reading(path) as session:
        connection = session.connection()

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

        handles = dict(rows("SELECT id, handle FROM contact"))
        return Book(
            contacts=_contacts(rows),
            former={
                old: handles[new]
                for old, new in rows("SELECT handle, contact_id FROM former_handle")
            },
            talks=_talks(rows, handles),
            callbacks={
                why: Callback(handles[who], due, first, tries, closing)
                for why, who, due, first, tries, closing in rows(
                    "SELECT why, contact_id, due, first_due, tries, closing FROM follow_up"
                )
            },
            orders=_orders(rows, handles),
            cases={
                text: Case(handles[who], stage, solution)
                for text, who, stage, solution in rows(
                    "SELECT summary, contact_id, stage, solution FROM customer_case"
                )
            },
        )


def _contacts(rows: Any) -> dict[str, Who]:
    tags = rows("SELECT contact_id, name FROM tag")
    points = rows("SELECT contact_id, value FROM contact_point")
    return {
        handle: Who(
            name,
            bool(archived),
            group,
            city,
            frozenset(tag for whose, tag in tags if whose == key),
            frozenset(point for whose, point in points if whose == key),
        )
        for key, handle, name, archived, group, city in rows(
            'SELECT id, handle, name, archived, "group", city FROM contact'
        )
    }


def _talks(rows: Any, handles: dict[int, str]) -> dict[str, Talk]:
    took_part = rows("SELECT interaction_id, contact_id FROM participant")
    return {
        summary: Talk(
            handles[who],
            channel,
            frozenset(handles[other] for talk, other in took_part if talk == key),
        )
        for key, summary, who, channel in rows(
            "SELECT id, summary, contact_id, channel FROM interaction"
        )
    }


def _orders(rows: Any, handles: dict[int, str]) -> dict[str, Order]:
    lines = rows(
        "SELECT l.order_id, p.name, l.quantity / 1000 FROM order_line AS l"
        " JOIN product AS p ON p.id = l.product_id ORDER BY l.position"
    )
    notes = dict(rows("SELECT id, note FROM customer_order"))
    return {
        note: Order(
            handles[who],
            kind,
            total,
            tuple((name, count) for order, name, count in lines if order == key),
            notes.get(reverses, ""),
        )
        for key, note, who, kind, total, reverses in rows(
            "SELECT id, note, contact_id, kind, total, reverses FROM customer_order"
        )
    }


def number_of(path: Path, table: str, column: str, text: str) -> str:
    """The owner's short number of what has that text; the newest, for closed ones keep theirs."""
    with db.reading(path) as session:
        sql = f"SELECT number FROM {table} WHERE {column} = ? ORDER BY id DESC"
        return str(session.connection().exec_driver_sql(sql, (text,)).scalar_one())


def day(number: int) -> str:
    """A day that no other number gives."""
    return (dt.date(2026, 12, 1) + dt.timedelta(days=number)).isoformat()
