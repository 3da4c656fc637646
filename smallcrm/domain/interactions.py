"""What happened with a contact: logging it, and the last words spoken."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, func, union_all
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Channel, Direction, Outcome
from smallcrm.models.talks import Interaction, Participant
from smallcrm.parsing.choices import choose
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold

BATCH = 500  # ids in one IN list


@dataclass(frozen=True)
class Talk:
    """An interaction as lists show it; `at` is local wall time, at midnight just a day."""

    id: int
    contact_id: int
    at: dt.datetime
    channel: str
    direction: str
    outcome: str
    summary: str


def log(
    session: Session,
    contact: Contact,
    summary: str,
    *,
    at: dt.datetime,
    channel: str = Channel.CALL,
    direction: str = "",
    outcome: str = "",
    others: Sequence[Contact] = (),
) -> Interaction:
    """Write down what happened, letter for letter; `others` took part in it too."""
    interaction = Interaction(
        contact_id=contact.id,
        channel=choose(Channel, channel, "channel"),
        direction=choose(Direction, direction, "direction"),
        outcome=choose(Outcome, outcome, "outcome"),
        at=at,
        summary=clean(summary, "summary", longest=LONGEST_TEXT),
        folded=fold(summary),
    )
    session.add(interaction)
    session.flush()
    for other in others:
        session.add(Participant(interaction_id=interaction.id, contact_id=other.id))
    session.flush()
    return interaction


def talk(interaction: Interaction) -> Talk:
    """The plain data of an interaction."""
    return Talk(*(getattr(interaction, field.name) for field in fields(Talk)))


def newest_talks(
    session: Session, contact_ids: Sequence[int], *, most: int | None = None
) -> list[Talk]:
    """The talks in which any of the contacts took part, the newest first."""
    query = (
        select(*(getattr(Interaction, field.name) for field in fields(Talk)))
        .where(col(Interaction.id).in_(involving(contact_ids)))
        .order_by(col(Interaction.at).desc(), col(Interaction.id).desc())
        .limit(most)
    )
    return [Talk(*row) for row in session.exec(query)]


def others_in(session: Session, talks: Sequence[Talk]) -> dict[int, list[Contact]]:
    """Who else took part, in the order they were named, by the talk's id."""
    others: dict[int, list[Contact]] = {}
    for start in range(0, len(talks), BATCH):
        ids = [talk.id for talk in talks[start : start + BATCH]]
        query = (
            select(Participant.interaction_id, Contact)
            .join(Contact, col(Contact.id) == col(Participant.contact_id))
            .where(col(Participant.interaction_id).in_(ids))
            .order_by(col(Participant.id))
        )
        for talk_id, contact in session.exec(query):
            others.setdefault(talk_id, []).append(contact)
    return others


def involving(contact_ids: Sequence[int]) -> SelectOfScalar[int]:
    """A subquery of the ids of interactions in which any of the contacts took part."""
    main = select(Interaction.id).where(col(Interaction.contact_id).in_(contact_ids))
    joined = select(Participant.interaction_id).where(col(Participant.contact_id).in_(contact_ids))
    both: SelectOfScalar[int] = select(union_all(main, joined).subquery().c.id)
    return both


def last_talk_at() -> ColumnElement[dt.datetime | None]:
    """SQL for the moment of a contact's last interaction, or NULL; correlates with Contact."""
    main = select(func.max(Interaction.at)).where(Interaction.contact_id == Contact.id)
    joined = (
        select(func.max(Interaction.at))
        .join(Participant, col(Participant.interaction_id) == col(Interaction.id))
        .where(Participant.contact_id == Contact.id)
    )
    first, second = (query.correlate(Contact).scalar_subquery() for query in (main, joined))
    return func.max(func.coalesce(first, second), func.coalesce(second, first))


def last_talks(session: Session, contact_ids: Sequence[int]) -> dict[int, Talk]:
    """Each contact's last interaction, by contact id; contacts without one are left out."""
    latest: dict[int, Talk] = {}
    for start in range(0, len(contact_ids), BATCH):
        for contact_id, interaction in _latest_of(session, contact_ids[start : start + BATCH]):
            known = latest.get(contact_id)
            if known is None or (known.at, known.id) < (interaction.at, interaction.id):
                latest[contact_id] = talk(interaction)
    return latest


def _latest_of(session: Session, contact_ids: Sequence[int]) -> list[tuple[int, Interaction]]:
    newest = (
        select(Interaction.id)
        .where(Interaction.contact_id == Contact.id)
        .order_by(col(Interaction.at).desc(), col(Interaction.id).desc())
        .limit(1)
        .correlate(Contact)
        .scalar_subquery()
    )
    ids = select(newest).select_from(Contact).where(col(Contact.id).in_(contact_ids))
    main = session.exec(select(Interaction).where(col(Interaction.id).in_(ids)))
    joined = session.exec(
        select(Participant.contact_id, Interaction)
        .join(Interaction, col(Participant.interaction_id) == col(Interaction.id))
        .where(col(Participant.contact_id).in_(contact_ids))
    )
    return [(interaction.contact_id, interaction) for interaction in main] + list(joined)
