"""What became of the rows of a file that the book takes in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from smallcrm.errors import CrmError
from smallcrm.formats.tables_csv import TableRow, UnreadableRow

SAMPLES = 10


@dataclass(frozen=True)
class LeftOut:
    """A row that was not taken, by its line in the file, and why."""

    line: int
    reason: str


@dataclass
class Counted:
    """How many rows are new and how many the book has; `samples` are the first new ones.

    `remarks` are sentences about rows that were taken otherwise than they stand in the file.
    """

    new: int = 0
    same: int = 0
    unreadable: list[LeftOut] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def take_each(
        self, rows: Iterable[TableRow | UnreadableRow], take: Callable[[TableRow], None]
    ) -> None:
        """Let each row be taken; one that cannot be is left out, and the next is taken."""
        for row in rows:
            if isinstance(row, UnreadableRow):
                self.leave_out(row.line, row.reason)
                continue
            try:
                take(row)
            except CrmError as error:
                self.leave_out(row.line, error)

    def leave_out(self, line: int, reason: object) -> None:
        """Count a row that cannot be taken."""
        self.unreadable.append(LeftOut(line, str(reason)))

    def add(self, sample: str) -> None:
        """Count a new row."""
        self.new += 1
        if len(self.samples) < SAMPLES:
            self.samples.append(sample)
