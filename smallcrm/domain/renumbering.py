"""The normal forms of phone numbers, worked out anew after the book's country changed."""

from sqlmodel import Session, select

from smallcrm.domain.calls import normal_of
from smallcrm.models.calls import PhoneCall
from smallcrm.models.contacts import ContactPoint
from smallcrm.models.enums import PointKind
from smallcrm.parsing.phones import e164


def renumber(session: Session, country: str) -> None:
    """Every contact's numbers, and those of the calls of phones."""
    for point in session.exec(select(ContactPoint).where(ContactPoint.kind == PointKind.PHONE)):
        point.normal = e164(point.value, country)
        session.add(point)
    session.flush()
    _renumber_calls(session, country)


def _renumber_calls(session: Session, country: str) -> None:
    """Two entries that turn out to be one call both stay; one of them under its former number."""
    stored = session.exec(select(PhoneCall.id, PhoneCall.number, PhoneCall.normal)).all()
    normals = {number: normal_of(number, country) for _, number, _ in stored}
    changed = [(normals[number], id_) for id_, number, was in stored if normals[number] != was]
    if changed:
        session.connection().exec_driver_sql(
            "UPDATE OR IGNORE phone_call SET normal = ? WHERE id = ?", changed
        )
        session.expire_all()
