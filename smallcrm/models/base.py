"""What every table of the book shares."""

from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """What every table shares: an integer id that is never used twice."""

    metadata = MetaData()
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)
