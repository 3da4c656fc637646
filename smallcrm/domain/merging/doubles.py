"""Rows that would become double if two contacts became one: tags, points, participants, pairs."""

from collections.abc import Callable

from sqlmodel import Session, col, or_, select

from smallcrm.domain.distinct import are_distinct
from smallcrm.domain.merging.points import fold_points
from smallcrm.domain.points import points_of
from smallcrm.models.contacts import Contact, ContactPoint, Tag
from smallcrm.models.distinct import DistinctPair
from smallcrm.models.talks import Interaction, Participant


def _drop_double_points(session: Session, first: Contact, second: Contact) -> None:
    """The first's numbers stay in front: those that the second adds are written anew."""
    ours, theirs = points_of(session, first), points_of(session, second)
    kept, relabelled = fold_points(ours, theirs)
    for point in ours:
        point.label = relabelled.get(point.id, point.label)
        session.add(point)
    for point in theirs:
        session.delete(point)
    for point in kept:
        values = point.model_dump(exclude={"id"})
        values |= {"contact_id": first.id, "label": relabelled.get(point.id, point.label)}
        session.add(ContactPoint(**values))
    session.flush()


def _drop_double_tags(session: Session, first: Contact, second: Contact) -> None:
    known = select(Tag.folded).where(Tag.contact_id == first.id)
    double = select(Tag).where(Tag.contact_id == second.id, col(Tag.folded).in_(known))
    for tag in session.exec(double).all():
        session.delete(tag)
    session.flush()


def _drop_double_participants(session: Session, first: Contact, second: Contact) -> None:
    """Whoever the talk was with took no part in it besides, nor twice."""
    both = (first.id, second.id)
    query = (
        select(Participant, Interaction.contact_id)
        .join(Interaction, col(Interaction.id) == col(Participant.interaction_id))
        .where(col(Participant.contact_id).in_(both))
        .order_by(col(Participant.contact_id) != first.id, col(Participant.id))
    )
    seen: set[int] = set()
    for participant, main in session.exec(query).all():
        if main in both or participant.interaction_id in seen:
            session.delete(participant)
        seen.add(participant.interaction_id)
    session.flush()


def _drop_double_pairs(session: Session, first: Contact, second: Contact) -> None:
    """The pairs of the second become the first's, the smaller id in front; their own one ends."""
    touching = or_(DistinctPair.contact_id == second.id, DistinctPair.other_id == second.id)
    rows = session.exec(select(DistinctPair).where(touching)).all()
    others = {row.other_id if row.contact_id == second.id else row.contact_id for row in rows}
    for row in rows:
        session.delete(row)
    session.flush()
    for other in session.exec(select(Contact).where(col(Contact.id).in_(others - {first.id}))):
        if not are_distinct(session, first, other):
            lower, higher = sorted((first.id, other.id))
            session.add(DistinctPair(contact_id=lower, other_id=higher))
    session.flush()


# Tables in which two rows would become the same one: what is double goes before the rest is moved.
DOUBLES: dict[str, Callable[[Session, Contact, Contact], None]] = {
    "contact_point": _drop_double_points,
    "tag": _drop_double_tags,
    "participant": _drop_double_participants,
    "distinct_pair": _drop_double_pairs,
}
