"""Handles for the rows of a file: looked up for a batch of them at once, none kept for longer."""

import json
from collections.abc import Iterable

from sqlmodel import Session

from smallcrm.formats.records import ContactRecord
from smallcrm.parsing.names import make_handle
from smallcrm.parsing.text import fold

_TAKEN = """
    SELECT handle FROM contact WHERE handle IN (SELECT value FROM json_each(:handles))
    UNION SELECT handle FROM former_handle WHERE handle IN (SELECT value FROM json_each(:handles))
"""


class FreeHandles:
    """What is free in the book and was given to no earlier row; ask `load` before each batch."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._looked_up: set[str] = set()
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}  # the last that was tried of a handle that is not free

    def load(self, batch: Iterable[ContactRecord]) -> None:
        """Look up the handles that these rows ask for; earlier ones are in the book by now."""
        self._looked_up = {
            handle for record in batch for handle in (fold(record.handle), make_handle(record.name))
        }
        self._taken = self._find(self._looked_up)

    def take(self, record: ContactRecord) -> str:
        """The handle that the row asks for, or else a free one made from its name."""
        handle = base = fold(record.handle)
        if not base or self._is_taken(base):
            handle = base = make_handle(record.name)
        number = self._numbers.get(base, 1)
        while self._is_taken(handle):
            number += 1
            handle = f"{base}-{number}"
        if handle != base:
            self._numbers[base] = number
        self._looked_up.add(handle)
        self._taken.add(handle)
        return handle

    def _is_taken(self, handle: str) -> bool:
        if handle not in self._looked_up:
            return bool(self._find([handle]))
        return handle in self._taken

    def _find(self, handles: Iterable[str]) -> set[str]:
        named = {"handles": json.dumps(list(handles))}
        found = self._session.connection().exec_driver_sql(_TAKEN, named)
        return set(found.scalars())
