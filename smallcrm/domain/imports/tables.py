"""The rows of a table on their way into the book: what all kinds of rows have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from sqlmodel import Session, col, func, select

from smallcrm.domain.imports.counting import Counted
from smallcrm.domain.imports.values import id_of
from smallcrm.errors import CrmError
from smallcrm.formats.tables_csv import TableRow, UnreadableRow
from smallcrm.models.base import Row

Rows = Iterable[TableRow | UnreadableRow]
BATCH = 500  # rows that are written at once
Stored = TypeVar("Stored", bound=Row)


def take_each(rows: Rows, counted: Counted, take: Callable[[TableRow], None]) -> Counted:
    """Take every row that can be read; one that cannot be taken is left out, and counted so."""
    for row in rows:
        if isinstance(row, UnreadableRow):
            counted.unreadable.add(row.line, row.reason)
            continue
        try:
            take(row)
        except CrmError as error:
            counted.unreadable.add(row.line, str(error))
    return counted


class Taking(ABC, Generic[Stored]):
    """The rows of one file for one table: each is new, the same as one we have, or unreadable.

    `id_of` leads from an id in the file, which stands in its column `file_id`, to the id in the
    book, new or known.
    """

    file_id = "id"

    def __init__(self, session: Session, table: type[Stored]) -> None:
        self.counted = Counted()
        self.id_of: dict[int, int] = {}
        self.session = session
        self._table = table
        self._waiting: list[tuple[Stored, TableRow]] = []
        self._newest = session.exec(select(func.max(col(table.id)))).one() or 0
        self._met: set[int] = set()  # of two equal rows, each is one of ours

    @abstractmethod
    def read(self, row: TableRow) -> Stored:
        """The row as it would be stored. Raises Unreadable."""

    @abstractmethod
    def compared(self, row: TableRow) -> Sequence[str]:
        """The columns in which the row and one of ours are the same."""

    def complete(self, stored: Stored, row: TableRow) -> None:
        """Give a new row what only the book knows, such as a number that is free."""

    def add_parts(self, stored: Stored, row: TableRow) -> None:
        """Add what belongs to a new row, which has its id by now."""

    @abstractmethod
    def sample(self, stored: Stored, row: TableRow) -> str:
        """The row in a line, as a rehearsal shows it."""

    def take(self, rows: Rows) -> Counted:
        """Add the rows that are new. In a transaction that is not kept, this rehearses."""
        with self.session.no_autoflush:
            take_each(rows, self.counted, self._take)
            self.write()
        return self.counted

    def write(self) -> None:
        """Write the rows that wait for it."""
        self.session.add_all(stored for stored, _ in self._waiting)
        self.session.flush()
        for stored, row in self._waiting:
            self._remember(row, stored.id)
            self.add_parts(stored, row)
        self._waiting.clear()

    def _take(self, row: TableRow) -> None:
        stored = self.read(row)
        known = self._known(stored, self.compared(row))
        if known is None:
            self.complete(stored, row)
            self._waiting.append((stored, row))
            self.counted.add(self.sample(stored, row))
            if len(self._waiting) == BATCH:
                self.write()
        else:
            self._met.add(known)
            self._remember(row, known)
            self.counted.same += 1

    def _remember(self, row: TableRow, number: int) -> None:
        file_id = id_of(row, self.file_id)
        if file_id is not None:
            self.id_of[file_id] = number

    def _known(self, stored: Stored, same: Sequence[str]) -> int | None:
        """The same row, if the book had it before the file."""
        if not self._newest:
            return None
        alike = (getattr(self._table, field) == getattr(stored, field) for field in same)
        query = select(self._table.id).where(*alike, col(self._table.id) <= self._newest)
        found = self.session.exec(query.order_by(col(self._table.id)))
        return next((one for one in found if one not in self._met), None)
