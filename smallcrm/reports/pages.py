"""Contacts as they go to paper: a page for a visit, address labels."""

import datetime as dt

from sqlmodel import Session, col, select

from smallcrm.models.contacts import Contact
from smallcrm.models.enums import PointKind
from smallcrm.parsing.postal import address_lines
from smallcrm.reports.paper import (
    PaperAddress,
    PaperCallback,
    PaperContact,
    PaperPoint,
    PaperTalk,
)
from smallcrm.reports.people import Card, ContactFilter, list_contacts

MOST_TALKS = 40


def contact_page(card: Card, *, shop: str, printed: dt.datetime) -> PaperContact:
    """Everything about one contact, to take along."""
    contact = card.contact
    points = {
        kind: tuple(PaperPoint(p.value, p.label) for p in card.points if p.kind == kind)
        for kind in PointKind
    }
    return PaperContact(
        name=contact.name,
        shop=shop,
        printed=printed,
        company=contact.company,
        title=contact.title,
        group=contact.group,
        tags=tuple(card.tags),
        phones=points[PointKind.PHONE],
        emails=points[PointKind.EMAIL],
        webs=points[PointKind.WEB],
        address=address_lines(contact),
        notes=contact.notes,
        rhythm_days=contact.rhythm_days,
        people=tuple(person.name for person in card.people),
        open=tuple(
            PaperCallback(
                item.due, item.why, item.channel, item.promised_by, item.due_time, item.tries
            )
            for item in card.open
        ),
        talks=tuple(
            PaperTalk(talk.at, talk.channel, talk.direction, talk.outcome, talk.summary)
            for talk in card.talks
        ),
        older=card.talk_count - len(card.talks),
    )


def addresses(session: Session, which: ContactFilter) -> tuple[tuple[PaperAddress, ...], list[str]]:
    """Labels for the contacts that a letter can reach, and the names of the others."""
    labels, without = [], []
    handles = [line.handle for line in list_contacts(session, which)]
    query = select(Contact).where(col(Contact.handle).in_(handles)).order_by(col(Contact.folded))
    for contact in session.exec(query):
        lines = address_lines(contact)
        if contact.street or contact.postcode:
            names = tuple(filter(None, (contact.name, contact.company)))
            labels.append(PaperAddress(names + lines))
        else:
            without.append(contact.name)
    return tuple(labels), without
