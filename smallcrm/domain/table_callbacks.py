"""Taking callbacks in from a table: each row is new, the same as one we have, or unreadable."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, func, select

from smallcrm.domain.counting import Counted
from smallcrm.domain.followups import next_number
from smallcrm.domain.interactions import involving
from smallcrm.domain.table_people import People
from smallcrm.domain.table_values import (
    day_of,
    id_of,
    number_of,
    text_of,
    time_of,
    written_of,
)
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow, UnreadableRow
from smallcrm.models.enums import Channel, Closing, Promiser
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.parsing.choices import choose
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold


class Callbacks:
    """The callbacks of one file on their way into the book.

    `talks` leads from the ids of interactions in the file to those in the book. `id_of` does so
    for callbacks, new or known.
    """

    def __init__(
        self, session: Session, people: People, talks: Mapping[int, int] | None = None
    ) -> None:
        self.counted = Counted()
        self.id_of: dict[int, int] = {}
        self._session = session
        self._people = people
        self._talks = talks or {}
        self._newest = session.exec(select(func.max(FollowUp.id))).one() or 0
        self._met: set[int] = set()  # of two equal rows, each is one of ours

    def take(self, rows: Iterable[TableRow | UnreadableRow]) -> Counted:
        """Add the rows that are new. In a transaction that is not kept, this rehearses."""
        self.counted.take_each(rows, self._take)
        return self.counted

    def _take(self, row: TableRow) -> None:
        callback = self._read(row)
        known = self._known(callback, exactly=written_of(row) is not None)
        file_id = id_of(row, "id")
        if known is None:
            self._add(callback, row)
            who = text_of(row, "handle") or text_of(row, "contact")
            self.counted.add(f"{callback.due} {callback.channel} {who}: {callback.why}")
        else:
            self._met.add(known)
            self.counted.same += 1
        if file_id is not None:
            self.id_of[file_id] = known or callback.id

    def _read(self, row: TableRow) -> FollowUp:
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

    def _known(self, callback: FollowUp, *, exactly: bool) -> int | None:
        """The same callback, if the book had it before; it may have been moved or closed since."""
        same = ["contact_id", "why", "first_due"] + (["written"] if exactly else [])
        alike = (getattr(FollowUp, field) == getattr(callback, field) for field in same)
        query = select(FollowUp.id).where(*alike, FollowUp.id <= self._newest)
        found = self._session.exec(query.order_by(col(FollowUp.id)))
        return next((one for one in found if one not in self._met), None)

    def _add(self, callback: FollowUp, row: TableRow) -> None:
        callback.opened_by = self._talk(row, "opened_by", callback.contact_id)
        callback.closed_by = self._talk(row, "closed_by", callback.contact_id)
        if not callback.number or (not callback.closing and self._is_taken(callback.number)):
            callback.number = next_number(self._session)
        self._session.add(callback)
        self._session.flush()

    def _is_taken(self, number: int) -> bool:
        query = select(FollowUp.id).where(FollowUp.closing == "", FollowUp.number == number)
        return self._session.exec(query).first() is not None

    def _talk(self, row: TableRow, field: str, contact_id: int) -> int | None:
        """The interaction that a callback came from or ended with, by its id in the same file.

        Else by the moment it was written, among those of the contact; None if it is not there.
        """
        file_id, written = id_of(row, field), written_of(row, f"{field}_written")
        if file_id is not None and file_id in self._talks:
            return self._talks[file_id]
        return self._written_at(written, contact_id) if written else None

    def _written_at(self, moment: dt.datetime, contact_id: int) -> int | None:
        query = select(Interaction.id).where(
            Interaction.written == moment, col(Interaction.id).in_(involving([contact_id]))
        )
        return self._session.exec(query).first()


def _promiser(text: str) -> str:
    return choose(Promiser, text, "promiser") or Promiser.ME
