"""Taking cases in from a table: each row is new, the same as one we have, or unreadable."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from smallcrm.domain import orders, products
from smallcrm.domain.cases import usual_due
from smallcrm.domain.imports.people import People
from smallcrm.domain.imports.tables import Taking
from smallcrm.domain.imports.values import (
    day_of,
    in_utc,
    list_of,
    moment_of,
    number_of,
    text_of,
    written_of,
)
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.cases import Case, CaseTalk
from smallcrm.models.enums import CaseKind, Stage
from smallcrm.models.talks import Interaction
from smallcrm.parsing.choices import choose
from smallcrm.parsing.stamps import read_written
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold, one_line

_LONGEST_PLACE = 9  # digits


class Cases(Taking[Case]):
    """The cases of one file on their way into the book.

    `talks` leads from the ids of interactions in the file to those in the book, `numbers` from
    the numbers of orders there to the orders here.
    """

    def __init__(
        self,
        session: Session,
        people: People,
        *,
        talks: Mapping[int, int] | None = None,
        numbers: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(session, Case)
        self._people = people
        self._taken = set(session.exec(select(Case.number)))
        self._talks = talks or {}
        self._numbers = numbers or {}

    def read(self, row: TableRow) -> Case:
        opened = moment_of(row, "opened")
        if opened is None:
            raise Unreadable("it says no day on which it was opened")
        summary = clean(text_of(row, "summary"), "summary", longest=LONGEST_TEXT)
        solution = clean(text_of(row, "solution"), "solution", longest=LONGEST_TEXT)
        case = Case(
            number=number_of(row, "number") or 0,
            contact_id=self._people.find(text_of(row, "handle"), text_of(row, "contact")),
            kind=choose(CaseKind, text_of(row, "kind"), "kind of case") or CaseKind.COMPLAINT,
            stage=choose(Stage, text_of(row, "stage"), "stage"),
            summary=summary,
            solution=solution,
            folded=fold(f"{summary}\n{solution}".strip()),
            opened=opened,
            due=day_of(row, "due") or usual_due(self.session, opened.date()),
            closed=moment_of(row, "closed"),
            order_id=self._order(text_of(row, "order")),
            product_id=self._product(text_of(row, "product")),
        )
        case.written = written_of(row) or case.written
        for text in list_of(row, "talks_written"):
            _moment_and_place(text)
        return case

    def _order(self, text: str) -> int | None:
        if not text:
            return None
        if self._numbers:
            return self._numbers.get(int(text)) if text.isdecimal() else None
        return orders.find(self.session, text).id

    def _product(self, text: str) -> int | None:
        """A whole code or name; a part of one will not do."""
        if not text:
            return None
        product = products.resolve(self.session, text, archived=True)
        if fold(text) not in (product.code_folded, product.folded):
            raise Unreadable(f'no product is called "{one_line(text, longest=60)}"')
        return product.id

    def compared(self, row: TableRow) -> Sequence[str]:
        """What stays when a case is noted, closed or reopened."""
        same = ("contact_id", "opened", "summary")
        return ("contact_id", "opened", "written") if written_of(row) else same

    def complete(self, stored: Case, row: TableRow) -> None:
        if not stored.number or stored.number in self._taken:
            stored.number = max(self._taken, default=0) + 1
        self._taken.add(stored.number)

    def add_parts(self, stored: Case, row: TableRow) -> None:
        for talk in self._talks_of(row):
            free = select(CaseTalk.id).where(CaseTalk.interaction_id == talk)
            if self.session.exec(free).first() is None:
                self.session.add(CaseTalk(case_id=stored.id, interaction_id=talk))
                self.session.flush()

    def sample(self, stored: Case, row: TableRow) -> str:
        who = text_of(row, "handle") or text_of(row, "contact")
        return f"{stored.opened:%Y-%m-%d} {stored.kind} {who}: {stored.summary}"

    def _talks_of(self, row: TableRow) -> list[int]:
        """The talks about a case, by their ids in the same file, else by when they were written."""
        ids: Sequence[object] = list_of(row, "talks")
        if ids and self._talks:
            return [self._talks[one] for one in ids if isinstance(one, int) and one in self._talks]
        found = (self._written_at(text) for text in list_of(row, "talks_written"))
        return [one for one in found if one]

    def _written_at(self, text: str) -> int | None:
        """The interaction that was written at that moment, and is so many among its own."""
        moment, place = _moment_and_place(text)
        query = select(Interaction.id).where(Interaction.written == moment)
        return self.session.exec(query.order_by(col(Interaction.id)).offset(place - 1)).first()


def _moment_and_place(text: str) -> tuple[dt.datetime, int]:
    """Of `2026-11-21T08:00:00+00:00 1`. Raises Unreadable."""
    moment, _, place = text.partition(" ")
    place = place or "1"
    if not (place.isascii() and place.isdecimal() and len(place) <= _LONGEST_PLACE):
        raise Unreadable(f'"{one_line(text, longest=60)}" is no moment of a talk')
    return in_utc(read_written(moment)), int(place)
