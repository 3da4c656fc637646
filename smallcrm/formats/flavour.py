"""How a CSV of ours is written: plain, or for the spreadsheet of a desk with decimal commas."""

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TextIO

from smallcrm.formats.guard import guard
from smallcrm.formats.lists import join_list

BYTE_ORDER_MARK = "\ufeff"


def write_rows(
    file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]], *, excel: bool
) -> None:
    """A heading and rows of cells, each guarded; lines end with CR LF.

    `excel` writes semicolons and a byte order mark, as Excel expects where the decimal mark is a
    comma. The file must not translate line ends.
    """
    if excel:
        file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)


class NumberCell(str):
    """A cell that holds a number and nothing else, so that it needs no guard: `-2`."""


def number_cell(value: Decimal | int, *, excel: bool) -> str:
    """A number as a cell; `excel` writes the decimal comma."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return NumberCell(text.replace(".", ",") if excel else text)


def text_cell(value: Any, *, excel: bool) -> str:
    """A value as a cell; days and times as ISO writes them, which spreadsheets know too."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return join_list(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" " if excel else "T")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return number_cell(value, excel=excel) if isinstance(value, Decimal | int) else str(value)


def _guarded(cell: str) -> str:
    return cell if isinstance(cell, NumberCell) else guard(cell)
