"""What the book keeps in order to forget: who was erased, and which files hold customers' data."""

import datetime as dt

from sqlmodel import Field

from smallcrm.clock import utc_now
from smallcrm.models.base import Row


class Erasure(Row, table=True):
    """A contact who was erased: bare numbers, by which a copy that is restored forgets him again.

    `contact_id` and `created` are those of the row that is gone; an id alone could mean another
    contact in a book that was begun anew.
    """

    contact_id: int = Field(unique=True)
    created: dt.datetime  # UTC
    kept_orders: bool = False


class WrittenFile(Row, table=True):
    """A file that the program wrote with customers' data in it: an export, a sheet, a card."""

    __tablename__ = "written_file"

    path: str = Field(unique=True)  # absolute
    written: dt.datetime = Field(default_factory=utc_now)  # UTC
