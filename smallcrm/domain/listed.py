"""Who may stand in a list: neither those put aside nor those whose data may only be kept."""

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from smallcrm.models.contacts import Contact


def is_listed() -> ColumnElement[bool]:
    """SQL for a contact that lists and reports may name: not archived, and not restricted."""
    return and_(col(Contact.archived).is_(False), col(Contact.restricted).is_(False))
