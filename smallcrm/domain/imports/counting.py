"""What became of the rows of a file that the book takes in; memory does not grow with them."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

SAMPLES = 10
MOST_KEPT = 20
MOST_LINES = 12

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


@dataclass
class Remark:
    """Something to be said of a line of the file, and of the `further` ones it is true of too.

    `count` is how many lines these are; only the first of them are kept.
    """

    line: int
    reason: str
    further: list[int] = field(default_factory=list)
    count: int = 1

    def add(self, line: int) -> None:
        self.count += 1
        if len(self.further) + 1 < MOST_LINES:
            self.further.append(line)


@dataclass
class Remarks:
    """How many lines there is something to be said of; only the first reasons are kept."""

    count: int = 0
    first: list[Remark] = field(default_factory=list)

    def add(self, line: int, reason: str) -> None:
        self.count += 1
        same = next((one for one in self.first if one.reason == reason), None)
        if same:
            same.add(line)
        elif len(self.first) < MOST_KEPT:
            self.first.append(Remark(line, reason))

    @property
    def unsaid(self) -> int:
        """Lines of which the reason was not kept."""
        return self.count - sum(one.count for one in self.first)

    def __len__(self) -> int:
        return self.count


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
