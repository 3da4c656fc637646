"""Orders as our exports hold them: with their lines in JSON, a row for each line in a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from smallcrm.errors import Unreadable
from smallcrm.formats.book_json import ORDER_LINE, read_object
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.headings import key_of
from smallcrm.formats.tables import ORDERS
from smallcrm.formats.tables_csv import TableRow

Rows = Iterable[TableRow | UnreadableRow]
_TELLING = ("number", "handle", "state", "written", "position")


def is_ours(header: Sequence[str]) -> bool:
    """Whether these are the headings under which we write the lines of orders."""
    keys = {key_of(heading) for heading in header}
    return {key_of(field) for field in (*_TELLING, *ORDERS.needed[1])} <= keys


def with_lines(rows: Rows) -> Iterator[TableRow | UnreadableRow]:
    """The records of orders, each with the objects of its lines read by field."""
    for row in rows:
        if isinstance(row, UnreadableRow):
            yield row
            continue
        try:
            found = row.values.get("lines") or ()
            lines = [read_object(line, ORDER_LINE) for line in found]  # type: ignore[union-attr]
        except Unreadable as error:
            yield UnreadableRow(row.line, f"in a line: {error}")
            continue
        yield replace(row, values={**row.values, "lines": lines})  # type: ignore[dict-item]


def joined(rows: Rows) -> Iterator[TableRow | UnreadableRow]:
    """The rows of a table, those that follow each other with one number as one order."""
    for key, group in groupby(rows, _number):
        if isinstance(key, int):
            yield from _order([row for row in group if isinstance(row, TableRow)])
            continue
        for row in group:
            reason = "it has no number of an order"
            yield row if isinstance(row, UnreadableRow) else UnreadableRow(row.line, reason)


def _number(row: TableRow | UnreadableRow) -> object:
    return None if isinstance(row, UnreadableRow) else row.values.get("number")


def _order(rows: list[TableRow]) -> Iterator[TableRow]:
    lines = [
        {field: row.values.get(field) for field in ORDER_LINE}
        for row in rows
        if row.values.get("product") or row.values.get("product_code")
    ]
    head = rows[0]
    values = {**head.values, "reverses": head.values.get("order_reverses"), "lines": lines}
    yield TableRow(head.line, values)  # type: ignore[arg-type]
