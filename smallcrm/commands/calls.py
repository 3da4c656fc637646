"""`crm catch-up`: a word about each call of the phone's log that waits for one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import App, Csv, Desk, Json, desk_of
from smallcrm.errors import Interrupted, Refused, Unreadable
from smallcrm.output.listing import show
from smallcrm.output.terminal import is_terminal, remark, say
from smallcrm.parsing.entries import DROP, NO_ANSWER, Entry, read_entry
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from smallcrm.models.talks import FollowUp
    from smallcrm.reports.calls import Owner, Waiting, WaitingCall, WaitingNumber

SHORTEST_NAME = 2
EMPTY, CALL_BACK, END = "-", "c", "."
CALLBACK = "callback"
HELP = (
    "words /day +tag and Enter log a call; - logs it without words, x drops it, Enter\n"
    "skips it for now; c calls a missed one back; . ends"
)
INSTEAD = "crm catch-up walks through the calls on a terminal only"

app = App()


@app.command("catch-up")
def catch_up(
    ctx: typer.Context,
    only_list: Annotated[bool, typer.Option("--list", help="List them, and ask nothing.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Walk through the calls that wait for a word; without a terminal, list them."""
    from smallcrm.output.calls import waiting_listing
    from smallcrm.reports.calls import waiting

    desk = desk_of(ctx)
    with desk.reading() as session:
        found = waiting(session)
    if only_list or as_json or as_csv or not found.count or not is_terminal():
        show(waiting_listing(found, desk.today), as_json=as_json, as_csv=as_csv)
        return
    _Walk(desk).through(found)


class _Ended(Exception):
    """The owner has had enough; what he answered is written."""


