"""Our tables beside contacts as CSV: written for us and for spreadsheets, and read back."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TextIO

from smallcrm.errors import Unreadable
from smallcrm.formats.columns import Columns, find_columns, listed
from smallcrm.formats.delimited import Row, Sheet, UnreadableRow
from smallcrm.formats.flavour import text_cell, write_rows
from smallcrm.formats.lists import split_list
from smallcrm.formats.sampled import mark_of, order_of, take_sample
from smallcrm.formats.tables import CALLBACKS, CASES, FORMS, INTERACTIONS, Form
from smallcrm.parsing.money import read_price
from smallcrm.parsing.numbers import read_number
from smallcrm.parsing.stamps import read_clock, read_stamp, read_written
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold

__all__ = [
    "CALLBACKS",
    "CASES",
    "FORMS",
    "INTERACTIONS",
    "Form",
    "TableRow",
    "UnreadableRow",
    "find_table_columns",
    "read_table",
    "write_table",
]

_YES = ("true", "yes", "1", "x")
Value = str | int | Decimal | dt.date | dt.time | dt.datetime | tuple[str, ...] | None


@dataclass(frozen=True)
class TableRow:
    """A row by field, only those that have a column; `line` is where it began in the file.

    A blank cell is '' for a text, () for a list and None for anything else.
    """

    line: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Manner:
    """How a file writes: the order of dates, the decimal mark; `zone` as in `read_table`."""

    order: str
    mark: str
    zone: dt.tzinfo | None


def write_table(
    file: TextIO, form: Form, records: Iterable[Mapping[str, Any]], *, excel: bool = False
) -> None:
    """The records of a JSON export under its keys, one a row, as they come.

    `excel` writes for a spreadsheet with decimal commas, see `flavour`.
    """
    rows = ([text_cell(record.get(key), excel=excel) for key in form.header] for record in records)
    write_rows(file, form.header, rows, excel=excel)


def find_table_columns(
    header: tuple[str, ...], form: Form, overrides: Mapping[str, str] | None = None
) -> Columns:
    """The columns of such a table, ours or another program's.

    Raises Unreadable when one that is needed is missing.
    """
    words = {field: column.words for field, column in form.columns.items()}
    columns = find_columns(header, words, overrides)
    for fields in form.needed:
        if not any(field in columns.place_of for field in fields):
            raise Unreadable(
                f"none of the headings {listed(header)} says {' or '.join(fields)}, which a table "
                f'of {form.name} needs; say which column does, as in "My heading={fields[0]}"'
            )
    return columns


def read_table(
    sheet: Sheet,
    form: Form,
    columns: Columns,
    *,
    order: str = "",
    zone: dt.tzinfo | None = None,
) -> Iterator[TableRow | UnreadableRow]:
    """The rows one by one; what `write_table` wrote comes back as it was.

    `order` is `dmy` or `mdy`; without it, it is told from the first rows. `zone` is where moments
    with an offset were local (None: this machine's).
    """
    sample, rows = take_sample(sheet.rows)
    numbers = [name for name, one in form.columns.items() if one.kind == "number"]
    mark = mark_of(sample, columns, numbers) or ("," if sheet.delimiter == ";" else ".")
    dated = next((field for field in ("at", "due", "opened") if field in columns.place_of), "")
    order = order or (order_of(sample, columns, dated) if dated else "")
    manner = Manner(order, mark, zone)
    for row in rows:
        yield row if isinstance(row, UnreadableRow) else _row(row, form, columns, manner)


def _row(row: Row, form: Form, columns: Columns, manner: Manner) -> TableRow | UnreadableRow:
    try:
        values = {
            field: _value(row.cells[place], field, form.columns[field].kind, manner)
            for field, place in columns.place_of.items()
        }
    except Unreadable as error:
        return UnreadableRow(row.line, str(error))
    return TableRow(row.line, values)


def _value(cell: str, field: str, kind: str, manner: Manner) -> Value:
    if kind == "text":
        return clean(cell, field, longest=LONGEST_TEXT)
    if kind == "list":
        return split_list(clean(cell, field, longest=LONGEST_TEXT))
    text = cell.strip()
    if not text:
        return None
    if kind == "int":
        return _int(text, field)
    if kind == "time":
        return (dt.datetime(2000, 1, 1) + read_clock(text)).time()
    if kind == "number":
        return read_price(text, manner.mark)
    if kind == "flag":
        return int(fold(text) in _YES)
    if kind == "written":
        return read_written(text, manner.order)
    moment = read_stamp(text, manner.order, zone=manner.zone)
    return moment.date() if kind == "day" else moment


def _int(text: str, field: str) -> int:
    number = read_number(text, field, decimal_mark=".")
    if number != int(number):
        raise Unreadable(f'"{text}" is no {field}; write it as 12')
    return int(number)
