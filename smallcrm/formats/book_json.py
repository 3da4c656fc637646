"""The records in the JSON of a whole book: what is read of each part, and of what kind it is."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from smallcrm.errors import Unreadable
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.tables import CALLBACKS, CASES, INTERACTIONS, PRODUCTS, Form
from smallcrm.formats.tables_csv import TableRow
from smallcrm.parsing.numbers import read_number
from smallcrm.parsing.stamps import YEARS
from smallcrm.parsing.text import one_line

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
        "group_pinned": "flag",
        "rhythm_days": "int",
        "rhythm_since": "day",
        "archived": "flag",
        "restricted": "flag",
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
    "products": {**_kinds(PRODUCTS), "price": "decimal"},
    "orders": {
        **dict.fromkeys(
            ("invoice", "handle", "contact", "kind", "state", "source", "note"), "text"
        ),
        **dict.fromkeys(("number", "reverses"), "int"),
        **dict.fromkeys(("delivered", "paid"), "day"),
        "at": "moment",
        "written": "written",
        "lines": "objects",
    },
    "cases": {**_kinds(CASES), "order": "int", "talks": "objects"},
}
"""What is read of each part, and of what kind it is; in the order in which a book takes it in."""

POINT = {"kind": "text", "label": "text", "value": "text"}
ORDER_LINE = {
    **dict.fromkeys(("product_code", "product", "description", "unit"), "text"),
    **dict.fromkeys(("quantity", "price", "amount"), "decimal"),
    **dict.fromkeys(("position", "reverses", "reverses_position"), "int"),
}
LINE = {
    "code": "int", "section": "text", "handle": "text", "callback": "int", "content": "object",
    "entered": "text",
}  # fmt: skip


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


def read_record(place: int, record: Any, part: str) -> TableRow | UnreadableRow:
    """A record of a part; `place` is where in it, from 1."""
    try:
        return TableRow(place, read_object(record, KINDS[part]))
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


def _decimal(value: Any) -> Decimal:
    """Written as a text such as "12.50"; a number of JSON could be a float."""
    return read_number(_only(str)(value), "number", decimal_mark=".")


def _list(value: Any) -> tuple[str, ...]:
    return tuple(map(_only(str), _only(list)(value)))


Dated = TypeVar("Dated", bound=dt.date)


def _dated(read: Callable[[str], Dated]) -> Callable[[Any], Dated]:
    """Of the years that a book can tell of, so that every sum of days is a day."""

    def read_dated(value: Any) -> Dated:
        day = read(value)
        if day.year not in YEARS:
            raise ValueError
        return day

    return read_dated


def _moment(value: Any) -> dt.datetime:
    """Local wall time."""
    moment = dt.datetime.fromisoformat(value)
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": _only(str),
    "int": _number,
    "flag": _only(bool),
    "decimal": _decimal,
    "day": _dated(dt.date.fromisoformat),
    "time": dt.time.fromisoformat,
    "moment": _dated(_moment),
    "written": _dated(dt.datetime.fromisoformat),
    "list": _list,
    "objects": _only(list),
    "object": _only(dict),
}
