"""Taking callbacks in from a table: each row is new, the same as one we have, or unreadable."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from smallcrm.domain.followups import next_number
from smallcrm.domain.imports.people import People
from smallcrm.domain.imports.tables import Taking
from smallcrm.domain.imports.values import (
    day_of,
    id_of,
    number_of,
    text_of,
    time_of,
    written_of,
)
from smallcrm.domain.interactions import involving
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.enums import Channel, Closing, Promiser
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.parsing.choices import choose
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold


class Callbacks(Taking[FollowUp]):
    """The callbacks of one file on their way into the book.

    `talks` leads from the ids of interactions in the file to those in the book.
    """

    def __init__(
        self, session: Session, people: People, talks: Mapping[int, int] | None = None
    ) -> None:
        super().__init__(session, FollowUp)
        self._people = people
        self._talks = talks or {}
        open_ones = select(FollowUp.number).where(FollowUp.closing == "")
        self._taken = set(session.exec(open_ones))

    def read(self, row: TableRow) -> FollowUp:
        due = day_of(row, "due")
        if due is None:
            raise Unreadable("it says no day on which it is due")
        why = clean(text_of(row, "why"), "reason", longest=LONGEST_TEXT)
        closed_on = day_of(row, "closed_on")
        closing = choose(Closing, text_of(row, "closing"), "way to close a callback")
        callback = FollowUp(
            number=number_of(row, "number") or 0,
            contact_id=self._people.find(text_of(row, "handle"), text_of(row, "contact")),
            why=why,
            folded=fold(why),
            channel=choose(Channel, text_of(row, "channel"), "channel") or Channel.CALL,
            promised_by=_promiser(text_of(row, "promised_by")),
            due=due,
            due_time=time_of(row, "due_time"),
            first_due=day_of(row, "first_due") or due,
            tries=number_of(row, "tries") or 0,
            closing=closing or (Closing.DONE if closed_on else ""),
            closed_on=closed_on,
        )
        callback.written = written_of(row) or callback.written
        return callback

    def compared(self, row: TableRow) -> Sequence[str]:
        """What stays when a callback is moved or closed."""
        same = ("contact_id", "why", "first_due")
        return (*same, "written") if written_of(row) else same

    def complete(self, stored: FollowUp, row: TableRow) -> None:
        stored.opened_by = self._talk(row, "opened_by", stored.contact_id)
        stored.closed_by = self._talk(row, "closed_by", stored.contact_id)
        if not stored.number or (not stored.closing and stored.number in self._taken):
            self.write()
            stored.number = next_number(self.session)
        if not stored.closing:
            self._taken.add(stored.number)

    def sample(self, stored: FollowUp, row: TableRow) -> str:
        who = text_of(row, "handle") or text_of(row, "contact")
        return f"{stored.due} {stored.channel} {who}: {stored.why}"

    def _talk(self, row: TableRow, field: str, contact_id: int) -> int | None:
        """The interaction that a callback came from or ended with, by its id in the same file.

        Else by the moment it was written, and by its place among those of the contact which were
        written then: the first, where the file does not say it; None if it is not there.
        """
        file_id, written = id_of(row, field), written_of(row, f"{field}_written")
        if file_id is not None and file_id in self._talks:
            return self._talks[file_id]
        place = number_of(row, f"{field}_place") or 1
        return self._written_at(written, contact_id, place) if written else None

    def _written_at(self, moment: dt.datetime, contact_id: int, place: int) -> int | None:
        query = select(Interaction.id).where(
            Interaction.written == moment, col(Interaction.id).in_(involving([contact_id]))
        )
        return self.session.exec(query.order_by(col(Interaction.id)).offset(place - 1)).first()


def _promiser(text: str) -> str:
    return choose(Promiser, text, "promiser") or Promiser.ME
