"""The JSON of a whole book, as `crm export everything` writes it, read back part by part."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from smallcrm.errors import Unreadable
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.opening import name_of, open_binary, read_blocks
from smallcrm.formats.tables import CALLBACKS, INTERACTIONS, Form
from smallcrm.formats.tables_csv import TableRow
from smallcrm.parsing.text import one_line

_BLOCK = 1 << 20
_MOST = 10**9  # no number in a book comes near it, and every database can keep it


def _kinds(form: Form) -> dict[str, str]:
    return {field: column.kind for field, column in form.columns.items() if column.ours}


_TEXTS = (
    "name", "kind", "handle", "nickname", "company", "company_handle", "title", "language",
    "group", "street", "postcode", "city", "region", "country", "birthday", "source_id", "notes",
)  # fmt: skip
KINDS: dict[str, dict[str, str]] = {
    "settings": {"name": "text", "value": "text"},
    "import_mappings": {"header": "text", "columns": "object"},
    "contacts": {
        **dict.fromkeys(_TEXTS, "text"),
        "rhythm_days": "int",
        "rhythm_since": "day",
        "archived": "flag",
        "points": "objects",
        "tags": "list",
        "created": "written",
    },
    "former_handles": {"handle": "text", "former": "text"},
    "interactions": _kinds(INTERACTIONS),
    "callbacks": {"id": "int", **_kinds(CALLBACKS)},
    "sheets": {
        "name": "text",
        "since": "day",
        "until": "day",
        "printed": "moment",
        "lines": "objects",
    },
    "distinct": {"handle": "text", "other": "text"},
    "calls": {
        **dict.fromkeys(("number", "kind", "name", "state", "handle"), "text"),
        **dict.fromkeys(("seconds", "interaction", "callback"), "int"),
        "at": "moment",
    },
}
"""What is read of each part, and of what kind it is; in the order in which a book takes it in."""

POINT = {"kind": "text", "label": "text", "value": "text"}
LINE = {
    "code": "int", "section": "text", "handle": "text", "callback": "int", "content": "object",
    "entered": "text",
}  # fmt: skip


@dataclass(frozen=True)
class Whole:
    """A book as it stands in a file: its parts, and the names of those that are not known."""

    parts: Mapping[str, list[Any]]
    aside: tuple[str, ...]

    def rows(self, part: str) -> Iterator[TableRow | UnreadableRow]:
        """The records of a part; `line` is the place of a record in it, from 1."""
        for place, record in enumerate(self.parts.get(part, ()), 1):
            yield _row(place, record, KINDS[part])


def read_book(source: str | Path | BinaryIO) -> Whole:
    """The book in a file or a binary stream.

    Raises Unreadable for what is no such JSON, NotFound and Refused as `open_binary`.
    """
    name = name_of(source)
    with open_binary(source) as binary:
        data = b"".join(read_blocks(binary, _BLOCK))
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(
            f"{name} is no whole JSON{where}; export it again: crm export everything -o FILE"
        ) from error
    if not isinstance(whole, dict) or not any(isinstance(whole.get(part), list) for part in KINDS):
        raise Unreadable(f"{name} is JSON, but not that of crm export everything")
    parts = {part: whole[part] for part in KINDS if part in whole}
    for part, records in parts.items():
        if not isinstance(records, list):
            raise Unreadable(f"the {part} in {name} are no array; export it again")
    return Whole(parts, tuple(part for part in whole if part not in KINDS))


def read_object(record: Any, kinds: Mapping[str, str]) -> dict[str, Any]:
    """The fields of one object, None where one is missing or null; '' and () count as given.

    Raises Unreadable when it is no object, or a field is of another kind.
    """
    if not isinstance(record, dict):
        raise Unreadable("it is no object with fields")
    return {
        field: None if record.get(field) is None else _value(record[field], field, kind)
        for field, kind in kinds.items()
    }


def _row(place: int, record: Any, kinds: Mapping[str, str]) -> TableRow | UnreadableRow:
    try:
        return TableRow(place, read_object(record, kinds))
    except Unreadable as error:
        return UnreadableRow(place, str(error))


def _value(value: Any, field: str, kind: str) -> Any:
    try:
        return _READERS[kind](value)
    except (TypeError, ValueError, OverflowError):
        shown = one_line(str(value), longest=40)
        raise Unreadable(f"its {field} cannot be read: {shown}") from None


def _only(wanted: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise TypeError
        return value

    return read


def _number(value: Any) -> int:
    number: int = _only(int)(value)
    if not 0 <= number <= _MOST:
        raise ValueError
    return number


def _list(value: Any) -> tuple[str, ...]:
    return tuple(map(_only(str), _only(list)(value)))


def _moment(value: Any) -> dt.datetime:
    """Local wall time."""
    moment = dt.datetime.fromisoformat(value)
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": _only(str),
    "int": _number,
    "flag": _only(bool),
    "day": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "moment": _moment,
    "written": dt.datetime.fromisoformat,
    "list": _list,
    "objects": _only(list),
    "object": _only(dict),
}
