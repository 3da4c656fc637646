"""What is said back after a talk was written: who, what, when next, and the way back."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smallcrm import same_book
from smallcrm.output.terminal import remark, say
from smallcrm.parsing.dates import When, say_day, say_distance
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.domain.interactions import Talk
    from smallcrm.models.contacts import Contact

LONGEST_ECHO = 70


@dataclass(frozen=True)
class SaidBack:
    """A talk as it was written."""

    talk: "Talk"
    contact: str
    handle: str
    at: When | None = None  # as it was said; None is now
    others: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    back: When | None = None
    number: int | None = None
    created: bool = False
    closed: str = ""
    case: str = ""
    remarks: tuple[str, ...] = ()


def say_back(said: SaidBack, today: dt.date, *, quiet: bool) -> None:
    """The acknowledgement; `quiet` gives only the new callback's number, or else the handle."""
    if quiet:
        say(str(said.number) if said.number is not None else said.handle)
        return
    say(_first_line(said, today))
    details = [_callback(said, today), said.closed, said.case, _tags(said.tags), _new(said)]
    finish("; ".join(filter(None, details)), remarks=said.remarks)


def _first_line(said: SaidBack, today: dt.date) -> str:
    from smallcrm.output.wording import say_channel

    names = " and ".join(one_line(name, longest=60) for name in (said.contact, *said.others))
    when = ""
    if said.at:
        day = say_day(said.at.day, today, at=said.at.time)
        when = f" of {day} ({say_distance(said.at.day, today)})"
    summary = one_line(said.talk.summary, longest=LONGEST_ECHO)
    return f"Logged {say_channel(said.talk)}{when} with {names}{f': {summary}' if summary else ''}"


def _callback(said: SaidBack, today: dt.date) -> str:
    from smallcrm.output.wording import say_due

    if said.back is None:
        return ""
    return f"callback {say_due(said.back.day, today, said.back.time)}, number {said.number}"


def _tags(tags: tuple[str, ...]) -> str:
    return f"tagged {', '.join(one_line(tag) for tag in tags)}" if tags else ""


def _new(said: SaidBack) -> str:
    return f"new contact {said.handle}" if said.created else ""


def restriction_remarks(*contacts: "Contact | None") -> tuple[str, ...]:
    """What to know of each whose data may only be kept: why no list will show the new entry."""
    return tuple(
        f"{one_line(one.name, longest=60)} is restricted: kept, but in no list"
        f" ({same_book.crm(f'data restrict {one.handle} --lift')})"
        for one in contacts
        if one and one.restricted
    )


def lookalike_remarks(session: "Session", contact: "Contact") -> tuple[str, ...]:
    """Who else has the name or a number of a contact that was just created."""
    from smallcrm.domain.contacts import lookalikes

    return tuple(
        f"{one_line(other.name, longest=60)} ({other.handle}) has {why}"
        for other, why in lookalikes(session, contact)
    )


def callback_number(number: int, contact: str) -> str:
    """`Callback 3, Mari Maasikas`."""
    return f"Callback {number}, {one_line(contact, longest=60)}"


def finish(*details: str, remarks: tuple[str, ...] = ()) -> None:
    """The lines that end an acknowledgement: details, remarks, and the way back."""
    for detail in filter(None, details):
        say(f"  {detail}")
    for text in filter(None, remarks):
        remark(f"  note: {text}")
    say(f"  {same_book.crm('undo')} takes it back", whole=True)
