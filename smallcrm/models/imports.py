"""What the program remembers of the files that were taken in."""

from sqlmodel import Field

from smallcrm.models.base import Row


class ImportMapping(Row, table=True):
    """What the owner said that columns mean, for tables under that row of headings."""

    __tablename__ = "import_mapping"

    header: str = Field(unique=True)  # a hash of the folded headings
    columns: str  # heading to field, as JSON
