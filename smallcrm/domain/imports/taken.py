"""What became of the rows of a file of contacts: how many, and what is to be said of which line."""

from dataclasses import dataclass, field

from smallcrm.domain.imports.counting import Remarks
from smallcrm.formats.records import ContactRecord


@dataclass
class Taken:
    """What became of the rows so far; `samples` are the first new ones by their new ids.

    `changed` are rows of contacts in the book who differ from it, of which `updated` were taken
    over; `twice` are rows of somebody whom an earlier row of the files made, of which `joined`
    were taken over; `kept_out` says that some row holds what neither the book nor an earlier row
    has, and that was left out.
    """

    new: int = 0
    same: int = 0
    changed: int = 0
    updated: int = 0
    joined: int = 0
    kept_out: bool = False
    twice: Remarks = field(default_factory=Remarks)
    doubtful: Remarks = field(default_factory=Remarks)
    unreadable: Remarks = field(default_factory=Remarks)
    remarks: Remarks = field(default_factory=Remarks)
    samples: dict[int, ContactRecord] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        known = self.same + self.changed + len(self.twice)
        return self.new + known + len(self.doubtful) + len(self.unreadable)


@dataclass(frozen=True)
class Updating:
    """Whether rows fill the empty fields of known contacts, or win over all of them."""

    fill: bool = False
    overwrite: bool = False

    def __bool__(self) -> bool:
        return self.fill or self.overwrite
