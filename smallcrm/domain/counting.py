"""What became of the rows of a file that the book takes in; memory does not grow with them."""

from dataclasses import dataclass, field

SAMPLES = 10
MOST_REMARKS = 20


@dataclass(frozen=True)
class Remark:
    """Something to be said of a line of the file."""

    line: int
    reason: str


@dataclass
class Remarks:
    """How many there are; only the first are kept."""

    count: int = 0
    first: list[Remark] = field(default_factory=list)

    def add(self, line: int, reason: str) -> None:
        self.count += 1
        if len(self.first) < MOST_REMARKS:
            self.first.append(Remark(line, reason))

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
