"""Pairs of contacts that look like one, and of which the owner said that they are two."""

from sqlmodel import Session, select

from smallcrm.errors import Refused
from smallcrm.models.contacts import Contact
from smallcrm.models.distinct import DistinctPair
from smallcrm.parsing.text import one_line


def remember(session: Session, first: Contact, second: Contact) -> bool:
    """Note that the two are two; False if that is noted, Refused for one contact with itself."""
    if first.id == second.id:
        raise Refused(f"{one_line(first.name)} ({first.handle}) is one contact; name the other too")
    if are_distinct(session, first, second):
        return False
    lower, higher = sorted((first.id, second.id))
    session.add(DistinctPair(contact_id=lower, other_id=higher))
    session.flush()
    return True


def are_distinct(session: Session, first: Contact, second: Contact) -> bool:
    """Whether the owner said that the two are two."""
    lower, higher = sorted((first.id, second.id))
    query = select(DistinctPair.id).where(
        DistinctPair.contact_id == lower, DistinctPair.other_id == higher
    )
    return session.exec(query).first() is not None


def distinct_pairs(session: Session) -> set[tuple[int, int]]:
    """Every pair that is two, as contact ids, the smaller first."""
    pairs = session.exec(select(DistinctPair.contact_id, DistinctPair.other_id))
    return {(lower, higher) for lower, higher in pairs}
