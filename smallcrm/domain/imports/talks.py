"""Taking interactions in from a table: each row is new, the same as one we have, or unreadable."""

from collections.abc import Sequence

from sqlmodel import Session

from smallcrm.domain.imports.people import People
from smallcrm.domain.imports.tables import Taking
from smallcrm.domain.imports.values import list_of, moment_of, text_of, written_of
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.enums import Channel, Direction, Outcome
from smallcrm.models.talks import Interaction, Participant
from smallcrm.parsing.choices import choose
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold


class Talks(Taking[Interaction]):
    """The interactions of one file on their way into the book."""

    def __init__(self, session: Session, people: People) -> None:
        super().__init__(session, Interaction)
        self._people = people

    def read(self, row: TableRow) -> Interaction:
        at = moment_of(row, "at")
        if at is None:
            raise Unreadable("it says no day")
        summary = clean(text_of(row, "summary"), "summary", longest=LONGEST_TEXT)
        talk = Interaction(
            contact_id=self._people.find(text_of(row, "handle"), text_of(row, "contact")),
            channel=choose(Channel, text_of(row, "channel"), "channel") or Channel.CALL,
            direction=choose(Direction, text_of(row, "direction"), "direction"),
            outcome=choose(Outcome, text_of(row, "outcome"), "outcome"),
            at=at,
            summary=summary,
            folded=fold(summary),
        )
        talk.written = written_of(row) or talk.written
        return talk

    def compared(self, row: TableRow) -> Sequence[str]:
        """When it was written, too, where the row says that."""
        same = ("contact_id", "at", "channel", "direction", "outcome", "summary")
        return (*same, "written") if written_of(row) else same

    def complete(self, stored: Interaction, row: TableRow) -> None:
        """Only find out whether all are known who took part."""
        self._others(row)

    def add_parts(self, stored: Interaction, row: TableRow) -> None:
        for other in self._others(row):
            self.session.add(Participant(interaction_id=stored.id, contact_id=other))

    def _others(self, row: TableRow) -> list[int]:
        return [self._people.find(who) for who in list_of(row, "with")]

    def sample(self, stored: Interaction, row: TableRow) -> str:
        who = text_of(row, "handle") or text_of(row, "contact")
        return f"{stored.at:%Y-%m-%d %H:%M} {stored.channel} {who}: {stored.summary}"
