"""Namesakes of whom the owner said that they are two."""

from sqlalchemy import Index
from sqlmodel import Field

import smallcrm.models.contacts  # noqa: F401 (foreign keys point there)
from smallcrm.models.base import Row


class DistinctPair(Row, table=True):
    """Two contacts of which the owner said that they are two; the smaller id comes first."""

    __tablename__ = "distinct_pair"
    __table_args__ = (
        Index("ix_distinct_pair_contact_id_other_id", "contact_id", "other_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    contact_id: int = Field(foreign_key="contact.id")
    other_id: int = Field(foreign_key="contact.id", index=True)
