"""Whose an unknown number is that called twice: a new contact's, a known one's, or nobody's."""

from typing import TYPE_CHECKING

from smallcrm.commands.call_answering import ask_about_call
from smallcrm.commands.call_sitting import NOBODY, Sitting
from smallcrm.errors import Refused, Unreadable
from smallcrm.output.terminal import remark, say
from smallcrm.parsing.entries import DROP
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from smallcrm.reports.calls import WaitingNumber

SHORTEST_NAME = 2
WHICH = "   which number is it, n for a new contact, Enter to skip"


def ask_about_number(sitting: Sitting, number: "WaitingNumber") -> None:
    """A name makes a contact, whose calls are walked through next."""
    from smallcrm.output.calls import say_number

    remark(f"{say_number(number, sitting.desk.today)}; who is it?")
    while True:
        typed = sitting.ask("   name")
        try:
            if not typed:
                sitting.skip()
            elif typed.lower() == DROP:
                _drop(sitting, number)
            else:
                _adopt(sitting, number, typed)
            return
        except (Refused, Unreadable) as error:
            remark(f"   {error}")


def _drop(sitting: Sitting, number: "WaitingNumber") -> None:
    from smallcrm.domain.call_answers import drop_number

    with sitting.desk.writing("catch-up") as session:
        drop_number(session, number.normal)
    sitting.done["dropped"] += 1
    say("   dropped")


def _adopt(sitting: Sitting, number: "WaitingNumber", name: str) -> None:
    from smallcrm.domain.call_answers import adopt

    if len(name) < SHORTEST_NAME:
        raise Unreadable("a name has two letters at least; Enter skips, x drops the number")
    key = _known(sitting, name)
    if key is None:
        sitting.skip()
        return
    with sitting.desk.writing("catch-up", unsaved=name) as session:
        contact = adopt(session, number.normal, name, contact_id=key or None)
    sitting.done["named"] += 1
    new = "the number is now of " if key else "new contact "
    say(f"   {new}{one_line(contact.name, longest=60)} ({contact.handle})")
    _ask_about_calls(sitting, number)


def _known(sitting: Sitting, name: str) -> int | None:
    """The id of a contact who has the name already, 0 for a new one, None to skip."""
    from smallcrm.domain.call_answers import called
    from smallcrm.reports.calls import Owner

    with sitting.desk.reading() as session:
        found = [Owner(one.id, one.name, one.handle) for one in called(session, name)]
    if not found:
        return 0
    chosen = sitting.ask_which(WHICH, found, NOBODY)
    if isinstance(chosen, str):
        return 0 if chosen else None
    return chosen.id


def _ask_about_calls(sitting: Sitting, number: "WaitingNumber") -> None:
    from smallcrm.reports.calls import waiting

    with sitting.desk.reading() as session:
        theirs = waiting(session).calls
    for item in theirs:
        if item.call.normal == number.normal:
            ask_about_call(sitting, item)
