"""The cells of a row as the book stores them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow

LARGEST_NUMBER = 999_999


def text_of(row: TableRow, field: str) -> str:
    """A text; '' where the row has none."""
    return str(row.values.get(field) or "")


def list_of(row: TableRow, field: str) -> tuple[str, ...]:
    found: Any = row.values.get(field)
    return found or ()


def moment_of(row: TableRow, field: str) -> dt.datetime | None:
    found = row.values.get(field)
    return found if isinstance(found, dt.datetime) else None


def written_of(row: TableRow, field: str = "written") -> dt.datetime | None:
    moment = moment_of(row, field)
    return in_utc(moment) if moment else None


def in_utc(moment: dt.datetime) -> dt.datetime:
    """A moment as the book keeps it; one without a zone is in UTC already."""
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def day_of(row: TableRow, field: str) -> dt.date | None:
    found = row.values.get(field)
    return found if isinstance(found, dt.date) else None


def time_of(row: TableRow, field: str) -> dt.time | None:
    found = row.values.get(field)
    return found if isinstance(found, dt.time) else None


def number_of(row: TableRow, field: str) -> int | None:
    """A number that is not negative. Raises Unreadable for one out of reach."""
    found = row.values.get(field)
    if not isinstance(found, int):
        return None
    if not 0 <= found <= LARGEST_NUMBER:
        raise Unreadable(f"its {field} is {found}; it must be from 0 to {LARGEST_NUMBER}")
    return found


def decimal_in(row: TableRow, field: str) -> Decimal | None:
    """An exact number; None where the row has none."""
    found = row.values.get(field)
    return found if isinstance(found, Decimal) else None


def id_of(row: TableRow, field: str) -> int | None:
    """What the book that wrote the file knew a row by."""
    found = row.values.get(field)
    return found if isinstance(found, int) else None
