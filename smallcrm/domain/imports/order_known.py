"""Which orders of a file the book has already."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, func, select

from smallcrm.models.sales import Order

Line = tuple[int, int, int, int]
"""What two equal lines have in common: product, quantity, price and amount."""

_INVOICED = (
    "SELECT id, number, contact_id FROM customer_order"
    " WHERE invoice = ? AND at >= ? AND at < ? AND id <= ? ORDER BY id"
)
_AT = (
    "SELECT id, number, contact_id FROM customer_order"
    " WHERE contact_id IS ? AND at = ? AND invoice = '' AND id <= ? ORDER BY id"
)
_LINES = "SELECT product_id, quantity, price, amount FROM order_line WHERE order_id = ?"


@dataclass(frozen=True)
class KnownOrder:
    """An order of the book, with its lines sorted."""

    id: int
    number: int
    lines: list[Line]


class Known:
    """The orders that the book had before the file; false if there were none."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._newest = session.exec(select(func.max(Order.id))).one() or 0
        self._met: set[int] = set()  # of two equal orders without a number, each is one of ours

    def __bool__(self) -> bool:
        return self._newest > 0

    def find(
        self, invoice: str, at: str, contact_id: int | None, lines: list[Line] | None
    ) -> KnownOrder | None:
        """The order with that invoice number on that day, first of all the same contact's.

        Without a number, the one of that contact and moment which has these lines.
        """
        if not invoice:
            return self._same(at, contact_id, lines or [])
        # Every moment of a day sorts between the day and the day with what sorts behind digits.
        found = self._rows(_INVOICED, (invoice, at[:10], f"{at[:10]}~", self._newest))
        mine = [row for row in found if row[2] == contact_id]
        nobodys = [row for row in found if row[2] is None or contact_id is None]
        return next(map(self._known, mine or nobodys), None)

    def _same(self, at: str, contact_id: int | None, lines: list[Line]) -> KnownOrder | None:
        for row in self._rows(_AT, (contact_id, at, self._newest)):
            known = self._known(row)
            if known.lines == lines and known.id not in self._met:
                self._met.add(known.id)
                return known
        return None

    def _known(self, row: tuple[int, ...]) -> KnownOrder:
        lines: list[Line] = [
            (row[0], row[1], row[2], row[3]) for row in self._rows(_LINES, row[:1])
        ]
        return KnownOrder(row[0], row[1], sorted(lines))

    def _rows(self, sql: str, values: Iterable[object]) -> list[tuple[int, ...]]:
        found = self._session.connection().exec_driver_sql(sql, tuple(values))
        return [tuple(row) for row in found]
