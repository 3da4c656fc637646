"""The practice book: an invented furniture shop with a year of talks and sales behind it."""

import datetime as dt

from sqlmodel import Session, select

from smallcrm.domain import contacts
from smallcrm.domain.demo import (
    estonia,
    estonia_talks,
    latvia,
    latvia_talks,
    norway,
    norway_talks,
    sales,
)
from smallcrm.domain.demo.replay import replay
from smallcrm.domain.demo.rows import Stories
from smallcrm.domain.demo.workdays import working_day
from smallcrm.domain.settings import change_setting
from smallcrm.errors import Refused
from smallcrm.models.contacts import Contact

SHOP = "Kuusk ja Pojad"
CONTACTS = (*estonia.CONTACTS, *latvia.CONTACTS, *norway.CONTACTS)
STORIES: Stories = {**estonia_talks.STORIES, **latvia_talks.STORIES, **norway_talks.STORIES}
RHYTHMS = {  # days between talks; the first three have been quiet for too long
    "anna-tamm": 30,
    "eha-noormets": 60,
    "bjorn-hakonsen": 90,
    "annika-kask": 45,
    "janis-berzins": 30,
    "peeter-luik": 30,
    "silje-kjorbo": 60,
    "ragnhild-saether": 120,
}
RHYTHM_BEGAN = -120  # in working days from today


def fill(session: Session, today: dt.date) -> None:
    """Write the practice shop into an empty book, as if typed day by day until before `today`.

    Refused if the book holds a contact already.
    """
    if session.exec(select(Contact.id).limit(1)).first() is not None:
        raise Refused("this book holds contacts already; the practice shop needs an empty book")
    change_setting(session, "shop", SHOP)
    people = {contact.handle: contact for contact in _add_contacts(session)}
    replay(session, people, STORIES, today)
    sales.sell(session, people, today)
    began = working_day(today, RHYTHM_BEGAN)
    for handle, days in RHYTHMS.items():
        contacts.set_rhythm(session, people[handle], days, today=began)


def _add_contacts(session: Session) -> list[Contact]:
    """Companies first, so that their people are linked to them."""
    ordered = sorted(CONTACTS, key=lambda record: record.kind)
    return [contacts.add(session, record) for record in ordered]
