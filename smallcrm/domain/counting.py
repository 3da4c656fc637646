"""What became of the rows of a file that the book takes in; memory does not grow with them."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

SAMPLES = 10
MOST_KEPT = 20

T = TypeVar("T")


@dataclass
class Firsts(Generic[T]):
    """How many there are; only the first are kept."""

    count: int = 0
    first: list[T] = field(default_factory=list)

    def append(self, item: T) -> None:
        self.count += 1
        if len(self.first) < MOST_KEPT:
            self.first.append(item)

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True)
class Remark:
    """Something to be said of a line of the file."""

    line: int
    reason: str


@dataclass
class Remarks(Firsts[Remark]):
    """The first remarks, and how many there are."""

    def add(self, line: int, reason: str) -> None:
        self.append(Remark(line, reason))


@dataclass
class Counted:
    """How many rows are new and how many the book has; `samples` are the first new ones.

    `remarks` are of rows that were taken otherwise than they stand in the file.
    """

    new: int = 0
    same: int = 0
    unreadable: Remarks = field(default_factory=Remarks)
    samples: list[str] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)

    def add(self, sample: str) -> None:
        """Count a new row."""
        self.new += 1
        if len(self.samples) < SAMPLES:
            self.samples.append(sample)
