"""Type the practice shop's year into a book, one event after the other, by the domain functions."""

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise

from sqlmodel import Session

from smallcrm.domain import followups, interactions
from smallcrm.domain.demo.rows import Back, Did, Dropped, Event, Planned, Said, Stories, Tried
from smallcrm.domain.demo.workdays import working_day
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Channel, Closing, Direction, Outcome, Promiser
from smallcrm.models.talks import FollowUp, Interaction

People = Mapping[str, Contact]


def replay(session: Session, people: People, stories: Stories, today: dt.date) -> None:
    """Write every story down in the order of its days; `people` are the contacts by handle."""
    for handle, event, back in _in_order(stories):
        talk = _apply(session, people, handle, event, today)
        if back:
            _plan(session, people[handle], back, today, talk)


def _in_order(stories: Stories) -> list[tuple[str, Event, Back | None]]:
    """All contacts' events as they happened, each with the callback it opened."""
    joined = [
        (handle, row, following if isinstance(following, Back) else None)
        for handle, story in stories.items()
        for row, following in pairwise((*story, None))
        if row and not isinstance(row, Back)
    ]
    return sorted(joined, key=lambda entry: (entry[1].day, entry[1].time))


def _apply(
    session: Session, people: People, handle: str, event: Event, today: dt.date
) -> Interaction | None:
    """Do what the event says; the talk, if it was one."""
    contact, day = people[handle], working_day(today, event.day)
    match event:
        case Said():
            others = [people[other] for other in event.others]
            return _say(session, contact, event, day, others)
        case Tried():
            followups.count_try(session, _open(session, contact), today=day)
        case Dropped():
            followups.close(session, _open(session, contact), Closing.DROPPED, on=day)
        case Planned():
            pass
    return None


def _say(
    session: Session, contact: Contact, said: Said, day: dt.date, others: list[Contact]
) -> Interaction:
    talk = interactions.log(
        session,
        contact,
        said.summary,
        at=dt.datetime.combine(day, dt.time.fromisoformat(said.time)),
        channel=said.channel,
        direction=said.direction,
        outcome=_outcome(said),
        others=others,
    )
    if isinstance(said, Did):
        followups.close(session, _open(session, contact), Closing.DONE, on=day, by=talk)
    return talk


def _outcome(said: Said) -> str:
    """What the row says, or else that a call of ours reached its person."""
    called = said.channel == Channel.CALL and said.direction == Direction.OUT
    return said.outcome or (Outcome.REACHED if called else "")


def _open(session: Session, contact: Contact) -> FollowUp:
    (followup,) = followups.open_of(session, contact)
    return followup


def _plan(
    session: Session, contact: Contact, back: Back, today: dt.date, talk: Interaction | None
) -> None:
    followups.plan(
        session,
        contact,
        back.why,
        due=working_day(today, back.day),
        due_time=dt.time.fromisoformat(back.time) if back.time else None,
        channel=back.channel,
        promised_by=Promiser(back.by),
        opened_by=talk,
    )