@dataclass
class _Walk:
    """One sitting: what was done so far, by its word."""

    desk: Desk
    done: Counter[str] = field(default_factory=Counter)

    def through(self, found: "Waiting") -> None:
        """Ask about each call, the newest first, then about each unknown number."""
        remark(HELP)
        try:
            for item in found.calls:
                self._call(item)
            for number in found.numbers:
                self._number(number)
        except _Ended:
            pass
        self._say_done()

    def _call(self, item: "WaitingCall") -> None:
        """One call; it may have been answered with another one before it."""
        from smallcrm.output.calls import say_call
        from smallcrm.reports.calls import is_waiting

        with self.desk.reading() as session:
            if not is_waiting(session, item.id):
                return
        remark(say_call(item.call, [owner.name for owner in item.owners], self.desk.today))
        while True:
            typed = self._ask("   ")
            if not typed:
                self.done["skipped"] += 1
                return
            try:
                self._write(item, self._read(item, typed), typed)
                return
            except (Refused, Unreadable) as error:
                remark(f"   {error}")

    def _read(self, item: "WaitingCall", typed: str) -> Entry:
        """The answer; `-` has no words, and `c` is a callback."""
        entry = read_entry(typed, self.desk.today)
        if entry.words == EMPTY:
            return replace(entry, words="")
        if entry.words.lower() == CALL_BACK:
            if not item.call.is_missed:
                raise Unreadable("c is for missed calls; a word and /day call this one back")
            return replace(entry, kind=CALLBACK)
        return entry

    def _write(self, item: "WaitingCall", entry: Entry, typed: str) -> None:
        """One answer is one step."""
        from smallcrm.domain import call_answers

        owner = self._owner(item.owners) if entry.kind != DROP else None
        if owner is None and entry.kind != DROP:
            self.done["skipped"] += 1
            return
        with self.desk.writing("catch-up", unsaved=typed) as session:
            planned = None
            if entry.kind == DROP or owner is None:
                only = item.owners[0].id if len(item.owners) == 1 else None
                call_answers.drop_call(session, item.id, only, entry.tags)
            elif entry.kind == CALLBACK:
                planned = call_answers.plan_callback(
                    session,
                    item.id,
                    owner.id,
                    today=self.desk.today,
                    back=entry.back,
                    tags=entry.tags,
                )
            else:
                _, planned = call_answers.log_call(
                    session,
                    item.id,
                    owner.id,
                    entry.words,
                    back=entry.back,
                    tags=entry.tags,
                    no_answer=entry.kind == NO_ANSWER,
                )
        self._say_written(entry, planned)

    def _say_written(self, entry: Entry, planned: "FollowUp | None") -> None:
        from smallcrm.output.wording import say_due

        word = {DROP: "dropped", CALLBACK: ""}.get(entry.kind, "logged")
        self.done[word or "to call back"] += 1
        due = ""
        if planned:
            when = say_due(planned.due, self.desk.today, planned.due_time)
            due = f"callback {when}, number {planned.number}"
        tags = f"tagged {', '.join(map(one_line, entry.tags))}" if entry.tags else ""
        say(f"   {'; '.join(filter(None, (word, due, tags)))}")

    def _owner(self, owners: Sequence["Owner"]) -> "Owner | None":
        """Who of several it was; None for an empty answer."""
        if len(owners) == 1:
            return owners[0]
        self._say_owners(owners)
        while True:
            typed = self._ask("   which of them")
            if not typed:
                return None
            if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(owners):
                return owners[int(typed) - 1]
            remark(f"   type a number from 1 to {len(owners)}, or Enter to skip the call")

    def _say_owners(self, owners: Sequence["Owner"]) -> None:
        for place, owner in enumerate(owners, start=1):
            remark(f"   {place} {one_line(owner.name, longest=60)} ({owner.handle})")

    def _number(self, number: "WaitingNumber") -> None:
        """One unknown number: a name makes a contact, whose calls are walked through next."""
        from smallcrm.output.calls import say_number

        remark(f"{say_number(number, self.desk.today)}; who is it?")
        while True:
            typed = self._ask("   name")
            try:
                if not typed:
                    self.done["skipped"] += 1
                elif typed.lower() == DROP:
                    self._drop_number(number)
                else:
                    self._adopt(number, typed)
                return
            except (Refused, Unreadable) as error:
                remark(f"   {error}")

    def _drop_number(self, number: "WaitingNumber") -> None:
        from smallcrm.domain.call_answers import drop_number

        with self.desk.writing("catch-up") as session:
            drop_number(session, number.normal)
        self.done["dropped"] += 1
        say("   dropped")

    def _adopt(self, number: "WaitingNumber", name: str) -> None:
        from smallcrm.domain.call_answers import adopt
        from smallcrm.reports.calls import waiting

        if len(name) < SHORTEST_NAME:
            raise Unreadable("a name has two letters at least; Enter skips, x drops the number")
        key = self._known(name)
        if key is None:
            self.done["skipped"] += 1
            return
        with self.desk.writing("catch-up", unsaved=name) as session:
            contact = adopt(session, number.normal, name, contact_id=key or None)
        self.done["named"] += 1
        new = "the number is now of " if key else "new contact "
        say(f"   {new}{one_line(contact.name, longest=60)} ({contact.handle})")
        with self.desk.reading() as session:
            theirs = waiting(session).calls
        for item in theirs:
            if item.call.normal == number.normal:
                self._call(item)

    def _known(self, name: str) -> int | None:
        """The id of a contact who has the name already, 0 for a new one, None to skip."""
        from smallcrm.domain.call_answers import called
        from smallcrm.reports.calls import Owner

        with self.desk.reading() as session:
            found = [Owner(one.id, one.name, one.handle) for one in called(session, name)]
        if not found:
            return 0
        self._say_owners(found)
        while True:
            typed = self._ask("   which number is it, n for a new contact, Enter to skip")
            if typed.lower() in ("", "n"):
                return 0 if typed else None
            if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(found):
                return found[int(typed) - 1].id

    def _ask(self, question: str) -> str:
        """One answer; `.` and the end of the input end the walk."""
        try:
            typed = asking.ask(question, instead=INSTEAD)
        except Refused:
            raise _Ended from None
        except Interrupted:
            raise Interrupted("interrupted; what was answered is written, the rest waits") from None
        if typed == END:
            raise _Ended
        return typed

    def _say_done(self) -> None:
        from smallcrm.reports.calls import waiting

        with self.desk.reading() as session:
            left = waiting(session).count
        done = ", ".join(f"{count} {word}" for word, count in self.done.items())
        rest = f"{left} left for crm catch-up" if left else "none is left"
        say("; ".join(filter(None, (done, rest))))
        if self.desk.changed:
            say("  crm undo takes back the last one")
