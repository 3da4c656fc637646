"""A word about one call that waits: it is logged, called back, dropped or skipped."""

from dataclasses import replace
from typing import TYPE_CHECKING

from smallcrm.commands.call_sitting import Sitting
from smallcrm.errors import Refused, Unreadable
from smallcrm.output.terminal import remark, say
from smallcrm.parsing.entries import DROP, NO_ANSWER, Entry, read_entry
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.talks import FollowUp
    from smallcrm.reports.calls import Owner, WaitingCall

EMPTY, CALL_BACK = "-", "c"
CALLBACK = "callback"


def ask_about_call(sitting: Sitting, item: "WaitingCall") -> None:
    """Ask until it is answered; it may have been answered with another one before it."""
    from smallcrm.output.calls import say_call
    from smallcrm.reports.calls import is_waiting

    today = sitting.desk.today
    with sitting.desk.reading() as session:
        if not is_waiting(session, item.id):
            return
    remark(say_call(item.call, [owner.name for owner in item.owners], today))
    while True:
        typed = sitting.ask("   ")
        if not typed:
            sitting.skip()
            return
        try:
            _answer(sitting, item, _read(sitting, item, typed), typed)
            return
        except (Refused, Unreadable) as error:
            remark(f"   {error}")


def _read(sitting: Sitting, item: "WaitingCall", typed: str) -> Entry:
    """The answer; `-` has no words, and `c` is a callback."""
    entry = read_entry(typed, sitting.desk.today)
    if entry.words == EMPTY:
        return replace(entry, words="")
    if entry.words.lower() == CALL_BACK:
        if not item.call.is_missed:
            raise Unreadable("c is for missed calls; a word and /day call this one back")
        return replace(entry, kind=CALLBACK)
    return entry


def _answer(sitting: Sitting, item: "WaitingCall", entry: Entry, typed: str) -> None:
    """One answer is one step."""
    owner = item.owners[0] if len(item.owners) == 1 else None
    if owner is None and entry.kind != DROP:
        chosen = sitting.ask_which("   which of them", item.owners)
        if isinstance(chosen, str):
            sitting.skip()
            return
        owner = chosen
    with sitting.desk.writing("catch-up", unsaved=typed) as session:
        planned = _write(session, sitting, item, entry, owner)
    _say_written(sitting, entry, planned)


def _write(
    session: "Session",
    sitting: Sitting,
    item: "WaitingCall",
    entry: Entry,
    owner: "Owner | None",
) -> "FollowUp | None":
    """Do as the owner says; the callback that was planned, if one was."""
    from smallcrm.domain import call_answers

    if entry.kind == DROP or owner is None:
        call_answers.drop_call(session, item.id, owner.id if owner else None, entry.tags)
        return None
    if entry.kind == CALLBACK:
        return call_answers.plan_callback(
            session, item.id, owner.id, today=sitting.desk.today, back=entry.back, tags=entry.tags
        )
    _, planned = call_answers.log_call(
        session,
        item.id,
        owner.id,
        entry.words,
        back=entry.back,
        tags=entry.tags,
        no_answer=entry.kind == NO_ANSWER,
    )
    return planned


def _say_written(sitting: Sitting, entry: Entry, planned: "FollowUp | None") -> None:
    from smallcrm.output.wording import say_due

    word = {DROP: "dropped", CALLBACK: ""}.get(entry.kind, "logged")
    sitting.done[word or "to call back"] += 1
    due = ""
    if planned:
        when = say_due(planned.due, sitting.desk.today, planned.due_time)
        due = f"callback {when}, number {planned.number}"
    tags = f"tagged {', '.join(map(one_line, entry.tags))}" if entry.tags else ""
    say(f"   {'; '.join(filter(None, (word, due, tags)))}")
