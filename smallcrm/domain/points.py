"""How a contact is reached: its numbers and addresses."""

from sqlmodel import Session, col, select

from smallcrm.models.contacts import Contact, ContactPoint


def points_of(session: Session, contact: Contact) -> list[ContactPoint]:
    """In the order in which they were added."""
    query = select(ContactPoint).where(ContactPoint.contact_id == contact.id)
    return list(session.exec(query.order_by(col(ContactPoint.id))))
