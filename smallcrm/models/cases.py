"""What goes wrong, and what is asked: cases, and the talks about them."""

import datetime as dt

from pydantic import NaiveDatetime
from sqlalchemy import Index, text
from sqlmodel import Field

import smallcrm.models.contacts
import smallcrm.models.sales
import smallcrm.models.talks  # noqa: F401 (foreign keys point there)
from smallcrm.clock import utc_now
from smallcrm.models.base import Row
from smallcrm.models.enums import CaseKind


class Case(Row, table=True):
    """A complaint, return, question or warranty matter; open until it is said how it was solved."""

    __tablename__ = "customer_case"
    __table_args__ = (
        Index("ix_customer_case_open", "due", sqlite_where=text("closed IS NULL")),
        {"sqlite_autoincrement": True},
    )

    number: int = Field(unique=True)  # the owner's short number
    contact_id: int = Field(foreign_key="contact.id", index=True)
    kind: str = CaseKind.COMPLAINT
    stage: str = ""
    summary: str
    solution: str = ""
    folded: str  # the summary and the solution
    opened: NaiveDatetime  # local wall time, as of talks
    due: dt.date  # to be solved by
    closed: NaiveDatetime | None = None
    order_id: int | None = Field(default=None, foreign_key="customer_order.id", index=True)
    product_id: int | None = Field(default=None, foreign_key="product.id", index=True)
    written: dt.datetime = Field(default_factory=utc_now)  # UTC


class CaseTalk(Row, table=True):
    """A talk about a case."""

    __tablename__ = "case_talk"

    case_id: int = Field(foreign_key="customer_case.id", index=True)
    interaction_id: int = Field(foreign_key="interaction.id", unique=True)
