"""Free words on contacts."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from smallcrm.errors import NotFound, Unreadable
from smallcrm.models.contacts import Contact, Tag
from smallcrm.parsing.text import clean_line, fold, one_line

LONGEST_TAG = 60


def add_tags(session: Session, contact: Contact, names: Iterable[str]) -> list[str]:
    """Put the tags on the contact and return those that were new to it."""
    present = {tag.folded for tag in _tags(session, contact)}
    added = []
    for name in map(read_tag, names):
        if fold(name) not in present:
            present.add(fold(name))
            session.add(Tag(contact_id=contact.id, name=name, folded=fold(name)))
            added.append(name)
    session.flush()
    return added


def remove_tags(session: Session, contact: Contact, names: Iterable[str]) -> list[str]:
    """Take the tags off the contact; NotFound if it does not have one of them."""
    present = {tag.folded: tag for tag in _tags(session, contact)}
    removed = []
    for name in dict.fromkeys(fold(read_tag(name)) for name in names):
        if name not in present:
            has = ", ".join(tag.name for tag in present.values()) or "none"
            raise NotFound(f'{one_line(contact.name)} has no tag "{one_line(name)}"; it has {has}')
        session.delete(present[name])
        removed.append(present[name].name)
    session.flush()
    return removed


def tags_of(session: Session, contact: Contact) -> list[str]:
    return [tag.name for tag in _tags(session, contact)]


def read_tag(text: str) -> str:
    """A tag as it is stored: one line, without a leading `+` or `#`."""
    name = clean_line(text, "tag", longest=LONGEST_TAG).lstrip("+#").strip()
    if not name:
        raise Unreadable(f'the tag "{one_line(text)}" is empty; write a word')
    return name


def _tags(session: Session, contact: Contact) -> list[Tag]:
    query = select(Tag).where(Tag.contact_id == contact.id).order_by(col(Tag.folded))
    return list(session.exec(query))
