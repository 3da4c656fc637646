"""What the owner said about the columns of a table, remembered for its headings."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from sqlmodel import Session, select

from smallcrm.models.imports import ImportMapping
from smallcrm.parsing.text import fold


def key_of_header(header: Iterable[str]) -> str:
    """A hash of the folded headings in their order."""
    return hashlib.sha256("\n".join(map(fold, header)).encode()).hexdigest()


def recall(session: Session, header: Iterable[str]) -> dict[str, str]:
    """Heading to field as it was said before; empty if it never was."""
    row = _find(session, header)
    columns: dict[str, str] = json.loads(row.columns) if row else {}
    return columns


def remember(session: Session, header: Iterable[str], columns: Mapping[str, str]) -> None:
    """Keep heading to field for the next table under these headings."""
    headings = list(header)
    row = _find(session, headings)
    row = row or ImportMapping(header=key_of_header(headings), columns="")
    row.columns = json.dumps(dict(sorted(columns.items())), ensure_ascii=False)
    session.add(row)
    session.flush()


def _find(session: Session, header: Iterable[str]) -> ImportMapping | None:
    key = key_of_header(header)
    return session.exec(select(ImportMapping).where(ImportMapping.header == key)).first()
