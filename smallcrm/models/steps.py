"""The journal: one step a command, one change a row; see `journal`."""

import datetime as dt

from sqlmodel import Field

from smallcrm.clock import utc_now
from smallcrm.models.base import Row


class Step(Row, table=True):
    """One typed command in the journal; `reverses` names the step that an undo or redo took back.

    Only the command's name is kept: its words are the customers'.
    """

    command: str
    written: dt.datetime = Field(default_factory=utc_now)  # UTC
    reverses: int | None = Field(default=None, foreign_key="step.id")
    undone: bool = False


class Change(Row, table=True):
    """One row changed in a step. An insert keeps nothing, an update its changed columns, a
    delete the whole row, as JSON."""

    step_id: int = Field(foreign_key="step.id", index=True)
    table_name: str
    row_id: int
    contact_id: int | None = Field(default=None, index=True)
    action: str  # insert, update, delete
    before: str | None = None
    after: str | None = None
