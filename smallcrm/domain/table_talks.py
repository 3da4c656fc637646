"""Taking interactions in from a table: each row is new, the same as one we have, or unreadable."""

from collections.abc import Iterable

from sqlmodel import Session, col, func, select

from smallcrm.domain.counting import Counted
from smallcrm.domain.table_people import People
from smallcrm.domain.table_values import id_of, list_of, moment_of, text_of, written_of
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow, UnreadableRow
from smallcrm.models.enums import Channel, Direction, Outcome
from smallcrm.models.talks import Interaction, Participant
from smallcrm.parsing.choices import choose
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold


class Talks:
    """The interactions of one file on their way into the book.

    `id_of` leads from an id in the file to the id in the book, new or known.
    """

    def __init__(self, session: Session, people: People) -> None:
        self.counted = Counted()
        self.id_of: dict[int, int] = {}
        self._session = session
        self._people = people
        self._newest = session.exec(select(func.max(Interaction.id))).one() or 0
        self._met: set[int] = set()  # of two equal rows, each is one of ours

    def take(self, rows: Iterable[TableRow | UnreadableRow]) -> Counted:
        """Add the rows that are new. In a transaction that is not kept, this rehearses."""
        self.counted.take_each(rows, self._take)
        return self.counted

    def _take(self, row: TableRow) -> None:
        talk = self._read(row)
        others = [self._people.find(who) for who in list_of(row, "with")]
        known = self._known(talk, exactly=written_of(row) is not None)
        file_id = id_of(row, "id")
        if known is None:
            self._add(talk, others)
            who = text_of(row, "handle") or text_of(row, "contact")
            self.counted.add(f"{talk.at:%Y-%m-%d %H:%M} {talk.channel} {who}: {talk.summary}")
        else:
            self._met.add(known)
            self.counted.same += 1
        if file_id is not None:
            self.id_of[file_id] = known or talk.id

    def _read(self, row: TableRow) -> Interaction:
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

    def _known(self, talk: Interaction, *, exactly: bool) -> int | None:
        """The same interaction, if the book had it before; `exactly` compares when written."""
        same = ["contact_id", "at", "channel", "direction", "outcome", "summary"]
        same += ["written"] if exactly else []
        alike = (getattr(Interaction, field) == getattr(talk, field) for field in same)
        query = select(Interaction.id).where(*alike, Interaction.id <= self._newest)
        found = self._session.exec(query.order_by(col(Interaction.id)))
        return next((one for one in found if one not in self._met), None)

    def _add(self, talk: Interaction, others: list[int]) -> None:
        self._session.add(talk)
        self._session.flush()
        for other in others:
            self._session.add(Participant(interaction_id=talk.id, contact_id=other))
