"""What the owner chose."""

from sqlmodel import Field

from smallcrm.models.base import Row


class Setting(Row, table=True):
    """One setting that the owner chose; defaults are not stored."""

    name: str = Field(unique=True)
    value: str
