"""What the owner said about the columns of a table, remembered for its headings."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from sqlmodel import Session, select

from smallcrm.models.imports import ImportMapping
from smallcrm.parsing.text import fold

_KEY = re.compile("[0-9a-f]{64}")


def key_of_header(header: Iterable[str]) -> str:
    """A hash of the folded headings in their order."""
    return hashlib.sha256("\n".join(map(fold, header)).encode()).hexdigest()


def is_key(text: str) -> bool:
    """Whether it is such a hash."""
    return _KEY.fullmatch(text) is not None


def recall(session: Session, header: Iterable[str]) -> dict[str, str]:
    """Heading to field as it was said before; empty if it never was."""
    return recall_key(session, key_of_header(header))


def recall_key(session: Session, key: str) -> dict[str, str]:
    """The same for headings by their hash."""
    row = _find(session, key)
    columns: dict[str, str] = json.loads(row.columns) if row else {}
    return columns


def remember(session: Session, header: Iterable[str], columns: Mapping[str, str]) -> None:
    """Keep heading to field for the next table under these headings."""
    remember_key(session, key_of_header(header), columns)


def remember_key(session: Session, key: str, columns: Mapping[str, str]) -> None:
    """The same for headings by their hash."""
    row = _find(session, key) or ImportMapping(header=key, columns="")
    row.columns = json.dumps(dict(sorted(columns.items())), ensure_ascii=False)
    session.add(row)
    session.flush()


def _find(session: Session, key: str) -> ImportMapping | None:
    return session.exec(select(ImportMapping).where(ImportMapping.header == key)).first()
