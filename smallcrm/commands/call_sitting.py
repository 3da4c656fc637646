"""One sitting of `crm catch-up`: what is asked on the terminal, and what was done so far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smallcrm import same_book
from smallcrm.commands import asking
from smallcrm.commands.app import Desk
from smallcrm.errors import Interrupted, Refused
from smallcrm.output.terminal import remark, say
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from smallcrm.reports.calls import Owner

END = "."
NOBODY = "n"
INSTEAD = "crm catch-up walks through the calls on a terminal only"


class Ended(Exception):
    """The owner has had enough; what he answered is written."""


@dataclass
class Sitting:
    """The book, and how many calls and numbers were answered for, by the word for it."""

    desk: Desk
    done: Counter[str] = field(default_factory=Counter)

    def ask(self, question: str) -> str:
        """One answer. Raises Ended for `.` and the end of the input."""
        try:
            typed = asking.ask(question, instead=INSTEAD)
        except Refused:
            raise Ended from None
        except Interrupted:
            raise Interrupted("interrupted; what was answered is written, the rest waits") from None
        if typed == END:
            raise Ended
        return typed

    def ask_which(self, question: str, owners: Sequence["Owner"], *other: str) -> "Owner | str":
        """One of these by its place, or one of the other answers; Enter is always one."""
        for place, owner in enumerate(owners, start=1):
            remark(f"   {place} {one_line(owner.name, longest=60)} ({owner.handle})")
        while True:
            typed = self.ask(question)
            if typed.lower() in ("", *other):
                return typed.lower()
            if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(owners):
                return owners[int(typed) - 1]
            remark(f"   type a number from 1 to {len(owners)}, or Enter to skip it")

    def skip(self) -> None:
        """Leave what was asked about for another sitting."""
        self.done["skipped"] += 1

    def say_done(self) -> None:
        """What was done, and what is left."""
        from smallcrm.reports.calls import waiting

        with self.desk.reading() as session:
            left = waiting(session).count
        done = ", ".join(f"{count} {word}" for word, count in self.done.items())
        rest = f"{left} left for crm catch-up" if left else "none is left"
        say("; ".join(filter(None, (done, rest))))
        if self.desk.changed:
            say(f"  {same_book.crm('undo')} takes back the last one", whole=True)
